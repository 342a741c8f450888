// Faults of the kernel command line that have one obvious meaning: the same text with the one place put right.

import type { AcsOption, TextSpan } from '../../../core/kernel/commandline';
import { writtenCommandLines, type WrittenCommandLine } from '../../language/rules/command-lines';
import type { Analysis } from '../../language/analysis';
import type { Diagnostic, TextRange } from '../../language/diagnostic';
import { encodeString } from '../../language/string';
import type { FixKind, QuickFix } from './quick-fix';

export const replaceCommandLine: FixKind = {
  codes: [
    'cmdline-unknown-option',
    'cmdline-comma',
    'cmdline-repeated',
    'cmdline-wildcard',
    'cmdline-missing-at',
    'cmdline-cut',
    'cmdline-no-match',
    'cmdline-shadowed',
    'cmdline-overridden',
    'cmdline-no-capability',
    'cmdline-acs-override',
    'cmdline-unparsable-device',
    'cmdline-invalid-flags',
  ],
  proved: 'itself',
  unseen: ['cmdline-comma', 'cmdline-repeated', 'cmdline-wildcard', 'cmdline-shadowed'],
  propose: (analysis, diagnostic) => {
    const found = faultIn(analysis, diagnostic);
    if (found === null) return [];
    const { line, span } = found;
    return rewrites(line, diagnostic.code, span).flatMap(({ title, text, preferred }) =>
      fix(line, diagnostic, { title, text, preferred }),
    );
  },
};

/** The command line that a finding is about, and what of it; null: it is about something else. */
export function faultIn(
  analysis: Analysis,
  diagnostic: Diagnostic,
): { readonly line: WrittenCommandLine; readonly span: TextSpan } | null {
  const line = writtenCommandLines(analysis).find((candidate) => isIn(candidate.literal, candidate.file, diagnostic));
  const span = line === undefined ? null : spanOf(line, diagnostic.range);
  return line === undefined || span === null ? null : { line, span };
}

interface Rewrite {
  readonly title: string;
  readonly text: string;
  readonly preferred: boolean;
}

function rewrites(line: WrittenCommandLine, code: string, span: TextSpan): readonly Rewrite[] {
  const { text } = line.commandLine;
  const piece = text.slice(span.start, span.end);
  switch (code) {
    case 'cmdline-comma':
      return commas(line, span);
    case 'cmdline-repeated':
      return merged(line, span);
    case 'cmdline-wildcard':
      return [{ title: 'Write 0 for any', text: replaced(text, span, piece.replaceAll('*', '0')), preferred: true }];
    case 'cmdline-unknown-option':
    case 'cmdline-acs-override':
      return [{ title: `Remove ${piece}`, text: withoutOption(text, span), preferred: true }];
    case 'cmdline-missing-at':
      return missingAt(text, span, piece);
    default:
      return removed(line, code, span);
  }
}

/** The whole entry goes, also where only its flags are at fault. */
function removed(line: WrittenCommandLine, code: string, span: TextSpan): readonly Rewrite[] {
  const { disableAcsRedir, configAcs, text } = line.commandLine;
  const entries = [disableAcsRedir, configAcs].flatMap((option) => option?.entries ?? []);
  const entry = entries.find((candidate) => candidate.span.start <= span.start && span.end <= candidate.span.end);
  const whole = entry?.span ?? span;
  const piece = text.slice(whole.start, whole.end);
  const title = piece === '' ? 'Remove the empty entry' : `Remove ${piece}`;
  return [{ title, text: withoutEntry(line, whole), preferred: code !== 'cmdline-no-match' }];
}

/** Every comma of the list between devices, not only this one: they are one mistake. */
function commas(line: WrittenCommandLine, span: TextSpan): readonly Rewrite[] {
  const { text, observations } = line.commandLine;
  const parameter = line.commandLine.parameters.find(
    (candidate) => candidate.span.start <= span.start && span.end <= candidate.span.end,
  );
  const faulty = observations.filter((observation) => observation.observation === 'comma-between-devices');
  const characters = [...text];
  for (const { comma } of faulty) {
    if (parameter === undefined || comma.start < parameter.span.start || comma.end > parameter.span.end) continue;
    characters[comma.start] = ';';
  }
  return [{ title: 'Separate the devices with ;', text: characters.join(''), preferred: true }];
}

/** The entries of the earlier option go before those of the one in force, and the earlier one goes. */
function merged(line: WrittenCommandLine, span: TextSpan): readonly Rewrite[] {
  const { text, observations, disableAcsRedir, configAcs } = line.commandLine;
  const repeated = observations.find(
    (observation) => observation.observation === 'option-repeated' && observation.span.start === span.start,
  );
  if (repeated?.observation !== 'option-repeated') return [];
  // Behind a comma the list goes on, for its author: the commas first.
  if (observations.some((each) => each.observation === 'comma-between-devices')) return [];
  const inForce: AcsOption | null = repeated.option === 'disable_acs_redir' ? disableAcsRedir : configAcs;
  const earlier = text.slice(repeated.span.start, repeated.span.end).replace(/^[^=]*=/, '');
  if (inForce === null) return [];
  const list = text.slice(inForce.listSpan.start, inForce.listSpan.end);
  const entries = [...new Set([...earlier.split(';'), ...list.split(';')])].filter((entry) => entry !== '');
  const withList = replaced(text, inForce.listSpan, entries.join(';'));
  return [
    { title: `Merge into one ${repeated.option}`, text: withoutOption(withList, repeated.span), preferred: true },
  ];
}

/** `10x` alone is flags for nobody: the kernel's documentation meant every device. A device alone lacks its flags. */
function missingAt(text: string, span: TextSpan, piece: string): readonly Rewrite[] {
  if (!/^[01xX]+$/.test(piece)) {
    const cleared = `x0x00xx@${piece}`;
    return [{ title: `Write ${cleared}: clear RR, CR and EC`, text: replaced(text, span, cleared), preferred: true }];
  }
  return [
    { title: `Write ${piece}@pci:0:0: every device`, text: replaced(text, span, `${piece}@pci:0:0`), preferred: true },
  ];
}

function fix(line: WrittenCommandLine, diagnostic: Diagnostic, rewrite: Rewrite): readonly QuickFix[] {
  if (rewrite.text === line.commandLine.text) return [];
  const newText = encodeString(rewrite.text);
  const edits = [{ file: line.file, range: { start: line.literal.start, end: line.literal.end }, newText }];
  return [{ title: rewrite.title, diagnostic, edits, preferred: rewrite.preferred, price: null }];
}

export function replaced(text: string, span: TextSpan, by: string): string {
  return text.slice(0, span.start) + by + text.slice(span.end);
}

/** An option of `pci=` goes with one comma; the last one goes with `pci=` itself; a parameter with one blank. */
export function withoutOption(text: string, span: TextSpan): string {
  const before = text.slice(0, span.start);
  const after = text.slice(span.end);
  if (after.startsWith(',')) return before + after.slice(1);
  if (before.endsWith(',')) return before.slice(0, -1) + after;
  const alone = before.replace(/(^|\s)pci=$/, '$1');
  if (alone === '' || /\s$/.test(alone)) return (alone + after.replace(/^\s+/, '')).trimEnd();
  return alone + after;
}

/** An entry goes with one semicolon; the last entry of an option with the option. */
function withoutEntry(line: WrittenCommandLine, span: TextSpan): string {
  const { text, disableAcsRedir, configAcs } = line.commandLine;
  const option = [disableAcsRedir, configAcs].find(
    (candidate) => candidate?.entries.length === 1 && contains(candidate, span),
  );
  if (option) return withoutOption(text, option.span);
  const before = text.slice(0, span.start);
  const after = text.slice(span.end);
  if (after.startsWith(';')) return before + after.slice(1);
  return before.endsWith(';') ? before.slice(0, -1) + after : before + after;
}

function contains(option: AcsOption, span: TextSpan): boolean {
  return option.span.start <= span.start && span.end <= option.span.end;
}

function isIn(literal: TextRange, file: string, diagnostic: Diagnostic): boolean {
  return file === diagnostic.file && literal.start <= diagnostic.range.start && diagnostic.range.end <= literal.end;
}

/** The span of the kernel's text whose place in the file is this range; null: there is none. */
function spanOf(line: WrittenCommandLine, range: TextRange): TextSpan | null {
  const spans = [
    ...line.commandLine.observations.map(({ span }) => span),
    ...[line.commandLine.disableAcsRedir, line.commandLine.configAcs].flatMap(
      (option) => option?.entries.map(({ span }) => span) ?? [],
    ),
  ];
  return (
    spans.find((span) => {
      const place = line.rangeOf(span);
      return place.start === range.start && place.end === range.end;
    }) ?? null
  );
}
