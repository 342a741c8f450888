// ACS bits that the capability is said not to have: either the capability has them, or they are not set.

import { ACS_FLAGS } from '../../../core/pci/acs';
import type { Analysis } from '../../language/analysis';
import type { Diagnostic } from '../../language/diagnostic';
import type { AcsSyntax, FlagsSyntax } from '../../language/tree';
import type { TextEdit } from '../edit';
import { contains } from '../places';
import type { FixKind } from './quick-fix';

export const repairCaps: FixKind = {
  codes: ['acs-beyond-caps'],
  proved: 'by-analysis',
  propose: (analysis, diagnostic) => {
    const acs = acsAt(analysis, diagnostic);
    const caps = acs?.capability ?? null;
    const set = acs?.control ?? acs?.firmware ?? null;
    if (caps === null || set === null) return [];
    const has = flagsOf(caps);
    const beyond = flagsOf(set).filter((flag) => !has.includes(flag));
    const common = { diagnostic, preferred: false, price: null };
    const more = ACS_FLAGS.filter((flag) => has.includes(flag) || beyond.includes(flag));
    const fewer = flagsOf(set).filter((flag) => has.includes(flag));
    const list = beyond.join(' ');
    return [
      { ...common, title: `Add ${list} to caps`, edits: [written(diagnostic.file, caps, more)] },
      { ...common, title: `Take out ${list}`, edits: [written(diagnostic.file, set, fewer)] },
    ];
  },
};

function acsAt({ declarations }: Analysis, { file, range }: Diagnostic): AcsSyntax | null {
  for (const each of declarations) {
    if (each.kind !== 'function' || each.file !== file || !contains(each.range, range.start)) continue;
    const found = each.syntax.block?.members.find(
      (member): member is AcsSyntax => member.kind === 'acs' && contains(member, range.start),
    );
    if (found !== undefined) return found;
  }
  return null;
}

function flagsOf({ words }: FlagsSyntax): readonly string[] {
  return words.flatMap(({ value }) => (value === null || value === 'none' ? [] : [value]));
}

function written(file: string, { start, end }: FlagsSyntax, flags: readonly string[]): TextEdit {
  return { file, range: { start, end }, newText: flags.length === 0 ? 'none' : flags.join(' ') };
}
