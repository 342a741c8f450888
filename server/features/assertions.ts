// The assertions of one file for a list of tests: what each expects, what it came to, and a name that survives edits
// elsewhere. Every question with a `=` is one; one of several devices says only where it differs.

import type { Analysis, Evaluation, PairResult } from '../language/analysis';
import type { TextRange } from '../language/diagnostic';
import { chosenText } from '../language/explain/choice';
import { countText, expectationText, mapAnswerText } from '../language/explain/map-answer';
import { MAP_TYPE_KEYWORD, pairName } from '../language/explain/names';
import { nvmetAnswerText } from '../language/explain/nvmet';
import type { Holds, MapQueryResult, NvmetPairResult } from '../language/results';
import { meets } from '../language/rules/pairs';
import { askedIn, EVERYWHERE, type Asked } from './asked';
import { contains } from './places';
import { questionName } from './question-name';

export interface Assertion {
  /** Of the scenario and the question's words; equal ones are numbered. */
  readonly id: string;
  readonly label: string;
  readonly scenario: string | null;
  /** The question as a whole. */
  readonly range: TextRange;
  /** One line for each thing that is compared. */
  readonly expected: string;
  readonly actual: string;
  /** null: a fault elsewhere keeps it from being evaluated. */
  readonly holds: Holds;
  /** What does not hold and why; empty: it holds. */
  readonly message: string;
}

/** In the order of the text; those that several evaluations share come evaluation by evaluation. */
export function assertionsIn(analysis: Analysis, file: string): readonly Assertion[] {
  const text = analysis.files.find(({ uri }) => uri === file)?.text ?? '';
  const seen = new Map<string, number>();
  return askedIn(analysis, file, EVERYWHERE)
    .flatMap((asked) => {
      const expected = expectedRange(asked);
      return expected === null ? [] : [{ asked, expected }];
    })
    .sort((one, other) => one.asked.range.start - other.asked.range.start)
    .map(({ asked, expected }) => {
      const { scenario } = asked.evaluation;
      const label = labelOf(asked);
      const name = `${scenario ?? ''}/${nameOf(asked)}`;
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      return {
        id: count === 1 ? name : `${name}#${String(count)}`,
        label,
        scenario,
        range: asked.range,
        ...compared(asked, oneLine(text.slice(expected.start, expected.end))),
        holds: asked.holds,
        message: messageOf(analysis, file, asked),
      };
    });
}

export interface ScenarioName {
  readonly name: string;
  readonly range: TextRange;
}

/** Of the scenarios that this file declares. */
export function scenariosIn({ evaluations, declarations }: Analysis, file: string): readonly ScenarioName[] {
  return evaluations.flatMap(({ scenario, declaration: index }) => {
    const declaration = index === null ? undefined : declarations[index];
    if (scenario === null || declaration?.file !== file || declaration.nameRange === null) return [];
    return [{ name: scenario, range: declaration.nameRange }];
  });
}

function expectedRange(asked: Asked): TextRange | null {
  const { expected } = asked.kind === 'namespace' ? (asked.results[0] ?? { expected: null }) : asked.result;
  return expected?.range ?? null;
}

function labelOf(asked: Asked): string {
  if (asked.kind !== 'namespace') return questionName(asked);
  return `nvmet ${asked.query.query.name.value ?? '…'}: ${questionName(asked)}`;
}

/** As the label, with every name of its lists. */
function nameOf(asked: Asked): string {
  if (asked.kind !== 'namespace') return questionName(asked, Number.MAX_SAFE_INTEGER);
  return labelOf(asked);
}

interface Compared {
  readonly expected: string;
  readonly actual: string;
}

function compared(asked: Asked, expected: string): Compared {
  const { machine } = asked.evaluation;
  if (asked.holds === null) return { expected, actual: NOT_EVALUATED };
  switch (asked.kind) {
    case 'pair':
      return comparedPairs(asked.evaluation, asked.result, expected);
    case 'map':
      return comparedMap(asked.result, expected);
    case 'provider': {
      const choice = asked.result.answer?.choice;
      if (choice === undefined) return { expected, actual: NOT_EVALUATED };
      return { expected, actual: choice.undecided.length > 0 ? UNDECIDED : chosenText(machine, choice.chosen) };
    }
    case 'namespace':
      return { expected, actual: namespaceAnswers(asked.evaluation, asked.results) };
  }
}

const UNDECIDED = 'undecided';
const NOT_EVALUATED = 'not evaluated';
const MOST_LINES = 20;

/** One pair: its map type; several: those that do not hold, a line each. */
function comparedPairs({ machine }: Evaluation, result: PairResult, expected: string): Compared {
  const { verdicts } = result;
  const asserted = result.expected?.mapType;
  const [only] = verdicts;
  if (only !== undefined && verdicts.length === 1) return { expected, actual: mapTypeWord(only.mapType) };
  const differing = verdicts.filter((verdict) => asserted === undefined || !meets(verdict, asserted));
  if (differing.length === 0) return { expected, actual: expected };
  const lines = (wordOf: (verdict: (typeof verdicts)[number]) => string): string =>
    [
      ...differing.slice(0, MOST_LINES).map((verdict) => `${pairName(machine, verdict)} = ${wordOf(verdict)}`),
      ...(differing.length > MOST_LINES ? [`and ${String(differing.length - MOST_LINES)} more`] : []),
    ].join('\n');
  return { expected: lines(() => expected), actual: lines(({ mapType }) => mapTypeWord(mapType)) };
}

function mapTypeWord(mapType: PairResult['verdicts'][number]['mapType']): string {
  return mapType === 'UNKNOWN' ? UNDECIDED : MAP_TYPE_KEYWORD[mapType];
}

/** Both in the words of answers, so that `4096` and `4KiB` are no difference. */
function comparedMap({ expected: asserted, mapping }: MapQueryResult, written: string): Compared {
  if (asserted === null || mapping === null) return { expected: written, actual: NOT_EVALUATED };
  const { result } = mapping;
  const isCount = asserted.value.kind === 'count' && result.outcome === 'mapped';
  const actual = isCount ? countText(result.segments.length) : mapAnswerText(result, MOST_LINES);
  return { expected: segmentLines(expectationText(asserted.value, MOST_LINES)), actual: segmentLines(actual) };
}

function segmentLines(text: string): string {
  return text.split(/\s*,\s*/).join('\n');
}

/** One answer where all ports agree. */
function namespaceAnswers({ machine }: Evaluation, results: readonly NvmetPairResult[]): string {
  return [...new Set(results.map(({ result }) => nvmetAnswerText(machine, result)))].join('\n');
}

const CODES: Readonly<Record<Asked['kind'], readonly string[]>> = {
  pair: ['pair-mismatch', 'pair-undecided'],
  map: ['map-mismatch', 'map-undecided'],
  provider: ['provider-mismatch', 'provider-undecided'],
  namespace: ['nvmet-mismatch', 'nvmet-undecided'],
};

/** The finding's words, whatever severity a user gave it; of one that a comment accepts nothing is left to quote. */
function messageOf({ diagnostics }: Analysis, file: string, asked: Asked): string {
  if (asked.holds === true) return '';
  if (asked.holds === null) return 'Not evaluated: a fault elsewhere in the machine keeps it from being answered.';
  const found = diagnostics.filter(
    (each) => each.file === file && CODES[asked.kind].includes(each.code) && contains(asked.range, each.range.start),
  );
  if (found.length > 0) return [...new Set(found.map(({ message }) => message))].join('\n');
  return asked.holds === false ? 'The kernel does something else.' : 'What the kernel does is not known.';
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
