// From a file's text to its tokens, its syntax tree and its syntax errors. It never throws and always ends; the time is
// linear in the length of the text, whatever stands there.

import { matchBraces, matchBracesByIndent, type Braces } from './braces';
import { parseMember, type Grammar, type Parse } from './block';
import { Cursor, type Construct } from './cursor';
import type { Diagnostic, TextRange } from './diagnostic';
import { FUNCTION_KINDS } from './keywords';
import { tokenize, type Tokens } from './lexer';
import { FUNCTIONS, parseHostBridge, parseUnknown } from './parse-machine';
import { PROPERTIES } from './parse-property';
import { parseScatterlist, QUERIES } from './parse-query';
import { parseScenario } from './parse-scenario';
import { parseInclude, SETTINGS } from './parse-setting';
import { findLineStarts } from './position';
import { changeBetween, findLineStartsAgain, retokenize, Reuse, type Kept } from './reparse';
import { isReusable, markReusable } from './shifted';
import { significantTokens } from './significant';
import type { FileSyntax, ItemSyntax } from './tree';

export interface ParsedFile {
  readonly uri: string;
  readonly text: string;
  /** Offset of the first character of every line; lines end with LF, CRLF or a lone CR. */
  readonly lineStarts: readonly number[];
  readonly tokens: Tokens;
  readonly root: FileSyntax;
  /** Syntax errors only, in order of position. */
  readonly diagnostics: readonly Diagnostic[];
  /** What was passed unread, after a fault: whatever is declared there is not known. */
  readonly unread: readonly TextRange[];
}

const DECLARATIONS: readonly (readonly [string, Parse<ItemSyntax>])[] = [
  ['include', parseInclude],
  ['host_bridge', parseHostBridge],
  ['sgl', parseScatterlist],
  ['scenario', parseScenario],
];

const ITEMS: Grammar<ItemSyntax> = {
  what: 'a declaration (such as `host_bridge`, a setting or a query)',
  members: new Map<string, Parse<ItemSyntax>>([...DECLARATIONS, ...SETTINGS, ...QUERIES]),
  proposals: FUNCTION_KINDS,
  unknown: parseUnknown,
};

const AT_TOP = 'belongs at the top of a file, outside of all blocks';
const AT_TOP_OR_SCENARIO = 'belongs at the top of a file or in a scenario';
const IN_MACHINE = 'belongs in the block of a host bridge or of a device';

const CONSTRUCTS: ReadonlyMap<string, Construct> = new Map<string, Construct>([
  ...DECLARATIONS.map(([word, parse]) => [word, { parse, belongs: AT_TOP }] as const),
  ...[...SETTINGS, ...QUERIES].map(([word, parse]) => [word, { parse, belongs: AT_TOP_OR_SCENARIO }] as const),
  ...[...FUNCTIONS, ...PROPERTIES].map(([word, parse]) => [word, { parse, belongs: IN_MACHINE }] as const),
]);

/** `previous`: an earlier text of the same file; what did not change since is not read again. */
export function parseFile(uri: string, text: string, previous?: ParsedFile): ParsedFile {
  return parseCounting(uri, text, previous).file;
}

/** As parseFile, with the number of steps that the parser took. */
export function parseCounting(
  uri: string,
  text: string,
  previous?: ParsedFile,
): { readonly file: ParsedFile; readonly steps: number } {
  const change = previous === undefined ? null : changeBetween(previous.text, text);
  const known = previous === undefined || change === null ? null : { previous, change };
  const lineStarts =
    known === null ? findLineStarts(text) : findLineStartsAgain(known.previous.lineStarts, text, known.change);
  const tokens = known === null ? tokenize(text) : retokenize(known.previous.tokens, text, known.change);
  const significant = significantTokens(tokens);
  const read = (braces: Braces): Reading => {
    const cursor = new Cursor(uri, text, lineStarts, significant, braces, CONSTRUCTS);
    const kept = known === null ? undefined : keptOf.get(known.previous);
    const reuse = known === null || kept === undefined ? null : new Reuse(kept, known.change, significant, braces);
    return { ...parseItems(cursor, reuse), cursor };
  };
  const braces = matchBraces(text, significant);
  const plain = read(braces);
  const suspect = !braces.byIndent && plain.cursor.misplaced.length > 0;
  const indented = suspect ? read(matchBracesByIndent(text, significant)) : plain;
  const better = indented.cursor.misplaced.length < plain.cursor.misplaced.length ? indented : plain;
  const { items, cursor } = better;
  const root: FileSyntax = { start: 0, end: text.length, items, misplaced: cursor.misplaced };
  const diagnostics = cursor.diagnostics.sort((left, right) => left.range.start - right.range.start);
  const steps = suspect ? plain.cursor.steps + indented.cursor.steps : plain.cursor.steps;
  const file: ParsedFile = { uri, text, lineStarts, tokens, root, diagnostics, unread: cursor.unread };
  keptOf.set(file, better.kept);
  return { file, steps };
}

/** Beside the file, because it is of use to the next parse only. */
const keptOf = new WeakMap<ParsedFile, readonly Kept[]>();

interface Reading {
  readonly items: readonly ItemSyntax[];
  readonly kept: readonly Kept[];
  readonly cursor: Cursor;
}

function parseItems(cursor: Cursor, reuse: Reuse | null): Pick<Reading, 'items' | 'kept'> {
  const items: ItemSyntax[] = [];
  const kept: Kept[] = [];
  while (!cursor.isDone()) {
    const known = reuse?.take(cursor) ?? null;
    if (known !== null) {
      items.push(known.item);
      kept.push(known);
      continue;
    }
    const { faults } = cursor;
    const first = cursor.tokenIndex();
    const before = items.length;
    parseMember(cursor, ITEMS, items);
    const item = items[before];
    if (item === undefined || cursor.faults > faults || !isReusable(item)) continue;
    markReusable(item);
    kept.push({ item, tokens: cursor.tokenIndex() - first });
  }
  return { items, kept };
}
