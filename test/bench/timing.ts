// How the benchmarks take time: many short runs, of which the best says what the code costs and the median what this
// machine made of it. Other programs only ever add time, so the best of many is the steadiest figure there is.

/** One figure of the table; `id` is its row in scripts/bench/rows.mjs. */
export interface Measurement {
  readonly id: string;
  readonly value: number;
  /** What else is worth saying: medians, what was sampled and scaled. */
  readonly detail?: string;
  /** What was computed and is not right; the bench then fails. */
  readonly wrong?: string;
}

/** How much is measured. Tests divide the sizes and take one round; nobody looks at the figures then. */
export interface Effort {
  readonly divisor: number;
  readonly rounds: number;
}

export const FULL: Effort = { divisor: 1, rounds: 15 };

/** Milliseconds after which no further round of one comparison begins; two rounds are taken at least. */
const PATIENCE = 20_000;

export interface Duration {
  /** Milliseconds. */
  readonly best: number;
  readonly median: number;
}

/** Times a function `rounds` times, after one run that is not counted. */
export function timed(rounds: number, run: () => unknown): Duration {
  return timedInTurn(rounds, [run])[0] ?? { best: Number.NaN, median: Number.NaN };
}

/** Times several functions in turn, so that a busy moment of the machine meets all of them. */
export function timedInTurn(rounds: number, runs: readonly (() => unknown)[]): readonly Duration[] {
  for (const run of runs) run();
  const times = runs.map((): number[] => []);
  const end = performance.now() + PATIENCE;
  for (let round = 0; round < rounds && (round < 2 || performance.now() < end); round += 1) {
    runs.forEach((run, index) => times[index]?.push(once(run)));
  }
  return times.map(durationOf);
}

/** The smallest value that `share` (0 to 1) of the values do not exceed; NaN of no values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}

function once(run: () => unknown): number {
  const begin = performance.now();
  run();
  return performance.now() - begin;
}

function durationOf(times: readonly number[]): Duration {
  return { best: percentile(times, 0), median: percentile(times, 0.5) };
}
