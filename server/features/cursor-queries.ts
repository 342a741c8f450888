// Which question beside `pair` stands at an offset: a `map`, a scatterlist or one of its entries, a `provider for`, an
// `nvmet` block or one line of it. All of a query means the query, the names in it too, as with `pair`.

import type { Analysis, Evaluation } from '../language/analysis';
import type { Declaration } from '../language/declaration';
import type { TextRange } from '../language/diagnostic';
import type { MapQueryResult, NvmetPairResult, NvmetQueryResult, ProviderQueryResult } from '../language/results';
import type { ScatterlistEntrySyntax } from '../language/tree';
import { contains, headRange } from './places';

export type QueryThing =
  | {
      readonly kind: 'map';
      readonly evaluation: Evaluation;
      readonly result: MapQueryResult;
      /** In evaluation.maps; that of the other kinds likewise. */
      readonly index: number;
      readonly range: TextRange;
    }
  | {
      readonly kind: 'provider';
      readonly evaluation: Evaluation;
      readonly result: ProviderQueryResult;
      readonly index: number;
      readonly range: TextRange;
    }
  | {
      readonly kind: 'nvmet';
      readonly evaluation: Evaluation;
      readonly result: NvmetQueryResult;
      readonly index: number;
      /** Those of the line under the cursor; all on the head of the block. */
      readonly results: readonly NvmetPairResult[];
      readonly range: TextRange;
    }
  | {
      readonly kind: 'sgl';
      readonly declaration: Declaration & { readonly kind: 'sgl' };
      /** null: the list as a whole. */
      readonly entry: ScatterlistEntrySyntax | null;
      readonly range: TextRange;
    };

export function questionAt(analysis: Analysis, file: string, offset: number): QueryThing | null {
  for (const evaluation of analysis.evaluations) {
    const found =
      mapAt(evaluation, file, offset) ?? providerAt(evaluation, file, offset) ?? nvmetAt(evaluation, file, offset);
    if (found !== null) return found;
  }
  return scatterlistAt(analysis, file, offset);
}

function mapAt(evaluation: Evaluation, file: string, offset: number): QueryThing | null {
  const index = evaluation.maps.findIndex((each) => each.file === file && contains(each.range, offset));
  const result = evaluation.maps[index];
  return result === undefined ? null : { kind: 'map', evaluation, result, index, range: result.range };
}

function providerAt(evaluation: Evaluation, file: string, offset: number): QueryThing | null {
  const index = evaluation.providers.findIndex((each) => each.file === file && contains(each.range, offset));
  const result = evaluation.providers[index];
  return result === undefined ? null : { kind: 'provider', evaluation, result, index, range: result.range };
}

function nvmetAt(evaluation: Evaluation, file: string, offset: number): QueryThing | null {
  const index = evaluation.nvmet.findIndex((each) => each.file === file && contains(each.range, offset));
  const result = evaluation.nvmet[index];
  if (result === undefined) return null;
  const line = result.query.block?.members.find((member) => contains(member, offset));
  if (line === undefined) {
    const head = { start: result.query.keyword.start, end: result.query.name.end };
    if (!contains(head, offset)) return null;
    return { kind: 'nvmet', evaluation, result, index, results: result.results, range: head };
  }
  const results = result.results.filter(({ namespace, port }) => namespace.syntax === line || port.syntax === line);
  return { kind: 'nvmet', evaluation, result, index, results, range: { start: line.start, end: line.end } };
}

function scatterlistAt(analysis: Analysis, file: string, offset: number): QueryThing | null {
  const declaration = analysis.declarations.find(
    (each): each is Declaration & { readonly kind: 'sgl' } =>
      each.kind === 'sgl' && each.file === file && contains(each.range, offset),
  );
  if (declaration === undefined) return null;
  const entry = declaration.syntax.block?.members.find((member) => contains(member, offset)) ?? null;
  if (entry !== null) return { kind: 'sgl', declaration, entry, range: { start: entry.start, end: entry.end } };
  if (!contains(headRange(declaration), offset)) return null;
  const range = { start: declaration.syntax.keyword.start, end: declaration.syntax.name.end };
  return { kind: 'sgl', declaration, entry: null, range };
}
