// A snippet that leaves a fault behind teaches the language wrongly. Each is inserted with its placeholders as they stand,
// at the place where it belongs, and must read without a fault.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../server/language/analyse';

interface Snippet {
  readonly prefix: string;
  readonly body: readonly string[];
}

const SNIPPETS = JSON.parse(readFileSync(new URL('../../syntaxes/snippets.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, Snippet>
>;

/** Where each belongs; `…` is the snippet. */
const PLACES: Readonly<Record<string, string>> = {
  pair: 'host_bridge pci0 [none] { root_port { nvme nvme0 nic mlx0 } } …',
  cmdline: 'host_bridge pci0 { root_port { switch { port port } } } …',
};

/** `${1:text}` is its text, `${1|first,second|}` its first choice, `$0` nothing. */
function inserted(snippet: Snippet): string {
  return snippet.body
    .join('\n')
    .replace(/\$\{\d+\|([^,|]+)[^}]*\|\}/g, '$1')
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\d+/g, '');
}

describe.each(Object.entries(SNIPPETS))('the snippet "%s"', (_, snippet) => {
  it('reads without a fault where it belongs', () => {
    const text = (PLACES[snippet.prefix] ?? '').replace('…', inserted(snippet));
    const analysis = analyse('file:///machine.p2p', { folder: null, read: () => text });
    expect(text).toContain(snippet.prefix);
    expect(analysis.diagnostics.map(({ message }) => message)).toEqual([]);
  });
});
