// What may stand after `=`: first what the kernel decides for the query as it stands, computed as for a finished one, then
// everything else that fits. The unfinished query is evaluated alone, with little to spend: completion must not be slow.

import { evaluateMap, createLists } from '../../language/evaluate-map';
import { evaluateNvmet } from '../../language/evaluate-nvmet';
import { evaluatePair } from '../../language/evaluate-pair';
import { evaluateProvider } from '../../language/evaluate-provider';
import type { Analysis, Evaluation } from '../../language/analysis';
import type { Reference } from '../../language/declaration';
import { chosenText } from '../../language/explain/choice';
import { mapAssertionText } from '../../language/explain/map-answer';
import { MAP_TYPE_KEYWORD } from '../../language/explain/names';
import { nvmetAnswerText } from '../../language/explain/nvmet';
import { MAP_TYPES } from '../../language/keywords';
import { MAXIMUM_CANDIDATES, MAXIMUM_ENTRIES, MAXIMUM_PAIRS } from '../../language/limits';
import type { QueryContext } from '../../language/query-context';
import { createExpand } from '../../language/query-functions';
import { areMemoriesKnown, createHasFaultyMemory } from '../../language/query-reliable';
import type { NvmetNamespaceSyntax, NvmetSyntax, RefSyntax } from '../../language/tree';
import type { PciNames } from '../pci-names';
import { baseEvaluation } from '../places';
import { entries, type Entries, type Entry } from './completion';
import type { CursorPlace } from './cursor-place';
import type { Slot, Values } from './form';
import { publisherEntries } from './names';
import { sizeEntries } from './values';

type Query = Extract<Values, { of: 'answer' }>['query'];

const DECIDED = 'what the kernel decides';

const MAP_TYPE_MEANINGS: Readonly<Record<(typeof MAP_TYPES)[number], string>> = {
  bus_addr: 'below a common bridge, by bus addresses',
  thru_host_bridge: 'through the host bridge',
  supported: 'either way',
  not_supported: 'refused',
};

const ERRNO_MEANINGS: readonly (readonly [string, string])[] = [
  ['EREMOTEIO', 'a peer-to-peer page is not supported for the client'],
  ['EINVAL', 'the list or its mapping is invalid'],
  ['ENOMEM', 'no room for the mapping'],
  ['EIO', 'the mapping failed'],
];

const SEGMENT_MEANINGS: readonly (readonly [string, string])[] = [
  ['bus', 'a bus address: below a common bridge'],
  ['physical', 'a physical address'],
  ['iova', 'an address that the IOMMU translates'],
];

export function answerEntries(
  analysis: Analysis,
  place: CursorPlace,
  query: Query,
  { before }: Slot,
  taken: ReadonlySet<string>,
  names: PciNames | null,
): Entries {
  const last = before.at(-1) ?? null;
  switch (query) {
    case 'pair':
      return last === null ? entries(mapTypeEntries(actualAnswer(analysis, place))) : entries([]);
    case 'map':
      return entries(mapEntries(analysis, place, last));
    case 'provider':
    case 'namespace':
      return chosenEntries(analysis, place, query, last, taken, names);
  }
}

function mapTypeEntries(actual: string | null): readonly Entry[] {
  const types = [...MAP_TYPES].sort((one, other) => Number(other === actual) - Number(one === actual));
  return types.map((label) => ({
    label,
    kind: 'value',
    detail: label === actual ? DECIDED : MAP_TYPE_MEANINGS[label],
  }));
}

function mapEntries(analysis: Analysis, place: CursorPlace, last: string | null): readonly Entry[] {
  const segments = SEGMENT_MEANINGS.map(([label, detail]): Entry => ({ label, kind: 'value', detail }));
  if (last === ',') return segments;
  if (last !== null && SEGMENT_MEANINGS.some(([word]) => word === last)) return sizeEntries(place, 'segment');
  if (last !== null) return /^[0-9_]+$/.test(last) ? counted(last) : [];
  const range = wholeAnswer(place);
  return [...actualEntries(actualAnswer(analysis, place), range), ...segments, ...errnoEntries(range)];
}

function counted(number: string): readonly Entry[] {
  return [{ label: number === '1' ? 'segment' : 'segments', kind: 'value' }];
}

function chosenEntries(
  analysis: Analysis,
  place: CursorPlace,
  query: 'provider' | 'namespace',
  last: string | null,
  taken: ReadonlySet<string>,
  names: PciNames | null,
): Entries {
  if (last !== null && last !== ',') return entries([]);
  const devices = publisherEntries(analysis, place.typed, taken, names);
  if (last === ',') return devices;
  const range = wholeAnswer(place);
  const actual = actualAnswer(analysis, place);
  const none: readonly Entry[] = [{ label: 'none', kind: 'value', detail: 'no memory is chosen', ...range }];
  const errors = query === 'namespace' ? errnoEntries(range) : [];
  const others = [...devices.entries, ...none, ...errors].filter(({ label }) => label !== actual);
  return { ...devices, entries: [...actualEntries(actual, range), ...others] };
}

function errnoEntries(range: Pick<Entry, 'range'>): readonly Entry[] {
  return ERRNO_MEANINGS.map(([label, detail]) => ({ label, kind: 'value', detail, ...range }));
}

const LONGEST_LABEL = 200;

function actualEntries(actual: string | null, range: Pick<Entry, 'range'>): readonly Entry[] {
  if (actual === null || actual.length > LONGEST_LABEL) return [];
  return [{ label: actual, kind: 'value', detail: DECIDED, ...range }];
}

/** An answer that stands there already is replaced as a whole, if it stands on the cursor's line. */
function wholeAnswer({ construct, range, parsed }: CursorPlace): Pick<Entry, 'range'> {
  if (construct === null || !('expected' in construct) || construct.expected === null) return {};
  const { end } = construct.expected;
  const isOneLine = end > range.end && !/[\r\n]/.test(parsed.text.slice(range.start, end));
  return isOneLine ? { range: { start: range.start, end } } : {};
}

/** The words after `=` that would hold; null: not decided, no single answer, or too much to compute here. */
function actualAnswer(analysis: Analysis, place: CursorPlace): string | null {
  const { construct, owners, parsed } = place;
  const evaluation = evaluationAt(analysis, place);
  if (construct === null || !evaluation.reliable) return null;
  const sound = { faulty: false, expected: null } as const;
  const context = contextOf(analysis, evaluation, place);
  switch (construct.kind) {
    case 'pair': {
      const { verdicts, complete } = evaluatePair(parsed, { ...construct, ...sound }, context);
      const types = new Set(verdicts.map(({ mapType }) => mapType));
      const [only] = types;
      if (!complete || only === undefined || types.has('UNKNOWN')) return null;
      if (types.size === 1) return only === 'UNKNOWN' ? null : MAP_TYPE_KEYWORD[only];
      return types.has('NOT_SUPPORTED') ? null : 'supported';
    }
    case 'map': {
      const { mapping } = evaluateMap(parsed, { ...construct, ...sound }, context, createLists(context));
      return mapping === null ? null : mapAssertionText(mapping.result);
    }
    case 'provider': {
      const { answer } = evaluateProvider(parsed, { ...construct, ...sound }, context);
      if (answer === null || answer.choice.undecided.length > 0) return null;
      return chosenText(evaluation.machine, answer.choice.chosen);
    }
    case 'nvmet_namespace': {
      const owner = owners.at(-1);
      return owner?.kind === 'nvmet' ? namespaceAnswer(evaluation, place, owner, construct, context) : null;
    }
    default:
      return null;
  }
}

function namespaceAnswer(
  { machine }: Evaluation,
  { parsed }: CursorPlace,
  query: NvmetSyntax,
  namespace: NvmetNamespaceSyntax,
  context: QueryContext,
): string | null {
  if (query.block === null) return null;
  const sound: NvmetNamespaceSyntax = { ...namespace, faulty: false, expected: null };
  const members = query.block.members.map((member) => (member === namespace ? sound : member));
  const asked: NvmetSyntax = { ...query, faulty: false, block: { ...query.block, members } };
  const results = evaluateNvmet(parsed, asked, context).results.filter((result) => result.namespace.syntax === sound);
  const answers = new Set(results.map(({ result }) => nvmetAnswerText(machine, result)));
  const [only] = answers;
  return answers.size === 1 && only !== undefined && only !== 'undecided' ? only : null;
}

/** Of the scenario around the cursor, else of the machine itself. */
export function evaluationAt(analysis: Analysis, { owners }: CursorPlace): Evaluation {
  const scenario = owners.find(({ kind }) => kind === 'scenario');
  const found = analysis.evaluations.find(
    ({ declaration }) => declaration !== null && analysis.declarations[declaration]?.syntax === scenario,
  );
  return (scenario === undefined ? null : found) ?? baseEvaluation(analysis);
}

const MOST_PAIRS = 500;
const MOST_CANDIDATES = 200;
const MOST_ENTRIES = 2000;

function contextOf(
  analysis: Analysis,
  { machine }: Evaluation,
  { parsed, construct, owners }: CursorPlace,
): QueryContext {
  const { declarations } = analysis;
  const unreliable = new Set(declarations.flatMap((each) => (each.unreliable ? [each.index] : [])));
  const referenceOf = createReferenceOf(analysis, parsed.uri, [construct, ...owners]);
  return {
    machine,
    declarations,
    referenceOf,
    expand: createExpand(machine.topology, referenceOf),
    unreliable,
    memoriesKnown: areMemoriesKnown(declarations, unreliable),
    hasFaultyMemory: createHasFaultyMemory(machine.topology, declarations, unreliable),
    spent: {
      pairs: MAXIMUM_PAIRS - MOST_PAIRS,
      entries: MAXIMUM_ENTRIES - MOST_ENTRIES,
      candidates: MAXIMUM_CANDIDATES - MOST_CANDIDATES,
    },
    report: () => undefined,
  };
}

/** By place, because the binder's own table is not kept: of the names of the query and of every scatterlist. */
function createReferenceOf(
  analysis: Analysis,
  file: string,
  around: readonly (object | null)[],
): ReadonlyMap<RefSyntax, Reference> {
  const lists = analysis.declarations.filter(({ kind }) => kind === 'sgl');
  const wanted = new Map<string, Map<number, RefSyntax>>();
  const want = (uri: string, refs: readonly RefSyntax[]): void => {
    const known = wanted.get(uri) ?? new Map<number, RefSyntax>();
    for (const ref of refs) known.set(ref.start, ref);
    wanted.set(uri, known);
  };
  for (const each of around) want(file, refsIn(each));
  for (const list of lists) want(list.file, refsIn(list.syntax));
  const found = new Map<RefSyntax, Reference>();
  for (const reference of analysis.references) {
    const ref = wanted.get(reference.file)?.get(reference.range.start);
    if (ref !== undefined) found.set(ref, reference);
  }
  return found;
}

/** The names in a query, or in the block of a scatterlist or subsystem. */
function refsIn(syntax: object | null): readonly RefSyntax[] {
  if (syntax === null || !('kind' in syntax)) return [];
  const query = syntax as CursorPlace['construct'];
  switch (query?.kind) {
    case 'pair':
      return [...query.providers, ...query.clients];
    case 'map':
      return [query.scatterlist, query.client];
    case 'provider':
      return query.clients;
    case 'p2pmem':
    case 'nvmet_port':
      return [query.device];
    case 'nvmet_namespace':
      return [query.device, ...(query.p2pmem?.device ? [query.p2pmem.device] : [])];
    case 'sgl':
    case 'nvmet':
      return (query.block?.members ?? []).flatMap(refsIn);
    default:
      return [];
  }
}
