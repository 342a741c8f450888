// Names of all machines, found by a few of their letters: devices, bridges, lists, scenarios and subsystems. A file that
// several machines include declares each of its names once.

import type { Analysis } from '../../language/analysis';
import type { Declaration } from '../../language/declaration';
import { fuzzyScore } from '../fuzzy-score';
import { isNamed, type NamedDeclaration } from '../names';
import { entryKind, type OutlineEntry } from './outline';
import { namePlace, type Place } from '../places';

export interface WorkspaceSymbol {
  readonly name: string;
  /** The nearest bridge above that has a name; of a subsystem in a scenario the scenario. */
  readonly container: string | null;
  readonly kind: OutlineEntry['kind'];
  readonly place: Place;
}

/** More than anybody reads; editors ask again with each letter. */
export const MOST_SYMBOLS = 256;

/** Best first: the whole name, its beginning, beginnings of its words, letters anywhere. An empty query finds all. */
export function workspaceSymbols(analyses: readonly Analysis[], query: string): readonly WorkspaceSymbol[] {
  const found = new Map<string, { readonly symbol: WorkspaceSymbol; readonly score: number }>();
  for (const analysis of analyses) {
    const scenarioOf = subsystemsOfScenarios(analysis);
    for (const declaration of analysis.declarations) {
      if (!isNamed(declaration)) continue;
      const score = fuzzyScore(declaration.name, query);
      const key = `${declaration.nameRange.start} ${declaration.file}`;
      if (score === null || found.has(key)) continue;
      found.set(key, { symbol: symbolOf(analysis, declaration, scenarioOf), score });
    }
  }
  return [...found.values()]
    .sort((one, other) => other.score - one.score || inOrder(one.symbol, other.symbol))
    .slice(0, MOST_SYMBOLS)
    .map(({ symbol }) => symbol);
}

function symbolOf(
  { declarations }: Analysis,
  declaration: NamedDeclaration,
  scenarioOf: ReadonlyMap<object, string | null>,
): WorkspaceSymbol {
  let above = declarations[declaration.parent ?? -1];
  while (above !== undefined && above.name === null) above = declarations[above.parent ?? -1];
  return {
    name: declaration.name,
    container: above?.name ?? scenarioOf.get(declaration.syntax) ?? null,
    kind: entryKind(declaration),
    place: namePlace(declaration),
  };
}

function subsystemsOfScenarios({ declarations }: Analysis): ReadonlyMap<object, string | null> {
  const members = (scenario: Declaration & { readonly kind: 'scenario' }): readonly object[] =>
    scenario.syntax.block?.members ?? [];
  return new Map(
    declarations.flatMap((each) =>
      each.kind === 'scenario' ? members(each).map((member) => [member, each.name] as const) : [],
    ),
  );
}

/** Of two that match alike: the shorter name, then by name, file and position. */
function inOrder(one: WorkspaceSymbol, other: WorkspaceSymbol): number {
  return (
    one.name.length - other.name.length ||
    compare(one.name, other.name) ||
    compare(one.place.file, other.place.file) ||
    one.place.range.start - other.place.range.start
  );
}

function compare(one: string, other: string): number {
  return Number(one > other) - Number(one < other);
}
