// The parts of the proof of one pair in Markdown. The hover shows them one below the other, the explanation under headings.

import type { Machine } from '../../../core/machine';
import { decidePair } from '../../../core/p2pdma/decide';
import type { Verdict } from '../../../core/p2pdma/verdict';
import type { Evaluation, PairResult } from '../../language/analysis';
import { explainHops, type Hop } from '../../language/explain/hops';
import { functionAt, pairName } from '../../language/explain/names';
import { because } from '../../language/explain/reason';
import { siliconCaveat } from '../../language/explain/silicon';
import { sinceLine } from '../../language/explain/since';
import { stepSentences } from '../../language/explain/steps';
import { assumptionSentences, undecidedSentences } from '../../language/explain/unknown';
import { unbroken } from '../acs-words';
import { possiblePlans, planTitle } from '../fixes/clear-redirect';
import { block, code, table, text } from '../markdown';
import { mapTypeWords, verdictWords } from '../query-words';

/** `nvme0` → `mlx0`: **BUS_ADDR**, distance 4, kernel 6.15. */
export function pairHeadline({ machine, scenario }: Evaluation, verdict: Verdict): string {
  const where = scenario === null ? '' : `, scenario ${code(scenario)}`;
  const provider = code(functionAt(machine, verdict.provider).name);
  const client = code(functionAt(machine, verdict.client).name);
  return `${provider} → ${client}: **${text(mapTypeWords(verdict))}**, distance ${verdict.distance}, kernel ${machine.settings.kernel.label}${where}`;
}

export function pathTable(machine: Machine, verdict: Verdict): string {
  const rows = explainHops(machine, verdict).map((hop) => [
    hop.kind,
    code(hop.name === hop.address ? hop.address : `${hop.name} ${hop.address}`),
    acsWords(hop),
    text(hop.note),
  ]);
  return table(['kind', 'function', 'ACS control', 'note'], rows);
}

function acsWords(hop: Hop): string {
  if (hop.acs === null) return hop.role === 'host-bridge' ? '' : 'no ACS';
  const flags = hop.acs.length === 0 ? 'none' : unbroken(code(hop.acs.join(' ')));
  return hop.redirects ? `**${flags} redirects**` : flags;
}

/** What the kernel asked after the walk. */
export function askedSentences(machine: Machine, verdict: Verdict): readonly string[] {
  return stepSentences(machine, verdict);
}

/** What is not known, and what was assumed. */
export function doubtSentences(machine: Machine, verdict: Verdict): readonly string[] {
  return [...undecidedSentences(machine, verdict), ...assumptionSentences(machine, verdict)];
}

/** Where silicon may not keep what the kernel decides. */
export function siliconSentences(machine: Machine, verdict: Verdict): readonly string[] {
  const caveat = siliconCaveat(machine, verdict);
  return caveat === null ? [] : [caveat];
}

export function bullets(sentences: readonly string[]): string {
  return sentences.map((sentence) => `- ${text(sentence)}`).join('\n');
}

/** Empty: nothing. */
export function loggedBlock(verdict: Verdict): string {
  if (verdict.messages.length === 0) return '';
  return block(verdict.messages.map((message) => `${message.address}: ${message.text}`));
}

/** `By kernel: 4.20 ✗ · 5.18 host bridge · 6.15 bus`. */
export function byKernel(machine: Machine, verdict: Verdict): string {
  return `By kernel: ${text(sinceLine(machine, verdict))}`;
}

type Wanted = Pick<PairResult, 'verdicts' | 'expected'>;

/** The best first; empty: no parameter helps. */
export function fixTexts(machine: Machine, wanted: Wanted): readonly string[] {
  return possiblePlans(machine, wanted).map((plan) => {
    const price = plan.price === '' ? '' : ` (${text(plan.price)})`;
    return `${text(planTitle(plan))}${price}\n\n${block([plan.parameter])}`;
  });
}

const ANSWERS_SHOWN = 12;
const NAMES_SHOWN = 3;

/** Combinations with one answer in one row: thousands of virtual functions have few. `explained`: the one told of below; null: none. */
export function combinationTable(machine: Machine, verdicts: readonly Verdict[], explained: Verdict | null): string {
  const groups = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    const words = verdictWords(verdict);
    const group = groups.get(words);
    if (group === undefined) groups.set(words, [verdict]);
    else group.push(verdict);
  }
  const rows = [...groups].slice(0, ANSWERS_SHOWN).map(([words, group]) => {
    const names = group.slice(0, NAMES_SHOWN).map((verdict) => code(pairName(machine, verdict)));
    const rest = group.length - names.length;
    const row = [`${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`, words];
    return explained === null
      ? row
      : [...row, group.includes(explained) ? `${code(pairName(machine, explained))}, below` : ''];
  });
  const head = ['pairs', 'map type · distance', ...(explained === null ? [] : ['explained'])];
  const rest = groups.size - rows.length;
  return table(head, rows) + (rest > 0 ? `\n\n… and ${rest} more answers` : '');
}

const PAIRS_SHOWN = 8;

/** Provider and client by function index, each pair once: what the answer to another question rests on. */
export function pairsSection(evaluation: Evaluation, pairs: readonly (readonly [number, number])[]): readonly string[] {
  const { machine } = evaluation;
  const distinct = new Map(pairs.map((pair) => [pair.join(' '), pair]));
  if (distinct.size === 0) return [];
  const sections = [...distinct.values()].slice(0, PAIRS_SHOWN).flatMap(([provider, client]) => {
    const verdict = decidePair(machine, provider, client);
    return [pairHeadline(evaluation, verdict), text(because(machine, verdict)), byKernel(machine, verdict)];
  });
  const rest = distinct.size - PAIRS_SHOWN;
  return ['## The pairs it rests on', ...sections, ...(rest > 0 ? [`… and ${rest} more`] : [])];
}
