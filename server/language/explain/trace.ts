// Picks the steps of one kind out of a verdict's trace; sentences are built from the trace alone, never from a second
// evaluation, so they cannot tell another story than the verdict.

import type { TraceStep, Verdict } from '../../../core/p2pdma/verdict';

export type StepOf<Kind extends TraceStep['step']> = Extract<TraceStep, { readonly step: Kind }>;

/** All steps of a kind, in the order of the trace. */
export function steps<Kind extends TraceStep['step']>(verdict: Verdict, kind: Kind): readonly StepOf<Kind>[] {
  return verdict.trace.filter((step): step is StepOf<Kind> => step.step === kind);
}

/** The hop that a function is on the walk; a function that both sides pass has its provider-side hop. */
export function hopOf(verdict: Verdict, functionIndex: number): StepOf<'hop'> | null {
  return steps(verdict, 'hop').find((hop) => hop.function === functionIndex) ?? null;
}
