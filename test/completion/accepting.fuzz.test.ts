// Whatever completion offers fits where it is offered: at random places of the examples an item is taken, and what was
// taken must be understood there. What has to follow it may be missing; nothing may be wrong with the word itself.

import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completions, type Completion } from '../../server/features/completion';
import { analyse } from '../../server/language/analyse';
import type { Diagnostic } from '../../server/language/diagnostic';
import { tokenize, TOKEN } from '../../server/language/lexer';
import { fuzzRuns } from '../fuzz-runs';
import { accepted, NAMES, plain } from './fixture';

const FOLDER = new URL('../../examples/', import.meta.url);
const EXAMPLES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.p2p'))
  .map((name) => ({ name, text: readFileSync(new URL(name, FOLDER), 'utf8') }));

/** Findings that say of a word that it does not belong where it stands. */
const WRONG: ReadonlySet<string> = new Set([
  'syntax',
  'name-unknown',
  'name-kind',
  'vf-unknown',
  'kernel-unknown',
  'kernel-newer',
  'property-misplaced',
  'property-duplicate',
  'published-without-p2pmem',
  'setting-duplicate',
  'containment',
  'address-taken',
  'address-wrong-bus',
  'nvmet-duplicate',
  'pair-empty',
]);

function analysed(text: string) {
  return analyse('file:///example.p2p', { folder: null, read: () => text });
}

function offered(text: string, offset: number): readonly Completion[] {
  return completions(analysed(text), 'file:///example.p2p', offset, NAMES).items;
}

/** That a word is followed by too little is reported at the word, too: "expected … after `word`, found the end …". */
function faultsOfTaken(text: string, item: Completion): readonly string[] {
  const start = item.range.start;
  const end = start + plain(item).length;
  const isItsOwn = ({ code, message, range }: Diagnostic): boolean =>
    WRONG.has(code) && range.start < end && start < range.end && !/^expected .* after `|: expected once/.test(message);
  return analysed(accepted(text, item))
    .diagnostics.filter(isItsOwn)
    .map(({ code, message }) => `${code}: ${message}`);
}

/** Half an id: its device follows. */
function isHalf({ kind, label }: Completion): boolean {
  return kind === 'id' && label.endsWith(':');
}

const NUMBER = fc.nat({ max: 1_000_000 });

describe('whatever is offered', () => {
  it('in place of a word of an example is understood there', () => {
    fc.assert(
      fc.property(fc.constantFrom(...EXAMPLES), NUMBER, NUMBER, NUMBER, ({ text }, which, into, choice) => {
        const tokens = tokenize(text);
        const words = [...tokens.kinds].flatMap((kind, index) => (kind === TOKEN.word ? [index] : []));
        const word = words[which % words.length] ?? 0;
        const start = tokens.starts[word] ?? 0;
        const length = (tokens.starts[word + 1] ?? start) - start;
        const items = offered(text, start + (into % (length + 1))).filter(
          (item) => !isHalf(item) && item.kind !== 'keyword' && item.kind !== 'snippet',
        );
        const item = items[choice % Math.max(1, items.length)];
        if (item === undefined) return;
        expect(faultsOfTaken(text, item)).toEqual([]);
      }),
      { numRuns: fuzzRuns(150) },
    );
  });

  it('on an empty line of an example may open something there', () => {
    fc.assert(
      fc.property(fc.constantFrom(...EXAMPLES), NUMBER, NUMBER, ({ text: whole }, which, choice) => {
        const lines = whole.split('\n');
        const line = which % lines.length;
        const before = lines.slice(0, line).map((each) => `${each}\n`);
        const text = [...before, '\n', lines.slice(line).join('\n')].join('');
        const items = offered(text, before.join('').length).filter(
          ({ kind }) => kind === 'keyword' || kind === 'snippet',
        );
        const item = items[choice % Math.max(1, items.length)];
        if (item === undefined) return;
        expect(faultsOfTaken(text, item)).toEqual([]);
      }),
      { numRuns: fuzzRuns(100) },
    );
  });

  it('anywhere, in any text, is an answer', () => {
    const piece = fc.constantFrom(
      'pair',
      'nvme0',
      '->',
      '=',
      '{',
      '}',
      '[',
      ']',
      '@',
      ',',
      '"',
      '\n',
      ' ',
      '//',
      '8086:',
      'acs',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), NUMBER, (pieces, at) => {
        const text = pieces.join('');
        const offset = at % (text.length + 1);
        for (const { range } of offered(text, offset)) {
          expect(range.start <= offset && offset <= range.end && range.end <= text.length).toBe(true);
          expect(text.slice(range.start, range.end)).not.toContain('\n');
        }
      }),
      { numRuns: fuzzRuns(200) },
    );
  });
});
