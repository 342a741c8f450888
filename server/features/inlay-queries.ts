// Hints behind `map` and `provider for`, and behind every namespace of an `nvmet` block: what the kernel makes of it.

import type { Evaluation } from '../language/analysis';
import { functionAt } from '../language/explain/names';
import { nvmetAnswerText } from '../language/explain/nvmet';
import type { NvmetPairResult } from '../language/results';
import type { InlayHint } from './inlay-hint';
import { mapWords, mark, providerWords, worstOf } from './query-words';

const MOST_SEGMENTS = 5;

export function queryHints({ machine, maps, providers, nvmet }: Evaluation, file: string): readonly InlayHint[] {
  const ofMaps = maps.flatMap((result) => {
    if (result.file !== file || result.mapping === null) return [];
    return [hint(result.range.end, `${mark(result.holds)}${mapWords(result.mapping.result, MOST_SEGMENTS)}`)];
  });
  const ofProviders = providers.flatMap((result) => {
    if (result.file !== file || result.answer === null) return [];
    return [hint(result.range.end, `${mark(result.holds)}${providerWords(machine, result.answer.choice)}`)];
  });
  const ofNamespaces = nvmet.flatMap(({ file: uri, results }) =>
    uri === file ? namespaceHints(machine, results) : [],
  );
  return [...ofMaps, ...ofProviders, ...ofNamespaces];
}

/** One hint a namespace: ports that agree share it. */
function namespaceHints(machine: Evaluation['machine'], results: readonly NvmetPairResult[]): readonly InlayHint[] {
  const byNamespace = new Map<number, NvmetPairResult[]>();
  for (const result of results) {
    const { end } = result.namespace.syntax;
    byNamespace.set(end, [...(byNamespace.get(end) ?? []), result]);
  }
  return [...byNamespace].map(([end, ofPorts]) => {
    const words = ofPorts.map(({ result }) => nvmetAnswerText(machine, result));
    const agreed = new Set(words).size === 1;
    const label = agreed
      ? (words[0] ?? '')
      : ofPorts
          .map(({ port }, index) => `${functionAt(machine, port.function).name}: ${words[index] ?? ''}`)
          .join('; ');
    return hint(end, `${mark(worstOf(ofPorts.map(({ holds }) => holds)))}${label}`);
  });
}

/** The hover has the rest. */
function hint(offset: number, label: string): InlayHint {
  return { kind: 'verdict', offset, parts: [{ label, target: null }], key: `query ${offset}` };
}
