// From the syntax trees to core's description of the machine. What is faulty in a declaration is left out of it; the
// declaration is then marked unreliable, and nothing that depends on it is evaluated.

import type { AcsDescription } from '../../core/pci/acs';
import {
  DMA_UNSAID,
  type BarDescription,
  type DmaDescription,
  type FunctionDescription,
  type FunctionKind,
  type HostBridgeDescription,
  type MachineDescription,
} from '../../core/pci/description';
import { isBridge } from '../../core/pci/topology';
import type { Declared } from './declare';
import { boundaryMask, isFaultyDmaEntry } from './dma';
import type { Sources } from './includes';
import { MAXIMUM_VIRTUAL_FUNCTIONS } from './limits';
import { propertiesOf } from './property';
import type { BarSyntax, DmaEntrySyntax, FunctionSyntax, HostBridgeSyntax, MemberSyntax, PropertySyntax } from './tree';

type OriginOf = Declared['originOf'];
type Owner = HostBridgeSyntax | FunctionSyntax;

export function lowerMachine(sources: Sources, originOf: OriginOf): MachineDescription {
  const hostBridges = sources.items.flatMap(({ item }) =>
    item.kind === 'host_bridge' ? [lowerHostBridge(item, originOf)] : [],
  );
  return { hostBridges };
}

function lowerHostBridge(syntax: HostBridgeSyntax, originOf: OriginOf): HostBridgeDescription {
  const id = syntax.id?.value ?? null;
  return {
    origin: originOf.get(syntax) ?? 0,
    name: syntax.name.value ?? 'host_bridge',
    bus: syntax.bus?.value ?? null,
    unwritten: id === null ? { kind: 'unknown' } : id === 'none' ? { kind: 'none' } : { kind: 'id', id },
    busOffset: property(syntax, 'bus_offset')?.offset.value ?? 0n,
    numaNode: toNumber(property(syntax, 'numa')?.node.value),
    children: lowerChildren(syntax.block?.members ?? [], originOf),
  };
}

function lowerChildren(members: readonly MemberSyntax[], originOf: OriginOf): readonly FunctionDescription[] {
  return members.flatMap((member) => (member.kind === 'function' ? [lowerFunction(member, originOf)] : []));
}

function lowerFunction(syntax: FunctionSyntax, originOf: OriginOf): FunctionDescription {
  const children = lowerChildren(syntax.block?.members ?? [], originOf);
  const kind = syntax.functionKind ?? (children.length > 0 ? 'pci_bridge' : 'device');
  return {
    origin: originOf.get(syntax) ?? 0,
    name: syntax.name?.value ?? null,
    kind,
    address: syntax.address?.value ?? null,
    id: syntax.id?.value ?? null,
    subsystemId: syntax.subsystemId?.value ?? null,
    acs: lowerAcs(syntax, kind),
    bars: lowerBars(syntax, originOf),
    published: property(syntax, 'published') !== null,
    virtualFunctions: isBridge(kind) ? null : lowerVirtualFunctions(syntax),
    dma: lowerDma(syntax),
    numaNode: toNumber(property(syntax, 'numa')?.node.value),
    children,
  };
}

/** The first property of a kind, unless it is faulty. */
function property<Kind extends PropertySyntax['kind']>(
  owner: Owner,
  kind: Kind,
): Extract<PropertySyntax, { kind: Kind }> | null {
  const found = propertiesOf(owner).find((each): each is Extract<PropertySyntax, { kind: Kind }> => each.kind === kind);
  return found === undefined || found.faulty ? null : found;
}

/** Root ports and downstream ports have a computed ACS unless said otherwise; nothing else has one. */
function lowerAcs(syntax: FunctionSyntax, kind: FunctionKind): AcsDescription {
  const acs = property(syntax, 'acs');
  const capability = acs?.capability?.value ?? null;
  switch (acs?.mode.value) {
    case 'absent':
      return { mode: 'absent' };
    case 'pinned':
      return { mode: 'pinned', control: acs.control?.value ?? 0, capability };
    case 'auto':
      return { mode: 'auto', firmware: acs.firmware?.value ?? null, capability };
    default:
      return kind === 'root_port' || kind === 'port'
        ? { mode: 'auto', firmware: null, capability: null }
        : { mode: 'absent' };
  }
}

function lowerBars(syntax: FunctionSyntax, originOf: OriginOf): readonly BarDescription[] {
  const taken = new Set<bigint>();
  return propertiesOf(syntax).flatMap((bar) => {
    if (bar.kind !== 'bar' || bar.faulty) return [];
    const number = bar.number.value;
    const size = bar.size.value;
    if (number === null || size === null || number > 5n || taken.has(number)) return [];
    taken.add(number);
    return [lowerBar(bar, Number(number), size, originOf)];
  });
}

function lowerBar(bar: BarSyntax, number: number, size: bigint, originOf: OriginOf): BarDescription {
  return {
    origin: originOf.get(bar) ?? 0,
    number,
    size,
    at: bar.at?.value ?? null,
    p2pmem:
      bar.p2pmem === null ? null : { size: bar.p2pmem.size?.value ?? null, offset: bar.p2pmem.offset?.value ?? 0n },
  };
}

function lowerVirtualFunctions(syntax: FunctionSyntax): FunctionDescription['virtualFunctions'] {
  const vfs = property(syntax, 'vfs');
  const numbers = [vfs?.count.value ?? 0n, vfs?.offset?.value ?? 1n, vfs?.stride?.value ?? 1n];
  if (numbers.some((number) => number > BigInt(MAXIMUM_VIRTUAL_FUNCTIONS) || number === 0n)) return null;
  const [count = 0, offset = 1, stride = 1] = numbers.map(Number);
  return { count, offset, stride };
}

/** The first entry of each kind. */
function lowerDma(syntax: FunctionSyntax): DmaDescription {
  let dma = DMA_UNSAID;
  const seen = new Set<DmaEntrySyntax['kind']>();
  for (const entry of property(syntax, 'dma')?.block?.members ?? []) {
    if (seen.has(entry.kind)) continue;
    seen.add(entry.kind);
    if (!isFaultyDmaEntry(entry)) dma = { ...dma, ...saidOf(entry) };
  }
  return dma;
}

function saidOf(entry: DmaEntrySyntax): Partial<DmaDescription> {
  switch (entry.kind) {
    case 'ops':
      return { ops: entry.ops.value };
    case 'mask':
      return { mask: entry.amount.value };
    case 'boundary':
      return { boundary: boundaryMask(entry.amount.value) };
    case 'max_segment':
      return { maxSegment: entry.amount.value };
    case 'untrusted':
      return { untrusted: true };
  }
}

function toNumber(value: bigint | null | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}
