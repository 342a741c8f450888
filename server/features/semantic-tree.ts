// The words of a file whose meaning the tree knows, by where they begin: opening words, names where they are declared,
// values. One word, one token: a value of several words (flags, segments) is marked word by word.

import type { TextRange } from '../language/diagnostic';
import type { ParsedFile } from '../language/parser';
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
} from '../language/tree';
import { createToken, type SemanticToken, type TokenModifier, type TokenType } from './semantic-legend';
import { WORD_TYPES } from './semantic-words';

type Piece = MisplacedSyntax | DmaEntrySyntax | ScatterlistEntrySyntax | NvmetEntrySyntax;
type Mark = (range: TextRange | null, type: TokenType, modifiers?: readonly TokenModifier[]) => void;

export type Marks = ReadonlyMap<number, SemanticToken>;

/** Of what overlaps the range. */
export function markTree({ text, root }: ParsedFile, { start, end }: TextRange): Marks {
  const marks = new Map<number, SemanticToken>();
  const mark: Mark = (range, type, modifiers) => {
    if (range !== null && range.start < range.end) {
      marks.set(range.start, createToken(range.start, range.end, type, modifiers));
    }
  };
  const visit = (piece: Piece): void => {
    if (piece.end < start || piece.start > end) return;
    markPiece(piece, text, mark);
    if ('block' in piece) for (const member of piece.block?.members ?? []) visit(member);
  };
  for (const item of root.items) visit(item);
  for (const item of root.misplaced) visit(item);
  return marks;
}

function markPiece(piece: Piece, text: string, mark: Mark): void {
  switch (piece.kind) {
    case 'host_bridge':
      markOpening(piece.keyword, text, 'struct', mark);
      markValue(piece.bus, 'number', mark);
      markName(piece.name, mark);
      markId(piece.id, text, mark);
      return;
    case 'function':
      markOpening(piece.keyword, text, 'struct', mark);
      markValue(piece.address, 'number', mark);
      markName(piece.name, mark);
      markId(piece.id, text, mark);
      markId(piece.subsystemId, text, mark);
      return;
    default:
      markOpening(piece.keyword, text, 'keyword', mark);
      markRest(piece, mark);
  }
}

/** A word that the parser only takes for the one that should stand there has no colour. */
function markOpening(keyword: TextRange, text: string, type: 'keyword' | 'struct', mark: Mark): void {
  const known = WORD_TYPES.get(text.slice(keyword.start, keyword.end));
  // `port` of an nvmet is a keyword, whatever it is elsewhere.
  if (known === type || (known === 'struct' && type === 'keyword')) mark(keyword, type);
}

function markName(name: Value<string> | null, mark: Mark): void {
  if (name !== null && name.value !== null) mark(name, 'function', ['declaration']);
}

/** The range has the brackets, and white space or even a line end may stand inside them. */
function markId(id: Value<unknown> | null, text: string, mark: Mark): void {
  if (id === null || id.value === null) return;
  const word = /[\w.:*]+/.exec(text.slice(id.start, id.end));
  if (word === null) return;
  const start = id.start + word.index;
  mark({ start, end: start + word[0].length }, id.value === 'none' ? 'enumMember' : 'number');
}

/** A value that is one word. */
function markValue(value: Value<unknown> | null, type: TokenType, mark: Mark): void {
  if (value !== null && value.value !== null) mark(value, type);
}

function markAcs({ mode, firmware, control, capability }: AcsSyntax, mark: Mark): void {
  if (mode.value === 'auto' || mode.value === 'absent') mark(mode, 'enumMember');
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
      if (piece.p2pmem?.value === 'auto' || piece.p2pmem?.value === 'off') mark(piece.p2pmem, 'enumMember');
      markChosen(piece.expected, mark);
  }
}

function markMapExpectation(expected: Value<MapExpectation> | null, mark: Mark): void {
  if (expected?.value?.kind === 'error') mark(expected, 'enumMember');
  if (expected?.value?.kind !== 'segments') return;
  for (const { address } of expected.value.segments) markValue(address, 'enumMember', mark);
}

function markChosen(expected: ChosenSyntax | null, mark: Mark): void {
  if (expected !== null && expected.value !== null && expected.value !== 'devices') mark(expected, 'enumMember');
}
