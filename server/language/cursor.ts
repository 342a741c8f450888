// Where the parser stands in a file: the current token, the end of the innermost block, what was reported so far. It is a
// class because it is one thing with a lifetime. It keeps the two promises of every message: at most one a line, and the
// words that would have been understood at this place are at hand as proposals.

import type { Braces } from './braces';
import { detached } from './detached';
import type { Diagnostic, RelatedInformation, Replacement, TextRange } from './diagnostic';
import { TOKEN } from './lexer';
import { lineAt } from './position';
import { shown, withShownNames } from './shown';
import type { Significant } from './significant';
import type { MisplacedSyntax } from './tree';

/** Deeper than any PCI domain can nest: it has 256 buses. */
export const MAXIMUM_DEPTH = 256;

/** More messages than this help nobody; one more says that there are more. */
export const MAXIMUM_MESSAGES = 1000;

/** A block whose opening brace was taken. */
export interface Entered {
  readonly open: TextRange;
  readonly outerLimit: number;
  readonly closed: boolean;
  /** The first token behind a block that is not closed; null: there is none. */
  readonly before: TextRange | null;
}

/** A text with more faults than this is no `.p2p` file: the rest of it is not read. */
const MAXIMUM_FAULTS = 20_000;

export interface Construct {
  readonly parse: (cursor: Cursor, word: string) => MisplacedSyntax;
  /** "belongs at the top of a file". */
  readonly belongs: string;
}

export interface Extra {
  readonly related?: readonly RelatedInformation[];
  readonly replacement?: Replacement | null;
}

export class Cursor {
  readonly diagnostics: Diagnostic[] = [];
  /** Constructs found where they do not belong. */
  readonly misplaced: MisplacedSyntax[] = [];
  /** Blocks that are passed without a look at what stands in them. */
  readonly unread: TextRange[] = [];
  /** Syntax faults so far, those left unsaid included. A construct is faulty if this grew while it was read. */
  faults = 0;
  depth = 0;
  /** How often a token was looked at, for the proof that parsing is linear. */
  steps = 0;
  private index = 0;
  private limit: number;
  private readonly linesWithMessage = new Set<number>();
  /** The first `optionalCount` count; the array is used again and again. */
  private readonly optional: string[] = [];
  private optionalCount = 0;
  private isStopped = false;
  private wordIndex = -1;
  private currentWord: string | null = null;

  constructor(
    readonly uri: string,
    readonly text: string,
    private readonly lineStarts: readonly number[],
    private readonly tokens: Significant,
    private readonly braces: Braces,
    /** Every construct that a word opens, wherever it may stand. */
    readonly constructs: ReadonlyMap<string, Construct>,
  ) {
    this.limit = tokens.count;
  }

  atEnd(): boolean {
    return this.index >= this.limit;
  }

  /** Whether there is nothing more to be read, or no sense in it. */
  isDone(): boolean {
    if (this.faults <= MAXIMUM_FAULTS) return this.atEnd();
    this.stop();
    return true;
  }

  private stop(): void {
    if (this.isStopped) return;
    this.isStopped = true;
    this.unread.push({ start: this.start(), end: this.text.length });
  }

  /** The current token if it is a word. */
  word(): string | null {
    this.steps++;
    if (this.wordIndex === this.index) return this.atEnd() ? null : this.currentWord;
    if (this.atEnd() || this.tokens.kinds[this.index] !== TOKEN.word) return null;
    this.currentWord = detached(this.text.slice(this.tokens.starts[this.index], this.tokens.ends[this.index]));
    this.wordIndex = this.index;
    return this.currentWord;
  }

  /** Which of the tokens that the grammar sees is the current one. */
  tokenIndex(): number {
    return this.index;
  }

  /** Goes to a token behind constructs of which nothing is to be read. */
  passTo(index: number): void {
    this.index = index;
    this.optionalCount = 0;
  }

  kind(): number | null {
    this.steps++;
    return this.atEnd() ? null : (this.tokens.kinds[this.index] ?? null);
  }

  /** Whether the current token is this punctuation character. */
  at(character: string): boolean {
    return this.kind() === TOKEN.punctuation && this.text.charCodeAt(this.start()) === character.charCodeAt(0);
  }

  /** Whether the current token begins a line; the end of the block counts as one. */
  startsLine(): boolean {
    return this.atEnd() || this.tokens.firstOnLine[this.index] === 1;
  }

  start(): number {
    return this.index < this.tokens.count ? (this.tokens.starts[this.index] ?? 0) : this.text.length;
  }

  /** Where the last token that was taken ends. */
  previousEnd(): number {
    return this.index === 0 ? 0 : (this.tokens.ends[Math.min(this.index, this.tokens.count) - 1] ?? 0);
  }

  range(): TextRange {
    return this.rangeOf(this.index);
  }

  /** Counted from 1, as people count. */
  lineNumber(offset: number): number {
    return lineAt(this.lineStarts, offset) + 1;
  }

  /** The current token without white space between it and the one before. */
  adjoins(): boolean {
    return !this.atEnd() && this.index > 0 && this.start() === this.previousEnd();
  }

  /** The first character of the token after the current one, if it is on the same line. */
  characterAfter(): string | null {
    const next = this.index + 1;
    if (next >= this.limit || this.tokens.firstOnLine[next] === 1) return null;
    return this.text[this.tokens.starts[next] ?? 0] ?? null;
  }

  take(): TextRange {
    const range = this.range();
    this.pass();
    return range;
  }

  /** Takes the current token, of which nothing is to be kept. */
  pass(): void {
    this.index++;
    this.optionalCount = 0;
  }

  acceptWord(word: string): TextRange | null {
    if (this.word() === word) return this.take();
    this.optional[this.optionalCount] = word;
    this.optionalCount++;
    return null;
  }

  accept(character: string): TextRange | null {
    return this.at(character) ? this.take() : null;
  }

  acceptArrow(): TextRange | null {
    return this.kind() === TOKEN.arrow ? this.take() : null;
  }

  /** Words that could have gone on with what was read last. */
  optionalWords(): readonly string[] {
    return this.optional.slice(0, this.optionalCount);
  }

  /** Takes an opening brace and confines the cursor to its block; gives what `leave` needs. */
  enter(): Entered {
    const outerLimit = this.limit;
    const closed = this.braces.unclosed[this.index] !== 1;
    const end = Math.min(this.braces.blockEnd[this.index] ?? outerLimit, outerLimit);
    const open = this.take();
    this.limit = Math.max(end, this.index);
    const before = closed || end >= this.tokens.count ? null : this.rangeOf(end);
    return { open, outerLimit, closed, before };
  }

  /** Goes past the block, what is left of it included; gives where it ends. */
  leave(block: Entered): number {
    this.index = Math.max(this.index, this.limit);
    this.limit = block.outerLimit;
    if (block.closed) this.pass();
    return this.previousEnd();
  }

  /** Passes the rest of the line, whole blocks that open on it, but not the end of the block. Always takes a token. */
  skipLine(stopAt: (word: string) => boolean = () => false): void {
    do {
      if (this.atEnd()) return;
      if (this.at('{')) return;
      this.take();
    } while (!this.startsLine() && !(this.word() !== null && stopAt(this.word() ?? '')));
  }

  private rangeOf(index: number): TextRange {
    const end = this.text.length;
    return index < this.tokens.count
      ? { start: this.tokens.starts[index] ?? end, end: this.tokens.ends[index] ?? end }
      : { start: end, end };
  }

  /** The text of a range, as messages quote it: in backquotes, long ones cut. */
  quote(range: TextRange): string {
    return `\`${shown(this.text.slice(range.start, range.end))}\``;
  }

  /** Reports a syntax fault, unless its line has a message already; either way it counts. */
  report(range: TextRange, message: string, extra: Extra = {}): void {
    this.faults++;
    if (this.isMuted(range.start)) return;
    this.linesWithMessage.add(lineAt(this.lineStarts, range.start));
    const enough = this.diagnostics.length === MAXIMUM_MESSAGES;
    this.diagnostics.push({
      code: 'syntax',
      severity: 'error',
      message: enough
        ? `more than ${String(MAXIMUM_MESSAGES)} syntax errors; repair those before this line first`
        : withShownNames(message),
      file: this.uri,
      range,
      related: extra.related ?? [],
      tags: [],
      ...(extra.replacement && !enough ? { replacement: extra.replacement } : {}),
    });
  }

  /** Whether a message there would be one too many. */
  private isMuted(offset: number): boolean {
    if (this.diagnostics.length > MAXIMUM_MESSAGES) return true;
    return this.linesWithMessage.size > 0 && this.linesWithMessage.has(lineAt(this.lineStarts, offset));
  }

  /** Reports that `what` is missing here: at the token found instead, or where the line ended too early. */
  reportExpected(what: string, advice: string): void {
    if (this.isMuted(this.startsLine() ? Math.max(0, this.previousEnd() - 1) : this.start())) {
      this.faults++;
      return;
    }
    if (!this.startsLine()) {
      this.report(this.range(), `${this.quote(this.range())}: expected ${what}; ${advice}`);
      return;
    }
    const previous: TextRange = this.index === 0 ? { start: 0, end: 0 } : this.rangeOf(this.index - 1);
    const found = this.atEnd() && this.limit === this.tokens.count ? 'the end of the file' : 'the end of the line';
    this.report(previous, `expected ${what} after ${this.quote(previous)}, found ${found}; ${advice}`);
  }
}
