// PeerMap's own requests beside the Language Server Protocol: their names, parameters and results. docs/protocol.md
// says what they mean. Everything is plain JSON; positions are LSP positions (UTF-16).

import type { PanelEvaluation, PanelProof, PanelScenario, PanelStale } from './panel';
import type { Position, Range } from './position';
import type { Report } from './report';
import type { WhatIf } from './what-if';

/** client → server. The report of the machine that a document belongs to. */
export const REPORT = 'peermap/report';
/** client → server. The proof of one pair. */
export const EXPLAIN = 'peermap/explain';
/** client → server. What stands at a position: a pair, a device, another query, or nothing. */
export const AT = 'peermap/at';
/** client → server. Where a device, a pair or another query stands. */
export const LOCATE = 'peermap/locate';
/** client → server. What-if overrides as edits of the file. */
export const WHAT_IF_EDITS = 'peermap/whatIfEdits';
/** client → server. The map as a text for other programs. */
export const EXPORT = 'peermap/export';
/** client → server. The kernel versions that the model knows. */
export const KERNELS = 'peermap/kernels';
/** client → server. The edits that write a kernel version where the settings at a position are read. */
export const SET_KERNEL = 'peermap/setKernel';
/** client → server. The assertions of a file, with what they came to. */
export const ASSERTIONS = 'peermap/assertions';
/** server → client. The text of a file that is not open (browser and virtual workspaces). */
export const READ_FILE = 'peermap/readFile';
/** server → client. The `.p2p` files of a workspace folder (browser and virtual workspaces). */
export const LIST_FILES = 'peermap/listFiles';

export interface ReportParams {
  readonly uri: string;
  readonly pairs: 'asked' | 'all' | 'classes';
  /** Ask for the panel's view of one evaluation too. */
  readonly panel?: { readonly scenario: string | null };
  /** Other settings than the file's, for the view of the panel; the report is always that of the file. */
  readonly whatIf?: WhatIf;
}

export interface ReportResult {
  readonly report: Report;
  /** null: not asked for. */
  readonly panel: PanelView | null;
}

/** Everything in a `PanelState` that is computed; a scenario that is gone is answered with the file itself. */
export interface PanelView {
  readonly stale: PanelStale | null;
  readonly scenarios: readonly PanelScenario[];
  readonly evaluation: PanelEvaluation;
  /** Where the queries of `evaluation.asked` stand, by their opaque name. */
  readonly queries: Readonly<Record<string, LocationOfName>>;
  /** URIs of the texts that the machine is made of. */
  readonly files: readonly string[];
}

export interface ExplainParams {
  readonly uri: string;
  readonly scenario: string | null;
  readonly provider: string;
  readonly client: string;
  /** Other settings than the file's; the proof then has no fixes, which are about the file as it is. */
  readonly whatIf?: WhatIf;
}

/** null: the document has no such pair (it may have changed since the panel was drawn). */
export type ExplainResult = PairProof | null;

/** What the panel shows of one pair, with the fixes as edits; `PanelProof` without what belongs to one picture. */
export interface PairProof extends Omit<PanelProof, 'type' | 'revision' | 'fixes' | 'queries'> {
  readonly scenario: string | null;
  readonly kernel: string;
  readonly fixes: readonly ProofFix[];
}

/** The editor's own quick fix, as the panel offers it. */
export interface ProofFix {
  readonly title: string;
  /** What it costs, one line; empty: nothing known. */
  readonly price: string;
  readonly edits: readonly FileEdit[];
}

export interface FileEdit {
  readonly uri: string;
  readonly range: Range;
  readonly newText: string;
}

export interface WhatIfEditsParams {
  readonly uri: string;
  readonly scenario: string | null;
  readonly whatIf: WhatIf;
}

export interface WhatIfEditsResult {
  readonly edits: readonly FileEdit[];
  /** Why the ACS override is not among them, one sentence; null: it is, or there is none. */
  readonly notWritten: string | null;
}

export type TextFormat = 'csv' | 'markdown' | 'dot';

export const TEXT_FORMATS: readonly TextFormat[] = ['csv', 'markdown', 'dot'];

export interface ExportParams {
  readonly uri: string;
  readonly scenario: string | null;
  readonly whatIf?: WhatIf;
  readonly format: TextFormat;
  /** The pair that is selected, by names; DOT draws its path. Absent or null: none. */
  readonly pair?: { readonly provider: string; readonly client: string } | null;
}

export interface ExportResult {
  readonly text: string;
  /** Not null: the file has an error, and what follows it may be missing in `text`. */
  readonly stale: PanelStale | null;
}

export interface AtParams {
  readonly uri: string;
  readonly position: Position;
}

export type AtResult =
  | { readonly kind: 'pair'; readonly scenario: string | null; readonly provider: string; readonly client: string }
  | { readonly kind: 'device'; readonly name: string }
  | QueryName
  | null;

/** A `map`, `provider for` or `nvmet`: its index in the `maps`, `providers` or `nvmet` of the report of that evaluation. */
export interface QueryName {
  readonly kind: 'query';
  readonly scenario: string | null;
  readonly query: 'map' | 'provider' | 'nvmet';
  readonly index: number;
}

export type LocateParams =
  | { readonly uri: string; readonly kind: 'device'; readonly name: string }
  | {
      readonly uri: string;
      readonly kind: 'pair';
      readonly scenario: string | null;
      readonly provider: string;
      readonly client: string;
    }
  | ({ readonly uri: string } & QueryName);

export type LocateResult = LocationOfName | null;

export interface LocationOfName {
  readonly uri: string;
  readonly range: Range;
}

/** A position asks about the kernel that holds there, too. */
export type KernelsParams = AtParams | null;

export interface KernelsResult {
  /** Oldest first. */
  readonly kernels: readonly KnownKernel[];
  /** null: nothing was asked about a position. */
  readonly here: { readonly scenario: string | null; readonly kernel: string } | null;
}

export interface KnownKernel {
  readonly label: string;
  readonly changes: readonly string[];
  /** How many verdicts would be others with this kernel at the position; null: not asked for, or not known. */
  readonly changedVerdicts: number | null;
}

export interface SetKernelParams extends AtParams {
  readonly kernel: string;
}

export type SetKernelResult = readonly FileEdit[];

export interface AssertionsParams {
  readonly uri: string;
}

export interface AssertionsResult {
  /** Of the machine itself, without its scenarios. */
  readonly kernel: string;
  /** In the order of the text. */
  readonly assertions: readonly AssertionResult[];
  /** The names of those that are declared in this file. */
  readonly scenarios: readonly { readonly name: string; readonly range: Range }[];
}

export interface AssertionResult {
  /** The same as long as scenario and question read the same; unique in a file. */
  readonly id: string;
  /** `pair nvme0 -> mlx0`. */
  readonly label: string;
  /** null: of the machine itself. */
  readonly scenario: string | null;
  readonly range: Range;
  /** A line for each thing that is compared; so `actual`. */
  readonly expected: string;
  readonly actual: string;
  /** null: a fault elsewhere keeps it from being evaluated. */
  readonly holds: boolean | 'undecided' | null;
  /** What does not hold, and why; empty: it holds. */
  readonly message: string;
}

export interface ReadFileParams {
  readonly uri: string;
}

/** null: there is no such file, or it cannot be read. */
export type ReadFileResult = string | null;

export interface ListFilesParams {
  readonly folder: string;
}

/** URIs. */
export type ListFilesResult = readonly string[];
