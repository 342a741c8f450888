// Since when a verdict is as it is: the history of a pair over all releases, in one line.

import type { Machine } from '../../../core/machine';
import { isParameterBroken, pairHistory, type HistoryRun } from '../../../core/p2pdma/history';
import type { MapType, Verdict } from '../../../core/p2pdma/verdict';

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

export interface MarkedSpan extends KernelSpan {
  /** The machine's own kernel is in it, and answers so. */
  readonly current: boolean;
  /** Not a span of releases but the machine's own kernel alone: a stable version or what is queued, which answers otherwise. */
  readonly alone: boolean;
}

/** The spans of the pair of a verdict, ascending; a kernel that stands alone comes after the span around it. */
export function markedSpans(machine: Machine, verdict: Verdict): readonly MarkedSpan[] {
  const { label, order } = machine.settings.kernel;
  const spans = kernelSpans(pairHistory(machine, verdict.provider, verdict.client));
  const at = spans.filter(({ fromOrder }) => fromOrder <= order).length - 1;
  const own = { mapType: verdict.mapType, parameterBroken: isParameterBroken(machine, verdict) };
  const around = spans[at];
  const isLikeIt = around?.mapType === own.mapType && around.parameterBroken === own.parameterBroken;
  const marked = spans.map((span, index): MarkedSpan => ({ ...span, current: isLikeIt && index === at, alone: false }));
  if (isLikeIt) return marked;
  const alone: MarkedSpan = {
    from: label,
    to: label,
    fromOrder: order,
    toOrder: order,
    ...own,
    current: true,
    alone: true,
  };
  return [...marked.slice(0, at + 1), alone, ...marked.slice(at + 1)];
}

/** `4.20 ✗ · 5.18 host bridge · 6.11–6.14 parameter broken (6.12.25: bus) · 6.15 bus`. */
export function sinceLine(machine: Machine, verdict: Verdict): string {
  return markedSpans(machine, verdict)
    .map((span) => (span.alone ? ` (${span.from}: ${answerWords(span)})` : ` · ${spanWords(span)}`))
    .join('')
    .replace(/^ · /, '');
}

/** A span ends where the next begins; a fault has an end of its own, because one waits for it. */
function spanWords(span: KernelSpan): string {
  const { from, to, parameterBroken } = span;
  return `${parameterBroken && from !== to ? `${from}–${to}` : from} ${answerWords(span)}`;
}

function answerWords({ mapType, parameterBroken }: KernelSpan): string {
  return parameterBroken ? 'parameter broken' : SHORT_WORDS[mapType];
}

const SHORT_WORDS: Readonly<Record<MapType, string>> = {
  BUS_ADDR: 'bus',
  THRU_HOST_BRIDGE: 'host bridge',
  NOT_SUPPORTED: '✗',
  UNKNOWN: 'undecided',
};
