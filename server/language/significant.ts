// The tokens that the grammar sees: those that are neither white space nor comment, and which of them begin a line.

import { LAST_TRIVIA, TOKEN, type Tokens } from './lexer';

/** Parallel arrays by significant token; offsets are UTF-16. */
export interface Significant {
  readonly count: number;
  readonly kinds: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** 1: nothing but white space stands before it on its line. */
  readonly firstOnLine: Uint8Array;
}

export function significantTokens(tokens: Tokens): Significant {
  const kinds = new Uint8Array(tokens.count);
  const starts = new Uint32Array(tokens.count);
  const ends = new Uint32Array(tokens.count);
  const firstOnLine = new Uint8Array(tokens.count);
  let count = 0;
  let first = 1;
  for (let index = 0; index < tokens.count; index++) {
    const kind = tokens.kinds[index] ?? 0;
    if (kind <= LAST_TRIVIA) {
      if (kind === TOKEN.lineEnd) first = 1;
      continue;
    }
    kinds[count] = kind;
    starts[count] = tokens.starts[index] ?? 0;
    ends[count] = tokens.starts[index + 1] ?? 0;
    firstOnLine[count] = first;
    first = 0;
    count++;
  }
  return { count, kinds, starts, ends, firstOnLine };
}
