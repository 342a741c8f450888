// The assertion of a `map`, a `provider for` or a namespace is what is wrong: write what the kernel does, where that can be
// written.

import type { Analysis } from '../../language/analysis';
import type { Diagnostic, TextRange } from '../../language/diagnostic';
import { chosenText } from '../../language/explain/choice';
import { mapAssertionText } from '../../language/explain/map-answer';
import { nvmetAnswerText } from '../../language/explain/nvmet';
import type { FixKind } from './quick-fix';
import { contains } from '../places';

export const acceptAnswer: FixKind = {
  codes: ['map-mismatch', 'provider-mismatch', 'nvmet-mismatch'],
  proved: 'by-analysis',
  propose: (analysis, diagnostic) => {
    const found = answerAt(analysis, diagnostic);
    if (found === null) return [];
    const { range, text } = found;
    const edits = [{ file: diagnostic.file, range, newText: text }];
    const title = `Accept the actual result: ${short(text)}`;
    return [{ title, diagnostic, edits, preferred: false, price: null }];
  },
};

interface Answer {
  /** Of what stands after `=`. */
  readonly range: TextRange;
  readonly text: string;
}

/** null: there is no answer, or none that can stand there. */
function answerAt(analysis: Analysis, diagnostic: Diagnostic): Answer | null {
  const isMeant = (query: { readonly file: string; readonly range: TextRange }): boolean =>
    query.file === diagnostic.file && contains(query.range, diagnostic.range.start);
  for (const { machine, maps, providers, nvmet } of analysis.evaluations) {
    const map = maps.find(isMeant);
    if (map?.mapping) return answer(map.expected, mapAssertionText(map.mapping.result));
    const provider = providers.find(isMeant);
    if (provider?.answer) {
      const { chosen, undecided } = provider.answer.choice;
      return answer(provider.expected, undecided.length > 0 ? null : chosenText(machine, chosen));
    }
    const results = nvmet.flatMap((each) => each.results.filter(isMeant));
    const words = new Set(results.map(({ result }) => nvmetAnswerText(machine, result)));
    const [agreed] = words;
    if (results[0] !== undefined && agreed !== undefined) {
      return answer(results[0].expected, words.size > 1 || agreed === 'undecided' ? null : agreed);
    }
  }
  return null;
}

function answer(expected: { readonly range: TextRange } | null, text: string | null): Answer | null {
  return expected === null || text === null ? null : { range: expected.range, text };
}

const LONGEST_TITLE = 60;

function short(text: string): string {
  return text.length > LONGEST_TITLE ? `${text.slice(0, LONGEST_TITLE - 1)}…` : text;
}
