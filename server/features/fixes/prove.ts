// The proof that a fix removes its finding and adds none, where nothing cheaper tells: the changed texts are analysed again.
// It costs an analysis, so only fixes that are rare or reach far are proved this way.

import { analyse } from '../../language/analyse';
import type { Analysis } from '../../language/analysis';
import { LANGUAGE_CODES } from '../../language/codes';
import type { Diagnostic } from '../../language/diagnostic';
import { createMemo, type AnalysisMemo } from '../../language/memo';
import { parseFile, type ParsedFile } from '../../language/parser';
import { rules } from '../../language/rules';
import { folderOf } from '../../language/uri';
import { applyEdits, type TextEdit } from '../edit';
import type { QuickFix } from './quick-fix';
import { leftOut, withoutQueries, type LeftOut, type Queries } from './unaffected';

export function removesItsFinding(analysis: Analysis, { diagnostic, edits }: QuickFix): boolean {
  const key = keyOf(diagnostic);
  const before = counts(analysis.diagnostics);
  const found = counts(analyseEdited(analysis, edits).diagnostics.filter(isCounted(analysis, diagnostic)));
  return (found.get(key) ?? 0) < (before.get(key) ?? 0) && addsNone(before, found);
}

/**
 * What an error of the text kept from being evaluated is new knowledge once it is repaired, no new fault: the answers to
 * questions, and that a comment accepts nothing.
 */
function isCounted(before: Analysis, repaired?: Diagnostic): (finding: Diagnostic) => boolean {
  const answers = repaired !== undefined && isErrorOfText(repaired);
  const comments = before.diagnostics.some(isErrorOfText);
  return ({ code }) => !(answers && ANSWER.test(code)) && !(comments && code === 'ignore-unused');
}

const ANSWER = /^(?:acs-redirect|(?:pair|map|provider|nvmet)-(?:mismatch|undecided|unsupported))$/;

function isErrorOfText(diagnostic: Diagnostic): boolean {
  return diagnostic.severity === 'error' && isOfText(diagnostic);
}

/** That the finding's fault is gone and the text has no other: what it hid is read now, and may have faults of its own. */
export function unveils(analysis: Analysis, { diagnostic, edits }: QuickFix): boolean {
  const after = analyseEdited(analysis, edits);
  const ofCode = ({ diagnostics }: Analysis): number =>
    diagnostics.filter(({ code }) => code === diagnostic.code).length;
  const isSound = addsNone(counts(analysis.diagnostics.filter(isOfText)), counts(after.diagnostics.filter(isOfText)));
  return ofCode(after) < ofCode(analysis) && isSound;
}

/**
 * The same of the text alone, by code: the language must find `fewer` faults of this code less, and of no code one more. What is
 * then found of the machine is new knowledge, as an assertion that fails by the bits that were pasted.
 */
export function repairsText(
  analysis: Analysis,
  { diagnostic, edits }: Pick<QuickFix, 'diagnostic' | 'edits'>,
  fewer = 1,
): boolean {
  const codeOf = ({ code, file }: Diagnostic): string => `${code} ${file}`;
  const before = counts(analysis.diagnostics.filter(isOfText), codeOf);
  const after = counts(analyseEdited(analysis, edits).diagnostics.filter(isOfText), codeOf);
  const key = codeOf(diagnostic);
  return (after.get(key) ?? 0) <= (before.get(key) ?? 0) - fewer && addsNone(before, after);
}

function isOfText({ code }: Diagnostic): boolean {
  return Object.hasOwn(LANGUAGE_CODES, code);
}

/** `unaffected`: queries that the edits cannot reach; no query may come or go by them. */
export function addsNoFinding(analysis: Analysis, edits: readonly TextEdit[], unaffected?: Queries): boolean {
  const left = unaffected === undefined ? null : leftOut(analysis, unaffected);
  const before = left === null ? analysis : analyseEdited(analysis, [], left);
  const after = analyseEdited(analysis, edits, left).diagnostics.filter(isCounted(analysis));
  return addsNone(counts(before.diagnostics), counts(after));
}

export function analyseEdited(analysis: Analysis, edits: readonly TextEdit[], left: LeftOut | null = null): Analysis {
  const changed = new Set(edits.map(({ file }) => file));
  const files = new Map(analysis.files.map((file) => [file.uri, file]));
  const read = (uri: string): string | null => {
    const text = files.get(uri)?.text ?? null;
    return text === null || !changed.has(uri) ? text : applyEdits(uri, text, edits);
  };
  const parse = (uri: string, text: string): ParsedFile => {
    const known = files.get(uri);
    const parsed = known === undefined || changed.has(uri) ? parseFile(uri, text, known) : known;
    return left === null ? parsed : withoutQueries(parsed, left);
  };
  return analyse(analysis.root, { folder: commonFolder(analysis), read }, rules, parse, memoOf(analysis));
}

const memos = new WeakMap<Analysis, AnalysisMemo>();

/** One proof leaves for the next what no fix has changed. */
function memoOf(analysis: Analysis): AnalysisMemo {
  const memo = memos.get(analysis) ?? createMemo();
  memos.set(analysis, memo);
  return memo;
}

type Counts = ReadonlyMap<string, number>;

function addsNone(before: Counts, after: Counts): boolean {
  return [...after].every(([finding, count]) => count <= (before.get(finding) ?? 0));
}

function counts(diagnostics: readonly Diagnostic[], key: (diagnostic: Diagnostic) => string = keyOf): Counts {
  const found = new Map<string, number>();
  for (const diagnostic of diagnostics) found.set(key(diagnostic), (found.get(key(diagnostic)) ?? 0) + 1);
  return found;
}

/** Without the place: everything behind an edit moves. */
function keyOf({ code, file, message }: Diagnostic): string {
  return [code, file, message].join('\n');
}

/** The folder that holds all files of the machine: none of its includes leads out of it. */
function commonFolder({ files }: Analysis): string | null {
  const [first, ...others] = files.map(({ uri }) => folderOf(uri));
  if (first === undefined) return null;
  let folder = first;
  while (folder !== '' && !others.every((other) => other.startsWith(folder))) {
    folder = folderOf(folder.slice(0, -1));
  }
  return folder === '' ? null : folder;
}
