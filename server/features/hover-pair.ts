// Hover on a pair: the verdict, the path hop by hop, the rule of this kernel that decided, what the kernel would log,
// since when it is so, and the fix with its price.

import type { Machine } from '../../core/machine';
import type { Verdict } from '../../core/p2pdma/verdict';
import type { Evaluation, PairResult } from '../language/analysis';
import { pairName } from '../language/explain/names';
import { because } from '../language/explain/reason';
import { meets } from '../language/rules/pairs';
import { code, table, text } from './markdown';
import {
  askedSentences,
  bullets,
  byKernel,
  doubtSentences,
  fixTexts,
  loggedBlock,
  pairHeadline,
  pathTable,
} from './pair-sections';
import { verdictWords } from './query-words';

const COMBINATIONS_SHOWN = 12;

/** Of several combinations the first that fails is explained, else the first; all are listed. */
export function hoverPair(evaluation: Evaluation, result: PairResult, verdicts: readonly Verdict[]): string {
  const { machine } = evaluation;
  const { expected } = result;
  const failing = expected === null ? undefined : verdicts.find((verdict) => !meets(verdict, expected.mapType));
  const shown = failing ?? verdicts[0];
  if (shown === undefined) return '';
  const logged = loggedBlock(shown);
  const [fix] = fixTexts(machine, { verdicts: [shown], expected: failing === undefined ? null : expected });
  return [
    combinations(machine, verdicts, shown),
    pairHeadline(evaluation, shown),
    text(because(machine, shown)),
    pathTable(machine, shown),
    bullets([...askedSentences(machine, shown), ...doubtSentences(machine, shown)]),
    logged === '' ? '' : `The kernel would log:\n\n${logged}`,
    byKernel(machine, shown),
    fix === undefined ? '' : `Fix: ${fix}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function combinations(machine: Machine, verdicts: readonly Verdict[], shown: Verdict): string {
  if (verdicts.length < 2) return '';
  const rows = verdicts
    .slice(0, COMBINATIONS_SHOWN)
    .map((verdict) => [code(pairName(machine, verdict)), verdictWords(verdict), verdict === shown ? 'below' : '']);
  const rest = verdicts.length - rows.length;
  return table(['pair', 'map type · distance', ''], rows) + (rest > 0 ? `\n\n… and ${rest} more` : '');
}
