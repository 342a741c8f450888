// Faults of scatterlist entries, as rules report them: each at its entry, once however many scenarios map the list.

import type { ScatterlistFault } from '../../../core/dma/scatterlist';
import type { Analysis, Evaluation } from '../analysis';
import type { MappedEntry, ScatterlistResult } from '../results';

export interface EntryFault {
  readonly evaluation: Evaluation;
  readonly list: ScatterlistResult;
  readonly entry: MappedEntry;
  readonly index: number;
  readonly fault: ScatterlistFault;
}

/** Of a list in which every entry is wrong, nobody reads more. */
const SHOWN_FAULTS = 100;

export function entryFaults(analysis: Analysis): readonly EntryFault[] {
  return analysis.evaluations.flatMap((evaluation) =>
    evaluation.scatterlists.flatMap((list) =>
      list.faults.slice(0, SHOWN_FAULTS).flatMap((fault) => {
        const entry = list.entries[fault.entry];
        return entry === undefined ? [] : [{ evaluation, list, entry, index: fault.entry, fault }];
      }),
    ),
  );
}
