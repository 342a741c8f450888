// From the text of a machine's root file to all that is known of it.

import type { Analysis } from './analysis';
import type { ParsedFile } from './parser';
import type { Rule } from './rule';

/** How the language reads files. The caller has them at hand: an adapter that must wait for a file reads it first and analyses again. */
export interface FileAccess {
  /** URI of the folder that no include may leave; null: the folder of the root file. */
  readonly folder: string | null;
  /** The text of a file; null: there is none. */
  readonly read: (uri: string) => string | null;
}

/** `parse` may remember what it parsed: the same text gives the same tree. */
export declare function analyse(
  root: string,
  files: FileAccess,
  rules?: readonly Rule[],
  parse?: (uri: string, text: string) => ParsedFile,
): Analysis;
