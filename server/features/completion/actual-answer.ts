// What the kernel decides for the query at the cursor, in the words that stand after `=`. The query is unfinished, so the
// evaluation of the file has no answer to it: core is asked again, for this one alone and with little to spend.

import { mapScatterlist } from '../../../core/dma/map-scatterlist';
import type { ScatterlistEntry } from '../../../core/dma/scatterlist';
import { runNvmet } from '../../../core/drivers/nvmet';
import type { Machine } from '../../../core/machine';
import { decidePair } from '../../../core/p2pdma/decide';
import { formatAddress } from '../../../core/pci/address';
import { storeChoice } from '../../../core/providers/choice';
import { findMany } from '../../../core/providers/find';
import { peerMemoryOwners } from '../../../core/providers/register';
import type { Analysis, Evaluation } from '../../language/analysis';
import { chosenText } from '../../language/explain/choice';
import { mapAssertionText } from '../../language/explain/map-answer';
import { functionAt, MAP_TYPE_KEYWORD } from '../../language/explain/names';
import { nvmetAnswerText } from '../../language/explain/nvmet';
import type { MappedEntry } from '../../language/results';
import type {
  MapQuerySyntax,
  NvmetNamespaceSyntax,
  NvmetSyntax,
  PairQuerySyntax,
  ProviderQuerySyntax,
} from '../../language/tree';
import { baseEvaluation } from '../places';
import type { CursorPlace } from './cursor-place';
import { declarationOf } from './devices';
import { functionsOf } from './named-functions';

/** The words after `=` that would hold; null: not decided, no single answer, or too much to compute here. */
export function actualAnswer(analysis: Analysis, place: CursorPlace): string | null {
  const { construct, owners } = place;
  const evaluation = evaluationAt(analysis, place);
  // What comes of a fault elsewhere is not told for a fact.
  if (!evaluation.reliable || analysis.declarations.some(({ unreliable }) => unreliable)) return null;
  const { machine } = evaluation;
  const owner = owners.at(-1);
  switch (construct?.kind) {
    case 'pair':
      return pairAnswer(machine, construct);
    case 'map':
      return mapAnswer(analysis, machine, construct);
    case 'provider':
      return providerAnswer(machine, construct);
    case 'nvmet_namespace':
      return owner?.kind === 'nvmet' ? namespaceAnswer(machine, owner, construct) : null;
    default:
      return null;
  }
}

/** Of the scenario around the cursor, else of the machine itself. */
export function evaluationAt(analysis: Analysis, { owners, parsed }: CursorPlace): Evaluation {
  const scenario = owners.find((owner) => owner.kind === 'scenario');
  const declared = scenario === undefined ? null : declarationOf(analysis, parsed.uri, scenario);
  const found =
    declared === null ? undefined : analysis.evaluations.find((each) => each.declaration === declared.index);
  return found ?? baseEvaluation(analysis);
}

/** More than this is not decided while somebody types. */
const MOST_PAIRS = 500;
const MOST_CANDIDATES = 200;
const MOST_ENTRIES = 2000;

function pairAnswer(machine: Machine, { providers, clients }: PairQuerySyntax): string | null {
  const from = functionsOf(machine.topology, providers);
  const to = functionsOf(machine.topology, clients);
  if (from === null || to === null || from.length * to.length > MOST_PAIRS) return null;
  const verdicts = from.flatMap((provider) =>
    to.flatMap((client) => (client === provider ? [] : [decidePair(machine, provider, client)])),
  );
  const types = new Set(verdicts.map(({ mapType }) => mapType));
  const [only] = types;
  if (only === undefined || only === 'UNKNOWN' || types.has('UNKNOWN')) return null;
  if (types.size === 1) return MAP_TYPE_KEYWORD[only];
  return types.has('NOT_SUPPORTED') ? null : 'supported';
}

function mapAnswer(analysis: Analysis, machine: Machine, { scatterlist, client }: MapQuerySyntax): string | null {
  const [device, ...others] = functionsOf(machine.topology, [client]) ?? [];
  const list = baseEvaluation(analysis).scatterlists.find(({ syntax }) => syntax.name.value === scatterlist.value);
  if (device === undefined || others.length > 0 || list === undefined || list.entries.length > MOST_ENTRIES) {
    return null;
  }
  const entries = list.entries.map((entry) => asCoreTakesIt(machine, entry));
  return mapAssertionText(mapScatterlist(machine, entries, device));
}

/** In the text an offset counts from the start of the registered memory, in core from the start of the BAR. */
function asCoreTakesIt(machine: Machine, { memory, length }: MappedEntry): ScatterlistEntry {
  if (memory.kind === 'ram') return { memory: 'ram', physical: memory.physical, length };
  const { provider, bar, offset } = memory;
  const registered = functionAt(machine, provider).bars.find(({ number }) => number === bar)?.p2pmem?.offset ?? 0n;
  return { memory: 'p2pmem', provider, bar, offset: registered + offset, length };
}

function providerAnswer(machine: Machine, { clients }: ProviderQuerySyntax): string | null {
  const asked = functionsOf(machine.topology, clients);
  if (asked === null || !isCheap(machine, asked.length)) return null;
  const { chosen, undecided } = findMany(machine, asked);
  return undecided.length > 0 ? null : chosenText(machine, chosen);
}

function namespaceAnswer(machine: Machine, query: NvmetSyntax, namespace: NvmetNamespaceSyntax): string | null {
  const members = query.block?.members ?? [];
  const ports = functionsOf(
    machine.topology,
    members.flatMap((member) => (member.kind === 'nvmet_port' ? [member.device] : [])),
  );
  const [device] = functionsOf(machine.topology, [namespace.device]) ?? [];
  const peerMemory = peerMemoryOf(machine, namespace);
  if (ports === null || device === undefined || peerMemory === null || !isCheap(machine, ports.length)) return null;
  const number = members.filter(({ kind }) => kind === 'nvmet_namespace').findIndex((each) => each === namespace) + 1;
  const { name } = functionAt(machine, device);
  const asked = { device, peerMemory, number, devicePath: `/dev/${name}n1` };
  const answers = new Set(
    ports.map((adapter) =>
      nvmetAnswerText(machine, runNvmet(machine, asked, { adapter, name: functionAt(machine, adapter).name })),
    ),
  );
  const [only] = answers;
  return answers.size === 1 && only !== undefined && only !== 'undecided' ? only : null;
}

/** null: its `p2pmem` names nothing. A device that is refused leaves the namespace without. */
function peerMemoryOf(machine: Machine, { p2pmem }: NvmetNamespaceSyntax) {
  if (p2pmem === null || p2pmem.value === 'off') return { use: false } as const;
  const named = p2pmem.device === null ? undefined : (functionsOf(machine.topology, [p2pmem.device]) ?? [])[0];
  if (p2pmem.value !== 'auto' && named === undefined) return null;
  const text = named === undefined ? '1' : formatAddress(functionAt(machine, named).address);
  const stored = storeChoice(machine, text);
  return stored.outcome === 'stored' ? stored.choice : ({ use: false } as const);
}

function isCheap(machine: Machine, clients: number): boolean {
  return clients > 0 && peerMemoryOwners(machine).length * clients <= MOST_CANDIDATES;
}
