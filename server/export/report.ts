// The report: everything that was computed about one machine, as the stable JSON of docs/report.md. Scripts, the map
// panel and the tests read it; nothing is computed here that the core did not decide.

import type { Machine } from '../../core/machine';
import { classifyEndpoints, decideClasses } from '../../core/p2pdma/classes';
import { decidePair } from '../../core/p2pdma/decide';
import type { Verdict } from '../../core/p2pdma/verdict';
import { isBridge } from '../../core/pci/topology';
import type { Analysis, Evaluation } from '../language/analysis';
import type { Diagnostic } from '../language/diagnostic';
import { positionAt } from '../language/position';
import type {
  Report,
  ReportClass,
  ReportDiagnostic,
  ReportEvaluation,
  ReportMachine,
  ReportPair,
  ReportScenario,
} from '../protocol/report';
import { reportDevice, reportHostBridge } from './report-devices';
import { reportMap } from './report-maps';
import { reportPair } from './report-pairs';
import { reportNvmet, reportProviderChoice } from './report-providers';

export type PairSelection = 'asked' | 'all' | 'classes';

/** Above this, `all` is refused and `classes` is the way (docs/report.md). */
export const MOST_PAIRS = 1_000_000;

/** `files` names a URI as the report shall print it; `diagnostics` are those that the settings leave. */
export function makeReport(
  analysis: Analysis,
  diagnostics: readonly Diagnostic[],
  pairs: PairSelection,
  fileName: (uri: string) => string,
): Report {
  const [machine, ...scenarios] = analysis.evaluations;
  if (!machine) throw new Error(`${analysis.root} has no evaluation.`);
  return {
    schema: 'peermap-report-1',
    file: fileName(analysis.root),
    ...reportEvaluation(machine, pairs),
    scenario: null,
    scenarios: scenarios.map((evaluation): ReportScenario => {
      return { ...reportEvaluation(evaluation, pairs), scenario: evaluation.scenario ?? '' };
    }),
    diagnostics: diagnostics.map((diagnostic) => reportDiagnostic(analysis, diagnostic, fileName)),
  };
}

/** Ordered pairs of endpoints that `all` would print, a device with itself included, for the machine and each scenario. */
export function countAllPairs({ evaluations }: Analysis): number {
  const functions = evaluations[0]?.machine.topology.functions ?? [];
  const endpoints = functions.filter(({ kind }) => !isBridge(kind)).length;
  return endpoints * endpoints * evaluations.length;
}

function reportEvaluation(evaluation: Evaluation, selection: PairSelection): ReportEvaluation {
  const { machine } = evaluation;
  return {
    machine: reportMachine(machine),
    hostBridges: machine.topology.hostBridges.map((hostBridge) => reportHostBridge(machine, hostBridge)),
    devices: machine.topology.functions.map((device) => reportDevice(machine, device)),
    ...reportPairs(evaluation, selection),
    maps: evaluation.maps.map((map) => reportMap(evaluation, map)),
    providers: evaluation.providers.map((choice) => reportProviderChoice(evaluation, choice)),
    nvmet: evaluation.nvmet.map((subsystem) => reportNvmet(evaluation, subsystem)),
  };
}

export function reportMachine({ settings }: Machine): ReportMachine {
  return {
    kernel: settings.kernel.label,
    arch: settings.architecture,
    cpu: settings.cpu,
    iommu: settings.iommu,
    cmdline: settings.commandLine,
  };
}

function reportPairs(
  evaluation: Evaluation,
  selection: PairSelection,
): { readonly pairs: readonly ReportPair[]; readonly classes: readonly ReportClass[] | null } {
  const { machine } = evaluation;
  const nameOf = (index: number): string => machine.topology.functions[index]?.name ?? '';
  const named = (verdict: Verdict): ReportPair =>
    reportPair(machine, verdict, nameOf(verdict.provider), nameOf(verdict.client));
  switch (selection) {
    case 'asked':
      return { pairs: evaluation.pairs.flatMap(({ verdicts }) => verdicts.map(named)), classes: null };
    case 'all': {
      const endpoints = classifyEndpoints(machine)
        .flat()
        .sort((a, b) => a - b);
      // Each verdict is printed at once and let go: thousands of traces kept together cost more than deciding them.
      const pairs = endpoints.flatMap((provider) =>
        endpoints.map((client) => named(decidePair(machine, provider, client))),
      );
      return { pairs, classes: null };
    }
    case 'classes': {
      const { classes, between } = decideClasses(machine);
      const pairs = between.flatMap((row, provider) =>
        row.flatMap((verdict, client) => (verdict ? [reportPair(machine, verdict, provider, client)] : [])),
      );
      return { pairs, classes: classes.map((members) => ({ members: members.map(nameOf) })) };
    }
  }
}

function reportDiagnostic(
  analysis: Analysis,
  { code, severity, message, file, range }: Diagnostic,
  fileName: (uri: string) => string,
): ReportDiagnostic {
  const lineStarts = analysis.files.find((candidate) => candidate.uri === file)?.lineStarts ?? [0];
  return {
    code,
    severity,
    message,
    file: fileName(file),
    range: { start: positionAt(lineStarts, range.start), end: positionAt(lineStarts, range.end) },
  };
}
