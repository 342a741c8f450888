// Texts for property tests: any code units at all; soups of what the language is made of, so that everything the lexer and
// the parser tell apart is frequent; examples with a few pieces taken out, put in or doubled, as while somebody types.

import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { RESERVED } from '../../server/language/keywords';

const FOLDER = new URL('../../examples/', import.meta.url);

/** Name and text. */
export const EXAMPLES: readonly (readonly [string, string])[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.p2p'))
  .map((name) => [name, readFileSync(new URL(name, FOLDER), 'utf8')]);

/** Small enough that many variants of them can be tried. */
export const SMALL_EXAMPLES = EXAMPLES.map(([, text]) => text).filter((text) => text.length < 5000);

const VALUES = [
  ...['4K', '4KiB', '0', '0x1000', '00.0', '0000:00', '144d:a824', 'a', 'b', 'a.vf*', 'a.vf0', 'SV', 'RR', 'EINVAL'],
  ...[
    'bus_addr',
    '3',
    'segments',
    'bus',
    'p2pmem',
    'ram',
    'at',
    'offset',
    'caps',
    'firmware',
    'ops',
    'for',
    'namespace',
  ],
];
const MARKS = ['{', '{', '}', '}', '[', ']', '@', ',', '=', '->', '-', '>', '"x"', '"', '\\', '/', '%'];
const ODD = ['\ufeff', '\ud800', '\udc00', '💥', '\u2028', '\u0085', '\0', 'é', '\u00a0'];
const SPACES = [' ', ' ', '  ', '\n', '\n  ', '\n    ', '\n\n\n', '\r\n', '\r', '\t', '\v', ''];
const COMMENTS = [
  '//',
  '///',
  '////',
  '// c  \n',
  '/// d\n',
  ' // p2p-ignore syntax: x\n',
  '\n// p2p-ignore-file a: b\n',
];
const PIECES = [...RESERVED, ...VALUES, ...MARKS, ...MARKS, ...ODD, ...SPACES, ...SPACES, ...COMMENTS];

/** Joined with blanks, or touching. */
export const soups = fc
  .tuple(fc.array(fc.constantFrom(...PIECES), { maxLength: 120 }), fc.constantFrom(' ', ' ', ''))
  .map(([pieces, between]) => pieces.join(between));

const SKELETON = [
  ...[
    'host_bridge h {',
    'root_port {',
    'scenario s {',
    'sgl s {',
    'nvmet t {',
    'nic n',
    'port n',
    'kernel   6.1',
    'iommu on',
  ],
  ...['pair a -> b', 'ram 4K', '%', '}', '}', '}', '\n', '\n ', '\n  ', '\n    ', '\n      '],
];

/** Blocks that are closed or not, indented anyhow: what stands in which is then told by indentation. */
export const skeletons = fc.array(fc.constantFrom(...SKELETON), { maxLength: 40 }).map((pieces) => pieces.join(' '));

/** Every code unit, halves of pairs and NUL among them. */
export const codeUnits = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0x7f }), fc.integer({ min: 0, max: 0xffff })), { maxLength: 200 })
  .map((codes) => String.fromCharCode(...codes));

interface Change {
  readonly at: number;
  readonly take: number;
  readonly put: string;
}

const changes: fc.Arbitrary<readonly Change[]> = fc.array(
  fc.record({
    at: fc.nat(),
    take: fc.oneof(fc.nat(3), fc.nat(60)),
    put: fc.oneof(fc.constant(''), fc.constantFrom(...PIECES), fc.constantFrom('acs SV', '\r\n\r\n\r\n', '// x\n')),
  }),
  { minLength: 1, maxLength: 4 },
);

export const changedExamples = fc
  .tuple(fc.constantFrom(...SMALL_EXAMPLES), changes)
  .map(([text, made]) => made.reduce(change, text));

function change(text: string, { at, take, put }: Change): string {
  const start = at % (text.length + 1);
  return text.slice(0, start) + put + text.slice(start + take);
}

export const anyTexts = fc.oneof(soups, skeletons, codeUnits, changedExamples);
