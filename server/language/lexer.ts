// Cuts a text into tokens without losing a character: the tokens, joined, are the text, whatever it is. Kinds and offsets
// stand in two arrays of numbers instead of objects, because a file of 100,000 lines has a million tokens. No token but a
// line end spans lines, so an edit never reaches further than its line.

/** What a token is. White space, line ends and both kinds of comment are trivia: the grammar does not see them. */
export const TOKEN = {
  whitespace: 0,
  lineEnd: 1,
  comment: 2,
  /** `/// …` */
  documentation: 3,
  word: 4,
  string: 5,
  /** A string whose line ends before its closing quote. */
  unclosedString: 6,
  arrow: 7,
  /** One of `{ } [ ] @ , = -`. */
  punctuation: 8,
  /** A run of characters that begin no token. */
  unknown: 9,
} as const;

export const LAST_TRIVIA = TOKEN.documentation;

/** Token i spans starts[i] … starts[i + 1]; starts has one entry more than there are tokens, the length of the text. */
export interface Tokens {
  readonly count: number;
  readonly kinds: Uint8Array;
  readonly starts: Uint32Array;
}

const [OTHER, SPACE, LINE_END, WORD, QUOTE, SLASH, MINUS, PUNCTUATION] = [0, 1, 2, 3, 4, 5, 6, 7] as const;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const DOUBLE_QUOTE = 34;
const GREATER = 62;
const BACKSLASH = 92;
const SLASH_CODE = 47;
export const BYTE_ORDER_MARK = 0xfeff;
/** What a page or a hover gives to be pasted instead of a blank. */
const NO_BREAK_SPACE = 0xa0;

/** By character code below 128: what a token that begins with it is; and whether a word goes on with it. */
const CLASS = new Uint8Array(128);
const IN_WORD = new Uint8Array(128);
for (const character of '\t\v\f ') CLASS[character.charCodeAt(0)] = SPACE;
for (const character of '\r\n') CLASS[character.charCodeAt(0)] = LINE_END;
for (const character of '{}[]@,=') CLASS[character.charCodeAt(0)] = PUNCTUATION;
CLASS[DOUBLE_QUOTE] = QUOTE;
CLASS[SLASH_CODE] = SLASH;
CLASS['-'.charCodeAt(0)] = MINUS;
for (let code = 0; code < 128; code++) {
  const character = String.fromCharCode(code);
  if (/\w/.test(character)) CLASS[code] = WORD;
  if (/[\w.:*]/.test(character)) IN_WORD[code] = 1;
}

export function tokenize(text: string): Tokens {
  const length = text.length;
  let kinds = new Uint8Array((length >> 2) + 16);
  let starts = new Uint32Array((length >> 2) + 17);
  let count = 0;
  let offset = 0;
  while (offset < length) {
    if (count === kinds.length) {
      kinds = grown(kinds, new Uint8Array(count * 2));
      starts = grown(starts, new Uint32Array(count * 2 + 1));
    }
    starts[count] = offset;
    const code = text.charCodeAt(offset);
    const kind = code < 128 ? (CLASS[code] ?? OTHER) : OTHER;
    if (kind === WORD) {
      kinds[count] = TOKEN.word;
      offset = endOfRun(text, offset + 1, IN_WORD, 1);
    } else if (kind === SPACE) {
      kinds[count] = TOKEN.whitespace;
      offset = endOfRun(text, offset + 1, CLASS, SPACE);
    } else if (kind === PUNCTUATION) {
      kinds[count] = TOKEN.punctuation;
      offset++;
    } else if (kind === LINE_END) {
      kinds[count] = TOKEN.lineEnd;
      offset += code === CARRIAGE_RETURN && text.charCodeAt(offset + 1) === LINE_FEED ? 2 : 1;
    } else if (kind === SLASH && text.charCodeAt(offset + 1) === SLASH_CODE) {
      kinds[count] = isDocumentation(text, offset) ? TOKEN.documentation : TOKEN.comment;
      offset = endOfLine(text, offset);
    } else if (kind === QUOTE) {
      const end = endOfString(text, offset);
      kinds[count] = end > 0 ? TOKEN.string : TOKEN.unclosedString;
      offset = Math.abs(end);
    } else if (kind === MINUS) {
      const arrow = text.charCodeAt(offset + 1) === GREATER;
      kinds[count] = arrow ? TOKEN.arrow : TOKEN.punctuation;
      offset += arrow ? 2 : 1;
    } else if (code === NO_BREAK_SPACE || (offset === 0 && code === BYTE_ORDER_MARK)) {
      kinds[count] = TOKEN.whitespace;
      offset++;
    } else {
      kinds[count] = TOKEN.unknown;
      offset = endOfUnknown(text, offset);
    }
    count++;
  }
  starts[count] = length;
  return { count, kinds: kinds.subarray(0, count), starts: starts.subarray(0, count + 1) };
}

export function tokenText(text: string, tokens: Tokens, index: number): string {
  return text.slice(tokens.starts[index], tokens.starts[index + 1]);
}

/** Index of the token that holds the character at `offset`; the last token for the end of the text. */
export function tokenAt(tokens: Tokens, offset: number): number {
  let low = 0;
  let high = tokens.count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((tokens.starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function grown<A extends Uint8Array | Uint32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}

function endOfRun(text: string, from: number, table: Uint8Array, member: number): number {
  let offset = from;
  while (offset < text.length) {
    const code = text.charCodeAt(offset);
    if (code >= 128 || table[code] !== member) break;
    offset++;
  }
  return offset;
}

function endOfLine(text: string, from: number): number {
  let offset = from;
  while (offset < text.length) {
    const code = text.charCodeAt(offset);
    if (code === LINE_FEED || code === CARRIAGE_RETURN) break;
    offset++;
  }
  return offset;
}

/** Exactly three slashes: a line of slashes is a divider, not documentation. */
function isDocumentation(text: string, offset: number): boolean {
  return text.charCodeAt(offset + 2) === SLASH_CODE && text.charCodeAt(offset + 3) !== SLASH_CODE;
}

/** Negative where the line or the text ends first. */
function endOfString(text: string, from: number): number {
  let offset = from + 1;
  while (offset < text.length) {
    const code = text.charCodeAt(offset);
    if (code === DOUBLE_QUOTE) return offset + 1;
    if (code === LINE_FEED || code === CARRIAGE_RETURN) break;
    const next = text.charCodeAt(offset + 1);
    offset += code === BACKSLASH && (next === DOUBLE_QUOTE || next === BACKSLASH) ? 2 : 1;
  }
  return -offset;
}

function endOfUnknown(text: string, from: number): number {
  let offset = from + 1;
  while (offset < text.length) {
    const code = text.charCodeAt(offset);
    if (code === NO_BREAK_SPACE || (code < 128 && CLASS[code] !== OTHER)) break;
    offset++;
  }
  return offset;
}
