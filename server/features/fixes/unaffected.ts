// The queries that a change of the machine cannot reach are left out of the proof about it: thousands stand in a large file,
// and a command line reaches a few ports. Left out before and after alike, so that what is found can be compared.

import type { Analysis } from '../../language/analysis';
import type { ParsedFile } from '../../language/parser';
import type { ItemSyntax, QuerySyntax, SettingSyntax } from '../../language/tree';

export type Queries = ReadonlySet<QuerySyntax>;

/** By file, the numbers of the queries to leave out, counted in order of the text. */
export type LeftOut = ReadonlyMap<string, ReadonlySet<number>>;

/** Below that the second analysis costs more than it saves. */
const WORTH_IT = 0.75;

/** null: too few of the queries can be left out. */
export function leftOut({ files }: Analysis, unaffected: Queries): LeftOut | null {
  const all = files.flatMap(queriesOf);
  if (all.filter((query) => unaffected.has(query)).length < all.length * WORTH_IT) return null;
  return new Map(
    files.map((file) => {
      const numbers = queriesOf(file).flatMap((query, index) => (unaffected.has(query) ? [index] : []));
      return [file.uri, new Set(numbers)];
    }),
  );
}

export function withoutQueries(file: ParsedFile, left: LeftOut): ParsedFile {
  const numbers = left.get(file.uri) ?? new Set();
  let count = -1;
  const stays = (item: ItemSyntax | SettingSyntax | QuerySyntax): boolean => {
    if (!isQuery(item)) return true;
    count++;
    return !numbers.has(count);
  };
  const items: ItemSyntax[] = [];
  for (const item of file.root.items) {
    if (!stays(item)) continue;
    if (item.kind !== 'scenario' || item.block === null) items.push(item);
    else items.push({ ...item, block: { ...item.block, members: item.block.members.filter(stays) } });
  }
  return { ...file, root: { ...file.root, items } };
}

function queriesOf(file: ParsedFile): readonly QuerySyntax[] {
  return file.root.items.flatMap((item) => {
    if (isQuery(item)) return [item];
    return item.kind === 'scenario' ? (item.block?.members ?? []).filter(isQuery) : [];
  });
}

function isQuery(item: { readonly kind: string }): item is QuerySyntax {
  return ['pair', 'map', 'provider', 'nvmet'].includes(item.kind);
}
