// ACS redirect stands in the way, and the bits may simply be other ones: write them in the file without the redirect, as they
// read once somebody clears them on the running machine.

import { ACS_BIT, acsFlags } from '../../../core/pci/acs';
import type { Analysis, Evaluation, PairResult } from '../../language/analysis';
import { listWords } from '../../language/explain/names';
import { steps } from '../../language/explain/trace';
import { propertiesOf } from '../../language/property';
import { functionDeclaration, writeProperties } from '../device-edit';
import type { TextEdit } from '../edit';
import type { FixKind } from './quick-fix';
import { queryAt } from './queries';

const REDIRECT = ACS_BIT.RR | ACS_BIT.CR | ACS_BIT.EC;

export const writeBits: FixKind = {
  codes: ['acs-redirect', 'pair-mismatch'],
  proved: 'by-analysis',
  propose: (analysis, diagnostic) => {
    const found = queryAt(analysis, diagnostic);
    if (found === null) return [];
    const { machine } = found.evaluation;
    const functions = redirecting(found.result);
    const pinned = functions.filter((index) => machine.acs[index]?.from === 'pinned');
    if (functions.length === 0 || functions.length > MOST_FUNCTIONS) return [];
    const edits = functions.flatMap((index) => edited(analysis, found.evaluation, index));
    const names = functions.map((index) => machine.topology.functions[index]?.name ?? '');
    const title =
      pinned.length === functions.length
        ? `Take RR, CR and EC out of the bits of ${listWords(names, 4)}`
        : `Write the bits of ${listWords(names, 4)} without RR, CR and EC`;
    return [{ title, diagnostic, edits, preferred: false, price: 'the running machine must have them so' }];
  },
};

/** More is nothing that somebody does by hand. */
const MOST_FUNCTIONS = 16;

function redirecting({ verdicts }: PairResult): readonly number[] {
  const hops = verdicts.flatMap((verdict) => steps(verdict, 'hop'));
  return [...new Set(hops.filter(({ redirects }) => redirects === true).map((hop) => hop.function))];
}

/** Over the bits that are said; else as a property of its own. */
function edited(analysis: Analysis, { machine }: Evaluation, index: number): readonly TextEdit[] {
  const state = machine.acs[index];
  const origin = machine.topology.functions[index]?.origin;
  const declaration = origin === undefined ? null : functionDeclaration(analysis, origin);
  if (!state || declaration === null) return [];
  const kept = acsFlags(state.control & ~REDIRECT);
  const bits = kept.length === 0 ? 'none' : kept.join(' ');
  const acs = propertiesOf(declaration.syntax).find((each) => each.kind === 'acs');
  if (acs === undefined) return writeProperties(analysis, declaration, [`acs ${bits}`]);
  const range = { start: acs.mode.start, end: acs.firmware?.end ?? acs.mode.end };
  return [{ file: declaration.file, range, newText: bits }];
}
