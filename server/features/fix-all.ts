// What `source.fixAll.peermap` does: the preferred fixes that change how something is written and nothing else, one after
// the other, until none is left. Each is proved on the text that the ones before it left.

import type { Analysis } from '../language/analysis';
import type { Diagnostic, TextRange } from '../language/diagnostic';
import type { TextEdit } from './edit';
import { addsNoFinding, analyseEdited } from './fixes/prove';
import type { QuickFix } from './quick-fix';
import { unseenFix } from './quick-fixes';

/** A file with more of them gets the others when it is asked again. */
const MOST_FIXES = 64;

/** As one set of edits, of this file only; empty: there is nothing to do. */
export function fixAll(analysis: Analysis, file: string): readonly TextEdit[] {
  const whole = editsBy(analysis, file, () => true);
  if (whole.length === 0 || addsNoFinding(analysis, whole)) return whole;
  const careful = editsBy(analysis, file, (before, fix) => addsNoFinding(before, fix.edits));
  return careful.length === 0 || addsNoFinding(analysis, careful) ? careful : [];
}

type Accepts = (analysis: Analysis, fix: QuickFix) => boolean;

/** What one fix adds another may remove: a list whose commas are put right may name a device twice. */
function editsBy(analysis: Analysis, file: string, accepts: Accepts): readonly TextEdit[] {
  const text = textOf(analysis, file);
  if (text === null) return [];
  let fixed = analysis;
  const passed = new Set<string>();
  for (let count = 0; count < MOST_FIXES; count++) {
    const fix = nextFix(fixed, file, passed, accepts);
    if (fix === null) break;
    fixed = analyseEdited(fixed, fix.edits);
  }
  const result = textOf(fixed, file) ?? text;
  return result === text ? [] : [{ file, ...changedPart(text, result) }];
}

/** The first one that is accepted; `passed` remembers the findings that have none. */
function nextFix(analysis: Analysis, file: string, passed: Set<string>, accepts: Accepts): QuickFix | null {
  for (const diagnostic of analysis.diagnostics) {
    if (diagnostic.file !== file || passed.has(keyOf(diagnostic))) continue;
    const fix = unseenFix(analysis, diagnostic);
    if (fix?.edits.every((edit) => edit.file === file) === true && accepts(analysis, fix)) return fix;
    passed.add(keyOf(diagnostic));
  }
  return null;
}

function keyOf({ code, range, message }: Diagnostic): string {
  return `${code} ${range.start} ${message}`;
}

function textOf({ files }: Analysis, uri: string): string | null {
  return files.find((file) => file.uri === uri)?.text ?? null;
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
