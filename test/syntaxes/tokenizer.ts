// The editor's own tokenizer (vscode-textmate on Oniguruma) with this extension's grammar, so that tests see the scopes
// that a user's theme will see.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { INITIAL, parseRawGrammar, Registry } from 'vscode-textmate';
import type { IGrammar } from 'vscode-textmate';

const GRAMMAR = new URL('../../syntaxes/p2p.tmLanguage.json', import.meta.url);

/** One run of characters and its innermost scope without the `.p2p` at its end; `null`: only the grammar's own scope. */
export interface ScopedText {
  readonly text: string;
  readonly scope: string | null;
}

export async function loadGrammar(): Promise<IGrammar> {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
  await loadWASM(new Uint8Array(await readFile(wasm)));
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async () => parseRawGrammar(await readFile(GRAMMAR, 'utf8'), 'p2p.tmLanguage.json'),
  });
  const grammar = await registry.loadGrammar('source.p2p');
  if (grammar === null) throw new Error('no grammar is registered for source.p2p');
  return grammar;
}

/** UTF-16 offsets into the whole text, and all scopes, the grammar's own first. */
export interface ScopedRange {
  readonly start: number;
  readonly end: number;
  readonly scopes: readonly string[];
}

/** In order, together the whole text but its line ends. */
export function scopedRanges(grammar: IGrammar, text: string): readonly ScopedRange[] {
  let state = INITIAL;
  let offset = 0;
  return text.split(/(\r\n|\r|\n)/).flatMap((line, index) => {
    const start = offset;
    offset += line.length;
    if (index % 2 === 1) return [];
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    return result.tokens.map(({ startIndex, endIndex, scopes }) => ({
      start: start + startIndex,
      end: start + Math.min(endIndex, line.length),
      scopes,
    }));
  });
}

/** The text's runs line by line, white space left out, neighbours of one scope joined. */
export function tokenize(grammar: IGrammar, text: string): readonly (readonly ScopedText[])[] {
  let state = INITIAL;
  return text.split(/\r?\n/).map((line) => {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    return joined(
      result.tokens.map((token) => ({
        text: line.slice(token.startIndex, token.endIndex),
        scope: token.scopes.length > 1 ? (token.scopes.at(-1) ?? '').replace(/\.p2p$/, '') : null,
      })),
    );
  });
}

function joined(runs: readonly ScopedText[]): readonly ScopedText[] {
  const result: ScopedText[] = [];
  for (const run of runs) {
    const last = result.at(-1);
    if (last !== undefined && last.scope === run.scope) {
      result[result.length - 1] = { ...last, text: last.text + run.text };
    } else result.push(run);
  }
  return result.map((run) => ({ ...run, text: run.text.trim() })).filter((run) => run.text !== '');
}
