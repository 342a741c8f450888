// What mapping a scatterlist comes to, in the words that an assertion has: the segments in order, or the error. The same
// words stand in messages, hints and hover.

import type { MapResult, Segment } from '../../../core/dma/mapping';
import type { MapExpectation } from '../tree';
import { sizeText } from './sizes';

/** `bus 4KiB`. */
export function segmentText({ kind, length }: Pick<Segment, 'kind' | 'length'>): string {
  return `${kind} ${sizeText(length)}`;
}

/** `iova 0x1e00, bus 4KiB`; past `limit` segments `40 segments`. `EREMOTEIO`; `0 (no error code)`; `undecided`. */
export function mapAnswerText(result: MapResult, limit = 8): string {
  switch (result.outcome) {
    case 'mapped':
      if (result.segments.length === 0 || result.segments.length > limit) return countText(result.segments.length);
      return result.segments.map(segmentText).join(', ');
    case 'error':
      if (result.reason.reason === 'kernel-bug') return 'a kernel bug';
      return result.errno ?? '0 (no error code)';
    case 'undecided':
      return 'undecided';
    case 'invalid':
      return 'impossible';
  }
}

/** Of an undecided mapping, what it may come to: `undecided (EREMOTEIO or physical 4KiB)`. */
export function openAnswerText(result: MapResult, possible: readonly MapResult[] | null): string {
  const answer = mapAnswerText(result);
  const texts = [...new Set((possible ?? []).map((each) => mapAnswerText(each)))].sort();
  if (result.outcome !== 'undecided' || texts.length < 2 || texts.includes('undecided')) return answer;
  const shown = texts.length > MOST_ANSWERS ? [...texts.slice(0, MOST_ANSWERS - 1), 'others'] : texts;
  return `${answer} (${shown.join(' or ')})`;
}

const MOST_ANSWERS = 4;

/** What can stand after `=` for this result; null: nothing can. */
export function mapAssertionText(result: MapResult): string | null {
  if (result.outcome === 'error') return result.reason.reason === 'kernel-bug' ? null : (result.errno ?? countText(0));
  if (result.outcome !== 'mapped') return null;
  const isWritable = result.segments.length > 0 && result.segments.every(({ kind }) => kind !== 'virtual');
  return isWritable ? result.segments.map(segmentText).join(', ') : countText(result.segments.length);
}

/** What an assertion claims, its sizes in the largest unit; past `limit` segments their number. */
export function expectationText(expected: MapExpectation, limit = 8): string {
  if (expected.kind === 'error') return expected.errno;
  if (expected.kind === 'count') return countText(Number(expected.count));
  if (expected.segments.length > limit) return countText(expected.segments.length);
  return expected.segments
    .map(({ address, size }) => `${address.value ?? ''} ${sizeText(size.value ?? 0n)}`)
    .join(', ');
}

export function countText(count: number): string {
  return `${String(count)} ${count === 1 ? 'segment' : 'segments'}`;
}
