// From a file's text to its tokens, its syntax tree and its syntax errors. It never throws and always ends.

import type { Diagnostic } from './diagnostic';
import type { Tokens } from './lexer';
import type { FileSyntax } from './tree';

export interface ParsedFile {
  readonly uri: string;
  readonly text: string;
  /** Offset of the first character of every line; lines end with LF, CRLF or a lone CR. */
  readonly lineStarts: readonly number[];
  readonly tokens: Tokens;
  readonly root: FileSyntax;
  /** Syntax errors only, in order of position. */
  readonly diagnostics: readonly Diagnostic[];
}

export declare function parseFile(uri: string, text: string): ParsedFile;
