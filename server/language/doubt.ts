// What a fault in a declaration takes with it: which findings only follow from it, and which answers cannot be given. A
// block that is not closed is the fault that is met most often, while somebody types, so it takes as little as it can.

import type { Reference } from './declaration';
import type { Declared } from './declare';
import type { RefSyntax } from './tree';

export interface Doubts {
  /** Whose faults of enumeration come of another fault. */
  readonly faulty: ReadonlySet<number>;
  /** On which no verdict may rest. */
  readonly withheld: ReadonlySet<number>;
}

/**
 * A block that is not closed casts doubt on all that stands in it, but not on its siblings, nor on those above it: whatever
 * belongs into it, the function itself stands where its head says, so it may be counted among the functions of its bus.
 * What follows it and has no written address may get another number once the block is closed. That is no reason to
 * withhold an answer: neither map type nor distance depends on a bus number.
 */
export function doubtsOf({ declarations, unclosed, guessed }: Declared): Doubts {
  const unreliable = declarations.filter((each) => each.unreliable).map((each) => each.index);
  return {
    faulty: new Set(unreliable.filter((index) => !guessed.has(index))),
    withheld: new Set(unreliable.filter((index) => !unclosed.has(index))),
  };
}

/** A question that names a function whose block is not closed asks for something of which a part may be missing. */
export function askable(
  referenceOf: ReadonlyMap<RefSyntax, Reference>,
  unclosed: ReadonlySet<number>,
): ReadonlyMap<RefSyntax, Reference> {
  if (unclosed.size === 0) return referenceOf;
  return new Map([...referenceOf].filter(([, { declaration }]) => !unclosed.has(declaration ?? -1)));
}
