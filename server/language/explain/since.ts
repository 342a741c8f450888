// Since when a verdict is as it is: the history of a pair over all releases, in one line.

import type { HistoryRun } from '../../../core/p2pdma/history';
import type { MapType } from '../../../core/p2pdma/verdict';
import { MAP_TYPE_WORDS } from './names';

/** Consecutive releases that give the same answer, whatever rule gave it. */
export interface KernelSpan {
  readonly from: string;
  readonly to: string;
  readonly fromOrder: number;
  readonly toOrder: number;
  readonly mapType: MapType;
  /** The command line names the redirecting functions, and these kernels fail to clear them. */
  readonly parameterBroken: boolean;
}

export function kernelSpans(history: readonly HistoryRun[]): readonly KernelSpan[] {
  const spans: KernelSpan[] = [];
  for (const run of history) {
    const previous = spans[spans.length - 1];
    const { mapType } = run.verdict;
    const last = { to: run.last.label, toOrder: run.last.order };
    if (previous?.mapType === mapType && previous.parameterBroken === run.parameterBroken) {
      spans[spans.length - 1] = { ...previous, ...last };
    } else {
      const first = { from: run.first.label, fromOrder: run.first.order };
      spans.push({ ...first, ...last, mapType, parameterBroken: run.parameterBroken });
    }
  }
  return spans;
}

/** `4.20–5.17 not supported · since 5.18 through host bridge`; empty without a history. */
export function sinceLine(history: readonly HistoryRun[]): string {
  const spans = kernelSpans(history);
  return spans.map((span, index) => spanWords(span, index === spans.length - 1)).join(' · ');
}

function spanWords(span: KernelSpan, newest: boolean): string {
  const words = MAP_TYPE_WORDS[span.mapType] + (span.parameterBroken ? ' (parameter broken)' : '');
  if (newest) return `since ${span.from} ${words}`;
  return span.from === span.to ? `${span.from} ${words}` : `${span.from}–${span.to} ${words}`;
}
