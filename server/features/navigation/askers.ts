// Everything in a machine that names devices and lists: questions, those of scenarios too, and scatterlists. By place, so
// that a use of a name leads to the question in which it stands.

import type { Analysis } from '../../language/analysis';
import type { ParsedFile } from '../../language/parser';
import type { QuerySyntax, ScatterlistSyntax } from '../../language/tree';
import { isQuery } from './outline';
import { createPositionIndex, type PositionIndex } from '../position-index';

export interface Asker {
  readonly parsed: ParsedFile;
  /** URI. */
  readonly file: string;
  readonly syntax: QuerySyntax | ScatterlistSyntax;
  /** Index of the declaration of the scenario that holds it; null: the machine's own. */
  readonly scenario: number | null;
}

const known = new WeakMap<Analysis, PositionIndex<Asker>>();

export function askerAt(analysis: Analysis, file: string, offset: number): Asker | null {
  return indexOf(analysis).at(file, offset);
}

/** Those of a file, in order of position. */
export function askers(analysis: Analysis, file: string): readonly Asker[] {
  return indexOf(analysis).of(file);
}

function indexOf(analysis: Analysis): PositionIndex<Asker> {
  const found = known.get(analysis);
  if (found !== undefined) return found;
  const index = createPositionIndex(
    analysis.files.flatMap((parsed) => askersIn(analysis, parsed)),
    ({ file }) => file,
    ({ syntax }) => syntax,
  );
  known.set(analysis, index);
  return index;
}

function askersIn(analysis: Analysis, parsed: ParsedFile): readonly Asker[] {
  const scenarios = new Map<object, number>();
  for (const { kind, syntax, index } of analysis.declarations) if (kind === 'scenario') scenarios.set(syntax, index);
  const found: Asker[] = [];
  for (const item of [...parsed.root.items, ...parsed.root.misplaced]) {
    if (item.kind === 'sgl' || isQuery(item)) found.push({ parsed, file: parsed.uri, syntax: item, scenario: null });
    if (item.kind !== 'scenario') continue;
    const scenario = scenarios.get(item) ?? null;
    for (const member of item.block?.members ?? []) {
      if (isQuery(member)) found.push({ parsed, file: parsed.uri, syntax: member, scenario });
    }
  }
  return found;
}
