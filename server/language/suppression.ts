// Suppression comments: `// p2p-ignore CODE[, CODE]: reason` for a line, `// p2p-ignore-file CODE: reason` for a file. One
// that suppresses nothing is reported, so that none outlives its cause; not while an error keeps something from being
// evaluated, of which it may be needed. Syntax errors cannot be suppressed: what they cover up is not evaluated.

import { LANGUAGE_CODES } from './codes';
import type { Diagnostic, TextRange } from './diagnostic';
import { toDiagnostic } from './finding';
import { LAST_TRIVIA, TOKEN, tokenText } from './lexer';
import type { ParsedFile } from './parser';
import { lineAt } from './position';
import { nearest } from './nearest';
import { shown } from './shown';

interface Suppression {
  readonly code: string;
  readonly range: TextRange;
  /** null: the whole file. */
  readonly line: number | null;
}

interface FileSuppressions {
  readonly suppressions: readonly Suppression[];
  readonly malformed: readonly Diagnostic[];
}

/** What is left of the diagnostics, and those about the comments themselves; not sorted. `codes`: all that there are. */
export function applySuppressions(
  files: readonly ParsedFile[],
  diagnostics: readonly Diagnostic[],
  codes: readonly string[],
): readonly Diagnostic[] {
  if (!files.some((file) => file.text.includes(MARK))) return diagnostics;
  const byFile = new Map(files.map((file) => [file.uri, { file, ...findSuppressions(file) }]));
  const used = new Set<Suppression>();
  const kept = diagnostics.filter((diagnostic) => {
    const entry = byFile.get(diagnostic.file);
    if (entry === undefined || diagnostic.code === 'syntax') return true;
    const line = lineAt(entry.file.lineStarts, diagnostic.range.start);
    const matching = entry.suppressions.filter(
      (each) => each.code === diagnostic.code && (each.line === null || each.line === line),
    );
    for (const each of matching) used.add(each);
    return matching.length === 0;
  });
  const isWhole = !kept.some(isFaultOfText);
  for (const { file, suppressions, malformed } of byFile.values()) {
    kept.push(...malformed);
    for (const each of suppressions) {
      if (!used.has(each) && (isWhole || isInVain(each, codes))) kept.push(unused(file, each, codes));
    }
  }
  return kept;
}

/** What a faulty text leaves unanswered may be the very thing that a comment accepts; while somebody types it comes and goes. */
function isFaultOfText({ code, severity }: Diagnostic): boolean {
  return severity === 'error' && Object.hasOwn(LANGUAGE_CODES, code);
}

/** Whatever the rest of the text says. */
function isInVain({ code }: Suppression, codes: readonly string[]): boolean {
  return code === 'syntax' || !codes.includes(code);
}

const MARK = 'p2p-ignore';
const FORM = /^\/\/\s*p2p-ignore(-file)?\s+([^:]*?)\s*:\s*\S/;

function findSuppressions(file: ParsedFile): FileSuppressions {
  const { tokens, text, lineStarts } = file;
  const suppressions: Suppression[] = [];
  const malformed: Diagnostic[] = [];
  for (let index = 0; index < tokens.count; index++) {
    const kind = tokens.kinds[index];
    if (kind !== TOKEN.comment && kind !== TOKEN.documentation) continue;
    const comment = tokenText(text, tokens, index);
    if (kind === TOKEN.documentation) {
      if (/^\/{3,}\s*p2p-ignore\b/.test(comment)) {
        malformed.push(documentation(file, tokens.starts[index] ?? 0, comment));
      }
      continue;
    }
    if (!/^\/\/\s*p2p-ignore\b/.test(comment)) continue;
    const start = tokens.starts[index] ?? 0;
    const parts = FORM.exec(comment);
    const list = parts?.[2] ?? '';
    const listStart = start + comment.indexOf(list, comment.indexOf(MARK) + MARK.length);
    const codes = codesIn(list);
    if (parts === null || codes.length === 0) {
      const wrong = wrongCode(list, listStart);
      malformed.push(wrong === null ? malformedComment(file, start, comment) : malformedCode(file, wrong));
      continue;
    }
    const line = parts[1] === undefined ? targetLine(file, index, lineAt(lineStarts, start)) : null;
    for (const { code, at } of codes) {
      suppressions.push({ code, line, range: { start: listStart + at, end: listStart + at + code.length } });
    }
  }
  return { suppressions, malformed };
}

/** Empty if the list is not one of codes. */
function codesIn(list: string): readonly { readonly code: string; readonly at: number }[] {
  if (!/^[a-z0-9.-]+(?:\s*,\s*[a-z0-9.-]+)*$/.test(list)) return [];
  return [...list.matchAll(/[a-z0-9.-]+/g)].map((match) => ({ code: match[0], at: match.index }));
}

/** The comment's own line if something stands before it there, else the next line on which something stands. */
function targetLine(file: ParsedFile, comment: number, line: number): number {
  const { tokens, lineStarts } = file;
  for (let index = comment - 1; index >= 0 && (tokens.starts[index] ?? 0) >= (lineStarts[line] ?? 0); index--) {
    if ((tokens.kinds[index] ?? 0) > LAST_TRIVIA) return line;
  }
  let next = comment + 1;
  while (next < tokens.count && (tokens.kinds[next] ?? 0) <= LAST_TRIVIA) next++;
  return next < tokens.count ? lineAt(lineStarts, tokens.starts[next] ?? 0) : -1;
}

/** The first piece of a list that is no code; null: the list is empty, or has an empty piece. */
function wrongCode(list: string, start: number): (TextRange & { readonly text: string }) | null {
  const pieces = [...list.matchAll(/[^,]+/g)].map(({ 0: piece, index }) => {
    const text = piece.trim();
    const from = start + index + piece.indexOf(text);
    return { text, start: from, end: from + text.length };
  });
  return pieces.find(({ text }) => text !== '' && !/^[a-z0-9.-]+$/.test(text)) ?? null;
}

function malformedCode(file: ParsedFile, { text, start, end }: TextRange & { readonly text: string }): Diagnostic {
  const near = text.toLowerCase().replaceAll('_', '-');
  const isMeant = /^[a-z0-9.-]+$/.test(near);
  const advice = isMeant
    ? `did you mean \`${shown(near)}\`?`
    : 'write it as the finding shows it, and commas between several';
  const message = `\`${shown(text)}\`: expected a code of small letters and \`-\`; ${advice}`;
  const range = { start, end };
  const replacement = isMeant ? { replacement: { range, text: near } } : {};
  return toDiagnostic({ code: 'ignore-malformed', file: file.uri, range, message, ...replacement });
}

function documentation(file: ParsedFile, start: number, comment: string): Diagnostic {
  const slashes = /^\/+/.exec(comment)?.[0] ?? '';
  const range = { start, end: start + slashes.length };
  const message = `\`${slashes}\`: expected \`//\` before \`p2p-ignore\`, found what documents the next declaration; write \`//\``;
  return toDiagnostic({ code: 'ignore-malformed', file: file.uri, range, message, replacement: { range, text: '//' } });
}

/** Codes, and behind them words that can only be the reason. */
const WITHOUT_COLON =
  /^(\/\/\s*p2p-ignore(?:-file)?\s+[a-z0-9]+(?:-[a-z0-9]+)+(?:\s*,\s*[a-z0-9.-]+)*)(\s+(?:[-–—]+\s*)?)[^\s:][^:]*$/;

function malformedComment(file: ParsedFile, start: number, comment: string): Diagnostic {
  const range = { start, end: start + comment.trimEnd().length };
  const [, codes, gap] = WITHOUT_COLON.exec(comment) ?? [];
  if (codes !== undefined && gap !== undefined) {
    const at = start + codes.length;
    const replacement = { range: { start: at, end: at + gap.length }, text: ': ' };
    const message = 'expected a `:` between the codes and the reason, found none; add it';
    return toDiagnostic({ code: 'ignore-malformed', file: file.uri, range, message, replacement });
  }
  const message =
    'expected the codes to ignore and a reason; write it as in `// p2p-ignore pair-mismatch: known and accepted`';
  return toDiagnostic({ code: 'ignore-malformed', file: file.uri, range, message });
}

function unused(file: ParsedFile, suppression: Suppression, codes: readonly string[]): Diagnostic {
  const { code, range, line } = suppression;
  if (!codes.includes(code)) return unknownCode(file, suppression, nearest(code, codes));
  const where = line === null ? 'in this file' : 'on that line';
  const why = code === 'syntax' ? 'syntax errors cannot be ignored' : `there is none ${where}`;
  const message = `\`${shown(code)}\`: expected a finding of this code to ignore, but ${why}; take the comment out`;
  return { ...toDiagnostic({ code: 'ignore-unused', file: file.uri, range, message }), tags: ['unnecessary'] };
}

function unknownCode(file: ParsedFile, { code, range }: Suppression, near: string | null): Diagnostic {
  const advice = near === null ? 'write it as the finding shows it' : `did you mean \`${near}\`?`;
  const message = `\`${shown(code)}\`: expected the code of a finding, found none of this name; ${advice}`;
  const replacement = near === null ? {} : { replacement: { range, text: near } };
  return toDiagnostic({ code: 'ignore-malformed', file: file.uri, range, message, ...replacement });
}
