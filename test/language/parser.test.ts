// The parser's promises, for any text: it ends, it does not throw, its tree has its offsets in order, it has one message a
// line, and the number of its steps is linear. Steps are counted, not timed.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/language/analyse';
import { tokenText } from '../../server/language/lexer';
import { RESERVED } from '../../server/language/keywords';
import { parseCounting, parseFile } from '../../server/language/parser';
import { lineAt } from '../../server/language/position';

const URI = 'file:///test.p2p';

const words = fc.constantFrom(
  ...RESERVED,
  'p2pmem',
  'ram',
  'at',
  'offset',
  'caps',
  'firmware',
  'ops',
  'for',
  'namespace',
  'port',
  'bus',
  'SV',
  'RR',
  'a',
  'b',
  'a.vf*',
  '{',
  '{',
  '}',
  '}',
  '[',
  ']',
  '@',
  ',',
  '=',
  '->',
  '-',
  '"x"',
  '"',
  '//',
  '///',
  '\n',
  '\n  ',
  '\n    ',
  '\r\n',
  '\t',
  '4KiB',
  '0',
  '0x1000',
  '00.0',
  '0000:00',
  '144d:a824',
  '%',
  '\ufeff',
  'EINVAL',
  '3',
  'segments',
  'bus_addr',
);
const texts = fc.oneof(
  fc.array(words, { maxLength: 120 }).map((parts) => parts.join(' ')),
  fc.string({ unit: 'binary', maxLength: 200 }),
);

/** Every object with offsets in the tree. */
function* nodesOf(value: unknown): Generator<{ readonly start: number; readonly end: number }> {
  if (typeof value !== 'object' || value === null) return;
  if ('start' in value && 'end' in value) yield value as { start: number; end: number };
  for (const child of Object.values(value)) yield* nodesOf(child);
}

describe('any text', () => {
  test('is kept whole by the tokens of its file', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { tokens } = parseFile(URI, text);
        return Array.from({ length: tokens.count }, (_, index) => tokenText(text, tokens, index)).join('') === text;
      }),
      { numRuns: 1000 },
    );
  });

  test('has a tree whose offsets lie in the text and in order', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const { start, end } of nodesOf(parseFile(URI, text).root)) {
          if (start < 0 || end < start || end > text.length) return false;
        }
        return true;
      }),
      { numRuns: 1500 },
    );
  });

  test('has at most one syntax error a line, in order, each inside of the text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { diagnostics, lineStarts } = parseFile(URI, text);
        const lines = diagnostics.map(({ range }) => lineAt(lineStarts, range.start));
        const inside = diagnostics.every(({ range }) => range.start <= range.end && range.end <= text.length);
        return inside && lines.every((line, index) => index === 0 || line > (lines[index - 1] ?? 0));
      }),
      { numRuns: 1500 },
    );
  });

  test('is analysed to the end; with a fault in the syntax there is a finding', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const analysis = analyse(URI, { folder: null, read: (uri) => (uri === URI ? text : null) });
        return (
          analysis.evaluations.length > 0 &&
          analysis.diagnostics.length >= Math.min(1, analysis.files[0]?.diagnostics.length ?? 0)
        );
      }),
      { numRuns: 1000 },
    );
  });

  test('looks at a token at most fifty times', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { file, steps } = parseCounting(URI, text);
        return steps <= 50 * (file.tokens.count + 1);
      }),
      { numRuns: 1500 },
    );
  });
});

describe('hostile texts', () => {
  test.each([
    ['open braces', '{'],
    ['open switches', 'switch { '],
    ['open switches, a line each', 'switch {\n'],
    ['closing braces', '}\n'],
    ['unknown characters', '%\n'],
    ['unknown words', 'frobnicate\n'],
    ['unknown words with blocks', 'foo bar {\n'],
    ['misplaced properties', 'bar 0 4KiB\n'],
    ['unclosed strings', '"\n'],
    ['queries cut short', 'pair a -> \n'],
    ['commas', 'pair a,'],
    ['scenarios in scenarios', 'scenario s {'],
  ])('%s: ten times the text, ten times the steps', (_title, piece) => {
    const short = parseCounting(URI, piece.repeat(300));
    const long = parseCounting(URI, piece.repeat(3000));
    expect(long.steps).toBeLessThanOrEqual(10 * short.steps + 100);
    expect(long.file.diagnostics.length).toBeGreaterThan(0);
  });

  test('blocks ten thousand deep are refused with one message, and what follows is read', () => {
    const text = `host_bridge a {\n${'switch {\n'.repeat(10_000)}${'}\n'.repeat(10_001)}kernel 3.10`;
    const analysis = analyse(URI, { folder: null, read: () => text });
    const messages = analysis.diagnostics.filter(({ code }) => code === 'syntax').map(({ message }) => message);
    expect(messages).toEqual([
      '`{`: expected at most 256 blocks inside each other; a PCI domain has no more buses; take levels out',
    ]);
    expect(analysis.diagnostics.some(({ code }) => code === 'kernel-too-old')).toBe(true);
  });

  test('a thousand messages are enough', () => {
    const { diagnostics } = parseFile(URI, '%\n'.repeat(5000));
    expect(diagnostics.length).toBe(1001);
    expect(diagnostics.at(-1)?.message).toBe('more than 1000 syntax errors; repair those before this line first');
  });

  test('include bombs: every file includes every other, each is read once', () => {
    const names = Array.from({ length: 30 }, (_, index) => `${String(index)}.p2p`);
    const text = names.map((name) => `include "${name}"`).join('\n');
    let reads = 0;
    const read = (): string => {
      reads++;
      return text;
    };
    const analysis = analyse('file:///0.p2p', { folder: null, read });
    expect(analysis.files.length).toBe(30);
    expect(reads).toBe(30);
    expect(analysis.diagnostics.every(({ code }) => code === 'include-cycle')).toBe(true);
  });

  test('sixty thousand virtual functions, all pairs asked: a finding', () => {
    const text = 'host_bridge a { nic n { vfs 60000 } }\npair n.vf* -> n.vf*';
    const analysis = analyse(URI, { folder: null, read: () => text });
    expect(analysis.diagnostics.map(({ code }) => code)).toEqual(['pair-too-many']);
  });

  test('names like those of JavaScript’s own are names', () => {
    const text = 'host_bridge constructor { nvme __proto__ nic toString } pair __proto__ -> toString, hasOwnProperty';
    const analysis = analyse(URI, { folder: null, read: () => text });
    expect(analysis.diagnostics.map(({ code }) => code)).toEqual(['name-unknown']);
    expect(analysis.evaluations[0]?.pairs[0]?.verdicts.length).toBe(1);
  });
});
