// The answers to `pair`, `map`, `provider for` and `nvmet` in as few words as stand behind a query: those that can be typed after
// `=`, with a mark where something was asserted.

import type { MapResult } from '../../core/dma/mapping';
import type { Machine } from '../../core/machine';
import type { Verdict } from '../../core/p2pdma/verdict';
import type { ProviderChoice } from '../../core/providers/find';
import { chosenText } from '../language/explain/choice';
import { mapAnswerText, segmentText } from '../language/explain/map-answer';
import { functionAt } from '../language/explain/names';
import type { Holds } from '../language/results';

/** Said wherever an answer would stand. */
export const UNRELIABLE = 'A setting has an error, so nothing is answered until it is repaired.';

const MARKS = { true: '✓ ', false: '✗ ', undecided: '? ' } as const;

/** Empty where nothing was asserted. */
export function mark(holds: Holds): string {
  return holds === null ? '' : MARKS[`${holds}`];
}

/** Of several assertions of one line: the worst counts. */
export function worstOf(all: readonly Holds[]): Holds {
  return [false, 'undecided' as const, true].find((holds) => all.includes(holds)) ?? null;
}

/** `BUS_ADDR · 4`. */
export function verdictWords(verdict: Verdict): string {
  return `${mapTypeWords(verdict)} · ${verdict.distance}`;
}

/** `BUS_ADDR`; `UNKNOWN (NOT_SUPPORTED or THRU_HOST_BRIDGE)`. */
export function mapTypeWords({ mapType, possible }: Pick<Verdict, 'mapType' | 'possible'>): string {
  return mapType === 'UNKNOWN' ? `UNKNOWN (${possible.join(' or ')})` : mapType;
}

/** `4`, `4–8`. */
export function distanceWords(verdicts: readonly Verdict[]): string {
  let [nearest, farthest] = [Number.POSITIVE_INFINITY, 0];
  for (const { distance } of verdicts) {
    nearest = Math.min(nearest, distance);
    farthest = Math.max(farthest, distance);
  }
  return nearest === farthest ? String(nearest) : `${nearest}–${farthest}`;
}

/** `iova 0x1e00, bus 4KiB`; past `most` segments the first of them and their number; `EREMOTEIO`; `undecided`. */
export function mapWords(result: MapResult, most: number): string {
  if (result.outcome !== 'mapped' || result.segments.length <= most) return mapAnswerText(result, most);
  const shown = result.segments.slice(0, most).map(segmentText);
  return [...shown, `… (${result.segments.length} segments)`].join(', ');
}

/** `nvme0, nvme1 · 4`, `none`, `undecided: nvme0, nvme2`. */
export function providerWords(machine: Machine, { chosen, undecided, distance }: ProviderChoice): string {
  if (undecided.length > 0) return `undecided: ${namesOf(machine, [...chosen, ...undecided])}`;
  return chosen.length === 0 ? chosenText(machine, chosen) : `${namesOf(machine, chosen)} · ${distance ?? 0}`;
}

export const MOST_NAMES = 6;

/** `nvme0, nvme1`; past a few, how many more. */
export function namesOf(machine: Machine, functions: readonly number[]): string {
  const names = functions.slice(0, MOST_NAMES).map((index) => functionAt(machine, index).name);
  const rest = functions.length - names.length;
  return rest > 0 ? `${names.join(', ')} and ${rest} more` : names.join(', ');
}
