// Faults of the grammar whose repair is plain: a brace or a quote too few or too many, an arrow, an equals sign, a bracket
// or a name left out. Tried on the text; what does not repair it is not offered.

import type { Analysis } from '../../language/analysis';
import type { Diagnostic, TextRange } from '../../language/diagnostic';
import { ENDPOINT_KINDS, ERRNOS, MAP_TYPES } from '../../language/keywords';
import { LAST_TRIVIA, tokenAt } from '../../language/lexer';
import type { ParsedFile } from '../../language/parser';
import type { TextEdit } from '../edit';
import { lineEnd, takeOut } from '../line-edit';
import type { FixKind } from './quick-fix';
import { repairsText } from './prove';
import { firstName } from './repair-name';

export const repairSyntax: FixKind = {
  codes: ['syntax'],
  proved: 'itself',
  propose: (analysis, diagnostic) => {
    const parsed = analysis.files.find(({ uri }) => uri === diagnostic.file);
    if (parsed === undefined || diagnostic.replacement !== undefined) return [];
    const found = [...namesFor(analysis, parsed, diagnostic), ...candidates(parsed, diagnostic)].find(({ edits }) =>
      repairsText(analysis, { diagnostic, edits }),
    );
    return found === undefined ? [] : [{ ...found, diagnostic, preferred: true, price: null }];
  },
};

interface Candidate {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

function candidates(parsed: ParsedFile, diagnostic: Diagnostic): readonly Candidate[] {
  const { text, uri: file } = parsed;
  const { start, end } = diagnostic.range;
  const found = text.slice(start, end);
  return [
    ...missingSigns(lineBefore(text, start), found).map(({ sign, separator }) => ({
      title: `Insert ${sign}`,
      edits: [inserted(file, separator === '' ? start - blanksBefore(text, start) : start, `${sign}${separator}`)],
    })),
    ...(found === '{' ? [closing(parsed, diagnostic)] : []),
    ...(found === '}' ? removed(parsed, diagnostic) : []),
    ...(found.startsWith('"') ? quotes(file, found, start) : []),
    ...habits(file, text, diagnostic.range),
  ];
}

/** Signs of other languages. One that is taken out goes with the blanks before it, or those behind it. */
function habits(file: string, text: string, { start, end }: TextRange): readonly Candidate[] {
  const found = text.slice(start, end);
  const replaced = (length: number, newText: string, from = start): Candidate['edits'] => [
    { file, range: { start: from, end: start + length }, newText },
  ];
  if (found === '#') return [{ title: 'Write //', edits: replaced(1, '//') }];
  if (found.startsWith('/*')) {
    const comment = /^\/\*[ \t]*([^\r\n]*?)[ \t]*\*\/[ \t]*(?=[\r\n]|$)/.exec(text.slice(start));
    return comment === null
      ? []
      : [{ title: 'Write //', edits: replaced(comment[0].length, `// ${comment[1] ?? ''}`) }];
  }
  if (text.startsWith('=>', start)) return [{ title: 'Write ->', edits: replaced(2, '->') }];
  if (!/^[=:;,]$/.test(found)) return [];
  const before = blanksBefore(text, start);
  const isBetweenWords = before === 0 && /^\w/.test(text.slice(end, end + 1));
  return [{ title: `Remove ${found}`, edits: replaced(1, isBetweenWords ? ' ' : '', start - before) }];
}

function removed(parsed: ParsedFile, { range }: Diagnostic): readonly Candidate[] {
  const edit = takeOut(parsed, range);
  return edit === null ? [] : [{ title: 'Remove the closing brace', edits: [edit] }];
}

/** An endpoint without a name: the next one that is free. */
function namesFor(analysis: Analysis, { text, uri }: ParsedFile, { range }: Diagnostic): readonly Candidate[] {
  const found = text.slice(range.start, range.end);
  const isKind = (ENDPOINT_KINDS as readonly string[]).includes(found);
  const before = /\b([a-z]+)[ \t]+$/.exec(lineBefore(text, range.start))?.[1] ?? '';
  const kind = isKind ? found : before;
  if (!(ENDPOINT_KINDS as readonly string[]).includes(kind)) return [];
  const name = firstName(analysis, kind);
  const edit = isKind ? inserted(uri, range.end, ` ${name}`) : inserted(uri, range.start, `${name} `);
  return [{ title: `Call it ${name}`, edits: [edit] }];
}

/** Behind the last line of the block, as deep as the line that opens it. */
function closing({ text, tokens, uri }: ParsedFile, { range, related }: Diagnostic): Candidate {
  let last = tokenAt(tokens, related[0]?.range.start ?? text.length);
  if (related[0] !== undefined) last--;
  while (last > 0 && (tokens.kinds[last] ?? 0) <= LAST_TRIVIA) last--;
  const end = tokens.starts[last + 1] ?? text.length;
  const rest = /^[^\r\n]*/.exec(text.slice(end))?.[0] ?? '';
  const indent = /^[ \t]*/.exec(lineBefore(text, range.start))?.[0] ?? '';
  return {
    title: 'Close the block',
    edits: [inserted(uri, end + rest.length, `${lineEnd(text)}${indent}}`)],
  };
}

/** A comment that the open string swallowed is none of it. */
function quotes(file: string, found: string, start: number): readonly Candidate[] {
  const comment = /\s+\/\/.*$/.exec(found);
  const length = comment?.index ?? found.trimEnd().length;
  return [{ title: 'Close the string', edits: [inserted(file, start + length, '"')] }];
}

const ANSWERS: ReadonlySet<string> = new Set([...MAP_TYPES, ...ERRNOS, 'none']);

function missingSigns(before: string, found: string): readonly { readonly sign: string; readonly separator: string }[] {
  if (/\[[0-9A-Fa-f:]+\s*$/.test(before)) return [{ sign: ']', separator: '' }];
  if (/^\s*(?:pair|map)\s[^>=]*[\w*]\s*$/.test(before)) return [{ sign: '->', separator: ' ' }];
  return ANSWERS.has(found) && /\b(?:pair|map|provider|namespace)\b[^=]*$/.test(before)
    ? [{ sign: '=', separator: ' ' }]
    : [];
}

function lineBefore(text: string, offset: number): string {
  const head = text.slice(0, offset);
  return head.slice(Math.max(head.lastIndexOf('\n'), head.lastIndexOf('\r')) + 1);
}

function blanksBefore(text: string, offset: number): number {
  return /[ \t]*$/.exec(text.slice(0, offset))?.[0].length ?? 0;
}

function inserted(file: string, at: number, newText: string): TextEdit {
  return { file, range: { start: at, end: at }, newText };
}
