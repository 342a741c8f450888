// Since when a verdict is as it is: the history of a pair over all releases, in one line.

import type { HistoryRun } from '../../../core/p2pdma/history';
import type { MapType } from '../../../core/p2pdma/verdict';

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

/** `4.20 ✗ · 5.18 host bridge · 6.11–6.14 parameter broken · 6.15 bus`; empty without a history. */
export function sinceLine(history: readonly HistoryRun[]): string {
  return kernelSpans(history).map(spanWords).join(' · ');
}

/** A span ends where the next begins; a fault has an end of its own, because one waits for it. */
function spanWords({ from, to, mapType, parameterBroken }: KernelSpan): string {
  if (!parameterBroken) return `${from} ${SHORT_WORDS[mapType]}`;
  return `${from === to ? from : `${from}–${to}`} parameter broken`;
}

const SHORT_WORDS: Readonly<Record<MapType, string>> = {
  BUS_ADDR: 'bus',
  THRU_HOST_BRIDGE: 'host bridge',
  NOT_SUPPORTED: '✗',
  UNKNOWN: 'undecided',
};
