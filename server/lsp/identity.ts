// A number for every analysis that was ever made: whoever remembers the number sees that there is another one now, and
// does not keep the old one in memory.

import type { Analysis } from '../language/analysis';

const numbers = new WeakMap<Analysis, number>();
let last = 0;

export function identityOf(analysis: Analysis): number {
  const known = numbers.get(analysis);
  if (known !== undefined) return known;
  last += 1;
  numbers.set(analysis, last);
  return last;
}

/** Equal as long as nothing that these machines are made of changes. */
export function basisOf(analyses: readonly Analysis[]): string {
  return analyses.map(identityOf).join(',');
}
