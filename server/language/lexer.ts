// Cuts a text into tokens without losing a character: the tokens, joined, are the text, whatever it is. Kinds and offsets
// stand in two arrays of numbers instead of objects, because a file of 100,000 lines has a million tokens. No token but a
// line end spans lines, so an edit never reaches further than its line.

/** Token kinds, in the order of their numbers in Tokens.kinds. */
export const TOKEN_KINDS = [
  'whitespace',
  'line-end',
  'comment',
  'documentation',
  'word',
  'string',
  'unclosed-string',
  'arrow',
  'punctuation',
  'unknown',
] as const;

export type TokenKind = (typeof TOKEN_KINDS)[number];

/** Token i spans starts[i] … starts[i + 1]; starts has one entry more than there are tokens, the length of the text. */
export interface Tokens {
  readonly count: number;
  readonly kinds: Uint8Array;
  readonly starts: Uint32Array;
}
