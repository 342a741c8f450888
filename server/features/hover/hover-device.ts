// Hover on a device or a host bridge: what it is, where it sits, its ACS and memory, and its verdict against every peer.

import type { Machine } from '../../../core/machine';
import { busAddressOf } from '../../../core/pci/bus-address';
import { formatAddress } from '../../../core/pci/address';
import { formatId } from '../../../core/pci/id';
import { isBridge, type Bar, type PciFunction } from '../../../core/pci/topology';
import type { Analysis } from '../../language/analysis';
import { functionAt, hostBridgeAddress, hostBridgeAt, nameWithAddress } from '../../language/explain/names';
import { hexText, sizeText } from '../../language/explain/sizes';
import { acsLine } from '../acs-words';
import { standingOf } from '../host-bridge-standing';
import { idNames } from './hover-id';
import { peerTable } from './hover-peers';
import { code, text } from '../markdown';
import type { PciNames } from '../pci-names';
import { baseEvaluation, functionOf, hostBridgeOf } from '../places';
import { UNRELIABLE } from '../query-words';

/** null: the declaration has a fault and became no function. */
export function hoverFunction(
  analysis: Analysis,
  declaration: number,
  virtualFunction: number | null,
  names: PciNames | null,
): string | null {
  const { machine, reliable } = baseEvaluation(analysis);
  const found = functionOf(machine, declaration, virtualFunction);
  if (found === null) return null;
  const documentation = analysis.declarations[declaration]?.documentation ?? null;
  const id = found.id === null ? '' : ` · ${code(`[${formatId(found.id)}]`)}`;
  return paragraphs([
    `${code(nameWithAddress(found))} · ${found.kind}${id}`,
    ...idNames(names, [found.id, found.subsystemId]),
    documentation === null ? '' : text(documentation),
    [
      upstream(machine, found),
      ...(reliable ? [acsLine(machine, found)] : []),
      ...memory(machine, found),
      ...virtuals(machine, found),
    ].join('  \n'),
    !reliable ? UNRELIABLE : isBridge(found.kind) ? '' : peerTable(machine, found),
  ]);
}

export function hoverHostBridge(analysis: Analysis, declaration: number, names: PciNames | null): string | null {
  const { machine, reliable } = baseEvaluation(analysis);
  const found = hostBridgeOf(machine, declaration);
  if (found === null) return null;
  const { representative, id, words } = standingOf(machine, found);
  const documentation = analysis.declarations[declaration]?.documentation ?? null;
  const idText = id === null ? '' : ` ${code(formatId(id))}`;
  const speaker = {
    function: `${representative.kind === 'function' ? code(nameWithAddress(functionAt(machine, representative.function))) : ''}${idText} speaks for it`,
    unwritten: `00.0${idText} speaks for it`,
    none: 'Nothing speaks for it',
    unknown: 'Who speaks for it is not known: write its id, or \\[none\\]',
  }[representative.kind];
  const label = `kernel ${machine.settings.kernel.label}`;
  const standing = words === null ? `${label} asks no host bridge` : `${words} (${label})`;
  return paragraphs([
    `${code(found.name)} · host bridge · ${code(hostBridgeAddress(found))}`,
    ...idNames(names, [id]),
    documentation === null ? '' : text(documentation),
    reliable ? `${speaker}; ${standing}.` : UNRELIABLE,
  ]);
}

/** `port 0000:02:00.0 → sw0 0000:01:00.0 → … → pci0`. */
function upstream(machine: Machine, pciFunction: PciFunction): string {
  const names: string[] = [];
  let above = pciFunction.upstreamBridge;
  while (above !== null) {
    const bridge = functionAt(machine, above);
    names.push(code(nameWithAddress(bridge)));
    above = bridge.upstreamBridge;
  }
  const hostBridge = hostBridgeAt(machine, pciFunction.hostBridge);
  return `Below ${[...names, code(`${hostBridge.name} ${hostBridgeAddress(hostBridge)}`)].join(' → ')}`;
}

function memory(machine: Machine, pciFunction: PciFunction): readonly string[] {
  return pciFunction.bars.map((bar) => barLine(machine, pciFunction, bar));
}

/** `8 virtual functions, 0000:03:00.2 to 0000:03:01.1`. */
function virtuals({ topology }: Machine, { index }: PciFunction): readonly string[] {
  const addresses = topology.functions
    .filter(({ physicalFunction }) => physicalFunction === index)
    .map(({ address }) => code(formatAddress(address)));
  const [first, last] = [addresses[0], addresses.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [
    first === last ? `1 virtual function, ${first}` : `${addresses.length} virtual functions, ${first} to ${last}`,
  ];
}

/** `BAR 4: 512MiB at 0x380000000000, p2pmem 256MiB from 0x200000, published`. */
export function barLine(machine: Machine, { hostBridge, published }: PciFunction, bar: Bar): string {
  const { busOffset } = hostBridgeAt(machine, hostBridge);
  const place = `BAR ${bar.number}: ${sizeText(bar.size)} at ${code(hexText(bar.physical))}${bar.assigned ? ' (assigned)' : ''}`;
  if (bar.p2pmem === null) return place;
  const bus =
    busOffset === 0n ? '' : `, bus address ${code(hexText(busAddressOf(bar.physical + bar.p2pmem.offset, busOffset)))}`;
  const offset = bar.p2pmem.offset === 0n ? '' : ` from ${hexText(bar.p2pmem.offset)}`;
  return `${place}, p2pmem ${sizeText(bar.p2pmem.size)}${offset}${bus}${published ? ', published' : ''}`;
}

function paragraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
