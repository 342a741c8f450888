// What is known of one machine after its files were parsed, bound, lowered and evaluated: the one value that rules,
// features and reports read. It is a pure function of the texts, built anew on every change and never patched.

import type { Machine } from '../../core/machine';
import type { Verdict } from '../../core/p2pdma/verdict';
import type { Declaration, Reference } from './declaration';
import type { Diagnostic, TextRange } from './diagnostic';
import type { Hardware } from './hardware';
import type { ParsedFile } from './parser';
import type { MapQueryResult, NvmetQueryResult, ProviderQueryResult, ScatterlistResult } from './results';
import type {
  ArchitectureSyntax,
  CommandLineSyntax,
  CpuSyntax,
  ExpectedMapType,
  IommuSyntax,
  KernelSyntax,
  PairQuerySyntax,
} from './tree';

export interface Analysis {
  /** URI of the file that is the machine; files[0] is that file, then what it includes, in order of inclusion. */
  readonly root: string;
  readonly files: readonly ParsedFile[];
  /** By `origin`: the index of a declaration is the origin of its function, BAR or host bridge in the core. */
  readonly declarations: readonly Declaration[];
  /** Every place that names a declaration, resolved or not; by file and position. */
  readonly references: readonly Reference[];
  /** What every evaluation was made from, beside its settings. */
  readonly hardware: Hardware;
  /** First the machine itself (scenario null), then each scenario in order of appearance. Never empty. */
  readonly evaluations: readonly Evaluation[];
  /** Syntax, binding, lowering and rules; each fault once; in order of file and position. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface Evaluation {
  /** Name of the scenario; null: the machine itself. */
  readonly scenario: string | null;
  /** Index of the scenario's declaration; null: the machine itself. */
  readonly declaration: number | null;
  readonly machine: Machine;
  /** Where each setting stands that holds here (inherited ones too); null: its default holds. */
  readonly settings: SettingSources;
  /** false: a setting has a fault, a default stands in its place in `machine`, and nothing is answered. */
  readonly reliable: boolean;
  readonly pairs: readonly PairResult[];
  readonly maps: readonly MapQueryResult[];
  readonly providers: readonly ProviderQueryResult[];
  readonly nvmet: readonly NvmetQueryResult[];
  readonly scatterlists: readonly ScatterlistResult[];
}

export interface SettingSources {
  readonly kernel: Located<KernelSyntax> | null;
  readonly arch: Located<ArchitectureSyntax> | null;
  readonly cpu: Located<CpuSyntax> | null;
  readonly iommu: Located<IommuSyntax> | null;
  readonly cmdline: Located<CommandLineSyntax> | null;
}

export interface Located<Syntax> {
  /** URI. */
  readonly file: string;
  readonly syntax: Syntax;
}

/** One `pair` query, all combinations of its lists. */
export interface PairResult {
  readonly file: string;
  readonly query: PairQuerySyntax;
  /** The query as a whole. */
  readonly range: TextRange;
  readonly expected: { readonly mapType: ExpectedMapType; readonly range: TextRange } | null;
  /** Provider by provider, client by client, in the order of the lists; a device with itself is left out. */
  readonly verdicts: readonly Verdict[];
  /** false: a combination is missing from `verdicts`, because a fault elsewhere keeps it from being evaluated. */
  readonly complete: boolean;
  /** null: nothing was asserted, or nothing is wrong but `complete` is false; 'undecided': asserted, but not known. */
  readonly holds: boolean | 'undecided' | null;
}
