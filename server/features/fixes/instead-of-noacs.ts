// `pci=noacs` is advised all over the net and never existed: the option that does what it was meant for, with the functions
// that keep the pairs that are asked about from the direct way.

import { bootMachine } from '../../../core/boot';
import { decidePair } from '../../../core/p2pdma/decide';
import type { Analysis } from '../../language/analysis';
import type { WrittenCommandLine } from '../../language/rules/command-lines';
import { isRedirected } from '../../language/rules/redirected';
import { encodeString } from '../../language/string';
import type { TextEdit } from '../edit';
import type { FixKind } from './quick-fix';
import { possiblePlans } from './clear-redirect';
import { autoEdits } from './make-auto';
import { faultIn, withoutOption } from './replace-command-line';

export const insteadOfNoacs: FixKind = {
  codes: ['cmdline-unknown-option'],
  proved: 'by-analysis',
  propose: (analysis, diagnostic) => {
    const found = faultIn(analysis, diagnostic);
    if (found === null) return [];
    const { line, span } = found;
    const { text } = line.commandLine;
    if (text.slice(span.start, span.end) !== 'noacs') return [];
    const meant = clearedBy(analysis, line, withoutOption(text, span));
    return meant === null ? [] : [{ ...meant, diagnostic, preferred: true }];
  },
};

/** Beyond that each pair would be planned for on its own, and the list would be one for the whole machine. */
const MOST_PAIRS = 64;

function clearedBy(
  analysis: Analysis,
  line: WrittenCommandLine,
  commandLine: string,
): { readonly title: string; readonly edits: readonly TextEdit[]; readonly price: string | null } | null {
  const { machine, pairs } = line.evaluation;
  const booted = bootMachine(machine.topology, { ...machine.settings, commandLine });
  const verdicts = pairs
    .flatMap((pair) => (pair.expected === null || pair.holds === false ? pair.verdicts : []))
    .map(({ provider, client }) => decidePair(booted, provider, client))
    .filter(isRedirected);
  if (verdicts.length === 0 || verdicts.length > MOST_PAIRS) return null;
  const plan = possiblePlans(booted, { verdicts, expected: null }).find(({ kernel }) => kernel === null);
  if (plan === undefined) return null;
  const edits = [rewritten(line, plan.commandLine), ...autoEdits(analysis, booted, plan.makeAuto)];
  const title = `Write what noacs was meant for: pci=${plan.option}= with the functions that redirect`;
  return { title, edits, price: plan.price === '' ? null : plan.price };
}

function rewritten({ file, literal: { start, end } }: WrittenCommandLine, text: string): TextEdit {
  return { file, range: { start, end }, newText: encodeString(text) };
}
