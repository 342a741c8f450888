// The explanation of a pair: the hover's parts under headings, and what the hover leaves out, where every ACS bit on the path
// comes from, how the host bridges stand, which commit brought the rule, all repairs with their prices.

import type { Machine } from '../../../core/machine';
import { decidePair } from '../../../core/p2pdma/decide';
import type { Verdict } from '../../../core/p2pdma/verdict';
import { formatId } from '../../../core/pci/id';
import type { Analysis, Evaluation, PairResult } from '../../language/analysis';
import { ruleCommit } from '../../language/explain/commits';
import { functionAt, hostBridgeAddress, hostBridgeAt, nameWithAddress } from '../../language/explain/names';
import { because } from '../../language/explain/reason';
import { markedSpans } from '../../language/explain/since';
import { steps } from '../../language/explain/trace';
import type { Holds } from '../../language/results';
import { meets, undecided } from '../../language/rules/pairs';
import type { ExpectedMapType } from '../../language/tree';
import { sourceCell } from '../acs-words';
import { standingOf } from '../host-bridge-standing';
import { code, table, text } from '../markdown';
import {
  askedSentences,
  bullets,
  doubtSentences,
  fixTexts,
  loggedBlock,
  pairHeadline,
  pathTable,
  siliconSentences,
} from './pair-sections';
import { mark } from '../query-words';

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
  const wanted = asked?.expected ?? null;
  const isMissed = wanted !== null && holdsFor(verdict, wanted.mapType) === false;
  const fixes = fixTexts(machine, { verdicts: [verdict], expected: isMissed ? wanted : null });
  return [
    pairHeadline(evaluation, verdict),
    asked === null ? '' : assertion(analysis, asked, verdict),
    text(because(machine, verdict)),
    verdict.rule === 'unknown' ? '' : ruleSentence(machine, verdict),
    ...section('Path', [pathTable(machine, verdict), acsOrigins(machine, verdict)]),
    ...section('Host bridge', [unaskedHostBridges(machine, verdict), bullets(askedSentences(machine, verdict))]),
    ...section('What it hinges on', [bullets(doubtSentences(machine, verdict))]),
    ...section('What the silicon does', siliconSentences(machine, verdict).map(text)),
    ...section('The kernel would log', [logged]),
    ...section('By kernel', [kernelTable(machine, verdict)]),
    ...section('To change it', fixes),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function section(heading: string, parts: readonly string[]): readonly string[] {
  const filled = parts.filter((part) => part !== '');
  return filled.length === 0 ? [] : [`## ${heading}`, ...filled];
}

/** The query as it is written, marked for this one of its combinations. */
function assertion({ files }: Analysis, { file, range, expected }: PairResult, verdict: Verdict): string {
  const written = files.find(({ uri }) => uri === file)?.text.slice(range.start, range.end) ?? '';
  return `Asked by ${mark(expected === null ? null : holdsFor(verdict, expected.mapType))}${code(written)}`;
}

function holdsFor(verdict: Verdict, expected: ExpectedMapType): Holds {
  return undecided(verdict, expected) ? 'undecided' : meets(verdict, expected);
}

function ruleSentence(machine: Machine, verdict: Verdict): string {
  const { label } = machine.settings.kernel;
  const commit = ruleCommit(machine, verdict);
  const origin = commit === null ? '' : `, since ${commit.since} by commit “${text(commit.subject)}”`;
  return `Rule ${code(verdict.rule)} of kernel ${label}${origin}.`;
}

/** One row for every function on the path whose ACS was computed, in the order of the path; without a common bridge none of it counts. */
function acsOrigins(machine: Machine, verdict: Verdict): string {
  if (verdict.commonBridge === null) return '';
  const walk = steps(verdict, 'hop');
  const client = walk.filter(({ side, common }) => side === 'client' && !common).reverse();
  const path = [...walk.filter(({ side }) => side === 'provider'), ...client];
  const rows = path.flatMap((hop) => {
    // The path says of a pinned one that it is.
    if (hop.acs?.from !== 'auto') return [];
    const device = functionAt(machine, hop.function);
    const sources = sourceCell(machine, device);
    return sources === '' ? [] : [[code(nameWithAddress(device)), sources]];
  });
  return rows.length === 0 ? '' : table(['function', 'where its ACS control comes from'], rows);
}

/** How they stand, where nothing was asked that would say it; else empty. */
function unaskedHostBridges(machine: Machine, verdict: Verdict): string {
  if (steps(verdict, 'whitelist').length > 0 || steps(verdict, 'cpu').length > 0) return '';
  const indices = [verdict.provider, verdict.client].map((index) => functionAt(machine, index).hostBridge);
  const lines = [...new Set(indices)].map((index) => {
    const hostBridge = hostBridgeAt(machine, index);
    const { id, words } = standingOf(machine, hostBridge);
    const shown = [
      code(`${hostBridge.name} ${hostBridgeAddress(hostBridge)}`),
      ...(id === null ? [] : [code(formatId(id))]),
      words === null ? `${machine.settings.kernel.label} asks no host bridge` : `${words}, not asked for this pair`,
    ];
    return shown.join(' · ');
  });
  return lines.join('  \n');
}

/** The whole of what the hover says in one line. */
function kernelTable(machine: Machine, verdict: Verdict): string {
  const rows = markedSpans(machine, verdict).map(({ from, to, mapType, parameterBroken, current }) => [
    from === to ? from : `${from}–${to}`,
    mapType + (parameterBroken ? ' (parameter broken)' : ''),
    current ? machine.settings.kernel.label : '',
  ]);
  return table(['kernels', 'answer', 'this machine'], rows);
}
