// Hover on a pair: the verdict, the path hop by hop, the rule of this kernel that decided, what the kernel would log,
// since when it is so, and the fix with its price.

import type { Verdict } from '../../../core/p2pdma/verdict';
import type { Evaluation, PairResult } from '../../language/analysis';
import { because } from '../../language/explain/reason';
import { meets } from '../../language/rules/pairs';
import { text } from '../markdown';
import {
  askedSentences,
  bullets,
  byKernel,
  combinationTable,
  doubtSentences,
  fixTexts,
  loggedBlock,
  pairHeadline,
  pathTable,
  siliconSentences,
} from '../explain/pair-sections';

/** Of several combinations the first that fails is explained, else the first. */
export function hoverPair(evaluation: Evaluation, result: PairResult, verdicts: readonly Verdict[]): string {
  const { machine } = evaluation;
  const { expected } = result;
  const failing = expected === null ? undefined : verdicts.find((verdict) => !meets(verdict, expected.mapType));
  const shown = failing ?? verdicts[0];
  if (shown === undefined) return '';
  const logged = loggedBlock(shown);
  const [fix] = fixTexts(machine, { verdicts: [shown], expected: failing === undefined ? null : expected });
  return [
    verdicts.length < 2 ? '' : combinationTable(machine, verdicts, shown),
    pairHeadline(evaluation, shown),
    text(because(machine, shown)),
    pathTable(machine, shown),
    bullets([
      ...askedSentences(machine, shown),
      ...doubtSentences(machine, shown),
      ...siliconSentences(machine, shown),
    ]),
    logged === '' ? '' : `The kernel would log:\n\n${logged}`,
    byKernel(machine, shown),
    fix === undefined ? '' : `Fix: ${fix}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
