// The verdict of one pair over every known release, in runs: since when it is as it is.

import type { KernelVersion } from '../kernel/version';
import type { Machine } from '../machine';
import type { Verdict } from './verdict';

/** Consecutive releases with one map type and one rule; `verdict` is that of `first`. */
export interface HistoryRun {
  readonly first: KernelVersion;
  readonly last: KernelVersion;
  readonly verdict: Verdict;
  /** The command line names a redirecting function of the path, and this kernel's own fault leaves it redirecting. */
  readonly parameterBroken: boolean;
}

/** Every release of KERNEL_RELEASES in order, the rest of the settings as they are. */
export function pairHistory(_machine: Machine, _provider: number, _client: number): readonly HistoryRun[] {
  return [];
}
