// What an export of the map says, whatever it is written as: one evaluation with the asked pairs and every other pair of
// endpoints, each with the rule that decided. File names and messages may hold anything; the writers escape.

import type { Machine } from '../../core/machine';
import { classVerdict, decideClasses } from '../../core/p2pdma/classes';
import { mapTypeOfLetter } from '../../diagram/map-types';
import type { Analysis, Evaluation } from '../language/analysis';
import { because } from '../language/explain/reason';
import type { PanelEvaluation, PanelInFile, PanelMatrix, PanelStale } from '../protocol/panel';
import type { ReportMapType } from '../protocol/report-words';
import { inFileWords, overrideWords } from '../protocol/what-if';
import { mapText } from './map-text';
import type { ShownWhatIf } from './panel';
import { evaluationNamed, makePanelView } from './panel';

export interface MapContent {
  readonly fileName: string;
  readonly stale: PanelStale | null;
  readonly evaluation: PanelEvaluation;
  /** What is not as in the file, one sentence; empty: nothing. */
  readonly whatIf: string;
  /** In order of the file. */
  readonly asked: readonly AskedPair[];
  /** The pairs that the file does not ask for, in order of enumeration. */
  readonly others: readonly DecidedPair[];
  /** The answers to `map`, `provider for` and `nvmet`, a block each, as a terminal shows them. */
  readonly questions: readonly string[];
  readonly selected: SelectedPair | null;
}

export interface DecidedPair {
  /** Names; of several devices that the kernel cannot tell apart all names, a blank between. */
  readonly provider: string;
  readonly client: string;
  /** How many ordered pairs this is. */
  readonly pairs: number;
  readonly mapType: ReportMapType;
  readonly distance: number;
  readonly rule: string;
  /** null: the same as it is, or nothing is set otherwise. */
  readonly inFile: PanelInFile | null;
}

export interface AskedPair extends DecidedPair {
  readonly expected: string | null;
  readonly holds: boolean | null;
  /** 0-based. */
  readonly line: number;
  /** A sentence. */
  readonly because: string;
}

export interface SelectedPair {
  readonly provider: string;
  readonly client: string;
  readonly mapType: ReportMapType;
  readonly distance: number;
}

/** More lines than this are no table for a person: then devices that the kernel cannot tell apart share one. */
const MOST_LINES = 100_000;

export function makeMapContent(
  analysis: Analysis,
  scenario: string | null,
  under: (evaluation: Evaluation) => ShownWhatIf | null,
  pair: { readonly provider: string; readonly client: string } | null,
): MapContent {
  const written = evaluationNamed(analysis, scenario);
  const whatIf = under(written);
  const shown = whatIf?.evaluation ?? written;
  const { stale, evaluation } = makePanelView(analysis, scenario, () => whatIf);
  const asked = askedPairs(shown, evaluation);
  const decide = decider(shown.machine, evaluation.matrix);
  const verdict = pair === null ? null : decide(pair.provider, pair.client);
  return {
    fileName: fileNameOf(analysis.root),
    stale,
    evaluation,
    whatIf: whatIfSentence(evaluation),
    asked,
    others: otherPairs(evaluation.matrix, asked, decide),
    questions: mapText(shown),
    selected: pair === null || verdict === null ? null : { ...pair, ...verdict },
  };
}

/** Of a URI, without what a text that is no file has around it (`untitled:NAME`, `git:/…/NAME?VERSION`). */
function fileNameOf(uri: string): string {
  const name = /(?:^[A-Za-z][\w+.-]*:)?([^/?#]*)(?:[?#].*)?$/.exec(uri)?.[1] ?? '';
  try {
    return decodeURIComponent(name);
  } catch {
    // A client that writes a percent sign as it is means it so.
    return name;
  }
}

function whatIfSentence({ whatIf: { overrides, inFile } }: PanelEvaluation): string {
  const words = overrideWords(overrides);
  const own = inFileWords(overrides, inFile);
  if (words === '') return '';
  return `What if ${words}${own === '' ? '' : ` (in the file: ${own})`}: this is not what the file gives.`;
}

function askedPairs({ machine, pairs }: Evaluation, { asked }: PanelEvaluation): readonly AskedPair[] {
  const verdicts = pairs.flatMap((pair) => pair.verdicts);
  return asked.map((pair, index): AskedPair => {
    const verdict = verdicts[index];
    const { provider, client, mapType, distance, inFile, expected, holds, line } = pair;
    const rule = verdict?.rule ?? '';
    const reason = verdict === undefined ? '' : because(machine, verdict);
    return { provider, client, pairs: 1, mapType, distance, rule, inFile, expected, holds, line, because: reason };
  });
}

type Decide = (provider: string, client: string) => Omit<DecidedPair, 'provider' | 'client' | 'pairs'> | null;

/** By names; null: a device with itself, or no endpoint of this machine. */
function decider(machine: Machine, matrix: PanelMatrix): Decide {
  const decided = decideClasses(machine);
  const indexOf = new Map(machine.topology.functions.map(({ name, index }) => [name, index]));
  const classOf = classesByName(matrix);
  return (provider, client) => {
    const verdict = classVerdict(decided, indexOf.get(provider) ?? -1, indexOf.get(client) ?? -1);
    const [row, column] = [classOf.get(provider), classOf.get(client)];
    if (verdict === null || provider === client || row === undefined || column === undefined) return null;
    const { mapType, distance, rule } = verdict;
    return { mapType, distance, rule, inFile: inFileAt(matrix, row, column) };
  };
}

function classesByName({ classes }: PanelMatrix): ReadonlyMap<string, number> {
  return new Map(classes.flatMap(({ members }, index) => members.map((name) => [name, index] as const)));
}

function inFileAt(
  { classes, mapTypes, distances, inFile }: PanelMatrix,
  row: number,
  column: number,
): PanelInFile | null {
  const at = row * classes.length + column;
  const mapType = mapTypeOfLetter(inFile?.mapTypes.charAt(at) ?? '');
  const distance = inFile?.distances[at] ?? 0;
  const isSame = inFile?.mapTypes.charAt(at) === mapTypes.charAt(at) && distance === distances[at];
  return mapType === null || isSame ? null : { mapType, distance };
}

function otherPairs(matrix: PanelMatrix, asked: readonly AskedPair[], decide: Decide): readonly DecidedPair[] {
  const endpoints = matrix.classes.reduce((sum, { members }) => sum + members.length, 0);
  const groups = matrix.classes.map(({ members }) => members);
  const rows = endpoints * endpoints <= MOST_LINES ? groups.flat().map((name) => [name]) : groups;
  const known = askedByProvider(asked);
  return rows.flatMap((providers) =>
    rows.flatMap((clients): DecidedPair[] => {
      const [provider = ''] = providers;
      const client = clients.find((name) => name !== provider) ?? '';
      const verdict = decide(provider, client);
      const all = providers.length * (clients.length - (providers === clients ? 1 : 0));
      const pairs = all - countAsked(known, providers, clients);
      if (verdict === null || pairs === 0) return [];
      return [{ provider: providers.join(' '), client: clients.join(' '), pairs, ...verdict }];
    }),
  );
}

function askedByProvider(asked: readonly AskedPair[]): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map<string, Set<string>>();
  for (const { provider, client } of asked) {
    const clients = known.get(provider) ?? new Set();
    known.set(provider, clients.add(client));
  }
  return known;
}

/** A pair that is asked twice counts once. */
function countAsked(
  known: ReadonlyMap<string, ReadonlySet<string>>,
  providers: readonly string[],
  clients: readonly string[],
): number {
  let count = 0;
  for (const provider of providers) {
    const asked = known.get(provider);
    if (asked !== undefined) count += clients.filter((name) => asked.has(name)).length;
  }
  return count;
}
