// `map`: a declared scatterlist mapped for a client by core, and held against what is asserted. Lists are lowered once an
// evaluation, on demand: in the machine itself all of them, in a scenario those that it maps.

import { mapScatterlist } from '../../core/dma/map-scatterlist';
import { locate } from '../../core/dma/scatterlist';
import type { Declaration } from './declaration';
import { MAXIMUM_ENTRIES, MAXIMUM_ENTRIES_OF_LIST } from './limits';
import type { ParsedFile } from './parser';
import type { QueryContext } from './query-context';
import { mapHolds, possibleResults } from './query-map-holds';
import { arePairsReliable } from './query-reliable';
import type { MapQueryResult, Mapping, ScatterlistResult } from './results';
import { createLowerScatterlist } from './scatterlist-lower';
import type { LoweredScatterlist } from './scatterlist-lower';
import type { MapQuerySyntax, RefSyntax } from './tree';

export interface Lists {
  /** null: it has a fault that changes what it means, or is too long. */
  readonly lowered: (declaration: number) => LoweredScatterlist | null;
  /** All that were asked for, in order of declaration. */
  readonly results: () => readonly ScatterlistResult[];
}

type ScatterlistDeclaration = Extract<Declaration, { kind: 'sgl' }>;

const END = 1n << 64n;

export function createLists(context: QueryContext): Lists {
  const { machine, declarations, unreliable, hasFaultyMemory } = context;
  const lower = createLowerScatterlist(machine.topology, (ref) => functionOf(context, ref));
  const known = new Map<number, LoweredScatterlist | null>();
  const compute = ({ index, file, syntax }: ScatterlistDeclaration): LoweredScatterlist | null => {
    const count = syntax.block?.members.length ?? 0;
    if (unreliable.has(index) || count > MAXIMUM_ENTRIES_OF_LIST) return null;
    context.spent.entries += count;
    const lowered = context.spent.entries > MAXIMUM_ENTRIES ? null : lower(file, syntax);
    const isDoubtful = lowered?.list.some((entry) => entry.memory === 'p2pmem' && hasFaultyMemory(entry.provider));
    return isDoubtful === true ? null : lowered;
  };
  return {
    lowered: (index) => {
      const declaration = declarations[index];
      if (declaration?.kind !== 'sgl') return null;
      const found = known.has(index) ? (known.get(index) ?? null) : compute(declaration);
      known.set(index, found);
      return found;
    },
    results: () =>
      declarations.flatMap((declaration): readonly ScatterlistResult[] => {
        const found = known.get(declaration.index) ?? null;
        if (declaration.kind !== 'sgl' || found === null) return [];
        const { file, index, syntax } = declaration;
        const { faults } = locate(machine, found.list);
        return [{ file, declaration: index, syntax, entries: found.entries, faults }];
      }),
  };
}

export function evaluateMap(
  file: ParsedFile,
  query: MapQuerySyntax,
  context: QueryContext,
  lists: Lists,
): MapQueryResult {
  const { expected } = query;
  const value = expected?.value ?? null;
  const base = {
    file: file.uri,
    query,
    range: { start: query.start, end: query.end },
    expected:
      value === null || expected === null ? null : { value, range: { start: expected.start, end: expected.end } },
  };
  const mapping = mapList(file, query, context, lists);
  if (mapping === null) return { ...base, holds: null, mapping: null, possible: null };
  const { list, ...shown } = mapping;
  const isOpen = value !== null && shown.result.outcome === 'undecided';
  const possible = isOpen ? possibleResults(context.machine, list, shown.client, shown.result) : null;
  const holds = value === null ? null : mapHolds(shown.result, possible, value);
  return { ...base, holds, mapping: shown, possible };
}

type ListMapping = Mapping & Pick<LoweredScatterlist, 'list'>;

function mapList(file: ParsedFile, query: MapQuerySyntax, context: QueryContext, lists: Lists): ListMapping | null {
  const { machine, referenceOf, unreliable } = context;
  const scatterlist = referenceOf.get(query.scatterlist)?.declaration ?? null;
  const client = functionOf(context, query.client);
  if (query.faulty || scatterlist === null || client === null) return null;
  if (isTooLong(file, query, scatterlist, context)) return null;
  const lowered = lists.lowered(scatterlist);
  if (lowered === null || lowered.entries.some(endsBeyondAddresses)) return null;
  const { entries, list } = lowered;
  const providers = new Set(list.flatMap((entry) => (entry.memory === 'p2pmem' ? [entry.provider] : [])));
  if (!arePairsReliable(machine, [...providers], [client], unreliable)) return null;
  return { scatterlist, client, entries, list, result: mapScatterlist(machine, list, client) };
}

/** No memory lies there; the rule entry-beyond-memory says so. */
export function endsBeyondAddresses({ memory, length }: ScatterlistResult['entries'][number]): boolean {
  return memory.kind === 'ram' && !memory.assigned && memory.physical + length > END;
}

function isTooLong(file: ParsedFile, query: MapQuerySyntax, index: number, context: QueryContext): boolean {
  const declaration = context.declarations[index];
  const count = declaration?.kind === 'sgl' ? (declaration.syntax.block?.members.length ?? 0) : 0;
  context.spent.entries += Math.min(count, MAXIMUM_ENTRIES_OF_LIST + 1);
  if (count <= MAXIMUM_ENTRIES_OF_LIST && context.spent.entries <= MAXIMUM_ENTRIES) return false;
  const limits = `${String(MAXIMUM_ENTRIES_OF_LIST)} entries in a list and ${String(MAXIMUM_ENTRIES)} in all that are mapped`;
  context.report({
    code: 'query-too-large',
    file: file.uri,
    range: query,
    message: `\`map\`: expected at most ${limits}, found ${String(count)} here; map a shorter list`,
  });
  return true;
}

/** The one function that a name stands for. */
export function functionOf({ expand }: Pick<QueryContext, 'expand'>, ref: RefSyntax): number | null {
  const { functions } = expand([ref]);
  return functions.length === 1 ? (functions[0] ?? null) : null;
}
