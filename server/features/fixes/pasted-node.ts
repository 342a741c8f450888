// A device as `lspci` prints it, as a node of the language. Where the address that was printed cannot stand, the bus is left
// to the place in the tree; where memory would overlap, its address to enumeration. Either is said.

import { ACS_FLAGS, type AcsFlag } from '../../../core/pci/acs';
import { sizeText, hexText } from '../../language/explain/sizes';
import type { LspciDevice } from './lspci-lines';

export interface Layout {
  readonly lineEnd: string;
  readonly indent: string;
  /** One level. */
  readonly unit: string;
}

export interface NodeText {
  readonly text: string;
  /** What of the paste does not stand in it, in words; null: nothing. */
  readonly without: string | null;
}

/** The best first. */
export function nodeTexts(device: LspciDevice, name: string | null, layout: Layout): readonly NodeText[] {
  const withoutBus = /[0-9a-f]{2}\.[0-7]$/.exec(device.address)?.[0] ?? device.address;
  const found = new Map<string, NodeText>();
  for (const address of [device.address, withoutBus]) {
    for (const placed of [true, false]) {
      const text = nodeText({ ...device, address }, name, placed, layout);
      const left = [
        ...(address === device.address ? [] : [`the bus of ${device.address}`]),
        ...(placed ? [] : ['the addresses of its BARs']),
      ];
      if (!found.has(text)) found.set(text, { text, without: left.length === 0 ? null : left.join(' and ') });
    }
  }
  return [...found.values()];
}

function nodeText(device: LspciDevice, name: string | null, placed: boolean, layout: Layout): string {
  const ids = [device.id, device.id === null ? null : device.subsystem].filter((id) => id !== null);
  const words = [device.kind, ...(name === null ? [] : [name]), '@', device.address, ...ids.map((id) => `[${id}]`)];
  const head = words.join(' ');
  const properties = propertiesOf(device, placed);
  if (properties.length === 0) return head;
  const { lineEnd, indent, unit } = layout;
  const lines = [`${head} {`, ...properties.map((property) => unit + property), '}'];
  return lines.join(`${lineEnd}${indent}`);
}

function propertiesOf(device: LspciDevice, placed: boolean): readonly string[] {
  const { regions, numaNode, virtualFunctions: vfs } = device;
  const isEndpoint = !/port|switch|bridge/.test(device.kind);
  return [
    ...acsOf(device),
    ...(vfs === null ? [] : [`vfs ${vfs.count} offset ${vfs.offset} stride ${vfs.stride}`]),
    ...regions.map(({ number, size, at }) => {
      const address = at === null || !placed ? '' : ` at ${hexText(at)}`;
      return `bar ${number} ${sizeText(size)}${address}`;
    }),
    ...(numaNode === null || !isEndpoint ? [] : [`numa ${numaNode}`]),
  ];
}

/** Without a word of it a port has ACS as the kernel computes it, and nothing else has any. */
function acsOf({ kind, capability, control, showsCapabilities }: LspciDevice): readonly string[] {
  const isPort = kind === 'root_port' || kind === 'port';
  if (capability === null) return isPort && showsCapabilities ? ['acs absent'] : [];
  if (capability.length === 0 && !isPort) return [];
  return [acsText(control, capability)];
}

/** What is not known of one register is left out. */
export function acsText(control: readonly AcsFlag[] | null, capability: readonly AcsFlag[] | null): string {
  const bits = control === null ? 'auto' : flagsText(control);
  return `acs ${bits}${capability === null ? '' : ` caps ${flagsText(capability)}`}`;
}

export function flagsText(flags: readonly AcsFlag[]): string {
  return flags.length === 0 ? 'none' : ACS_FLAGS.filter((flag) => flags.includes(flag)).join(' ');
}
