// All pairs by classes: devices that the kernel cannot tell apart share one row and one column, so thousands of SR-IOV
// functions cost as many verdicts as there are different places in the tree.

import type { Machine } from '../machine';
import type { Verdict } from './verdict';

export interface PairClasses {
  /** Function indices, ascending, in each; classes in the order of their first members. */
  readonly classes: readonly (readonly number[])[];
  /** By function index; undefined: not an endpoint, so in no class. */
  readonly classOf: ReadonlyMap<number, number>;
  /** By provider's and client's class, two different devices: verdict of the first such pair; null: a class of one with itself. */
  readonly between: readonly (readonly (Verdict | null)[])[];
  /** By class: the verdict of its first member with itself. */
  readonly self: readonly Verdict[];
}

/** Endpoints (virtual functions included) in classes, without deciding anything. */
export function classifyEndpoints(_machine: Machine): readonly (readonly number[])[] {
  return [];
}

/** Every ordered pair of endpoints, decided once per pair of classes. */
export function decideClasses(_machine: Machine): PairClasses {
  return { classes: [], classOf: new Map(), between: [], self: [] };
}

/** The class verdict that stands for this pair: its map type, distance and rule are the pair's; its function indices need not be. */
export function classVerdict(classes: PairClasses, provider: number, client: number): Verdict | null {
  const row = classes.classOf.get(provider);
  const column = classes.classOf.get(client);
  if (row === undefined || column === undefined) return null;
  if (provider === client) return classes.self[row] ?? null;
  return classes.between[row]?.[column] ?? null;
}
