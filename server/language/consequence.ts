// Names that are not known because of a fault that is reported already: told as a fault of their own, one mistake would look
// like many.

import { MAXIMUM_MESSAGES } from './cursor';
import type { TextRange } from './diagnostic';
import type { Sources } from './includes';
import { TOKEN, tokenAt, tokenText } from './lexer';
import type { ParsedFile } from './parser';
import { lineAt } from './position';

/** Whether a name that nothing declares is no finding at its place. */
export type Excuse = (file: ParsedFile, name: string, range: TextRange) => boolean;

export function createExcuse(sources: Sources): Excuse {
  const unread = lazily(() => wordsUnread(sources.files));
  const faultyLines = new Map<ParsedFile, ReadonlySet<number>>();
  const hasSyntaxFault = (file: ParsedFile, offset: number): boolean => {
    const lines = faultyLines.get(file) ?? linesWithFault(file);
    faultyLines.set(file, lines);
    const last = file.diagnostics.at(-1);
    const isCut = file.diagnostics.length > MAXIMUM_MESSAGES && offset > (last?.range.start ?? 0);
    return isCut || lines.has(lineAt(file.lineStarts, offset));
  };
  return (file, name, range) => !sources.complete || unread().has(name) || hasSyntaxFault(file, range.start);
}

/** Every word in what was passed unread: any of them may be a name that is declared there. */
function wordsUnread(files: readonly ParsedFile[]): ReadonlySet<string> {
  const words = new Set<string>();
  for (const { tokens, text, unread } of files) {
    for (const { start, end } of unread) {
      for (let index = tokenAt(tokens, start); index < tokens.count && (tokens.starts[index] ?? end) < end; index++) {
        if (tokens.kinds[index] === TOKEN.word) words.add(tokenText(text, tokens, index));
      }
    }
  }
  return words;
}

function linesWithFault({ diagnostics, lineStarts }: ParsedFile): ReadonlySet<number> {
  return new Set(diagnostics.map(({ range }) => lineAt(lineStarts, range.start)));
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
