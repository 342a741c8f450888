// From an analysis to places in its texts and back: the functions that a declaration became, the declaration of a name,
// what a range contains. Every feature that stands at the cursor starts here.

import type { Machine } from '../../core/machine';
import { formatAddress } from '../../core/pci/address';
import type { HostBridge, PciFunction } from '../../core/pci/topology';
import type { Analysis, Evaluation } from '../language/analysis';
import type { Declaration } from '../language/declaration';
import type { TextRange } from '../language/diagnostic';

export interface Place {
  /** URI. */
  readonly file: string;
  readonly range: TextRange;
}

/** The end counts as inside, so that a cursor just behind a word is on it. */
export function contains(range: TextRange, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}

export function overlaps(one: TextRange, other: TextRange): boolean {
  return one.start <= other.end && other.start <= one.end;
}

/** Keyword, name, address and ids: a declaration without its block. */
export function headRange(declaration: Declaration): TextRange {
  const block = 'block' in declaration.syntax ? declaration.syntax.block : null;
  return { start: declaration.range.start, end: block === null ? declaration.range.end : block.start };
}

/** Where a declaration is named; without a name, the word that opens it. */
export function namePlace(declaration: Declaration): Place {
  return { file: declaration.file, range: declaration.nameRange ?? declaration.syntax.keyword };
}

/** The tree is the same in every scenario; the machine itself is always there. */
export function baseEvaluation(analysis: Analysis): Evaluation {
  const [first] = analysis.evaluations;
  if (first === undefined) throw new Error('expected an analysis with at least one evaluation, found none');
  return first;
}

export function findEvaluation(analysis: Analysis, scenario: string | null): Evaluation | null {
  return analysis.evaluations.find((evaluation) => evaluation.scenario === scenario) ?? null;
}

/** The function that a declaration became, or its virtual function N; null: it has a fault and was left out. */
export function functionOf(machine: Machine, declaration: number, virtualFunction: number | null): PciFunction | null {
  const found = functionsByOrigin(machine).get(declaration) ?? [];
  return found.find((candidate) => candidate.virtualIndex === virtualFunction) ?? null;
}

const indices = new WeakMap<Machine, ReadonlyMap<number, readonly PciFunction[]>>();

/** Looked up once per declaration of a file, so a search through all functions would be quadratic. */
function functionsByOrigin(machine: Machine): ReadonlyMap<number, readonly PciFunction[]> {
  const known = indices.get(machine);
  if (known !== undefined) return known;
  const index = new Map<number, PciFunction[]>();
  for (const pciFunction of machine.topology.functions) {
    const functions = index.get(pciFunction.origin);
    if (functions === undefined) index.set(pciFunction.origin, [pciFunction]);
    else functions.push(pciFunction);
  }
  indices.set(machine, index);
  return index;
}

export function hostBridgeOf(machine: Machine, declaration: number): HostBridge | null {
  return machine.topology.hostBridges.find((candidate) => candidate.origin === declaration) ?? null;
}

/** By the name of the file; a bridge without a name by its address, `0000:02:00.0`. */
export function functionNamed(machine: Machine, name: string): PciFunction | null {
  const { functions } = machine.topology;
  return (
    functions.find((candidate) => candidate.name === name) ??
    functions.find((candidate) => formatAddress(candidate.address) === name) ??
    null
  );
}
