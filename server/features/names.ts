// The names of a machine by place and by what they name: what stands under the cursor, who names a declaration. Made once
// an analysis, when the first feature asks.

import type { Analysis } from '../language/analysis';
import type { Declaration, Reference } from '../language/declaration';
import type { TextRange } from '../language/diagnostic';
import { headRange } from './places';
import { createPositionIndex, type PositionIndex } from './position-index';

interface Names {
  readonly references: PositionIndex<Reference>;
  readonly named: PositionIndex<NamedDeclaration>;
  readonly heads: PositionIndex<Declaration>;
  readonly referencesTo: ReadonlyMap<number, readonly Reference[]>;
}

export type NamedDeclaration = Declaration & { readonly name: string; readonly nameRange: TextRange };

/** The use of a name that the offset is on, `.vfN` included. */
export function referenceAt(analysis: Analysis, file: string, offset: number): Reference | null {
  return namesOf(analysis).references.at(file, offset);
}

/** The declaration whose name the offset is on. */
export function namedAt(analysis: Analysis, file: string, offset: number): NamedDeclaration | null {
  return namesOf(analysis).named.at(file, offset);
}

/** The declaration whose head (keyword, name, address, ids) the offset is on. */
export function headAt(analysis: Analysis, file: string, offset: number): Declaration | null {
  return namesOf(analysis).heads.at(file, offset);
}

/** The uses of a declaration's name, in the order of Analysis.references. */
export function referencesTo(analysis: Analysis, declaration: number): readonly Reference[] {
  return namesOf(analysis).referencesTo.get(declaration) ?? [];
}

/** Of one file, in order of position. */
export function referencesIn(analysis: Analysis, file: string): readonly Reference[] {
  return namesOf(analysis).references.of(file);
}

export function namedIn(analysis: Analysis, file: string): readonly NamedDeclaration[] {
  return namesOf(analysis).named.of(file);
}

export function isNamed(declaration: Declaration): declaration is NamedDeclaration {
  return declaration.name !== null && declaration.nameRange !== null;
}

const known = new WeakMap<Analysis, Names>();

function namesOf(analysis: Analysis): Names {
  const found = known.get(analysis);
  if (found !== undefined) return found;
  const { declarations, references } = analysis;
  const fileOf = ({ file }: { readonly file: string }): string => file;
  const names: Names = {
    references: createPositionIndex(references, fileOf, ({ range }) => range),
    named: createPositionIndex(declarations.filter(isNamed), fileOf, ({ nameRange }) => nameRange),
    heads: createPositionIndex(declarations, fileOf, headRange),
    referencesTo: byDeclaration(references),
  };
  known.set(analysis, names);
  return names;
}

function byDeclaration(references: readonly Reference[]): ReadonlyMap<number, readonly Reference[]> {
  const found = new Map<number, Reference[]>();
  for (const reference of references) {
    if (reference.declaration === null) continue;
    const others = found.get(reference.declaration);
    if (others === undefined) found.set(reference.declaration, [reference]);
    else others.push(reference);
  }
  return found;
}
