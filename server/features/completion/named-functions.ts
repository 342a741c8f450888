// The functions of a tree by the names that the text may use, `NAME.vf*` for all virtual ones: for queries that completion
// decides itself, since their references are bound for the queries as they stood in a text without faults.

import type { Topology } from '../../../core/pci/topology';
import type { RefSyntax } from '../../language/tree';

type ByName = ReadonlyMap<string, readonly number[]>;

const known = new WeakMap<Topology, ByName>();

/** In the order of the names; null: one of them names nothing. */
export function functionsOf(topology: Topology, refs: readonly RefSyntax[]): readonly number[] | null {
  const byName = namesIn(topology);
  const functions = refs.map(({ value }) => (value === null ? [] : (byName.get(value) ?? [])));
  return functions.some((each) => each.length === 0) ? null : functions.flat();
}

function namesIn(topology: Topology): ByName {
  const found = known.get(topology);
  if (found !== undefined) return found;
  const byName = new Map<string, number[]>();
  const add = (name: string, index: number): void => {
    const functions = byName.get(name);
    if (functions === undefined) byName.set(name, [index]);
    else functions.push(index);
  };
  for (const { name, index, physicalFunction, virtualIndex } of topology.functions) {
    add(name, index);
    const owner = physicalFunction === null ? undefined : topology.functions[physicalFunction];
    if (owner !== undefined && virtualIndex !== null) add(`${owner.name}.vf*`, index);
  }
  known.set(topology, byName);
  return byName;
}
