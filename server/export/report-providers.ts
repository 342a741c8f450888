// Which peer-to-peer memory the kernel would choose, and what the NVMe-oF target makes of its namespaces, as the report
// prints them.

import type { ControllerCreation, NamespaceEnable } from '../../core/drivers/nvmet';
import type { Machine } from '../../core/machine';
import type { Candidate, ProviderChoice } from '../../core/providers/find';
import type { Evaluation } from '../language/analysis';
import { functionAt } from '../language/explain/names';
import type { NvmetPairResult, NvmetQueryResult, ProviderQueryResult } from '../language/results';
import type { ReportCandidate, ReportNvmet, ReportNvmetResult, ReportProviderChoice } from '../protocol/report-queries';
import { reportMissing } from './report-pairs';

type Booted = Pick<Evaluation, 'machine'>;

export function reportProviderChoice(
  { machine }: Booted,
  { query, answer, holds }: ProviderQueryResult,
): ReportProviderChoice {
  if (answer === null) {
    const clients = query.clients.map((client) => client.value ?? '');
    const nothing = { chosen: [], distance: null, undecided: [], undecidedBy: [], candidates: [] };
    return { clients, ...nothing, outcome: 'not-evaluated', holds };
  }
  const { choice, clients } = answer;
  const nameOf = (index: number): string => functionAt(machine, index).name;
  const missing = choice.candidates
    .filter(({ provider }) => choice.undecided.includes(provider))
    .flatMap(({ many }) => many?.undecidedBy ?? []);
  return {
    clients: clients.map(nameOf),
    chosen: choice.chosen.map(nameOf),
    distance: choice.distance,
    outcome: outcomeOf(choice),
    undecided: choice.undecided.map(nameOf),
    undecidedBy: missing.map((each) => reportMissing(machine, each)),
    candidates: choice.candidates.map((candidate) => reportCandidate(machine, candidate)),
    holds,
  };
}

function outcomeOf({ undecided, chosen }: ProviderChoice): ReportProviderChoice['outcome'] {
  if (undecided.length > 0) return 'undecided';
  return chosen.length > 0 ? 'chosen' : 'none';
}

function reportCandidate(machine: Machine, { provider, outcome, many }: Candidate): ReportCandidate {
  return {
    provider: functionAt(machine, provider).name,
    outcome,
    distance: many?.distance ?? null,
    mapTypes: (many?.verdicts ?? []).map((verdict) => verdict?.mapType ?? null),
  };
}

export function reportNvmet({ machine }: Booted, { query, results }: NvmetQueryResult): ReportNvmet {
  return { name: query.name.value ?? '', results: results.map((result) => reportNvmetResult(machine, result)) };
}

function reportNvmetResult(machine: Machine, pair: NvmetPairResult): ReportNvmetResult {
  const nameOf = (index: number): string => functionAt(machine, index).name;
  const { enable, controller } = pair.result;
  const stored = pair.stored.outcome === 'error' ? [pair.stored.message] : [];
  return {
    namespace: nameOf(pair.namespace.function),
    port: nameOf(pair.port.function),
    provider: controller?.outcome === 'provider' ? controller.providers.map(nameOf) : [],
    error: enable.outcome === 'refused' ? enable.errno : null,
    fallback: fallbackOf(controller),
    messages: [...stored, ...[...enable.lines, ...(controller?.lines ?? [])].map(({ text }) => text)],
    p2pmemError: pair.stored.outcome === 'error' ? pair.stored.errno : null,
    outcome: nvmetOutcome(enable, controller),
    reason: enable.outcome === 'refused' ? enable.reason : null,
    undecidedBy: [enable, controller]
      .flatMap((step) => (step?.outcome === 'undecided' ? step.undecidedBy : []))
      .map((each) => reportMissing(machine, each)),
    holds: pair.holds,
  };
}

function nvmetOutcome(enable: NamespaceEnable, controller: ControllerCreation | null): ReportNvmetResult['outcome'] {
  if (enable.outcome === 'refused') return 'refused';
  return controller?.outcome ?? 'undecided';
}

/** Host memory that nobody wanted otherwise is no fallback. */
function fallbackOf(controller: ControllerCreation | null): string | null {
  if (controller?.outcome !== 'host-memory' || controller.reason === 'not-asked-for') return null;
  return controller.reason;
}
