// What is kept from one text to the next changes no answer: after any series of edits, everything that an analysis says is
// what a fresh analysis of the same text says. Edits are what people do, and what nobody does: words moved, braces lost,
// lines doubled, comments opened, line ends changed.

import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyse, type FileAccess } from '../../server/language/analyse';
import type { Analysis } from '../../server/language/analysis';
import { createMemo } from '../../server/language/memo';
import { type ParsedFile, parseFile } from '../../server/language/parser';
import { rules } from '../../server/language/rules';
import { machineText } from '../bench/machine-text';
import { fuzzRuns } from '../fuzz-runs';

const URI = 'file:///machine/incremental.p2p';
const EXAMPLES = ['jbof.p2p'].map((name) =>
  readFileSync(path.resolve(import.meta.dirname, '..', '..', 'examples', name), 'utf8'),
);
const EVERYTHING = readFileSync(path.resolve(import.meta.dirname, 'example.p2p'), 'utf8');
const TEXTS = [...EXAMPLES, EVERYTHING, machineText(150).text, machineText(230).text];

/** Pieces that change what stands around them. */
const PIECES = [
  '',
  ' ',
  '\n',
  '\r',
  '\r\n',
  '\ufeff',
  '\ud800',
  '{',
  '}',
  '  }\n',
  '"',
  '//',
  '/// words\n',
  '/',
  ',',
  '=',
  ' = bus_addr',
  ' @ 02:00.0',
  '[8086:09a2]',
  'x',
  'nvme0_1',
  ' -> mlx0',
  'pair nvme0_0 -> gpu0\n',
  'pair',
  'bar 3 1MiB\n',
  'published\n',
  'kernel 5.10\n',
  'cmdline ""\n',
  'port { nvme a_name_that_is_long [144d:a824] { bar 0 16KiB p2pmem } }\n',
  'host_bridge other {\n  root_port {\n    nic added\n  }\n}\n',
  'sgl list { ram 4KiB }\nmap list -> mlx0\n',
  'scenario one {\n  iommu off\n  pair gpu0 -> mlx0\n}\n',
  'nvmet sub { port mlx0 namespace nvme0_0 p2pmem auto }\n',
  'include "other.p2p"\n',
  '// p2p-ignore pair-mismatch: known\n',
];

/** What people change most, one value for another. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\b512MiB\b/, '256MiB'],
  [/\b256MiB\b/, '512MiB at 0x380000000000'],
  [/\bbar 4\b/, 'bar 2'],
  [/\b6\.15\b/, '5.10'],
  [/\bbus_addr\b/, 'not_supported'],
  [/\bthru_host_bridge\b/, 'supported'],
  [/\bpublished\b/, 'publishd'],
  [/\bmlx0\b/, 'mlx_renamed'],
  [/\bmlx1\b/, 'gpu0'],
  [/\bvfs 8\b/, 'vfs 3'],
  [/\.vf\*/, '.vf3'],
  [/\[11f8:4036\]/, '[8086:352a]'],
  [/\bacs SV RR CR UF\b/, 'acs SV'],
  [/\bmask 0xf+\b/, 'mask 0xffffffff'],
  [/\biommu +on\b/, 'iommu off'],
  [/ @ [0-9a-f]{2}:00\.0/, ''],
  [/\/\/ .*/, '// other words'],
  [/one Switchtec\./, 'one switch_ec.'],
  [/\bdisable_acs_redir\b/, 'noats,disable_acs_redir'],
  [/\bcpu +intel\b/, 'cpu amd'],
];

interface Edit {
  /** Shares of the text, in thousandths. */
  readonly at: number;
  readonly length: number;
  readonly insert: string;
  /** Instead: the first of these words behind the place. */
  readonly word: (typeof WORDS)[number] | null;
  readonly undone: boolean;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.integer({ min: 0, max: 1000 }),
  length: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 200 })),
  insert: fc.constantFrom(...PIECES),
  word: fc.option(
    fc.nat().map((index) => WORDS[index % WORDS.length] ?? null),
    { freq: 2 },
  ),
  undone: fc.boolean(),
});

const series = fc.record({
  text: fc.constantFrom(...TEXTS),
  edits: fc.array(edit, { minLength: 1, maxLength: 6 }),
});

/** The first one behind the place, else the first in the text. */
function replaceWord(text: string, from: number, [found, by]: readonly [RegExp, string]): string {
  const behind = text.slice(from);
  return found.test(behind) ? text.slice(0, from) + behind.replace(found, by) : text.replace(found, by);
}

/** Every text that the series comes by, the first one included. */
function textsOf(text: string, edits: readonly Edit[]): readonly string[] {
  const texts = [text];
  let current = text;
  for (const { at, length, insert, word, undone } of edits) {
    const offset = Math.round((at * current.length) / 1000);
    const changed =
      word === null
        ? current.slice(0, offset) + insert + current.slice(offset + length)
        : replaceWord(current, offset, word);
    texts.push(changed);
    if (undone) texts.push(current);
    else current = changed;
  }
  return texts;
}

const PRIVATE = ['core', 'by', 'whole', 'original', 'place'];

/** Plain data without what a class keeps to itself, so that a moved node can be held against a read one. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value)) return [...(value as Uint32Array)];
  if (Array.isArray(value)) return value.map(plain);
  // By node, and a node may be there as it was read and as it was moved: the answers show what comes of it.
  if (value instanceof Map) return 'by node';
  const keys = new Set(Object.keys(value));
  const own = Object.getPrototypeOf(value) as object;
  if (own !== Object.prototype) {
    for (const [key, { get }] of Object.entries(Object.getOwnPropertyDescriptors(own))) if (get) keys.add(key);
    for (const key of PRIVATE) keys.delete(key);
  }
  return Object.fromEntries([...keys].sort().map((key) => [key, plain((value as Record<string, unknown>)[key])]));
}

describe('after every edit of a series', () => {
  test('tokens, lines, tree and syntax errors are those of the text alone', () => {
    fc.assert(
      fc.property(series, ({ text, edits }) => {
        let previous: ParsedFile | undefined;
        for (const current of textsOf(text, edits)) {
          previous = parseFile(URI, current, previous);
          expect(plain(previous)).toEqual(plain(parseFile(URI, current)));
        }
      }),
      { numRuns: fuzzRuns(25) },
    );
  });

  test('declarations, references, answers and findings are those of a fresh analysis', () => {
    fc.assert(
      fc.property(series, ({ text, edits }) => {
        const again = incremental();
        for (const current of textsOf(text, edits)) {
          expect(plain(again(current))).toEqual(plain(analyse(URI, machineOf(current), rules)));
        }
      }),
      { numRuns: fuzzRuns(8) },
    );
  });
});

test.each(WORDS)('%s changed to %s, and back: declarations, references, answers and findings', (found, by) => {
  for (const text of [EVERYTHING, machineText(150).text]) {
    const again = incremental();
    for (const current of [text, replaceWord(text, 0, [found, by]), text]) {
      expect(plain(again(current))).toEqual(plain(analyse(URI, machineOf(current), rules)));
    }
  }
});

const machineOf = (text: string): FileAccess => ({
  folder: null,
  read: (uri) => (uri === URI ? text : uri.endsWith('/other.p2p') ? OTHER : null),
});

const OTHER =
  'host_bridge elsewhere {\n  root_port {\n    nvme nvme9 { bar 0 1MiB p2pmem }\n  }\n}\npair nvme9 -> mlx0\n';

/** Analyses one text after another, as a server does. */
function incremental(): (text: string) => Analysis {
  const memo = createMemo();
  const parsed = new Map<string, ParsedFile>();
  return (text) =>
    analyse(
      URI,
      machineOf(text),
      rules,
      (uri, each) => {
        const file = parseFile(uri, each, parsed.get(uri));
        parsed.set(uri, file);
        return file;
      },
      memo,
    );
}
