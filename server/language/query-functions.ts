// From the names in a query to the functions of the enumerated tree. A name may stand for one function, for all virtual
// functions of a device, or, where its declaration has a fault, for none.

import type { Topology } from '../../core/pci/topology';
import type { Reference } from './declaration';
import type { RefSyntax } from './tree';

export interface Expanded {
  /** Each once, in the order in which they are named. */
  readonly functions: readonly number[];
  /** false: at least one name stands for nothing. */
  readonly complete: boolean;
}

export type Expand = (refs: readonly RefSyntax[]) => Expanded;

export function createExpand(topology: Topology, referenceOf: ReadonlyMap<RefSyntax, Reference>): Expand {
  const functionsOf = functionsByOrigin(topology);
  return (refs) => {
    const [first] = refs;
    if (first !== undefined && refs.length === 1) {
      const functions = functionsOfRef(referenceOf.get(first), functionsOf);
      return { functions, complete: functions.length > 0 };
    }
    const found = refs.map((ref) => functionsOfRef(referenceOf.get(ref), functionsOf));
    return { functions: [...new Set(found.flat())], complete: found.every((functions) => functions.length > 0) };
  };
}

interface FunctionsOfDeclaration {
  /** One, or none. */
  own: readonly number[];
  /** By their number. */
  readonly virtual: Map<number, number>;
}

const NONE: readonly number[] = [];

/** A topology never changes, and most edits leave it. */
const known = new WeakMap<Topology, ReadonlyMap<number, FunctionsOfDeclaration>>();

function functionsByOrigin(topology: Topology): ReadonlyMap<number, FunctionsOfDeclaration> {
  const byOrigin = known.get(topology) ?? collectByOrigin(topology);
  known.set(topology, byOrigin);
  return byOrigin;
}

function collectByOrigin(topology: Topology): ReadonlyMap<number, FunctionsOfDeclaration> {
  const byOrigin = new Map<number, FunctionsOfDeclaration>();
  const noVirtual = new Map<number, number>();
  for (const each of topology.functions) {
    if (each.virtualIndex === null) {
      const virtual = byOrigin.get(each.origin)?.virtual ?? noVirtual;
      byOrigin.set(each.origin, { own: [each.index], virtual });
      continue;
    }
    const entry = byOrigin.get(each.origin);
    const virtual = entry === undefined || entry.virtual === noVirtual ? new Map<number, number>() : entry.virtual;
    virtual.set(each.virtualIndex, each.index);
    if (virtual !== entry?.virtual) byOrigin.set(each.origin, { own: entry?.own ?? NONE, virtual });
  }
  return byOrigin;
}

/** Empty where the name is unknown, or its declaration left no such function in the tree. */
function functionsOfRef(
  reference: Reference | undefined,
  functionsOf: ReadonlyMap<number, FunctionsOfDeclaration>,
): readonly number[] {
  const found = functionsOf.get(reference?.declaration ?? -1);
  if (reference === undefined || found === undefined) return NONE;
  if (reference.virtualFunction === null) return found.own;
  if (reference.virtualFunction === '*') return [...found.virtual.values()];
  const index = found.virtual.get(reference.virtualFunction);
  return index === undefined ? NONE : [index];
}
