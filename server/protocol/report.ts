// The types of `peermap report` (schema peermap-report-1, described in docs/report.md): the stable interface for scripts,
// the map panel and the tests. 64-bit quantities are hexadecimal strings; names are those of the file.

import type { Range } from './position';
import type { ReportAcsFlag, ReportMapType, ReportMissing } from './report-words';
import type { ReportMap, ReportNvmet, ReportProviderChoice } from './report-queries';

export interface Report extends ReportEvaluation {
  readonly schema: 'peermap-report-1';
  readonly file: string;
  readonly scenario: null;
  readonly scenarios: readonly ReportScenario[];
  readonly diagnostics: readonly ReportDiagnostic[];
}

export interface ReportScenario extends ReportEvaluation {
  readonly scenario: string;
}

/** The machine under one set of settings. */
export interface ReportEvaluation {
  readonly machine: ReportMachine;
  readonly hostBridges: readonly ReportHostBridge[];
  readonly devices: readonly ReportDevice[];
  readonly pairs: readonly ReportPair[];
  readonly classes: readonly ReportClass[] | null;
  readonly maps: readonly ReportMap[];
  readonly providers: readonly ReportProviderChoice[];
  readonly nvmet: readonly ReportNvmet[];
}

export interface ReportMachine {
  readonly kernel: string;
  readonly arch: string;
  readonly cpu: { readonly vendor: string; readonly family: number | null; readonly model: number | null };
  readonly iommu: 'off' | 'passthrough' | 'on';
  readonly cmdline: string;
}

export interface ReportHostBridge {
  readonly name: string;
  readonly bus: string;
  /** null: none; address null: not written out, only its id is known. */
  readonly representative: { readonly address: string; readonly id: string | null } | null;
  readonly listed: 'any' | 'same-host-bridge' | 'no' | 'unknown';
}

export interface ReportDevice {
  readonly name: string;
  readonly kind: string;
  readonly address: string;
  readonly id: string | null;
  readonly parent: string | null;
  readonly hostBridge: string;
  readonly acs: {
    readonly capability: readonly ReportAcsFlag[];
    readonly control: readonly ReportAcsFlag[];
    readonly unknown: readonly ReportAcsFlag[];
    readonly from: 'auto' | 'pinned';
  } | null;
  readonly p2pmem: readonly {
    readonly bar: number;
    readonly offset: string;
    readonly size: string;
    readonly physical: string;
    readonly bus: string;
  }[];
  readonly published: boolean;
}

export interface ReportPair {
  /** Names; with `--pairs classes` the index of the class. */
  readonly provider: string | number;
  readonly client: string | number;
  readonly mapType: ReportMapType;
  readonly possible: readonly ReportMapType[] | null;
  readonly undecidedBy: readonly ReportMissing[];
  readonly assumes: readonly { readonly device: string; readonly assumption: string }[];
  readonly distance: number;
  readonly commonBridge: string | null;
  readonly acsRedirects: readonly string[];
  readonly rule: string;
  readonly messages: readonly string[];
  readonly link: 'X' | 'PIX' | 'PXB' | 'PHB' | 'NODE' | 'SYS';
}

/** What is not known, and of which device. */
export interface ReportClass {
  readonly members: readonly string[];
}

export interface ReportDiagnostic {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly message: string;
  readonly file: string;
  readonly range: Range;
}
