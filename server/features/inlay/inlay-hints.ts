// Hints in the text: after every question what the kernel decides, after what has no address the one that the kernel's scan
// gives it, the ACS bits that it leaves, and what settings come to. The kind lets a setting switch each off.

import type { Analysis } from '../../language/analysis';
import type { TextRange } from '../../language/diagnostic';
import { acsHint, acsTooltip } from './inlay-acs';
import { addressHint } from './inlay-address';
import type { InlayHint } from './inlay-hint';
import { questionHints, questionTooltip } from './inlay-questions';
import { entryHints, entryTooltip, hostBridgeHint, hostBridgeTooltip } from './inlay-settings';

/** The hints of one file of the analysis that lie in a range, in the order of the text. */
export function inlayHints(analysis: Analysis, file: string, range: TextRange): readonly InlayHint[] {
  const isShown = ({ offset }: InlayHint): boolean => range.start <= offset && offset <= range.end;
  return [
    ...declarationHints(analysis, file, range),
    ...entryHints(analysis, file, range),
    ...questionHints(analysis, file, range),
  ]
    .filter(isShown)
    .sort((one, other) => one.offset - other.offset);
}

/** Markdown; null: the label says all, or what it is about is gone. */
export function inlayHintTooltip(analysis: Analysis, file: string, key: string): string | null {
  const [what = '', ...at] = key.split(' ');
  switch (what) {
    case 'address':
      return 'The address that the kernel would assign.';
    case 'acs':
      return acsTooltip(analysis, Number(at[0]));
    case 'bridge':
      return hostBridgeTooltip(analysis, Number(at[0]));
    case 'entry':
      return entryTooltip(analysis, file, key);
    default:
      return questionTooltip(analysis, file, key);
  }
}

/** Of a declaration whose head reaches into the range; its hints stand in the head. */
function declarationHints(analysis: Analysis, file: string, range: TextRange): readonly InlayHint[] {
  return analysis.declarations.flatMap((declaration) => {
    if (declaration.file !== file || declaration.range.end < range.start || declaration.range.start > range.end) {
      return [];
    }
    return [
      addressHint(analysis, declaration),
      hostBridgeHint(analysis, declaration),
      acsHint(analysis, declaration),
    ].filter((hint) => hint !== null);
  });
}
