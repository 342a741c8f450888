// From a name to its declaration and to every other place that names it: definition, references, highlight. All three
// read the binder's list of references.

import type { Analysis } from '../../language/analysis';
import { namedAt, referenceAt, referencesTo } from '../names';
import { namePlace, type Place } from '../places';

/** Where the name under the cursor is declared; null: the cursor is on no name, or the name is unknown. */
export function definition(analysis: Analysis, file: string, offset: number): Place | null {
  const index = declarationUnder(analysis, file, offset);
  const declaration = index === null ? undefined : analysis.declarations[index];
  return declaration === undefined ? null : namePlace(declaration);
}

/** Every place that names what the cursor is on, the declaration first if asked for; virtual functions count as their device. */
export function references(
  analysis: Analysis,
  file: string,
  offset: number,
  includeDeclaration: boolean,
): readonly Place[] {
  const index = declarationUnder(analysis, file, offset);
  const declaration = index === null ? undefined : analysis.declarations[index];
  if (declaration === undefined) return [];
  const named = referencesTo(analysis, declaration.index).map((reference): Place => ({
    file: reference.file,
    range: reference.nameRange,
  }));
  return includeDeclaration ? [namePlace(declaration), ...named] : named;
}

/** The references in the cursor's own file. */
export function highlights(analysis: Analysis, file: string, offset: number): readonly Place[] {
  return references(analysis, file, offset, true).filter((place) => place.file === file);
}

function declarationUnder(analysis: Analysis, file: string, offset: number): number | null {
  const reference = referenceAt(analysis, file, offset);
  return reference === null ? (namedAt(analysis, file, offset)?.index ?? null) : reference.declaration;
}
