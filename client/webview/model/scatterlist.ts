// The words of a mapped scatterlist, line by line; the picture and its table twin read the same.

import { formatBytes } from '../../../diagram/labels';
import type { PanelMap } from '../../../server/protocol/panel-queries';
import type { ReportSegment } from '../../../server/protocol/report-queries';

export interface EntryLine {
  /** From 1. */
  readonly number: number;
  /** `ram`, or the provider's name. */
  readonly what: string;
  /** `BAR 4 + 0x10000`; empty for memory of the host. */
  readonly where: string;
  readonly address: string;
  readonly length: string;
  /** Index; null: not mapped. */
  readonly segment: number | null;
  /** What stands where a segment would: `undone`, `not reached`, the error; empty: mapped. */
  readonly unmapped: string;
  readonly failed: boolean;
  /** What became of it. */
  readonly sentence: string;
  readonly spoken: string;
}

export interface SegmentLine {
  readonly kind: ReportSegment['kind'];
  readonly word: string;
  readonly address: string;
  readonly length: string;
  readonly spoken: string;
}

export const SEGMENT_WORDS: Readonly<Record<ReportSegment['kind'], string>> = {
  bus: 'bus',
  physical: 'physical',
  iova: 'IOVA',
  virtual: 'virtual',
};

const UNMAPPED: Readonly<Record<string, string>> = { undone: 'undone', 'not-reached': 'not reached' };

export function entryLines({ answer, entries }: PanelMap): readonly EntryLine[] {
  return answer.entries.map((entry, index) => {
    const failed = answer.entry === index;
    const what = entry.provider ?? 'ram';
    const where = entry.bar === null ? '' : `BAR ${entry.bar} + ${entry.offset ?? '0x0'}`;
    const length = lengthWords(entry.length);
    const sentence = entries[index]?.sentence ?? '';
    const spoken = [`Entry ${index + 1}: ${what}`, where, length].filter((words) => words !== '').join(', ');
    return {
      number: index + 1,
      what,
      where,
      address: addressWords(entry.physical, entry.illustrative),
      length,
      segment: entry.segment,
      unmapped:
        entry.segment !== null ? '' : failed ? failureWord(answer) : (UNMAPPED[entry.rule ?? ''] ?? 'not mapped'),
      failed,
      sentence,
      spoken: `${spoken}. ${sentence}`,
    };
  });
}

export function segmentLines({ answer, segments }: PanelMap): readonly SegmentLine[] {
  return answer.segments.map(({ kind, address, illustrative, length }, index) => ({
    kind,
    word: SEGMENT_WORDS[kind],
    address: addressWords(address, illustrative),
    length: lengthWords(length),
    spoken: `Segment ${index + 1}: ${segments[index]?.sentence ?? ''}`,
  }));
}

/** A star marks an example; the legend says so. */
function addressWords(address: string | null, isExample: boolean): string {
  return `${address ?? 'not known'}${isExample ? '*' : ''}`;
}

/** `4 KiB`; what no unit divides in hexadecimal bytes, as one counts addresses. */
function lengthWords(hexadecimal: string): string {
  const bytes = BigInt(hexadecimal);
  return bytes > 0n && bytes % 1024n === 0n ? formatBytes(bytes) : hexadecimal;
}

function failureWord({ outcome, error }: PanelMap['answer']): string {
  if (outcome === 'undecided') return 'undecided';
  if (outcome === 'invalid') return 'no such memory';
  return error === null ? 'failed' : `-${error}`;
}
