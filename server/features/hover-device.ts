// Hover on a device or a host bridge: what it is, where it sits, its ACS and memory, and its verdict against every peer.

import type { Machine } from '../../core/machine';
import { decidePair } from '../../core/p2pdma/decide';
import { listHostBridge, representativeId } from '../../core/p2pdma/whitelist';
import { busAddressOf } from '../../core/pci/bus-address';
import { formatId } from '../../core/pci/id';
import { isBridge, type PciFunction } from '../../core/pci/topology';
import type { Analysis } from '../language/analysis';
import { flagWords, functionAt, hostBridgeAddress, hostBridgeAt, nameWithAddress } from '../language/explain/names';
import { listedSince } from '../language/explain/releases';
import { hexText, sizeText } from '../language/explain/sizes';
import { code, table, text } from './markdown';
import { idNames } from './hover-id';
import type { PciNames } from './pci-names';
import { baseEvaluation, functionOf, hostBridgeOf } from './places';
import { verdictWords } from './query-words';

/** null: the declaration has a fault and became no function. */
export function hoverFunction(
  analysis: Analysis,
  declaration: number,
  virtualFunction: number | null,
  names: PciNames | null,
): string | null {
  const { machine } = baseEvaluation(analysis);
  const found = functionOf(machine, declaration, virtualFunction);
  if (found === null) return null;
  const documentation = analysis.declarations[declaration]?.documentation ?? null;
  const id = found.id === null ? '' : ` · ${code(`[${formatId(found.id)}]`)}`;
  return paragraphs([
    `${code(nameWithAddress(found))} · ${found.kind}${id}`,
    ...idNames(names, [found.id, found.subsystemId]),
    documentation === null ? '' : text(documentation),
    [upstream(machine, found), acs(machine, found), ...memory(machine, found)].join('  \n'),
    isBridge(found.kind) ? '' : peers(machine, found),
  ]);
}

export function hoverHostBridge(analysis: Analysis, declaration: number, names: PciNames | null): string | null {
  const { machine } = baseEvaluation(analysis);
  const found = hostBridgeOf(machine, declaration);
  if (found === null) return null;
  const { kernel } = machine.settings;
  const { representative, listed } = listHostBridge(machine.topology, found, kernel.p2pdma);
  const documentation = analysis.declarations[declaration]?.documentation ?? null;
  const id = representativeId(representative);
  const idText = id === null ? 'a function of unknown id' : code(formatId(id));
  const speaker = {
    function: `${representative.kind === 'function' ? code(nameWithAddress(functionAt(machine, representative.function))) : ''} ${idText} speaks for it`,
    unwritten: `00.0 ${idText} speaks for it`,
    none: 'Nothing speaks for it',
    unknown: 'Who speaks for it is not known: write its id, or \\[none\\]',
  }[representative.kind];
  const since = id === null ? null : listedSince(id);
  const listing = {
    any: `on the list of ${kernel.label}, for every pair`,
    'same-host-bridge': `on the list of ${kernel.label}, only for pairs below it`,
    no: `not on the list of ${kernel.label}`,
    unknown: `not known whether it is on the list of ${kernel.label}`,
  }[listed];
  const listedWords = since === null ? '' : ` (since ${since})`;
  return paragraphs([
    `${code(found.name)} · host bridge · ${code(hostBridgeAddress(found))}`,
    ...idNames(names, [id]),
    documentation === null ? '' : text(documentation),
    `${speaker}; ${listing}${listedWords}.`,
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

function acs(machine: Machine, pciFunction: PciFunction): string {
  const state = machine.acs[pciFunction.index] ?? null;
  if (state === null) return 'ACS: no capability';
  const from = state.from === 'pinned' ? 'pinned in the file' : `as ${machine.settings.kernel.label} leaves it`;
  const assumed = state.assumed === 0 ? '' : '; firmware assumed none';
  return `ACS control: ${flagWords(state.control)} (capability: ${flagWords(state.capability)}), ${from}${assumed}`;
}

function memory(machine: Machine, pciFunction: PciFunction): readonly string[] {
  const { busOffset } = hostBridgeAt(machine, pciFunction.hostBridge);
  return pciFunction.bars.map((bar) => {
    const place = `BAR ${bar.number}: ${sizeText(bar.size)} at ${code(hexText(bar.physical))}${bar.assigned ? ' (assigned)' : ''}`;
    if (bar.p2pmem === null) return place;
    const bus =
      busOffset === 0n
        ? ''
        : `, bus address ${code(hexText(busAddressOf(bar.physical + bar.p2pmem.offset, busOffset)))}`;
    const offset = bar.p2pmem.offset === 0n ? '' : ` from ${hexText(bar.p2pmem.offset)}`;
    const published = pciFunction.published ? ', published' : '';
    return `${place}, p2pmem ${sizeText(bar.p2pmem.size)}${offset}${bus}${published}`;
  });
}

const PEERS_SHOWN = 16;

function peers(machine: Machine, pciFunction: PciFunction): string {
  const others = machine.topology.functions.filter(
    (candidate) =>
      !isBridge(candidate.kind) && candidate.physicalFunction === null && candidate.index !== pciFunction.index,
  );
  if (others.length === 0) return '';
  const rows = others
    .slice(0, PEERS_SHOWN)
    .map((peer) => [
      code(peer.name),
      verdictWords(decidePair(machine, pciFunction.index, peer.index)),
      verdictWords(decidePair(machine, peer.index, pciFunction.index)),
    ]);
  const rest = others.length - rows.length;
  const more = rest > 0 ? `\n\n… and ${rest} more` : '';
  const head = ['peer', `${code(pciFunction.name)} → peer`, `peer → ${code(pciFunction.name)}`];
  return `${table(head, rows)}${more}`;
}

function paragraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
