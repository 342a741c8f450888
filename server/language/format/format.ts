// The formatter: from a parsed file to the smallest edits of its gaps that bring it into the one style of the language
// (docs/language.md, "Form"). It never reads or writes anything but the white space between words, save that sizes get the
// long form of their unit. What shares a line with a syntax fault stays as it is.

import type { TextRange } from '../diagnostic';
import { parseFile, type ParsedFile } from '../parser';
import { alignWords, type Layout } from './columns';
import { alignComments } from './comment-columns';
import { elementsOf, isComment, type Elements } from './elements';
import { breakLines } from './line-breaks';
import { missingUnit, placesOnOneLine } from './spacing';
import { structureOf } from './structure';

/** In order of position, none overlapping another. */
export interface FormatEdit extends TextRange {
  readonly newText: string;
}

export interface Formatted {
  readonly edits: readonly FormatEdit[];
  /** What was left as it is, for a syntax fault in it; in order of position. */
  readonly untouched: readonly TextRange[];
  /** Whether that is all there is. */
  readonly isRefused: boolean;
}

export function format(file: ParsedFile): Formatted {
  const { text } = file;
  const elements = elementsOf(file);
  const structure = structureOf(file, elements);
  const places = placesOnOneLine(text, elements, structure);
  const breaks = breakLines(text, elements, structure, places);
  const layout: Layout = { text, elements, structure, breaks, places };
  const blanks = alignWords(layout);
  alignComments(layout, blanks);
  const edits = editsOf(layout, blanks);
  const untouched = untouchedRanges(elements, structure.sound);
  if (untouched.length === 0) return { edits, untouched, isRefused: false };
  if (structure.sound.includes(1) && keepsFaults(file, edits)) return { edits, untouched, isRefused: false };
  return { edits: [], untouched: [{ start: 0, end: text.length }], isRefused: true };
}

/** The text with the edits in it. */
export function applyFormat(text: string, edits: readonly FormatEdit[]): string {
  const parts: string[] = [];
  let offset = 0;
  for (const { start, end, newText } of edits) {
    parts.push(text.slice(offset, start), newText);
    offset = end;
  }
  parts.push(text.slice(offset));
  return parts.join('');
}

function editsOf({ text, elements, structure, breaks }: Layout, blanks: Uint32Array): readonly FormatEdit[] {
  const { count, starts, ends, textStart } = elements;
  const fileLineEnd = /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
  const edits: FormatEdit[] = [];
  for (let index = 0; index <= count; index++) {
    const start = index === 0 ? textStart : (ends[index - 1] ?? 0);
    const end = index === count ? text.length : (starts[index] ?? 0);
    const isFirst = index === 0;
    const lines = index === count ? Math.min(count, 1) : (breaks.lines[index] ?? 0);
    if (mayRewrite(elements, structure.sound, index)) {
      const begins = isFirst || lines > 0;
      const gap = text.slice(start, end);
      const spaces = index === count ? 0 : begins ? (breaks.indents[index] ?? 0) : (blanks[index] ?? 0);
      pushEdit(edits, start, gap, lineEndsOf(gap, lines, fileLineEnd) + ' '.repeat(spaces));
    }
    const unit = index === count ? '' : missingUnit(text, elements, structure, index);
    const unitStart = (ends[index] ?? 0) - 1;
    if (unit !== '') edits.push({ start: unitStart, end: unitStart + 1, newText: `${text[unitStart] ?? ''}${unit}` });
  }
  return edits;
}

/** The gap before an element: between two that may be moved, and on the way from a faulty line to the next one. */
function mayRewrite({ count, lineEnds }: Elements, sound: Uint8Array, index: number): boolean {
  const isSoundBefore = index === 0 || sound[index - 1] === 1;
  const isSound = index === count || sound[index] === 1;
  return isSound && (isSoundBefore || (index < count && (lineEnds[index] ?? 0) > 0));
}

/** The first line ends of the gap, so that a file with several kinds keeps them; new ones are as the first of the file. */
function lineEndsOf(gap: string, lines: number, fileLineEnd: string): string {
  if (lines === 0) return '';
  const written = gap.match(/\r\n|\r|\n/g) ?? [];
  return Array.from({ length: lines }, (_, line) => written[line] ?? fileLineEnd).join('');
}

/** Only what differs, so that cursors and marks around it stay; a CR and its LF are one. */
function pushEdit(edits: FormatEdit[], at: number, before: string, after: string): void {
  if (before === after) return;
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  if (isInsideLineEnd(before, head)) head--;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  if (isInsideLineEnd(before, before.length - tail)) tail--;
  edits.push({
    start: at + head,
    end: at + before.length - tail,
    newText: after.slice(head, after.length - tail),
  });
}

function isInsideLineEnd(text: string, offset: number): boolean {
  return text[offset - 1] === '\r' && text[offset] === '\n';
}

/** Runs of tokens that are not moved; comments around them do not count. */
function untouchedRanges(elements: Elements, sound: Uint8Array): readonly TextRange[] {
  const ranges: TextRange[] = [];
  let previous = -1;
  for (let index = 0; index < elements.count; index++) {
    if (sound[index] === 1) {
      previous = -1;
      continue;
    }
    if (isComment(elements, index)) continue;
    const start = previous < 0 ? (elements.starts[index] ?? 0) : (ranges.pop()?.start ?? 0);
    ranges.push({ start, end: elements.ends[index] ?? 0 });
    previous = index;
  }
  return ranges;
}

/**
 * What a fault means may hang on the indentation of what is around it (braces.ts). Rather than to reason about that, the
 * result is read again, and must have the same faults.
 */
function keepsFaults(file: ParsedFile, edits: readonly FormatEdit[]): boolean {
  const result = parseFile(file.uri, applyFormat(file.text, edits));
  return faultsOf(file) === faultsOf(result);
}

function faultsOf({ diagnostics, root, text }: ParsedFile): string {
  const messages = diagnostics.map(({ range, message }) => [
    text.slice(range.start, range.end),
    message.replace(/\bline \d+/g, 'line'),
  ]);
  return JSON.stringify([messages, root.items.map(({ kind, faulty }) => [kind, faulty])]);
}
