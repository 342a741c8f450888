// The messages between the extension host and the map panel's webview. The host owns every fact: it evaluates, explains
// and edits; the webview draws, and asks. Messages are whole values, never differences, so a webview that was hidden,
// moved or reloaded needs only the newest `state` and `proof`. Every message that refers to a picture carries that
// picture's `revision`: an answer or a click that belongs to an older picture can be told and dropped.

import type { PanelMap, PanelNvmet, PanelProviderChoice, PanelQueryKind } from './panel-queries';
import type { ReportDevice, ReportHostBridge, ReportMachine } from './report';
import type { ReportAcsFlag, ReportMapType } from './report-words';
import type { WhatIf, WhatIfIommu } from './what-if';

export type HostMessage = PanelState | PanelEmpty | PanelNotice | PanelSelect | PanelProof | PanelExport;

/** Everything that the panel draws. Sent after `ready`, after every evaluation and after `chooseScenario`. */
export interface PanelState {
  readonly type: 'state';
  /** Grows with every `state` of this panel, from 1. */
  readonly revision: number;
  /** URI of the machine's root file: identity for the persisted view state, never shown. */
  readonly document: string;
  /** As shown in the header: the base name. */
  readonly fileName: string;
  /** Not null: the text cannot be evaluated now, and all that follows is the last good picture. */
  readonly stale: PanelStale | null;
  /** There is no good picture: what follows is what of the broken text can be read. */
  readonly isPartial?: boolean;
  /** The file itself (scenario null) first, then its scenarios in order; one entry where there are none. */
  readonly scenarios: readonly PanelScenario[];
  /** The chosen one of `scenarios`. */
  readonly evaluation: PanelEvaluation;
}

export interface PanelStale {
  /** 0-based line of the first error in the root file. */
  readonly line: number;
  /** That error's own message, one line. */
  readonly message: string;
}

export interface PanelScenario {
  /** null: the file as it stands, outside any scenario. */
  readonly scenario: string | null;
  /** Assertions that do not hold, undecided ones included. */
  readonly failed: number;
}

/** One evaluation of the machine; the first four members are those of `Report` or of one of its scenarios. */
export interface PanelEvaluation {
  readonly scenario: string | null;
  readonly machine: ReportMachine;
  /** Whether this kernel accepts every host bridge for the CPU alone, listed or not; null: hinges on the CPU's family. */
  readonly acceptedByCpu: boolean | null;
  readonly hostBridges: readonly ReportHostBridge[];
  /** Every function in enumeration order. */
  readonly devices: readonly ReportDevice[];
  /** One entry for every combination of every `pair` query, in order of the file. */
  readonly asked: readonly PanelAskedPair[];
  readonly matrix: PanelMatrix;
  /** Each in order of the file; the index is that of `PanelSelection` and of `peermap/at`. */
  readonly maps: readonly PanelMap[];
  readonly providers: readonly PanelProviderChoice[];
  readonly nvmet: readonly PanelNvmet[];
  readonly whatIf: PanelWhatIf;
}

/**
 * The controls of the header. Where they say otherwise than the file, everything in the evaluation is under what they say,
 * and members called `inFile` tell what the file itself gives.
 */
export interface PanelWhatIf {
  /** What is set otherwise; empty: nothing. */
  readonly overrides: WhatIf;
  readonly inFile: { readonly kernel: string; readonly iommu: WhatIfIommu };
  /** What can be chosen, newest first. */
  readonly kernels: readonly string[];
  /** Why `applyWhatIf` would leave the ACS control out, one sentence; null: it would not. */
  readonly notWritten: string | null;
}

/** The verdict of the file's own settings. */
export interface PanelInFile {
  readonly mapType: ReportMapType;
  readonly distance: number;
}

export interface PanelAskedPair {
  /** Names of devices. */
  readonly provider: string;
  readonly client: string;
  readonly mapType: ReportMapType;
  readonly distance: number;
  /** What the query asserts; null: it only asks. */
  readonly expected: ReportMapType | 'SUPPORTED' | null;
  /** null: nothing is asserted; an undecided verdict does not hold. */
  readonly holds: boolean | null;
  /** Opaque name of the query within this picture, for `reveal`. */
  readonly query: string;
  /** 0-based line of the query, for display. */
  readonly line: number;
  /** null: the same. */
  readonly inFile: PanelInFile | null;
}

/**
 * The map type and distance of every ordered pair of endpoints, by classes: devices with equal rows and equal columns.
 * A class of one member is a plain device; a machine of a few endpoints may come with each device in a class of its own.
 */
export interface PanelMatrix {
  /** In enumeration order of their first members; members are names of devices, in enumeration order. */
  readonly classes: readonly { readonly members: readonly string[] }[];
  /**
   * One letter a cell (PANEL_MAP_TYPE_LETTERS), rows are providers: the cell of provider class r and client class c is
   * at r * classes.length + c. On the diagonal stands the pair of two different members, `-` in a class of one member.
   */
  readonly mapTypes: string;
  /** Of the same cells; 0 where `mapTypes` has `-`. */
  readonly distances: readonly number[];
  /** The same cells under the file's own settings; null: nothing is set otherwise. */
  readonly inFile: { readonly mapTypes: string; readonly distances: readonly number[] } | null;
}

export const PANEL_MAP_TYPE_LETTERS: Readonly<Record<ReportMapType, string>> = {
  BUS_ADDR: 'B',
  THRU_HOST_BRIDGE: 'H',
  NOT_SUPPORTED: 'N',
  UNKNOWN: 'U',
};

/** There is nothing to draw: no file, or no picture of it yet. One sentence, and at most one button. */
export interface PanelEmpty {
  readonly type: 'empty';
  readonly sentence: string;
  /** `id` comes back in `action`. */
  readonly action: { readonly id: string; readonly title: string } | null;
}

/** Why no newer picture can come now (the server is down, or coming up). Stands until the next `state` or `empty`. */
export interface PanelNotice {
  readonly type: 'notice';
  readonly sentence: string;
  /** `id` comes back in `action`. */
  readonly action: { readonly id: string; readonly title: string } | null;
}

/** The editor's cursor stands on a device, a host bridge or a pair of the picture; null: on none of them. */
export interface PanelSelect {
  readonly type: 'select';
  readonly revision: number;
  readonly target: PanelSelection | null;
}

/** Names of devices; a `device` may also be a host bridge. A `query` is one of `maps`, `providers` or `nvmet`. */
export type PanelSelection =
  | { readonly kind: 'pair'; readonly provider: string; readonly client: string }
  | { readonly kind: 'device'; readonly name: string }
  | PanelSelectedQuery;

export interface PanelSelectedQuery {
  readonly kind: 'query';
  readonly query: PanelQueryKind;
  readonly index: number;
}

/**
 * Why one pair is as it is. The answer to `selectPair`, sent again with every new `state` while the pair stays selected,
 * and after a `select` of a pair.
 */
export interface PanelProof {
  readonly type: 'proof';
  readonly revision: number;
  readonly provider: string;
  readonly client: string;
  readonly mapType: ReportMapType;
  readonly distance: number;
  /** As the report names it: `common-bridge`, `not-listed` … */
  readonly rule: string;
  /** What decided, by which rule of this kernel: one sentence of plain text. */
  readonly because: string;
  /** From the provider up to the common bridge and down to the client; without one, over the host bridges. */
  readonly hops: readonly PanelHop[];
  /** What was asked after the walk (CPU, host bridge, whitelist), one sentence each. */
  readonly steps: readonly string[];
  /** What was assumed and matters, and what is not known, one sentence each. */
  readonly assumes: readonly string[];
  readonly undecidedBy: readonly string[];
  /** Word for word what this kernel would log, `ADDRESS: text`, in order. */
  readonly messages: readonly string[];
  /** The preferred one first. */
  readonly fixes: readonly PanelFix[];
  /** What every known kernel decides for this pair, oldest first, equal neighbours joined; empty: not computed. */
  readonly since: readonly PanelKernelSpan[];
  /** The queries of the file that ask for this pair. */
  readonly queries: readonly { readonly query: string; readonly line: number }[];
}

export interface PanelHop {
  /** `host-bridge` hops stand between the two sides where there is no common bridge: one, or one a side. */
  readonly role: 'provider' | 'bridge' | 'common-bridge' | 'host-bridge' | 'client';
  /** The name in the file; an unnamed bridge's is its address. */
  readonly name: string;
  /** `0000:03:00.0`; of a host bridge its root bus, `0000:00`. */
  readonly address: string;
  /** The kind in the file: `port`, `nvme`, `host_bridge` … */
  readonly kind: string;
  /** The control flags that are set, in register order; null: no ACS capability, or a host bridge. */
  readonly acs: readonly ReportAcsFlag[] | null;
  /** This hop's ACS control redirects, and the kernel counts it here. */
  readonly redirects: boolean;
  /** What else matters at this hop, a few words: `listed since 5.18`, `cleared by disable_acs_redir`; empty: nothing. */
  readonly note: string;
  /** Where it is written. */
  readonly reveal: PanelTarget | null;
}

export interface PanelFix {
  /** Opaque within this picture; comes back in `applyFix`. */
  readonly id: string;
  /** The editor's own title of the quick fix. */
  readonly title: string;
  /** What it costs, one line; empty: nothing known. */
  readonly price: string;
}

export interface PanelKernelSpan {
  /** First and last kernel of the span, `5.18` and `6.10`. */
  readonly from: string;
  readonly to: string;
  readonly mapType: ReportMapType;
  /** The machine's own kernel lies in this span. */
  readonly current: boolean;
}

export type PictureFormat = 'svg' | 'png';

/** Asks for a picture of what is on screen; answered with `exported` of the same `id`. */
export interface PanelExport {
  readonly type: 'export';
  readonly id: number;
  readonly format: PictureFormat;
}

export interface PanelExported {
  readonly type: 'exported';
  readonly id: number;
  /** The text of an SVG, the bytes of a PNG; empty where there is a problem. */
  readonly content: string | Uint8Array;
  /** Why there is no picture, and what to do, for the user; empty: there is one. */
  readonly problem: string;
}

/** A place in the text: a declaration by name, an opaque name of the picture, or a 0-based line of the root file. */
export type PanelTarget =
  | { readonly kind: 'device'; readonly name: string }
  | { readonly kind: 'query'; readonly query: string }
  | { readonly kind: 'line'; readonly line: number };

export type WebviewMessage =
  /** Listening; sent once a load. The selection is the persisted one: the host explains it if it still exists. */
  | {
      readonly type: 'ready';
      /** What follows was kept for this file; empty: nothing was. */
      readonly document: string;
      readonly selection: PanelSelection | null;
      readonly scenario: string | null;
      readonly whatIf: WhatIf;
    }
  /** The user chose a pair; the host answers `proof` and shows the query in the editor where one asks for it. */
  | { readonly type: 'selectPair'; readonly revision: number; readonly provider: string; readonly client: string }
  /** The user chose a device, a bridge or a host bridge; the host highlights its declaration without taking the focus. */
  | { readonly type: 'selectDevice'; readonly revision: number; readonly name: string }
  /** The user chose a question beside `pair`; the host shows it in the editor without taking the focus. */
  | { readonly type: 'selectQuery'; readonly revision: number; readonly query: PanelQueryKind; readonly index: number }
  /** Nothing is selected any more. */
  | { readonly type: 'clearSelection'; readonly revision: number }
  /** Show this place in the editor and put the cursor there. */
  | { readonly type: 'reveal'; readonly revision: number; readonly target: PanelTarget }
  | { readonly type: 'applyFix'; readonly revision: number; readonly fix: string }
  | { readonly type: 'copy'; readonly text: string }
  | { readonly type: 'chooseScenario'; readonly scenario: string | null }
  /** Other settings than the file's, for looking only. */
  | { readonly type: 'setWhatIf'; readonly whatIf: WhatIf }
  /** Write the overrides of the picture into the file. */
  | { readonly type: 'applyWhatIf'; readonly revision: number }
  /** The button of `empty` or `notice`. */
  | { readonly type: 'action'; readonly id: string }
  /** The user wants to export the map; the host asks in which format. */
  | { readonly type: 'export' }
  | PanelExported;

export const ZOOM_LEAST = 25;
export const ZOOM_MOST = 200;

/** What the webview keeps with setState(); the host reads `document`, `scenario` and `whatIf` when it revives a panel. */
export interface PanelViewState {
  readonly version: 5;
  readonly document: string;
  readonly scenario: string | null;
  readonly whatIf: WhatIf;
  readonly selection: PanelSelection | null;
  readonly filter: string;
  /** Of the topology, in percent, ZOOM_LEAST to ZOOM_MOST. */
  readonly zoom: number;
  /** The topology shows the selected path alone. */
  readonly pathOnly: boolean;
  /** The topology is a table. */
  readonly asTable: boolean;
  /** Functions that nobody asks about are shown too, not folded away. */
  readonly everything: boolean;
  /** Keys of the rows of the topology whose fold the user changed. */
  readonly toggled: readonly string[];
  /** First members of the classes of the matrix whose fold the user changed. */
  readonly toggledClasses: readonly string[];
  readonly split: PanelSplit;
}

/**
 * How the user shared the panel among its parts, in fractions of its size: where they stack, heights of topology and
 * matrix; else the topology's width (`left`) and the height of the matrix beside it (`right`). What is absent follows
 * the need.
 */
export type PanelSplit = Readonly<Partial<Record<'topology' | 'matrix' | 'left' | 'right', number>>>;
