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
    const found = refs.map((ref) => functionsOfRef(referenceOf.get(ref), functionsOf));
    return { functions: [...new Set(found.flat())], complete: found.every((functions) => functions.length > 0) };
  };
}

interface FunctionsOfDeclaration {
  own: number | null;
  readonly virtual: Map<number, number>;
}

function functionsByOrigin(topology: Topology): ReadonlyMap<number, FunctionsOfDeclaration> {
  const byOrigin = new Map<number, FunctionsOfDeclaration>();
  for (const each of topology.functions) {
    const entry = byOrigin.get(each.origin) ?? { own: null, virtual: new Map<number, number>() };
    byOrigin.set(each.origin, entry);
    if (each.virtualIndex === null) entry.own = each.index;
    else entry.virtual.set(each.virtualIndex, each.index);
  }
  return byOrigin;
}

/** Empty where the name is unknown, or its declaration left no such function in the tree. */
function functionsOfRef(
  reference: Reference | undefined,
  functionsOf: ReadonlyMap<number, FunctionsOfDeclaration>,
): readonly number[] {
  const found = functionsOf.get(reference?.declaration ?? -1);
  if (reference === undefined || found === undefined) return [];
  if (reference.virtualFunction === '*') return [...found.virtual.values()];
  const index = reference.virtualFunction === null ? found.own : found.virtual.get(reference.virtualFunction);
  return index === null || index === undefined ? [] : [index];
}
