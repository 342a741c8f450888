// While somebody types, the text is broken at almost every key. Hints and lenses of the broken text would vanish and come
// back, so they are those of the last analysis of that machine that was whole, moved to where they stand now.

import { carryOver } from '../features/carry-over';
import type { Place } from '../features/places';
import type { Analysis } from '../language/analysis';
import type { TextRange } from '../language/diagnostic';

/** The analysis to show, and where its places stand in the texts of now; null: in what was changed since. */
export interface ShownModel {
  readonly analysis: Analysis;
  /** It is not of the texts of now. */
  readonly isPast: boolean;
  readonly now: (place: Place) => Place | null;
  /** A range of the text of now, as it stands in the analysis; at least as much. */
  readonly before: (file: string, range: TextRange) => TextRange;
}

/** Two analyses of a larger machine would be too much memory for hints that stay in place. */
const MOST_CHARACTERS = 1_000_000;

export class LastGood {
  private readonly kept = new Map<string, Analysis>();

  /** To be called with every analysis that is made. */
  note(analysis: Analysis): void {
    if (isBroken(analysis)) return;
    const length = analysis.files.reduce((sum, { text }) => sum + text.length, 0);
    if (length <= MOST_CHARACTERS) this.kept.set(analysis.root, analysis);
    else this.kept.delete(analysis.root);
  }

  shown(present: Analysis): ShownModel {
    const good = isBroken(present) ? this.kept.get(present.root) : undefined;
    if (good === undefined) {
      return { analysis: present, isPast: false, now: (place) => place, before: (_file, range) => range };
    }
    return { analysis: good, isPast: true, now: placesMoved(good, present), before: rangesMoved(good, present) };
  }

  /** A file was closed: machines without any open file are forgotten. */
  keepOpen(isOpen: (uri: string) => boolean): void {
    for (const [root, { files }] of this.kept) if (!files.some(({ uri }) => isOpen(uri))) this.kept.delete(root);
  }
}

/** A setting that is half written leaves as little to show as a brace that is missing: `kernel 6` answers nothing. */
function isBroken({ files, evaluations }: Analysis): boolean {
  return files.some(({ diagnostics }) => diagnostics.length > 0) || evaluations.some(({ reliable }) => !reliable);
}

type Move = (offset: number) => number | null;

/** null: one of the two does not read this file. */
function moveBetween(from: Analysis, to: Analysis, uri: string): Move | null {
  const [before, after] = [from, to].map(({ files }) => files.find((file) => file.uri === uri));
  return before === undefined || after === undefined ? null : carryOver(before.text, after.text);
}

function placesMoved(good: Analysis, present: Analysis): ShownModel['now'] {
  const moves = new Map<string, Move | null>();
  return ({ file, range }) => {
    const known = moves.get(file);
    const move = known === undefined ? moveBetween(good, present, file) : known;
    moves.set(file, move);
    const [start, end] = [move?.(range.start) ?? null, move?.(range.end) ?? null];
    return start === null || end === null ? null : { file, range: { start, end } };
  };
}

function rangesMoved(good: Analysis, present: Analysis): ShownModel['before'] {
  return (file, range) => {
    const move = moveBetween(present, good, file);
    const length = good.files.find(({ uri }) => uri === file)?.text.length ?? 0;
    return { start: move?.(range.start) ?? 0, end: move?.(range.end) ?? length };
  };
}
