// Pinned ACS bits become computed ones, so that the command line can reach them. What the kernel cannot have set is kept
// as firmware's.

import { computedAcs } from '../../../core/computed-acs';
import type { Machine } from '../../../core/machine';
import { acsFlags } from '../../../core/pci/acs';
import type { Analysis } from '../../language/analysis';
import type { Diagnostic } from '../../language/diagnostic';
import { listWords } from '../../language/explain/names';
import { entryUses } from '../../language/rules/entries';
import type { AcsSyntax, MemberSyntax } from '../../language/tree';
import type { TextEdit } from '../edit';
import type { FixKind } from './quick-fix';

export const makeAuto: FixKind = {
  codes: ['cmdline-pinned'],
  proved: 'itself',
  propose: (analysis, diagnostic) => {
    const use = entryUses(analysis).find((candidate) => isAt(candidate, diagnostic));
    if (use === undefined) return [];
    const functions = use.effects.filter(({ outcome }) => outcome === 'pinned').map((effect) => effect.function);
    const { machine } = use.line.evaluation;
    const edits = autoEdits(analysis, machine, functions);
    if (edits.length === 0) return [];
    const names = functions.map((index) => machine.topology.functions[index]?.name ?? '');
    return [{ title: `Write acs auto in ${listWords(names)}`, diagnostic, edits, preferred: true, price: null }];
  },
};

/** `acs FLAGS` to `acs auto` at the declarations of these functions; what `caps` says stays. */
export function autoEdits(analysis: Analysis, machine: Machine, functions: readonly number[]): readonly TextEdit[] {
  const texts = new Map(
    functions.map((index) => [machine.topology.functions[index]?.origin, autoText(machine, index)]),
  );
  return analysis.declarations.flatMap((declaration) => {
    const newText = texts.get(declaration.index);
    if (newText === undefined || declaration.kind !== 'function') return [];
    const acs = declaration.syntax.block?.members.find(isPinned);
    const control = acs?.control ?? null;
    if (control === null) return [];
    return [{ file: declaration.file, range: { start: control.start, end: control.end }, newText }];
  });
}

/** What follows `acs`. */
function autoText(machine: Machine, index: number): string {
  const acs = computedAcs(machine, index);
  if (acs.mode !== 'auto' || acs.firmware === null) return 'auto';
  return `auto firmware ${acs.firmware === 0 ? 'none' : acsFlags(acs.firmware).join(' ')}`;
}

function isPinned(member: MemberSyntax): member is AcsSyntax {
  return member.kind === 'acs' && member.mode.value === 'pinned';
}

function isAt(use: ReturnType<typeof entryUses>[number], diagnostic: Diagnostic): boolean {
  const range = use.line.rangeOf(use.entry.span);
  return (
    use.line.file === diagnostic.file && range.start === diagnostic.range.start && range.end === diagnostic.range.end
  );
}
