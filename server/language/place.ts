// Where something stands, in words: the command line prints no related information, so a message that points elsewhere
// says where.

import type { TextRange } from './diagnostic';
import type { ParsedFile } from './parser';
import { lineAt } from './position';
import { shown } from './shown';

/** `line 3`, or `rack.p2p, line 3` where it is another file than the one in which this is said. */
export function lineWords(there: ParsedFile, range: TextRange, here: Pick<ParsedFile, 'uri'>): string {
  const line = `line ${String(lineAt(there.lineStarts, range.start) + 1)}`;
  return there.uri === here.uri ? line : `${shown(there.uri.slice(there.uri.lastIndexOf('/') + 1))}, ${line}`;
}
