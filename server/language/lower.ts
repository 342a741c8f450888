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
import { createMemo, type AnalysisMemo } from './memo';
import { coreOf, isKept } from './shifted';
import type { BarSyntax, DmaEntrySyntax, FunctionSyntax, HostBridgeSyntax, PropertySyntax } from './tree';

type OriginOf = Declared['originOf'];
type Owner = HostBridgeSyntax | FunctionSyntax;

export function lowerMachine(
  sources: Sources,
  originOf: OriginOf,
  memo: AnalysisMemo = createMemo(),
): MachineDescription {
  const hostBridges: HostBridgeDescription[] = [];
  for (const { item } of sources.items) {
    if (item.kind === 'host_bridge') hostBridges.push(lowerOnce(item, originOf, memo));
  }
  return { hostBridges };
}

/** A host bridge that was lowered before, and whose declarations have the same indices, has the same description. */
function lowerOnce(item: HostBridgeSyntax, originOf: OriginOf, memo: AnalysisMemo): HostBridgeDescription {
  const declared = isKept(item) ? memo.declared.get(coreOf(item)) : undefined;
  if (declared === undefined) return lowerHostBridge(item, originOf);
  const { index } = declared.latest;
  const known = memo.lowered.get(coreOf(item));
  if (known?.index === index) return known.description;
  const shift = index - (declared.originals[0]?.index ?? 0);
  const origins = new Map(declared.originals.map(({ syntax, index: original }) => [syntax, original + shift]));
  const description = lowerHostBridge(declared.item, origins as OriginOf);
  memo.lowered.set(coreOf(item), { index, description });
  return description;
}

function lowerHostBridge(syntax: HostBridgeSyntax, originOf: OriginOf): HostBridgeDescription {
  const id = syntax.id?.value ?? null;
  const { properties, children } = sorted(syntax, originOf);
  return {
    origin: originOf.get(syntax) ?? 0,
    name: syntax.name.value ?? 'host_bridge',
    bus: syntax.bus?.value ?? null,
    unwritten: id === null ? { kind: 'unknown' } : id === 'none' ? { kind: 'none' } : { kind: 'id', id },
    busOffset: property(properties, 'bus_offset')?.offset.value ?? 0n,
    numaNode: toNumber(property(properties, 'numa')?.node.value),
    children,
  };
}

function lowerFunction(syntax: FunctionSyntax, originOf: OriginOf): FunctionDescription {
  const { properties, children } = sorted(syntax, originOf);
  const kind = syntax.functionKind ?? (children.length > 0 ? 'pci_bridge' : 'device');
  return {
    origin: originOf.get(syntax) ?? 0,
    name: syntax.name?.value ?? null,
    kind,
    address: syntax.address?.value ?? null,
    id: syntax.id?.value ?? null,
    subsystemId: syntax.subsystemId?.value ?? null,
    acs: lowerAcs(properties, kind),
    bars: lowerBars(properties, originOf),
    published: property(properties, 'published') !== null,
    virtualFunctions: isBridge(kind) ? null : lowerVirtualFunctions(properties),
    dma: lowerDma(properties),
    numaNode: toNumber(property(properties, 'numa')?.node.value),
    children,
  };
}

type Properties = readonly PropertySyntax[];

const NO_PROPERTIES: Properties = [];
const NO_CHILDREN: readonly FunctionDescription[] = [];
const NO_BARS: readonly BarDescription[] = [];

/** One pass over the members: a machine may have a hundred thousand of them. */
function sorted(
  { block }: Owner,
  originOf: OriginOf,
): { readonly properties: Properties; readonly children: readonly FunctionDescription[] } {
  if (block === null) return { properties: NO_PROPERTIES, children: NO_CHILDREN };
  const properties: PropertySyntax[] = [];
  const children: FunctionDescription[] = [];
  for (const member of block.members) {
    if (member.kind === 'function') children.push(lowerFunction(member, originOf));
    else properties.push(member);
  }
  return { properties, children };
}

/** The first property of a kind, unless it is faulty. */
function property<Kind extends PropertySyntax['kind']>(
  properties: Properties,
  kind: Kind,
): Extract<PropertySyntax, { kind: Kind }> | null {
  for (const each of properties) {
    if (each.kind === kind) return each.faulty ? null : (each as Extract<PropertySyntax, { kind: Kind }>);
  }
  return null;
}

/** Root ports and downstream ports have a computed ACS unless said otherwise; nothing else has one. */
function lowerAcs(properties: Properties, kind: FunctionKind): AcsDescription {
  const acs = property(properties, 'acs');
  const capability = acs?.capability?.value ?? null;
  switch (acs?.mode.value) {
    case 'absent':
      return ABSENT;
    case 'pinned':
      return { mode: 'pinned', control: acs.control?.value ?? 0, capability };
    case 'auto':
      return { mode: 'auto', firmware: acs.firmware?.value ?? null, capability };
    default:
      return kind === 'root_port' || kind === 'port' ? COMPUTED : ABSENT;
  }
}

const ABSENT: AcsDescription = { mode: 'absent' };
const COMPUTED: AcsDescription = { mode: 'auto', firmware: null, capability: null };

function lowerBars(properties: Properties, originOf: OriginOf): readonly BarDescription[] {
  const bars: BarDescription[] = [];
  for (const bar of properties) {
    if (bar.kind !== 'bar' || bar.faulty) continue;
    const size = bar.size.value;
    if (bar.number.value === null || size === null || bar.number.value > 5n) continue;
    const number = Number(bar.number.value);
    if (bars.every((earlier) => earlier.number !== number)) bars.push(lowerBar(bar, number, size, originOf));
  }
  return bars.length === 0 ? NO_BARS : bars;
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

function lowerVirtualFunctions(properties: Properties): FunctionDescription['virtualFunctions'] {
  const vfs = property(properties, 'vfs');
  if (vfs === null) return null;
  const numbers = [vfs.count.value ?? 0n, vfs.offset?.value ?? 1n, vfs.stride?.value ?? 1n];
  if (numbers.some((number) => number > BigInt(MAXIMUM_VIRTUAL_FUNCTIONS) || number === 0n)) return null;
  const [count = 0, offset = 1, stride = 1] = numbers.map(Number);
  return { count, offset, stride };
}

/** The first entry of each kind. */
function lowerDma(properties: Properties): DmaDescription {
  const entries = property(properties, 'dma')?.block?.members ?? [];
  if (entries.length === 0) return DMA_UNSAID;
  let dma = DMA_UNSAID;
  const seen = new Set<DmaEntrySyntax['kind']>();
  for (const entry of entries) {
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
