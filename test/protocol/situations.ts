// The four situations in which every method is tested: a clean file, a broken one, a machine in two files, and a file
// that was edited. In each the document asked about holds the same question, so one expectation can serve for all.

import { expect, test } from 'vitest';
import type { Location, Position, Range } from 'vscode-languageserver/node';
import { MACHINE } from './example';
import type { Client, StartOptions } from './in-process';
import { FOLDER, positionOf, startClient } from './in-process';

export type Situation = 'clean' | 'broken' | 'include' | 'edit';

export const SITUATIONS: Readonly<Record<Situation, string>> = {
  clean: 'clean file',
  broken: 'broken file',
  include: 'across an include',
  edit: 'after an edit',
};

export const URI = `${FOLDER}/machine.p2p`;
export const TREE = `${FOLDER}/tree.p2p`;

export const QUESTION = 'pair nvme0 -> mlx0 = bus_addr\n';

/** The document asked about, and the client that has it open. */
export interface Asked {
  readonly client: Client;
  readonly situation: Situation;
  readonly text: string;
  /** A request about the document. */
  readonly ask: <Result>(method: string, params?: object) => Promise<Result>;
  readonly at: (word: string, plus?: number) => Position;
  /** What a place holds: `tree.p2p nvme0`. */
  readonly words: (place: Location) => string;
  readonly slice: (range: Range) => string;
}

type Expected = readonly string[];

export interface Row {
  readonly method: string;
  /** Stands at the end of the document in every situation. */
  readonly extra?: string;
  readonly options?: StartOptions;
  /** What the answer says, in words that one can think out by hand. */
  readonly answer: (asked: Asked) => Promise<Expected>;
  /** For all situations, or for each. */
  readonly expected: Expected | Readonly<Record<Situation, Expected>>;
}

/** One test a row and situation, named by the method: docs/lsp.md is made of the names. */
export function testRows(rows: readonly Row[]): void {
  for (const row of rows) {
    for (const situation of Object.keys(SITUATIONS) as Situation[]) {
      test(`${row.method}: ${SITUATIONS[situation]}`, async () => {
        const asked = await startIn(situation, row);
        try {
          const expected = 'clean' in row.expected ? row.expected[situation] : row.expected;
          expect(await row.answer(asked)).toEqual(expected);
        } finally {
          await asked.client.end();
        }
      });
    }
  }
}

async function startIn(situation: Situation, { extra = '', options = {} }: Row): Promise<Asked> {
  const whole = `${MACHINE}\n${QUESTION}${extra}`;
  const texts: Readonly<Record<Situation, string>> = {
    clean: whole,
    broken: `${whole}\nscenario half {\n  kernel\n`,
    include: `include "tree.p2p"\n\n${QUESTION}${extra}`,
    edit: `// 😀 edited\n${whole}`,
  };
  const text = texts[situation];
  const included = new Map([[TREE, MACHINE], ...(options.files ?? [])]);
  const client = await startClient({
    ...options,
    files: situation === 'include' ? included : (options.files ?? new Map()),
  });
  if (situation === 'edit') await openByEdits(client, whole);
  else await client.open(URI, text);
  const textOf = (uri: string): string => (uri === URI ? text : MACHINE);
  return {
    client,
    situation,
    text,
    ask: (method, params = {}) => client.request(method, { textDocument: { uri: URI }, ...params }),
    at: (word, plus) => positionOf(text, word, plus),
    words: ({ uri, range }) => `${uri.slice(FOLDER.length + 1)} ${sliceOf(textOf(uri), range)}`,
    slice: (range) => sliceOf(text, range),
  };
}

/** A machine without its NIC, to which the NIC and a line above everything are typed. */
async function openByEdits(client: Client, whole: string): Promise<void> {
  const without = whole.replace('nic mlx0', '');
  const at = positionOf(whole, 'nic mlx0');
  await client.open(URI, without);
  await client.request('textDocument/documentSymbol', { textDocument: { uri: URI } });
  await client.edit(URI, { start: at, end: at }, 'nic mlx0');
  const top = { line: 0, character: 0 };
  await client.edit(URI, { start: top, end: top }, '// \n');
  await client.edit(URI, { start: { line: 0, character: 3 }, end: { line: 0, character: 3 } }, '😀 edited');
}

export function sliceOf(text: string, { start, end }: Range): string {
  const lines = text.split('\n');
  const offset = ({ line, character }: Position): number =>
    lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
  return text.slice(offset(start), offset(end));
}

/** Of the whole document. */
export const WHOLE: Range = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };
