// The parser's promises where a text is made to hurt: it ends, it says little, and the number of its steps is linear. Steps
// are counted, not timed. What holds for any text is in parser.fuzz.test.ts.

import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/language/analyse';
import { parseCounting, parseFile } from '../../server/language/parser';

const URI = 'file:///test.p2p';

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
