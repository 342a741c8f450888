// The assertion is what is wrong: write what the kernel decides. Where the combinations of a query differ, it becomes one
// query for each answer.

import type { Machine } from '../../../core/machine';
import type { DecidedMapType, Verdict } from '../../../core/p2pdma/verdict';
import type { Analysis, Evaluation, PairResult } from '../../language/analysis';
import { functionAt, MAP_TYPE_KEYWORD } from '../../language/explain/names';
import type { TextEdit } from '../edit';
import type { FixKind } from './quick-fix';
import { queryAt, type FoundQuery } from './queries';

export const acceptActual: FixKind = {
  codes: ['pair-mismatch'],
  proved: 'itself',
  propose: (analysis, diagnostic) => {
    const found = queryAt(analysis, diagnostic);
    const fix = found === null ? null : acceptedPair(analysis, found);
    return fix === null ? [] : [{ ...fix, diagnostic, preferred: false, price: null }];
  },
};

/** What to write for a query that fails; null: nothing can be written. */
export function acceptedPair(
  analysis: Analysis,
  { evaluation, result }: FoundQuery,
): { readonly title: string; readonly edits: readonly TextEdit[] } | null {
  const types = decidedTypes(result.verdicts);
  const [only] = types ?? [];
  if (!result.complete || types === null || only === undefined) return null;
  if (types.length === 1 && result.expected !== null) {
    const accepted = MAP_TYPE_KEYWORD[only];
    const edits = [{ file: result.file, range: result.expected.range, newText: accepted }];
    return { title: `Accept the actual result: ${accepted}`, edits };
  }
  const edits = split(analysis, evaluation, result);
  return edits.length === 0 ? null : { title: 'Accept the actual results, one query each', edits };
}

/** null: one of them is undecided. */
function decidedTypes(verdicts: readonly Verdict[]): readonly DecidedMapType[] | null {
  const types = verdicts.map(({ mapType }) => mapType);
  const decided = types.filter((mapType) => mapType !== 'UNKNOWN');
  return decided.length === types.length ? [...new Set(decided)] : null;
}

const MOST_QUERIES = 12;

function split(analysis: Analysis, { machine }: Evaluation, result: PairResult): readonly TextEdit[] {
  const text = analysis.files.find((file) => file.uri === result.file)?.text ?? '';
  const indentation = /[ \t]*$/.exec(text.slice(0, result.range.start))?.[0] ?? '';
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const queries = splitQueries(machine, result.verdicts);
  if (queries.length > MOST_QUERIES) return [];
  return [{ file: result.file, range: result.range, newText: queries.join(`${lineEnd}${indentation}`) }];
}

/** A query for each provider and answer; providers with the same clients for an answer share one. */
function splitQueries(machine: Machine, verdicts: readonly Verdict[]): readonly string[] {
  const clients = new Map<
    string,
    { readonly provider: string; readonly mapType: DecidedMapType; readonly names: string[] }
  >();
  for (const verdict of verdicts) {
    if (verdict.mapType === 'UNKNOWN') continue;
    const provider = functionAt(machine, verdict.provider).name;
    const key = `${provider} ${verdict.mapType}`;
    const group = clients.get(key) ?? { provider, mapType: verdict.mapType, names: [] };
    group.names.push(functionAt(machine, verdict.client).name);
    clients.set(key, group);
  }
  const providers = new Map<string, string[]>();
  for (const { provider, mapType, names } of clients.values()) {
    const key = `-> ${names.join(', ')} = ${MAP_TYPE_KEYWORD[mapType]}`;
    providers.set(key, [...(providers.get(key) ?? []), provider]);
  }
  return [...providers].map(([rest, names]) => `pair ${names.join(', ')} ${rest}`);
}
