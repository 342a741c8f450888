// Protects the colours after an edit: what the server keeps of a construct that an edit has only moved colours it as a fresh
// look at the same text would. The example is the language's own, so that every kind of construct is moved.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { semanticTokens } from '../../server/features/tokens/semantic-tokens';
import { analyse } from '../../server/language/analyse';
import { createMemo } from '../../server/language/memo';
import { type ParsedFile, parseFile } from '../../server/language/parser';
import { machineText } from '../bench/machine-text';
import { fuzzRuns } from '../fuzz-runs';

const URI = 'file:///machine.p2p';
const EXAMPLE = readFileSync(path.resolve(import.meta.dirname, '../language/example.p2p'), 'utf8');

const edits = fc.array(
  fc.record({
    at: fc.nat(),
    taken: fc.constantFrom(0, 0, 1, 3, 60),
    put: fc.constantFrom('', '\n', '// note\n', 'x', '{', '}', 'iommu on\n', ' [8086:09a2]', 'nic added\n'),
  }),
  { minLength: 1, maxLength: 6 },
);

test('the tokens after any series of edits are those of the text alone', () => {
  fc.assert(
    fc.property(fc.constantFrom(EXAMPLE, machineText(150).text), edits, (first, made) => {
      const memo = createMemo();
      let parsed: ParsedFile | undefined;
      let text = first;
      for (const { at, taken, put } of [{ at: 0, taken: 0, put: '' }, ...made]) {
        const start = at % (text.length + 1);
        const now = text.slice(0, start) + put + text.slice(start + taken);
        const machine = { folder: null, read: (uri: string) => (uri === URI ? now : null) };
        const parseAgain = (uri: string, each: string): ParsedFile => (parsed = parseFile(uri, each, parsed));
        const edited = semanticTokens(analyse(URI, machine, [], parseAgain, memo), URI, null);
        expect(edited).toEqual(semanticTokens(analyse(URI, machine, []), URI, null));
        text = now;
      }
    }),
    { numRuns: fuzzRuns(25) },
  );
});
