// The answers to the queries beside `pair`: a scatterlist mapped for a client, the provider the kernel would choose, and
// what the NVMe-oF target does with its namespaces. The core decides; here stand the answers with the text they answer.

import type { MapResult } from '../../core/dma/mapping';
import type { ScatterlistFault } from '../../core/dma/scatterlist';
import type { NvmetResult } from '../../core/drivers/nvmet';
import type { StoreResult } from '../../core/providers/choice';
import type { ProviderChoice } from '../../core/providers/find';
import type { TextRange } from './diagnostic';
import type {
  Errno,
  MapExpectation,
  MapQuerySyntax,
  NvmetNamespaceSyntax,
  NvmetPortSyntax,
  NvmetSyntax,
  ProviderQuerySyntax,
  ScatterlistEntrySyntax,
  ScatterlistSyntax,
} from './tree';

/** null: nothing was asserted, or the query could not be evaluated; 'undecided': asserted, but not known. */
export type Holds = boolean | 'undecided' | null;

interface ResultBase {
  /** URI. */
  readonly file: string;
  /** The query as a whole. */
  readonly range: TextRange;
}

/** One `map LIST -> CLIENT`. */
export interface MapQueryResult extends ResultBase {
  readonly query: MapQuerySyntax;
  readonly expected: { readonly value: MapExpectation; readonly range: TextRange } | null;
  readonly holds: Holds;
  /** null: a fault elsewhere keeps it from being evaluated. */
  readonly mapping: Mapping | null;
  /** What an asserted mapping that is undecided may come to; null: it is decided, or too much is open. */
  readonly possible: readonly MapResult[] | null;
}

export interface Mapping {
  /** Index of the list's declaration. */
  readonly scatterlist: number;
  /** Function index. */
  readonly client: number;
  /** Entry for entry as the core was given them. */
  readonly entries: readonly MappedEntry[];
  readonly result: MapResult;
}

/** Addresses, lengths and offsets in bytes. */
export interface MappedEntry {
  readonly file: string;
  readonly syntax: ScatterlistEntrySyntax;
  readonly length: bigint;
  readonly memory:
    /** `assigned`: the text gives no address, so this one only illustrates. */
    | { readonly kind: 'ram'; readonly physical: bigint; readonly assigned: boolean }
    /** `offset` counts from the start of the registered memory, as in the text. */
    | { readonly kind: 'p2pmem'; readonly provider: number; readonly bar: number; readonly offset: bigint };
}

/** One declared list as this machine has it: in the machine itself all without syntax faults, in a scenario those it maps. */
export interface ScatterlistResult {
  /** URI. */
  readonly file: string;
  /** Index of the declaration. */
  readonly declaration: number;
  readonly syntax: ScatterlistSyntax;
  readonly entries: readonly MappedEntry[];
  /** Why no such list can reach this kernel. */
  readonly faults: readonly ScatterlistFault[];
}

/** One `provider for CLIENTS`. */
export interface ProviderQueryResult extends ResultBase {
  readonly query: ProviderQuerySyntax;
  /** Function indices; none: `= none`. */
  readonly expected: { readonly functions: readonly number[]; readonly range: TextRange } | null;
  readonly holds: Holds;
  /** null: a fault elsewhere keeps it from being evaluated. */
  readonly answer: ProviderAnswer | null;
}

export interface ProviderAnswer {
  /** Function indices, as they are named: one that is named twice counts twice. */
  readonly clients: readonly number[];
  readonly choice: ProviderChoice;
}

/** One `nvmet` block: every namespace on every port, but for those that a fault elsewhere keeps from being evaluated. */
export interface NvmetQueryResult extends ResultBase {
  readonly query: NvmetSyntax;
  readonly results: readonly NvmetPairResult[];
}

export interface NvmetPairResult extends ResultBase {
  readonly namespace: {
    readonly syntax: NvmetNamespaceSyntax;
    readonly function: number;
    /** The function that its `p2pmem` names; null: none, `auto` or `off`. */
    readonly memory: number | null;
  };
  readonly port: { readonly syntax: NvmetPortSyntax; readonly function: number };
  readonly expected: {
    readonly value:
      | { readonly kind: 'functions'; readonly functions: readonly number[] }
      | { readonly kind: 'error'; readonly errno: Errno };
    readonly range: TextRange;
  } | null;
  /** What writing the namespace's `p2pmem` to configfs does; after an error the namespace has none. */
  readonly stored: StoreResult;
  readonly holds: Holds;
  readonly result: NvmetResult;
}
