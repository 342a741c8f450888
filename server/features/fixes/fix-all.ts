// What `source.fixAll.peermap` does: the preferred fixes that change how something is written and nothing else, round after
// round, until none is left. The whole is proved to add no finding; where it would, only what adds none by itself is done.

import type { Analysis } from '../../language/analysis';
import type { Diagnostic, TextRange } from '../../language/diagnostic';
import type { TextEdit } from '../edit';
import { addsNoFinding, analyseEdited } from './prove';
import { overlaps } from '../places';
import type { QuickFix } from './quick-fix';
import { unseenFix } from './quick-fixes';

/** What is left after so many gets its turn when the editor asks again. */
const MOST_ROUNDS = 12;
const MOST_FIXES_OF_ROUND = 64;

/**
 * As one set of edits, of this file only; empty: there is nothing to do. `machines`: all that the file belongs to. What only
 * some of them find is left alone, as a comment that another one needs.
 */
export function fixAll(machines: readonly Analysis[], file: string): readonly TextEdit[] {
  const addsNone = (edits: readonly TextEdit[]): boolean => machines.every((each) => addsNoFinding(each, edits));
  const whole = editsBy(machines, file, () => true);
  if (whole.length === 0 || addsNone(whole)) return whole;
  const careful = editsBy(machines, file, (before, fix) => before.every((each) => addsNoFinding(each, fix.edits)));
  return careful.length === 0 || addsNone(careful) ? careful : [];
}

type Accepts = (machines: readonly Analysis[], fix: QuickFix) => boolean;

/** What one fix adds another may remove: a list whose commas are put right may name a device twice. */
function editsBy(machines: readonly Analysis[], file: string, accepts: Accepts): readonly TextEdit[] {
  const text = textOf(machines[0], file);
  if (text === null) return [];
  let fixed = machines;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const edits = editsOfRound(fixed, file, accepts);
    if (edits.length === 0) break;
    fixed = fixed.map((each) => analyseEdited(each, edits));
  }
  const result = textOf(fixed[0], file) ?? text;
  return result === text ? [] : [{ file, ...changedPart(text, result) }];
}

/** Of all fixes that are accepted those that do not touch each other. */
function editsOfRound(machines: readonly Analysis[], file: string, accepts: Accepts): readonly TextEdit[] {
  const [analysis, ...others] = machines;
  if (analysis === undefined) return [];
  const edits: TextEdit[] = [];
  let fixes = 0;
  for (const diagnostic of analysis.diagnostics) {
    if (diagnostic.file !== file || fixes === MOST_FIXES_OF_ROUND) continue;
    if (!others.every((other) => finds(other, diagnostic))) continue;
    const fix = unseenFix(analysis, diagnostic);
    if (fix?.edits.every((edit) => edit.file === file && !touches(edits, edit)) !== true) continue;
    if (!accepts(machines, fix)) continue;
    edits.push(...fix.edits);
    fixes++;
  }
  return edits;
}

function finds({ diagnostics }: Analysis, { code, file, range }: Diagnostic): boolean {
  return diagnostics.some(
    (each) =>
      each.code === code && each.file === file && each.range.start === range.start && each.range.end === range.end,
  );
}

function touches(edits: readonly TextEdit[], { range }: TextEdit): boolean {
  return edits.some((edit) => overlaps(edit.range, range));
}

function textOf(analysis: Analysis | undefined, uri: string): string | null {
  return analysis?.files.find((file) => file.uri === uri)?.text ?? null;
}

/** Without what both texts begin and end with. */
function changedPart(before: string, after: string): { readonly range: TextRange; readonly newText: string } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { range: { start, end: before.length - tail }, newText: after.slice(start, after.length - tail) };
}
