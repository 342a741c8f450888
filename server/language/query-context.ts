// What the answer to a query is computed from: one booted machine, the names of the file, and how much work the whole file
// may still cause. One context an evaluation; the budget is shared by all of them.

import type { Machine } from '../../core/machine';
import type { Declaration, Reference } from './declaration';
import type { Sink } from './finding';
import type { Expand } from './query-functions';
import type { AnalysisMemo } from './memo';
import type { HasFaultyMemory, Unreliable } from './query-reliable';
import type { RefSyntax } from './tree';

export interface QueryContext {
  readonly machine: Machine;
  readonly declarations: readonly Declaration[];
  readonly referenceOf: ReadonlyMap<RefSyntax, Reference>;
  readonly expand: Expand;
  readonly unreliable: Unreliable;
  /** Whether the set of all peer-to-peer memories is free of faults. */
  readonly memoriesKnown: boolean;
  readonly hasFaultyMemory: HasFaultyMemory;
  readonly spent: Spent;
  readonly report: Sink;
  readonly memo: AnalysisMemo;
}

/** Counted up by every query of a file, its scenarios included; see limits.ts. */
export interface Spent {
  pairs: number;
  /** Entries of mapped scatterlists. */
  entries: number;
  /** Devices with peer-to-peer memory, times clients. */
  candidates: number;
}
