// Faults of the command line whose rule knows the text that was meant: it is written in place of the old one.

import type { TextSpan } from '../../../core/kernel/commandline';
import type { Analysis } from '../../language/analysis';
import type { Diagnostic } from '../../language/diagnostic';
import { CMDLINE_BARE_OPTION } from '../../language/rules/cmdline-bare-option';
import { CMDLINE_BLANK } from '../../language/rules/cmdline-blank';
import { CMDLINE_REDIRECT_KEPT } from '../../language/rules/cmdline-redirect-kept';
import { CMDLINE_REDIRECT_LEFT } from '../../language/rules/cmdline-redirect-left';
import { CMDLINE_SHELL } from '../../language/rules/cmdline-shell';
import { nearestOption } from '../../language/rules/cmdline-unknown-option';
import { type WrittenCommandLine, writtenCommandLines } from '../../language/rules/command-lines';
import { withSpan } from '../../language/rules/rewrites';
import { encodeString } from '../../language/string';
import type { FixKind, QuickFix } from './quick-fix';
import { removesItsFinding, unveils } from './prove';

const REWRITES = [
  CMDLINE_SHELL,
  CMDLINE_BARE_OPTION,
  CMDLINE_BLANK,
  CMDLINE_REDIRECT_LEFT,
  CMDLINE_REDIRECT_KEPT,
] as const;

export const rewriteCommandLine: FixKind = {
  codes: REWRITES.map(({ code }) => code),
  proved: 'itself',
  propose: (analysis, diagnostic) => {
    const words = REWRITES.find(({ code }) => code === diagnostic.code);
    const found = (words?.find(analysis) ?? []).find(({ line, span }) => isAt(line, diagnostic, span));
    if (words === undefined || found === undefined) return [];
    const fix = rewritten(found.line, diagnostic, found.title, found.text());
    // What a shell would have taken off hid the parameter: it is read only now.
    const isProved = words === CMDLINE_SHELL ? unveils(analysis, fix) : removesItsFinding(analysis, fix);
    return isProved ? [fix] : [];
  },
};

/** A mistyped option of `pci=`; its value stays. */
export const correctOption: FixKind = {
  codes: ['cmdline-unknown-option'],
  proved: 'by-analysis',
  propose: (analysis, diagnostic) =>
    linesAt(analysis, diagnostic).flatMap((line) =>
      line.commandLine.observations.flatMap((found) => {
        if (found.observation !== 'pci-option-unknown' || !isAt(line, diagnostic, found.span)) return [];
        const near = nearestOption(found.option, line.evaluation.machine.settings.kernel);
        if (near === null) return [];
        const [name = ''] = found.option.split('=');
        const span = { start: found.span.start, end: found.span.start + name.length };
        return [rewritten(line, diagnostic, `Write ${near}`, withSpan(line.commandLine.text, span, near))];
      }),
    ),
};

/** Scenarios that inherit a command line read it again: the first reading in which the finding stands is enough. */
function linesAt(analysis: Analysis, { file, range }: Diagnostic): readonly WrittenCommandLine[] {
  return writtenCommandLines(analysis)
    .filter((line) => line.file === file && line.literal.start <= range.start && range.end <= line.literal.end)
    .slice(0, 1);
}

function isAt(line: WrittenCommandLine, { file, range }: Diagnostic, span: TextSpan): boolean {
  if (line.file !== file) return false;
  const { start, end } = line.rangeOf(span);
  return start === range.start && end === range.end;
}

function rewritten(line: WrittenCommandLine, diagnostic: Diagnostic, title: string, text: string): QuickFix {
  const { start, end } = line.literal;
  const edits = [{ file: line.file, range: { start, end }, newText: encodeString(text) }];
  return { title, diagnostic, edits, preferred: true, price: null };
}
