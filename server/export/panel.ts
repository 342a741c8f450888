// The panel's view of one evaluation (server/protocol/panel.ts): the report's facts, what was asserted, and the matrix of
// all pairs by classes, small enough to be sent after every keystroke.

import type { Machine } from '../../core/machine';
import { classVerdict, decideClasses } from '../../core/p2pdma/classes';
import { askHostBridge } from '../../core/p2pdma/host-bridge';
import type { Analysis, Evaluation, PairResult } from '../language/analysis';
import { LANGUAGE_CODES } from '../language/codes';
import { positionAt } from '../language/position';
import type { PanelView } from '../protocol/messages';
import type { PanelAskedPair, PanelEvaluation, PanelMatrix, PanelScenario, PanelStale } from '../protocol/panel';
import { PANEL_MAP_TYPE_LETTERS } from '../protocol/panel';
import type { Places } from './panel-queries';
import { collectPlaces, panelMap, panelNvmet, panelProviderChoice } from './panel-queries';
import { reportDevice, reportHostBridge } from './report-devices';
import { reportMachine } from './report';

/** A scenario that the file does not have (any more) is answered with the file itself. */
export function makePanelView(analysis: Analysis, scenario: string | null): PanelView {
  const [base] = analysis.evaluations;
  const evaluation = analysis.evaluations.find((candidate) => candidate.scenario === scenario) ?? base;
  if (!evaluation) throw new Error(`${analysis.root} has no evaluation.`);
  const places = collectPlaces(analysis);
  return {
    stale: firstFault(analysis),
    scenarios: analysis.evaluations.map(panelScenario),
    evaluation: panelEvaluation(evaluation, places),
    queries: places.locations,
  };
}

function panelEvaluation(evaluation: Evaluation, places: Places): PanelEvaluation {
  const { machine } = evaluation;
  return {
    scenario: evaluation.scenario,
    machine: reportMachine(machine),
    acceptedByCpu: acceptedByCpu(machine),
    hostBridges: machine.topology.hostBridges.map((hostBridge) => reportHostBridge(machine, hostBridge)),
    devices: machine.topology.functions.map((device) => reportDevice(machine, device)),
    asked: evaluation.pairs.flatMap((pair, index) => askedPairs(machine, pair, index, places)),
    matrix: panelMatrix(machine),
    maps: evaluation.maps.map((result, index) => panelMap(evaluation, result, index, places)),
    providers: evaluation.providers.map((result, index) => panelProviderChoice(evaluation, result, index, places)),
    nvmet: evaluation.nvmet.map((query, index) => panelNvmet(evaluation, query, index, places)),
  };
}

/** The step of the CPU is the same for every pair, so any device with itself shows it. */
function acceptedByCpu(machine: Machine): boolean | null {
  if (machine.topology.functions.length === 0) return false;
  const step = askHostBridge(machine, 0, 0).trace.find((each) => each.step === 'cpu');
  return step === undefined ? false : step.accepted;
}

function askedPairs(machine: Machine, pair: PairResult, index: number, places: Places): PanelAskedPair[] {
  const { functions } = machine.topology;
  const { query, line } = places.add(`pair ${index}`, pair.file, pair.range);
  const expected = pair.expected?.mapType ?? null;
  return pair.verdicts.map((verdict) => ({
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

function holds(mapType: PanelAskedPair['mapType'], expected: NonNullable<PanelAskedPair['expected']>): boolean {
  if (expected === 'SUPPORTED') return mapType === 'BUS_ADDR' || mapType === 'THRU_HOST_BRIDGE';
  return mapType === expected;
}

/** Up to this many endpoints each has a row of its own: people look for a device, not for a class. */
const MOST_SINGLE_ROWS = 64;

function panelMatrix(machine: Machine): PanelMatrix {
  const { functions } = machine.topology;
  const decided = decideClasses(machine);
  const endpoints = decided.classes.flat().sort((a, b) => a - b);
  const single = endpoints.length <= MOST_SINGLE_ROWS;
  const rows = single ? endpoints.map((endpoint) => [endpoint]) : decided.classes;
  const cells = single
    ? endpoints.flatMap((provider) =>
        endpoints.map((client) => (provider === client ? null : classVerdict(decided, provider, client))),
      )
    : decided.between.flat();
  return {
    classes: rows.map((members) => ({ members: members.map((index) => functions[index]?.name ?? '') })),
    mapTypes: cells.map((verdict) => (verdict ? PANEL_MAP_TYPE_LETTERS[verdict.mapType] : '-')).join(''),
    distances: cells.map((verdict) => verdict?.distance ?? 0),
  };
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
