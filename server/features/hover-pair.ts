// Hover on a pair: the verdict, the path hop by hop, the rule of this kernel that decided, what the kernel would log,
// since when it is so, and the fix with its price.

import type { Machine } from '../../core/machine';
import { pairHistory } from '../../core/p2pdma/history';
import type { Verdict } from '../../core/p2pdma/verdict';
import type { Evaluation, PairResult } from '../language/analysis';
import { explainHops, type Hop } from '../language/explain/hops';
import { functionAt, pairName } from '../language/explain/names';
import { because } from '../language/explain/reason';
import { siliconCaveat } from '../language/explain/silicon';
import { sinceLine } from '../language/explain/since';
import { stepSentences } from '../language/explain/steps';
import { assumptionSentences, undecidedSentences } from '../language/explain/unknown';
import { meets } from '../language/rules/pairs';
import { possiblePlans, planTitle } from './fixes/clear-redirect';
import { block, code, table, text } from './markdown';
import { verdictWords } from './query-words';

const COMBINATIONS_SHOWN = 12;

/** Of several combinations the first that fails is explained, else the first; all are listed. */
export function hoverPair(evaluation: Evaluation, result: PairResult, verdicts: readonly Verdict[]): string {
  const { machine } = evaluation;
  const { expected } = result;
  const failing = expected === null ? undefined : verdicts.find((verdict) => !meets(verdict, expected.mapType));
  const shown = failing ?? verdicts[0];
  if (shown === undefined) return '';
  return [
    combinations(machine, verdicts, shown),
    headline(evaluation, shown),
    text(because(machine, shown)),
    pathTable(machine, shown),
    facts(machine, shown),
    logged(shown),
    history(machine, shown),
    fix(machine, { verdicts: [shown], expected: failing === undefined ? null : expected }),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function headline(evaluation: Evaluation, verdict: Verdict): string {
  const { machine, scenario } = evaluation;
  const where = scenario === null ? '' : `, scenario ${code(scenario)}`;
  const provider = code(functionAt(machine, verdict.provider).name);
  const client = code(functionAt(machine, verdict.client).name);
  const found = verdict.mapType === 'UNKNOWN' ? `UNKNOWN (${verdict.possible.join(' or ')})` : verdict.mapType;
  return `${provider} → ${client}: **${text(found)}**, distance ${verdict.distance}, kernel ${machine.settings.kernel.label}${where}`;
}

function combinations(machine: Machine, verdicts: readonly Verdict[], shown: Verdict): string {
  if (verdicts.length < 2) return '';
  const rows = verdicts
    .slice(0, COMBINATIONS_SHOWN)
    .map((verdict) => [code(pairName(machine, verdict)), verdictWords(verdict), verdict === shown ? 'below' : '']);
  const rest = verdicts.length - rows.length;
  return table(['pair', 'map type · distance', ''], rows) + (rest > 0 ? `\n\n… and ${rest} more` : '');
}

function pathTable(machine: Machine, verdict: Verdict): string {
  const rows = explainHops(machine, verdict).map((hop) => [
    hop.kind,
    code(hop.name === hop.address ? hop.address : `${hop.name} ${hop.address}`),
    acsWords(hop),
    text(hop.note),
  ]);
  return table(['path', '', 'ACS control', ''], rows);
}

function acsWords(hop: Hop): string {
  if (hop.acs === null) return hop.role === 'host-bridge' ? '' : 'no ACS';
  const flags = hop.acs.length === 0 ? 'none' : hop.acs.join(' ');
  return hop.redirects ? `**${flags}** redirects` : flags;
}

function facts(machine: Machine, verdict: Verdict): string {
  const caveat = siliconCaveat(machine, verdict);
  const sentences = [
    ...stepSentences(machine, verdict),
    ...undecidedSentences(machine, verdict),
    ...assumptionSentences(machine, verdict),
    ...(caveat === null ? [] : [caveat]),
  ];
  return sentences.map((sentence) => `- ${text(sentence)}`).join('\n');
}

function logged(verdict: Verdict): string {
  if (verdict.messages.length === 0) return '';
  const lines = verdict.messages.map((message) => `${message.address}: ${message.text}`);
  return `The kernel would log:\n\n${block(lines)}`;
}

function history(machine: Machine, verdict: Verdict): string {
  const line = sinceLine(pairHistory(machine, verdict.provider, verdict.client));
  return line === '' ? '' : text(line);
}

function fix(machine: Machine, query: Pick<PairResult, 'verdicts' | 'expected'>): string {
  const [plan] = possiblePlans(machine, query);
  if (plan === undefined) return '';
  const price = plan.price === '' ? '' : ` (${text(plan.price)})`;
  return `Fix: ${text(planTitle(plan))}${price}\n\n${block([plan.parameter])}`;
}
