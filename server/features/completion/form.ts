// The forms of the language's constructs as data, from the word that opens one to its end or its block: what may stand
// next, given what stands there already. Completion and signature help read the same table (forms.ts).

/** What stands in one place of a form; `of` says which list completion makes for it. */
export type Values =
  | { readonly of: 'words'; readonly words: readonly string[] }
  | { readonly of: 'kernel' }
  | {
      readonly of: 'names';
      readonly role: 'provider' | 'client' | 'scatterlist' | 'memory' | 'port' | 'namespace' | 'namespace-provider';
    }
  | { readonly of: 'answer'; readonly query: 'pair' | 'map' | 'provider' | 'namespace' }
  | { readonly of: 'flags' }
  | { readonly of: 'id'; readonly allowNone: boolean; readonly subsystem: boolean }
  | { readonly of: 'address' }
  | { readonly of: 'bus' }
  | { readonly of: 'number'; readonly what: 'bar' | 'entry-bar' | 'count' | 'node' | 'family' | 'mask' }
  | { readonly of: 'size'; readonly what: 'bar' | 'memory' | 'entry' | 'segment' | 'boundary' | 'bus-offset' }
  /** A name to be given, a string, an address that nobody can guess. */
  | { readonly of: 'anything' };

export type Piece =
  | { readonly piece: 'one'; readonly part: string; readonly values: Values }
  | { readonly piece: 'maybe'; readonly part: string; readonly values: Values; readonly when: RegExp }
  | { readonly piece: 'list'; readonly part: string; readonly values: Values }
  | { readonly piece: 'word'; readonly part: string; readonly word: string }
  /** Begins with a `word`; taken where that word stands. */
  | { readonly piece: 'optional'; readonly pieces: readonly [Piece & { readonly piece: 'word' }, ...Piece[]] }
  /** ACS flags, or `none`. */
  | { readonly piece: 'flags'; readonly part: string; readonly lead: readonly string[] }
  /** A number, a size or an error; then whatever belongs to it. */
  | { readonly piece: 'rest'; readonly part: string; readonly values: Values };

/** What may stand at the cursor. */
export interface Slot {
  readonly part: string;
  readonly values: Values;
  /** false: what stands there may end here, too. */
  readonly required: boolean;
  /** Of a run or list: what stands in it before the cursor. */
  readonly before: readonly string[];
}

export interface Expected {
  readonly slots: readonly Slot[];
  /** Whether the construct may end here. */
  readonly complete: boolean;
}

interface State {
  readonly tokens: readonly string[];
  index: number;
}

const FLAGS = /^(?:SV|TB|RR|CR|UF|EC|DT)$/;
const BROKEN: Expected = { slots: [], complete: false };

/** What may follow these tokens of a construct; a token that does not fit: nothing. */
export function expectedAfter(pieces: readonly Piece[], tokens: readonly string[]): Expected {
  const state: State = { tokens, index: 0 };
  const found = follow(pieces, state);
  return state.index < tokens.length ? BROKEN : found;
}

function follow(pieces: readonly Piece[], state: State): Expected {
  const slots: Slot[] = [];
  for (const piece of pieces) {
    const reached = step(piece, state);
    slots.push(...reached.slots);
    if (!reached.complete) return { slots, complete: false };
  }
  return { slots, complete: true };
}

/** Passes the tokens of one piece; at their end, what may go on. Complete: the next piece may follow. */
function step(piece: Piece, state: State): Expected {
  const token = state.tokens[state.index];
  switch (piece.piece) {
    case 'word':
      if (token === undefined) return wanted(piece.part, { of: 'words', words: [piece.word] });
      if (token !== piece.word) return BROKEN;
      state.index++;
      return DONE;
    case 'one':
      return piece.values.of === 'id' ? stepId(piece.part, piece.values, state) : stepOne(piece, state);
    case 'maybe':
      if (token === undefined) return offered(piece.part, piece.values);
      if (piece.when.test(token)) state.index++;
      return DONE;
    case 'list':
      return stepList(piece, state);
    case 'optional':
      return stepOptional(piece.pieces, state);
    case 'flags':
      return stepFlags(piece, state);
    case 'rest':
      return stepRest(piece, state);
  }
}

const DONE: Expected = { slots: [], complete: true };

function wanted(part: string, values: Values, before: readonly string[] = []): Expected {
  return { slots: [{ part, values, required: true, before }], complete: false };
}

function offered(part: string, values: Values, before: readonly string[] = []): Expected {
  return { slots: [{ part, values, required: false, before }], complete: true };
}

function stepOne({ part, values }: Piece & { readonly piece: 'one' }, state: State): Expected {
  if (state.index >= state.tokens.length) return wanted(part, values);
  state.index++;
  return DONE;
}

/** The tokens from `[` to `]`. */
function stepId(part: string, values: Values, state: State): Expected {
  const { tokens } = state;
  while (state.index < tokens.length && tokens[state.index] !== ']') state.index++;
  if (state.index >= tokens.length) return wanted(part, values);
  state.index++;
  return DONE;
}

function stepList({ part, values }: Piece & { readonly piece: 'list' }, state: State): Expected {
  const { tokens } = state;
  const before: string[] = [];
  for (;;) {
    const token = tokens[state.index];
    if (token === undefined) return wanted(part, values, before);
    before.push(token);
    state.index++;
    if (tokens[state.index] !== ',') return DONE;
    state.index++;
  }
}

function stepOptional(
  [first, ...rest]: readonly [Piece & { readonly piece: 'word' }, ...Piece[]],
  state: State,
): Expected {
  const token = state.tokens[state.index];
  if (token === undefined) return offered(first.part, { of: 'words', words: [first.word] });
  if (token !== first.word) return DONE;
  state.index++;
  return follow(rest, state);
}

function stepFlags({ part, lead }: Piece & { readonly piece: 'flags' }, state: State): Expected {
  const { tokens } = state;
  const before: string[] = [];
  if (tokens[state.index] === 'none') {
    state.index++;
    return DONE;
  }
  while (FLAGS.test(tokens[state.index] ?? '')) {
    before.push(tokens[state.index] ?? '');
    state.index++;
  }
  if (state.index < tokens.length) return before.length > 0 ? DONE : BROKEN;
  if (before.length > 0) return offered(part, { of: 'flags' }, before);
  const { slots } = wanted(part, { of: 'flags' });
  return { slots: [...wanted(part, { of: 'words', words: [...lead, 'none'] }).slots, ...slots], complete: false };
}

/** Everything that is left belongs to it. */
function stepRest({ part, values }: Piece & { readonly piece: 'rest' }, state: State): Expected {
  const before = state.tokens.slice(state.index);
  state.index = state.tokens.length;
  const last = before.at(-1);
  if (last === undefined || last === ',') return wanted(part, values, before);
  return { slots: [{ part, values, required: false, before }], complete: true };
}
