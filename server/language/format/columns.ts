// Words in columns. Whether lines are a table is the author's choice: where two members of a block, one below the other
// without an empty line between, have their `@`, `->`, `=` or value in one column, and blanks were put in for that, the
// column is kept, for all members of that shape, as far to the left as the longest of them allows. Elsewhere one blank is enough.

import { TOKEN } from '../lexer';
import { elementText, isComment, type Elements } from './elements';
import type { LineBreaks } from './line-breaks';
import { blankBefore, followsComma } from './spacing';
import { CLOSE, MEMBER, type Structure } from './structure';
import { isPunctuation } from './elements';

/** A member that fills one line. */
interface Row {
  readonly first: number;
  readonly stops: readonly Stop[];
  /** Blanks put in so far. */
  shift: number;
}

/** An element that may stand in a column, and what stands in the same one. */
interface Stop {
  readonly index: number;
  readonly label: string;
}

/** Words that a member goes on with; any other word is a value. */
const LABELS: ReadonlySet<string> = new Set([
  ...['at', 'p2pmem', 'offset', 'stride', 'caps', 'firmware', 'family', 'model', 'bar', 'auto', 'for'],
]);

export interface Layout {
  readonly text: string;
  readonly elements: Elements;
  readonly structure: Structure;
  readonly breaks: LineBreaks;
  /** Of spacing.ts. */
  readonly places: Float64Array;
}

/** By element, the blanks before it if it does not begin a line. */
export function alignWords(layout: Layout): Uint32Array {
  const { text, elements, structure, breaks } = layout;
  const blanks = new Uint32Array(elements.count);
  for (let index = 0; index < elements.count; index++) blanks[index] = blankBefore(text, elements, structure, index);
  /** By depth, the members that stand together. */
  const open: number[][] = [];
  const close = (depth: number): void => {
    const table = open[depth] ?? [];
    open[depth] = [];
    if (table.length > 1 && table.some((first) => hasWideGap(layout, first))) alignTable(layout, table, blanks);
  };
  for (let index = 0; index < elements.count; index++) {
    if (breaks.lines[index] === 0 && index > 0) continue;
    const depth = structure.depths[index] ?? 0;
    if (isPunctuation(text, elements, index, CLOSE)) close(depth + 1);
    if (breaks.lines[index] === 2 || structure.sound[index] === 0) close(depth);
    if (isRow(layout, index)) (open[depth] ??= []).push(index);
  }
  for (let depth = 0; depth < open.length; depth++) close(depth);
  return blanks;
}

/** Whether the member that begins here, and nothing else but a comment, fills the line. */
function isRow({ elements, structure, breaks }: Layout, first: number): boolean {
  if (structure.member[first] === MEMBER.none) return false;
  const last = structure.lastOfMember[first] ?? first;
  for (let index = first + 1; index <= last; index++) if (breaks.lines[index] !== 0) return false;
  const isLast = (index: number): boolean => index === elements.count || breaks.lines[index] !== 0;
  return isLast(last + 1) || (isComment(elements, last + 1) && isLast(last + 2));
}

function hasWideGap({ elements, structure }: Layout, first: number): boolean {
  const last = structure.lastOfMember[first] ?? first;
  for (let index = first + 1; index <= last; index++) if (isWide(elements, index)) return true;
  return false;
}

/** Whether more than one blank stands before the element. */
function isWide({ lineEnds, columns, starts, ends }: Elements, index: number): boolean {
  const previous = index - 1;
  const end = (columns[previous] ?? 0) + (ends[previous] ?? 0) - (starts[previous] ?? 0);
  return lineEnds[index] === 0 && (columns[index] ?? 0) > end + 1;
}

function alignTable(layout: Layout, table: readonly number[], blanks: Uint32Array): void {
  const rows = table.map((first): Row => ({ first, stops: stopsOf(layout, first), shift: 0 }));
  const byClass = groupBy(rows, ({ first }) => layout.structure.member[first]);
  const work = byClass.map((group) => ({ group, column: 0 }));
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    const { column } = next;
    const reaching = next.group.filter(({ stops }) => column < stops.length);
    for (const group of groupBy(reaching, ({ stops }) => stops[column]?.label)) {
      if (group.length < 2) continue;
      if (isAligned(layout.elements, group, column)) alignColumn(layout.places, group, column, blanks);
      work.push({ group, column: column + 1 });
    }
  }
}

function groupBy<T>(things: readonly T[], key: (thing: T) => unknown): readonly (readonly T[])[] {
  const groups = new Map<unknown, T[]>();
  for (const thing of things) {
    const group = groups.get(key(thing));
    if (group === undefined) groups.set(key(thing), [thing]);
    else group.push(thing);
  }
  return [...groups.values()];
}

function stopsOf({ text, elements, structure }: Layout, first: number): readonly Stop[] {
  const last = structure.lastOfMember[first] ?? first;
  const stops: Stop[] = [];
  for (let index = first + 1; index <= last; index++) {
    if (blankBefore(text, elements, structure, index) === 0 || followsComma(text, elements, index)) continue;
    stops.push({ index, label: labelOf(text, elements, structure, index) });
  }
  return stops;
}

function labelOf(text: string, elements: Elements, { member }: Structure, index: number): string {
  const kind = member[index] ?? MEMBER.none;
  const word = elementText(text, elements, index);
  if (kind !== MEMBER.none) return kind === MEMBER.device ? 'a device' : `the member ${word}`;
  if (elements.kinds[index] === TOKEN.string) return '';
  return elements.kinds[index] !== TOKEN.word || LABELS.has(word) ? word : '';
}

/** Whether the author put blanks in to make two of the elements stand in one column. */
function isAligned(elements: Elements, rows: readonly Row[], column: number): boolean {
  const count = new Map<number, number>();
  const place = ({ first, stops }: Row): number =>
    (elements.columns[stops[column]?.index ?? first] ?? 0) - (elements.columns[first] ?? 0);
  for (const row of rows) count.set(place(row), (count.get(place(row)) ?? 0) + 1);
  return rows.some((row) => isWide(elements, row.stops[column]?.index ?? 0) && (count.get(place(row)) ?? 0) > 1);
}

function alignColumn(places: Float64Array, rows: readonly Row[], column: number, blanks: Uint32Array): void {
  const place = ({ first, stops, shift }: Row): number =>
    (places[stops[column]?.index ?? first] ?? 0) - (places[first] ?? 0) + shift;
  let target = 0;
  for (const row of rows) target = Math.max(target, place(row));
  for (const row of rows) {
    const index = row.stops[column]?.index ?? row.first;
    const more = target - place(row);
    blanks[index] = (blanks[index] ?? 0) + more;
    row.shift += more;
  }
}
