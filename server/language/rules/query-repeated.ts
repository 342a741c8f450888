// A question that stands twice in the machine or in one scenario, with the same claim or none: the second adds nothing.

import type { Evaluation } from '../analysis';
import type { RelatedInformation, TextRange } from '../diagnostic';
import { moved } from '../placed';
import type { Rule } from '../rule';
import { coreOf, shiftOf } from '../shifted';
import type { RefSyntax } from '../tree';

export const queryRepeated: Rule = {
  code: 'query-repeated',
  defaultSeverity: 'hint',
  check: (analysis, report) => {
    const texts = new Map(analysis.files.map(({ uri, text }) => [uri, text]));
    for (const evaluation of analysis.evaluations) {
      const first = new Map<string, RelatedInformation>();
      for (const { file, range, words, claim } of questions(evaluation)) {
        const key = `${words} = ${claim === null ? '' : (texts.get(file)?.slice(claim.start, claim.end) ?? '').replace(/\s+/g, ' ')}`;
        const earlier = first.get(key);
        if (earlier === undefined) first.set(key, { file, range, message: 'asked here first' });
        else {
          report({
            message: 'the same is asked before, with the same claim; take one out.',
            file,
            range,
            related: [earlier],
            tags: ['unnecessary'],
          });
        }
      }
    }
  },
};

interface Question {
  readonly file: string;
  readonly range: TextRange;
  readonly words: string;
  readonly claim: TextRange | null;
}

/** Without those that have a fault; a subsystem is asked by its name, which it has alone. */
function questions({ pairs, maps, providers }: Evaluation): readonly Question[] {
  return [
    ...pairs.map(({ file, range, query }) => {
      const { providers: memories, clients, expected, faulty } = coreOf(query);
      const words = `pair ${names(memories)} -> ${names(clients)}`;
      return { file, range, words, claim: expected === null ? null : moved(expected, shiftOf(query)), faulty };
    }),
    ...maps.map(({ file, range, query }) => {
      const words = `map ${names([query.scatterlist])} -> ${names([query.client])}`;
      return { file, range, words, claim: query.expected, faulty: query.faulty };
    }),
    ...providers.map(({ file, range, query }) => {
      return { file, range, words: `provider ${names(query.clients)}`, claim: query.expected, faulty: query.faulty };
    }),
  ].filter(({ faulty }) => !faulty);
}

function names(refs: readonly RefSyntax[]): string {
  return refs.map(({ value }) => value ?? '').join(',');
}
