// The explanation of a pair: the hover's parts under headings, and what the hover leaves out, where every ACS bit on the path
// comes from, how the host bridges stand, which commit brought the rule, all repairs with their prices.

import type { Machine } from '../../core/machine';
import { decidePair } from '../../core/p2pdma/decide';
import { pairHistory } from '../../core/p2pdma/history';
import type { Verdict } from '../../core/p2pdma/verdict';
import { formatId } from '../../core/pci/id';
import type { Analysis, Evaluation, PairResult } from '../language/analysis';
import { ruleCommit } from '../language/explain/commits';
import {
  flagWords,
  functionAt,
  hostBridgeAddress,
  hostBridgeAt,
  MAP_TYPE_WORDS,
  nameWithAddress,
} from '../language/explain/names';
import { because } from '../language/explain/reason';
import { kernelSpans } from '../language/explain/since';
import { steps } from '../language/explain/trace';
import { acsSources } from './acs-sources';
import { standingOf } from './host-bridge-standing';
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
import { mark } from './query-words';

/** `asked`: the query that asks for it; null: none does. */
export function explainPairDocument(
  analysis: Analysis,
  evaluation: Evaluation,
  provider: number,
  client: number,
  asked: PairResult | null,
): string {
  const { machine } = evaluation;
  const verdict = decidePair(machine, provider, client);
  const logged = loggedBlock(verdict);
  const fixes = fixTexts(machine, { verdicts: [verdict], expected: asked?.holds === false ? asked.expected : null });
  return [
    pairHeadline(evaluation, verdict),
    asked === null ? '' : assertion(analysis, asked),
    text(because(machine, verdict)),
    ruleSentence(machine, verdict),
    ...section('Path', [pathTable(machine, verdict), acsOrigins(machine, verdict)]),
    ...section('Host bridge', [hostBridges(machine, verdict), bullets(askedSentences(machine, verdict))]),
    ...section('What it hinges on', [bullets(doubtSentences(machine, verdict))]),
    ...section('The kernel would log', [logged]),
    ...section('By kernel', [byKernel(machine, verdict).replace(/^By kernel: /, ''), kernelTable(machine, verdict)]),
    ...section('To change it', fixes),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function section(heading: string, parts: readonly string[]): readonly string[] {
  const filled = parts.filter((part) => part !== '');
  return filled.length === 0 ? [] : [`## ${heading}`, ...filled];
}

/** The query as it is written, marked. */
function assertion({ files }: Analysis, { file, range, holds }: PairResult): string {
  const written = files.find(({ uri }) => uri === file)?.text.slice(range.start, range.end) ?? '';
  return `Asked by ${mark(holds)}${code(written)}`;
}

function ruleSentence(machine: Machine, verdict: Verdict): string {
  const { label } = machine.settings.kernel;
  const commit = ruleCommit(machine, verdict);
  const origin = commit === null ? '' : `, since ${commit.since} by commit “${text(commit.subject)}”`;
  return `Rule ${code(verdict.rule)} of kernel ${label}${origin}.`;
}

/** `sw0 0000:01:00.0: RR CR default of 6.15 with an IOMMU; …`, for every function on the path that has ACS. */
function acsOrigins(machine: Machine, verdict: Verdict): string {
  const indices = [...new Set(steps(verdict, 'hop').map((hop) => hop.function))];
  const rows = indices.flatMap((index) => {
    const device = functionAt(machine, index);
    return acsSources(machine, device).map(({ flags, from }) => [
      code(nameWithAddress(device)),
      flagWords(flags),
      text(from),
    ]);
  });
  return rows.length === 0 ? '' : table(['function', 'ACS', 'where it comes from'], rows);
}

function hostBridges(machine: Machine, verdict: Verdict): string {
  const indices = [verdict.provider, verdict.client].map((index) => functionAt(machine, index).hostBridge);
  const lines = [...new Set(indices)].map((index) => {
    const hostBridge = hostBridgeAt(machine, index);
    const { id, words } = standingOf(machine, hostBridge);
    const shown = [
      code(`${hostBridge.name} ${hostBridgeAddress(hostBridge)}`),
      ...(id === null ? [] : [code(formatId(id))]),
      words ?? `${machine.settings.kernel.label} asks no host bridge`,
    ];
    return shown.join(' · ');
  });
  const unasked = steps(verdict, 'whitelist').length === 0 && steps(verdict, 'cpu').length === 0;
  return `${lines.join('  \n')}${unasked ? '\n\nNot asked for this pair.' : ''}`;
}

function kernelTable(machine: Machine, verdict: Verdict): string {
  const { order } = machine.settings.kernel;
  const spans = kernelSpans(pairHistory(machine, verdict.provider, verdict.client));
  const rows = spans.map((span, index) => {
    const next = spans[index + 1]?.fromOrder ?? Number.POSITIVE_INFINITY;
    return [
      span.from === span.to ? span.from : `${span.from}–${span.to}`,
      MAP_TYPE_WORDS[span.mapType] + (span.parameterBroken ? ' (parameter broken)' : ''),
      span.fromOrder <= order && order < next ? 'this kernel' : '',
    ];
  });
  return table(['kernel', 'answer', ''], rows);
}
