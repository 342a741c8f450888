// PeerMap's own requests beside the Language Server Protocol: their names, parameters and results. docs/protocol.md
// says what they mean. Everything is plain JSON; positions are LSP positions (UTF-16).

import type { Position, Range } from './position';
import type { Report, ReportAcsFlag, ReportMapType } from './report';

/** client → server. The report of the machine that a document belongs to. */
export const REPORT = 'peermap/report';
/** client → server. The proof of one pair. */
export const EXPLAIN = 'peermap/explain';
/** client → server. What stands at a position: a pair, a device, or nothing. */
export const AT = 'peermap/at';
/** client → server. Where a device or a pair stands. */
export const LOCATE = 'peermap/locate';
/** client → server. The kernel versions that the model knows. */
export const KERNELS = 'peermap/kernels';
/** server → client. The text of a file that is not open (browser and virtual workspaces). */
export const READ_FILE = 'peermap/readFile';
/** server → client. The `.p2p` files of a workspace folder (browser and virtual workspaces). */
export const LIST_FILES = 'peermap/listFiles';

export interface ReportParams {
  readonly uri: string;
  readonly pairs: 'asked' | 'all' | 'classes';
}

export interface ReportResult {
  readonly report: Report;
  /** The `pair` queries of the file and of its scenarios, each combination on its own. */
  readonly asked: readonly AskedPair[];
  /** 0-based line of the first error that changes what the file means; null: none. */
  readonly brokenLine: number | null;
}

export interface AskedPair {
  readonly scenario: string | null;
  readonly provider: string;
  readonly client: string;
  readonly expected: ReportMapType | 'SUPPORTED' | null;
  readonly holds: boolean | null;
  readonly location: LocationOfName;
}

export interface ExplainParams {
  readonly uri: string;
  readonly scenario: string | null;
  readonly provider: string;
  readonly client: string;
}

/** null: the document has no such pair (it may have changed since the panel was drawn). */
export type ExplainResult = PairProof | null;

export interface PairProof {
  readonly scenario: string | null;
  readonly provider: string;
  readonly client: string;
  readonly mapType: ReportMapType;
  readonly distance: number;
  readonly rule: string;
  /** One sentence: what decided, and by which rule of this kernel. */
  readonly because: string;
  readonly kernel: string;
  /** Provider side upwards to the common bridge (or the root), then down the client side. */
  readonly hops: readonly ProofHop[];
  /** What else was asked after the walk: CPU, host bridge, whitelist; one sentence each. */
  readonly steps: readonly string[];
  readonly assumes: readonly string[];
  readonly undecidedBy: readonly string[];
  /** Word for word, `ADDRESS: text`. */
  readonly messages: readonly string[];
  /** Runs over the kernel versions: `from` … `to` with what holds in them. */
  readonly since: readonly { readonly from: string; readonly to: string; readonly mapType: ReportMapType }[];
  readonly fixes: readonly ProofFix[];
}

export interface ProofHop {
  readonly side: 'provider' | 'common' | 'client' | 'host-bridge';
  readonly name: string;
  readonly address: string;
  readonly kind: string;
  /** null: no ACS capability, or a host bridge. */
  readonly acs: readonly ReportAcsFlag[] | null;
  readonly redirects: boolean;
  /** What is special here, in a few words: `common bridge`, `cleared by disable_acs_redir`, `listed since 5.18`. */
  readonly note: string;
}

/** The editor's own quick fix, as the panel offers it. */
export interface ProofFix {
  readonly title: string;
  /** One line on what it costs; empty: nothing known. */
  readonly price: string;
  readonly edits: readonly FileEdit[];
}

export interface FileEdit {
  readonly uri: string;
  readonly range: Range;
  readonly newText: string;
}

export interface AtParams {
  readonly uri: string;
  readonly position: Position;
}

export type AtResult =
  | { readonly kind: 'pair'; readonly scenario: string | null; readonly provider: string; readonly client: string }
  | { readonly kind: 'device'; readonly name: string }
  | null;

export type LocateParams =
  | { readonly uri: string; readonly kind: 'device'; readonly name: string }
  | {
      readonly uri: string;
      readonly kind: 'pair';
      readonly scenario: string | null;
      readonly provider: string;
      readonly client: string;
    };

export type LocateResult = LocationOfName | null;

export interface LocationOfName {
  readonly uri: string;
  readonly range: Range;
}

export interface KernelsResult {
  readonly kernels: readonly { readonly label: string; readonly changes: readonly string[] }[];
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
