// The syntax tree: what stands in one file, as it was written, before any name is looked up. Every node and every piece
// of it carries UTF-16 offsets. A piece that is missing or was not understood is still there, with the value null: features
// find the place where it belongs (an empty range where nothing was written), and evaluation knows what to leave out.

import type { Architecture, CpuVendor, IommuMode } from '../../core/machine';
import type { DecidedMapType } from '../../core/p2pdma/verdict';
import type { AcsFlag } from '../../core/pci/acs';
import type { DmaDescription, FunctionKind, PartialAddress } from '../../core/pci/description';
import type { PciId } from '../../core/pci/id';
import type { TextRange } from './diagnostic';

/** One piece of text and what it means; null: missing (the range is empty) or not understood, and a diagnostic says so. */
export interface Value<T> extends TextRange {
  readonly value: T | null;
}

interface Node extends TextRange {
  /** The word that opens it. */
  readonly keyword: TextRange;
  /**
   * Whether a syntax fault in it changes its meaning; faults of the members of its block do not count. That the block of a
   * host bridge or function is not closed does not count either: its head stands.
   */
  readonly faulty: boolean;
}

/** A `{ … }`; `end` is where the block was taken to end if the closing brace is missing. */
export interface BlockSyntax<Member> extends TextRange {
  readonly closed: boolean;
  readonly members: readonly Member[];
}

export interface FileSyntax extends TextRange {
  readonly items: readonly ItemSyntax[];
  /** What stands in a block in which it has no business: names in it are bound, nothing of it is evaluated. */
  readonly misplaced: readonly MisplacedSyntax[];
}

export type MisplacedSyntax = ItemSyntax | PropertySyntax;

export type ItemSyntax =
  | SettingSyntax
  | IncludeSyntax
  | HostBridgeSyntax
  | ScatterlistSyntax
  | QuerySyntax
  | ScenarioSyntax
  /** Something unknown that has a head or a block like a device: an error, but its names are bound. */
  | FunctionSyntax;

// ── settings ────────────────────────────────────────────────────────────────────────────────────────────────────

export type SettingSyntax = KernelSyntax | ArchitectureSyntax | CpuSyntax | IommuSyntax | CommandLineSyntax;

export interface KernelSyntax extends Node {
  readonly kind: 'kernel';
  /** The word as it stands; which kernels there are is the binder's business. */
  readonly version: Value<string>;
  /** What follows the version without white space, as in `6.1.0-18-amd64`. */
  readonly suffix: Value<string> | null;
}

export interface ArchitectureSyntax extends Node {
  readonly kind: 'arch';
  readonly architecture: Value<Architecture>;
}

export interface CpuSyntax extends Node {
  readonly kind: 'cpu';
  readonly vendor: Value<CpuVendor>;
  readonly family: Value<bigint> | null;
  readonly model: Value<bigint> | null;
}

export interface IommuSyntax extends Node {
  readonly kind: 'iommu';
  readonly mode: Value<IommuMode>;
}

export interface CommandLineSyntax extends Node {
  readonly kind: 'cmdline';
  /** The range includes the quotes, the value has the escapes resolved; string.ts maps offsets between the two. */
  readonly text: Value<string>;
}

export interface IncludeSyntax extends Node {
  readonly kind: 'include';
  readonly path: Value<string>;
}

// ── the tree of the machine ─────────────────────────────────────────────────────────────────────────────────────

export interface HostBridgeSyntax extends Node {
  readonly kind: 'host_bridge';
  readonly name: Value<string>;
  readonly bus: Value<{ readonly domain: number; readonly bus: number }> | null;
  /** The range includes the brackets. */
  readonly id: Value<PciId | 'none'> | null;
  readonly block: BlockSyntax<MemberSyntax> | null;
}

export interface FunctionSyntax extends Node {
  readonly kind: 'function';
  /** null: the word is none of the kinds. */
  readonly functionKind: FunctionKind | null;
  readonly name: Value<string> | null;
  readonly address: Value<PartialAddress> | null;
  readonly id: Value<PciId> | null;
  readonly subsystemId: Value<PciId> | null;
  readonly block: BlockSyntax<MemberSyntax> | null;
}

/** What may stand in the block of a host bridge or a function. */
export type MemberSyntax = FunctionSyntax | PropertySyntax;

export type PropertySyntax =
  AcsSyntax | BarSyntax | PublishedSyntax | VirtualFunctionsSyntax | DmaSyntax | BusOffsetSyntax | NumaSyntax;

/** A run of flags, or `none`: the value is the mask over the seven bits, null where one of the words is no flag. */
export interface FlagsSyntax extends Value<number> {
  readonly words: readonly Value<AcsFlag | 'none'>[];
}

export interface AcsSyntax extends Node {
  readonly kind: 'acs';
  readonly mode: Value<'auto' | 'absent' | 'pinned'>;
  /** `acs auto firmware FLAGS`. */
  readonly firmware: FlagsSyntax | null;
  /** `acs FLAGS`, pinned. */
  readonly control: FlagsSyntax | null;
  /** `caps FLAGS`. */
  readonly capability: FlagsSyntax | null;
}

export interface BarSyntax extends Node {
  readonly kind: 'bar';
  readonly number: Value<bigint>;
  readonly size: Value<bigint>;
  readonly at: Value<bigint> | null;
  readonly p2pmem: {
    readonly keyword: TextRange;
    readonly size: Value<bigint> | null;
    readonly offset: Value<bigint> | null;
  } | null;
}

export interface PublishedSyntax extends Node {
  readonly kind: 'published';
}

export interface VirtualFunctionsSyntax extends Node {
  readonly kind: 'vfs';
  readonly count: Value<bigint>;
  readonly offset: Value<bigint> | null;
  readonly stride: Value<bigint> | null;
}

export interface DmaSyntax extends Node {
  readonly kind: 'dma';
  readonly block: BlockSyntax<DmaEntrySyntax> | null;
}

export type DmaEntrySyntax =
  | (Node & { readonly kind: 'ops'; readonly ops: Value<NonNullable<DmaDescription['ops']>> })
  | (Node & { readonly kind: 'mask' | 'max_segment' | 'boundary'; readonly amount: Value<bigint> })
  | (Node & { readonly kind: 'untrusted' });

export interface BusOffsetSyntax extends Node {
  readonly kind: 'bus_offset';
  /** Signed; the range includes the minus sign. */
  readonly offset: Value<bigint>;
}

export interface NumaSyntax extends Node {
  readonly kind: 'numa';
  readonly node: Value<bigint>;
}

// ── what is asked ───────────────────────────────────────────────────────────────────────────────────────────────

/** A name with or without `.vfN` or `.vf*`; one word. The value is the whole word. */
export interface RefSyntax extends Value<string> {
  readonly name: Value<string>;
  /** null: the device itself; `*`: all of its virtual functions. */
  readonly virtualFunction: number | '*' | null;
}

export interface ScatterlistSyntax extends Node {
  readonly kind: 'sgl';
  readonly name: Value<string>;
  readonly block: BlockSyntax<ScatterlistEntrySyntax> | null;
}

export type ScatterlistEntrySyntax = P2pmemEntrySyntax | RamEntrySyntax;

export interface P2pmemEntrySyntax extends Node {
  readonly kind: 'p2pmem';
  readonly device: RefSyntax;
  readonly bar: Value<bigint> | null;
  readonly size: Value<bigint>;
  readonly offset: Value<bigint> | null;
}

export interface RamEntrySyntax extends Node {
  readonly kind: 'ram';
  readonly size: Value<bigint>;
  readonly at: Value<bigint> | null;
}

export type QuerySyntax = PairQuerySyntax | MapQuerySyntax | ProviderQuerySyntax | NvmetSyntax;

export type ExpectedMapType = DecidedMapType | 'SUPPORTED';

export interface PairQuerySyntax extends Node {
  readonly kind: 'pair';
  readonly providers: readonly RefSyntax[];
  readonly clients: readonly RefSyntax[];
  /** What stands after `=`; null: nothing was asserted. */
  readonly expected: Value<ExpectedMapType> | null;
}

export type Errno = 'EREMOTEIO' | 'EINVAL' | 'ENOMEM' | 'EIO';

export type MapExpectation =
  | { readonly kind: 'error'; readonly errno: Errno }
  | { readonly kind: 'count'; readonly count: bigint }
  | { readonly kind: 'segments'; readonly segments: readonly SegmentSyntax[] };

export interface SegmentSyntax extends TextRange {
  readonly address: Value<'bus' | 'physical' | 'iova'>;
  readonly size: Value<bigint>;
}

export interface MapQuerySyntax extends Node {
  readonly kind: 'map';
  readonly scatterlist: RefSyntax;
  readonly client: RefSyntax;
  readonly expected: Value<MapExpectation> | null;
}

export interface ProviderQuerySyntax extends Node {
  readonly kind: 'provider';
  readonly clients: readonly RefSyntax[];
  readonly expected: ChosenSyntax | null;
}

/** A list of devices, or `none` (an empty list). */
export interface ChosenSyntax extends Value<'devices' | 'none' | Errno> {
  readonly devices: readonly RefSyntax[];
}

export interface NvmetSyntax extends Node {
  readonly kind: 'nvmet';
  readonly name: Value<string>;
  readonly block: BlockSyntax<NvmetEntrySyntax> | null;
}

export type NvmetEntrySyntax = NvmetPortSyntax | NvmetNamespaceSyntax;

export interface NvmetPortSyntax extends Node {
  readonly kind: 'nvmet_port';
  readonly device: RefSyntax;
}

export interface NvmetNamespaceSyntax extends Node {
  readonly kind: 'nvmet_namespace';
  readonly device: RefSyntax;
  /** null: not said, which is `off` as in the kernel. */
  readonly p2pmem: (Value<'auto' | 'off' | 'device'> & { readonly device: RefSyntax | null }) | null;
  readonly expected: ChosenSyntax | null;
}

export interface ScenarioSyntax extends Node {
  readonly kind: 'scenario';
  readonly name: Value<string>;
  readonly block: BlockSyntax<SettingSyntax | QuerySyntax> | null;
}
