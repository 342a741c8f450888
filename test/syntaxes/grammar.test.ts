// What a theme can colour: a keyword that loses its scope, a name taken for a keyword or a string that runs over its line
// would show here before anybody sees it. The expected scopes stand in scopes.ts, written by hand.

import { readdir, readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { IGrammar } from 'vscode-textmate';
import { LINES } from './scopes';
import { loadGrammar, tokenize } from './tokenizer';

let grammar: IGrammar;
beforeAll(async () => {
  grammar = await loadGrammar();
});

describe('the grammar', () => {
  it.each(LINES)('scopes %s', (line, expected) => {
    expect(tokenize(grammar, line)[0]?.map((run) => [run.text, run.scope])).toEqual(expected);
  });

  it('ends an unclosed string at the end of its line, so that the next line keeps its colours', () => {
    const lines = tokenize(grammar, 'cmdline "pci=noats\nkernel 6.1');
    expect(lines[1]?.map((run) => run.scope)).toEqual(['keyword.control', 'constant.numeric']);
  });

  it('leaves the block of an nvmet with its brace', () => {
    const lines = tokenize(grammar, 'nvmet s {\n  port a\n}\nport b');
    expect(lines[1]?.[0]?.scope).toBe('keyword.control');
    expect(lines[3]?.[0]?.scope).toBe('entity.name.type.struct');
  });

  it('leaves the block of an nvmet that nobody closed with the next question', () => {
    const lines = tokenize(grammar, 'nvmet s {\n  port a\n\npair a -> b\nhost_bridge h { port p');
    expect(lines[4]?.at(-2)).toEqual({ text: 'port', scope: 'entity.name.type.struct' });
  });

  it('gives every character of every example a scope', async () => {
    const folder = new URL('../../examples/', import.meta.url);
    const files = (await readdir(folder)).filter((name) => name.endsWith('.p2p'));
    expect(files.length).toBeGreaterThan(2);
    for (const name of files) {
      const lines = tokenize(grammar, await readFile(new URL(name, folder), 'utf8'));
      const bare = lines.flatMap((line, index) =>
        line.filter((run) => run.scope === null).map((run) => `${name}:${String(index + 1)}: ${run.text}`),
      );
      expect(bare).toEqual([]);
    }
  });
});
