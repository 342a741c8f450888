// The panel's view of one evaluation (server/protocol/panel.ts): the report's facts, what was asserted, and the matrix of
// all pairs by classes, small enough to be sent after every keystroke. Where the panel's controls say otherwise than the
// file, the view is that of the machine under them, and what differs carries what the file gives.

import type { Machine } from '../../core/machine';
import { KERNEL_VERSIONS } from '../../core/kernel/resolve';
import { askHostBridge } from '../../core/p2pdma/host-bridge';
import type { Verdict } from '../../core/p2pdma/verdict';
import type { Analysis, Evaluation, PairResult } from '../language/analysis';
import { LANGUAGE_CODES } from '../language/codes';
import { positionAt } from '../language/position';
import type { PanelView } from '../protocol/messages';
import type {
  PanelAskedPair,
  PanelEvaluation,
  PanelInFile,
  PanelScenario,
  PanelStale,
  PanelWhatIf,
} from '../protocol/panel';
import type { WhatIf } from '../protocol/what-if';
import { panelMatrix } from './panel-matrix';
import type { Places } from './panel-queries';
import { collectPlaces, panelMap, panelNvmet, panelProviderChoice } from './panel-queries';
import { reportDevice, reportHostBridge } from './report-devices';
import { reportMachine } from './report';

/** The evaluation under the panel's controls, and what they say that the file does not. */
export interface ShownWhatIf {
  readonly evaluation: Evaluation;
  readonly overrides: WhatIf;
  /** As in PanelWhatIf. */
  readonly notWritten: string | null;
}

/** A scenario that the file does not have (any more) is answered with the file itself. */
export function makePanelView(
  analysis: Analysis,
  scenario: string | null,
  under: (evaluation: Evaluation) => ShownWhatIf | null = () => null,
): PanelView {
  const evaluation = evaluationNamed(analysis, scenario);
  const places = collectPlaces(analysis);
  return {
    stale: firstFault(analysis),
    scenarios: analysis.evaluations.map(panelScenario),
    evaluation: panelEvaluation(evaluation, under(evaluation), places),
    queries: places.locations,
    files: analysis.files.map(({ uri }) => uri),
  };
}

/** As the panel is answered: the file itself where there is no such scenario. */
export function evaluationNamed(analysis: Analysis, scenario: string | null): Evaluation {
  const [base] = analysis.evaluations;
  const evaluation = analysis.evaluations.find((candidate) => candidate.scenario === scenario) ?? base;
  if (!evaluation) throw new Error(`${analysis.root} has no evaluation.`);
  return evaluation;
}

function panelEvaluation(written: Evaluation, whatIf: ShownWhatIf | null, places: Places): PanelEvaluation {
  const evaluation = whatIf?.evaluation ?? written;
  const inFile = whatIf === null ? null : written;
  const { machine } = evaluation;
  return {
    scenario: evaluation.scenario,
    machine: reportMachine(machine),
    acceptedByCpu: acceptedByCpu(machine),
    hostBridges: machine.topology.hostBridges.map((hostBridge) => reportHostBridge(machine, hostBridge)),
    devices: machine.topology.functions.map((device) => reportDevice(machine, device)),
    asked: evaluation.pairs.flatMap((pair, index) =>
      askedPairs(machine, pair, inFile?.pairs[index] ?? null, index, places),
    ),
    matrix: panelMatrix(machine, inFile?.machine ?? null),
    maps: evaluation.maps.map((result, index) => panelMap(evaluation, inFile, result, index, places)),
    providers: evaluation.providers.map((result, index) =>
      panelProviderChoice(evaluation, inFile, result, index, places),
    ),
    nvmet: evaluation.nvmet.map((query, index) => panelNvmet(evaluation, inFile, query, index, places)),
    whatIf: panelWhatIf(written, whatIf),
  };
}

function panelWhatIf({ machine }: Evaluation, whatIf: ShownWhatIf | null): PanelWhatIf {
  const { kernel, iommu } = machine.settings;
  return {
    overrides: whatIf?.overrides ?? {},
    inFile: { kernel: kernel.label, iommu },
    kernels: KERNELS,
    notWritten: whatIf?.notWritten ?? null,
  };
}

const KERNELS = KERNEL_VERSIONS.map(({ label }) => label).reverse();

/** The step of the CPU is the same for every pair, so any device with itself shows it. */
function acceptedByCpu(machine: Machine): boolean | null {
  if (machine.topology.functions.length === 0) return false;
  const step = askHostBridge(machine, 0, 0).trace.find((each) => each.step === 'cpu');
  return step === undefined ? false : step.accepted;
}

function askedPairs(
  machine: Machine,
  pair: PairResult,
  inFile: PairResult | null,
  index: number,
  places: Places,
): PanelAskedPair[] {
  const { functions } = machine.topology;
  const { query, line } = places.add(`pair ${index}`, pair.file, pair.range);
  const expected = pair.expected?.mapType ?? null;
  return pair.verdicts.map((verdict) => ({
    inFile: changedFrom(inFile, verdict),
    provider: functions[verdict.provider]?.name ?? '',
    client: functions[verdict.client]?.name ?? '',
    mapType: verdict.mapType,
    distance: verdict.distance,
    expected,
    holds: expected === null ? null : holds(verdict.mapType, expected),
    query,
    line,
  }));
}

/** null: the file's own settings give the same. */
function changedFrom(inFile: PairResult | null, { provider, client, mapType, distance }: Verdict): PanelInFile | null {
  const before = inFile?.verdicts.find((each) => each.provider === provider && each.client === client);
  if (before === undefined || (before.mapType === mapType && before.distance === distance)) return null;
  return { mapType: before.mapType, distance: before.distance };
}

function holds(mapType: PanelAskedPair['mapType'], expected: NonNullable<PanelAskedPair['expected']>): boolean {
  if (expected === 'SUPPORTED') return mapType === 'BUS_ADDR' || mapType === 'THRU_HOST_BRIDGE';
  return mapType === expected;
}

function panelScenario({ scenario, pairs, maps, providers, nvmet }: Evaluation): PanelScenario {
  const asserted = [...pairs, ...maps, ...providers, ...nvmet.flatMap(({ results }) => results)];
  return { scenario, failed: asserted.filter(({ holds }) => holds === false || holds === 'undecided').length };
}

/** The first error of the root file that is about the text, not about what the kernel decides. */
function firstFault(analysis: Analysis): PanelStale | null {
  const fault = analysis.diagnostics.find(
    ({ severity, code, file }) => severity === 'error' && file === analysis.root && code in LANGUAGE_CODES,
  );
  if (!fault) return null;
  const { line } = positionAt(analysis.files[0]?.lineStarts ?? [0], fault.range.start);
  return { line, message: fault.message };
}
