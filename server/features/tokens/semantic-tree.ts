// The words of a file whose meaning the tree knows, by where they begin: opening words, names where they are declared,
// values. One word, one token: a value of several words (flags, segments) is marked word by word.

import type { TextRange } from '../../language/diagnostic';
import type { ParsedFile } from '../../language/parser';
import { coreOf, isKept } from '../../language/shifted';
import type {
  AcsSyntax,
  ChosenSyntax,
  DmaEntrySyntax,
  FlagsSyntax,
  MapExpectation,
  MisplacedSyntax,
  NvmetEntrySyntax,
  ScatterlistEntrySyntax,
  Value,
} from '../../language/tree';
import { DECLARED_NAME, STYLE, type TokenType } from './semantic-legend';
import { WORD_TYPES } from './semantic-words';

type Piece = MisplacedSyntax | DmaEntrySyntax | ScatterlistEntrySyntax | NvmetEntrySyntax;
/** The text of a place of the tree. */
type Read = (range: TextRange) => string;
type Mark = (range: TextRange | null, style: number) => void;

/** Of what overlaps the range: each word's number in STYLES at the place where it begins, counted from the range's. */
export function markTree({ text, root }: ParsedFile, range: TextRange): Uint8Array {
  // A place each instead of a map: that of a hundred thousand words would take longer than the rest.
  const marks = new Uint8Array(range.end - range.start + 1);
  const mark: Mark = (word, style) => {
    if (word !== null && word.start < word.end && word.start >= range.start) marks[word.start - range.start] = style;
  };
  const read: Read = ({ start, end }) => text.slice(start, end);
  const visit = (item: Piece): void => {
    if (item.end < range.start || item.start > range.end) return;
    if (!isKept(item)) {
      markAll(item, read, range, mark);
      return;
    }
    const { offsets, styles } = keptMarks(item, text);
    const before = item.start - range.start;
    for (let index = 0; index < offsets.length; index++) {
      const place = before + (offsets[index] ?? 0);
      if (place >= 0) marks[place] = styles[index] ?? 0;
    }
  };
  for (const item of root.items) visit(item);
  for (const item of root.misplaced) visit(item);
  return marks;
}

interface KeptMarks {
  /** Behind the beginning of the construct. */
  readonly offsets: readonly number[];
  readonly styles: readonly number[];
}

/** A construct that an edit has only moved has the same words: it is looked through once, where it was parsed. */
const known = new WeakMap<object, KeptMarks>();

function keptMarks(item: Piece, text: string): KeptMarks {
  const core = coreOf(item);
  const found = known.get(core);
  if (found !== undefined) return found;
  const offsets: number[] = [];
  const styles: number[] = [];
  const by = item.start - core.start;
  markAll(
    core,
    ({ start, end }) => text.slice(start + by, end + by),
    core,
    (word, style) => {
      if (word === null || word.start === word.end) return;
      offsets.push(word.start - core.start);
      styles.push(style);
    },
  );
  const made = { offsets, styles };
  known.set(core, made);
  return made;
}

function markAll(piece: Piece, read: Read, range: TextRange, mark: Mark): void {
  if (piece.end < range.start || piece.start > range.end) return;
  markPiece(piece, read, mark);
  if ('block' in piece) for (const member of piece.block?.members ?? []) markAll(member, read, range, mark);
}

function markPiece(piece: Piece, read: Read, mark: Mark): void {
  switch (piece.kind) {
    case 'host_bridge':
      markOpening(piece.keyword, read, 'struct', mark);
      markValue(piece.bus, 'number', mark);
      markName(piece.name, mark);
      markId(piece.id, read, mark);
      return;
    case 'function':
      markOpening(piece.keyword, read, 'struct', mark);
      markValue(piece.address, 'number', mark);
      markName(piece.name, mark);
      markId(piece.id, read, mark);
      markId(piece.subsystemId, read, mark);
      return;
    default:
      markOpening(piece.keyword, read, 'keyword', mark);
      markRest(piece, mark);
  }
}

/** A word that the parser only takes for the one that should stand there has no colour. */
function markOpening(keyword: TextRange, read: Read, type: 'keyword' | 'struct', mark: Mark): void {
  const known = WORD_TYPES.get(read(keyword));
  // `port` of an nvmet is a keyword, whatever it is elsewhere.
  if (known === type || (known === 'struct' && type === 'keyword')) mark(keyword, STYLE[type]);
}

function markName(name: Value<string> | null, mark: Mark): void {
  if (name !== null && name.value !== null) mark(name, DECLARED_NAME);
}

/** The range has the brackets, and white space or even a line end may stand inside them. */
function markId(id: Value<unknown> | null, read: Read, mark: Mark): void {
  if (id === null || id.value === null) return;
  const word = /[\w.:*]+/.exec(read(id));
  if (word === null) return;
  const start = id.start + word.index;
  mark({ start, end: start + word[0].length }, id.value === 'none' ? STYLE.enumMember : STYLE.number);
}

/** A value that is one word. */
function markValue(value: Value<unknown> | null, type: TokenType, mark: Mark): void {
  if (value !== null && value.value !== null) mark(value, STYLE[type]);
}

function markAcs({ mode, firmware, control, capability }: AcsSyntax, mark: Mark): void {
  if (mode.value === 'auto' || mode.value === 'absent') mark(mode, STYLE.enumMember);
  for (const flags of [firmware, control, capability]) markFlags(flags, mark);
}

function markFlags(flags: FlagsSyntax | null, mark: Mark): void {
  for (const word of flags?.words ?? []) markValue(word, 'enumMember', mark);
}

/** Names that are declared and fixed values; numbers are seen by their first digit, names that are used by the binder. */
function markRest(piece: Exclude<Piece, { readonly kind: 'host_bridge' | 'function' }>, mark: Mark): void {
  switch (piece.kind) {
    case 'sgl':
    case 'nvmet':
    case 'scenario':
      markName(piece.name, mark);
      return;
    case 'acs':
      markAcs(piece, mark);
      return;
    case 'ops':
      markValue(piece.ops, 'enumMember', mark);
      return;
    case 'kernel':
      markValue(piece.version, 'number', mark);
      return;
    case 'arch':
      markValue(piece.architecture, 'enumMember', mark);
      return;
    case 'cpu':
      markValue(piece.vendor, 'enumMember', mark);
      return;
    case 'iommu':
      markValue(piece.mode, 'enumMember', mark);
      return;
    case 'pair':
      markValue(piece.expected, 'enumMember', mark);
      return;
    case 'map':
      markMapExpectation(piece.expected, mark);
      return;
    case 'provider':
      markChosen(piece.expected, mark);
      return;
    case 'nvmet_namespace':
      if (piece.p2pmem?.value === 'auto' || piece.p2pmem?.value === 'off') mark(piece.p2pmem, STYLE.enumMember);
      markChosen(piece.expected, mark);
  }
}

function markMapExpectation(expected: Value<MapExpectation> | null, mark: Mark): void {
  if (expected?.value?.kind === 'error') mark(expected, STYLE.enumMember);
  if (expected?.value?.kind !== 'segments') return;
  for (const { address } of expected.value.segments) markValue(address, 'enumMember', mark);
}

function markChosen(expected: ChosenSyntax | null, mark: Mark): void {
  if (expected !== null && expected.value !== null && expected.value !== 'devices') mark(expected, STYLE.enumMember);
}
