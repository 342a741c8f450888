// The rate of the lexer and of the parser, and whether they stay linear: text of three sizes, each ten times the one
// before, measured in turn. One bare pass over the same characters is timed beside them, as a measure of the machine.

import { analyse } from '../../server/language/analyse';
import { declareAll } from '../../server/language/declare';
import { collectSources } from '../../server/language/includes';
import { tokenize } from '../../server/language/lexer';
import { parseFile } from '../../server/language/parser';
import { findLineStarts } from '../../server/language/position';
import { bindReferences } from '../../server/language/reference';
import { rules } from '../../server/language/rules';
import { machineText } from './machine-text';
import type { Duration, Effort, Measurement } from './timing';
import { milliseconds, timedInTurn } from './timing';

const URI = 'file:///bench/machine.p2p';
const SIZES = [2_000, 20_000, 200_000] as const;

export function measureParse(effort: Effort): readonly Measurement[] {
  const machines = SIZES.map((lines) => machineText(Math.max(150, Math.ceil(lines / effort.divisor))));
  const texts = machines.map(({ text }) => text);
  const { rounds } = effort;
  const measured = [
    ...rates('lexer', texts, rounds, tokenize),
    ...rates('tree', texts, rounds, toTreeAndLinks),
    ...analysisTimes(texts, Math.ceil(rounds / 2)),
    lexerAgainstPass(texts[1] ?? '', rounds),
  ];
  const wrong = machines.map(wrongAnswer).find((fault) => fault !== null);
  return measured.map((each) => (wrong === undefined || wrong === null ? each : { ...each, wrong }));
}

function rates(
  name: string,
  texts: readonly string[],
  rounds: number,
  run: (text: string) => unknown,
): readonly Measurement[] {
  const durations = inTurn(texts, rounds, run);
  const rate = (index: number, time: number): number => bytesOf(texts[index] ?? '') / 1e6 / (time / 1e3);
  return [
    ...durations.map(({ best, median }, index): Measurement => ({
      id: `${name}-${String(SIZES[index])}`,
      value: rate(index, best),
      detail: `median ${rate(index, median).toFixed(0)} MB/s`,
    })),
    linearity(name, texts, durations),
  ];
}

function analysisTimes(texts: readonly string[], rounds: number): readonly Measurement[] {
  const durations = inTurn(texts, rounds, analyseText);
  return [
    ...durations.map(({ best, median }, index): Measurement => ({
      id: `analysis-${String(SIZES[index])}`,
      value: best,
      detail: `median ${milliseconds(median)}`,
    })),
    linearity('analysis', texts, durations),
  ];
}

/** Short texts are run several times in a row, so that each figure rests on enough time to be measured. */
function inTurn(texts: readonly string[], rounds: number, run: (text: string) => unknown): readonly Duration[] {
  const repeats = texts.map((text) => (rounds === 1 ? 1 : Math.max(1, Math.round(500_000 / text.length))));
  const durations = timedInTurn(
    rounds,
    texts.map((text, index) => () => {
      for (let count = repeats[index] ?? 1; count > 0; count -= 1) run(text);
    }),
  );
  return durations.map(({ best, median }, index) => {
    const count = repeats[index] ?? 1;
    return { best: best / count, median: median / count };
  });
}

/** Time for ten times the text, corrected for the bytes: the generator's sizes are equal in lines. */
function linearity(name: string, texts: readonly string[], durations: readonly Duration[]): Measurement {
  const perByte = durations.map(({ best }, index) => best / bytesOf(texts[index] ?? ' '));
  const steps = [1, 2].map((index) => (10 * (perByte[index] ?? 0)) / (perByte[index - 1] ?? 1));
  const detail = SIZES.slice(1).map(
    (lines, index) => `${(steps[index] ?? 0).toFixed(1)} × at ${lines.toLocaleString('en')}`,
  );
  return { id: `${name}-linear`, value: Math.max(...steps), detail: detail.join(', ') };
}

function lexerAgainstPass(text: string, rounds: number): Measurement {
  const [lexer, pass] = timedInTurn(rounds * 3, [() => tokenize(text), () => findLineStarts(text)]);
  return { id: 'lexer-pass', value: (lexer?.best ?? 0) / (pass?.best ?? 1) };
}

function toTreeAndLinks(text: string): unknown {
  const ignore = (): void => {};
  const sources = collectSources(parseFile(URI, text), { folder: null, open: () => null }, ignore);
  return bindReferences(sources, declareAll(sources, ignore), ignore);
}

function analyseText(text: string): ReturnType<typeof analyse> {
  return analyse(URI, { folder: null, read: () => text }, rules);
}

/** Tokens, joined, are the text; and the only findings are those that the generator planned. */
function wrongAnswer({ text, wrongAssertions }: ReturnType<typeof machineText>): string | null {
  const { starts, count } = tokenize(text);
  if (starts[0] !== 0 || starts[count] !== text.length) return 'the tokens do not cover the text';
  const found = analyseText(text).diagnostics.length;
  return found === wrongAssertions ? null : `${String(found)} diagnostics instead of ${String(wrongAssertions)}`;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
