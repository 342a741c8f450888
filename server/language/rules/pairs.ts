// What the rules about pairs share: the verdicts of a query that do not hold, the place where a finding is shown, and the
// proof of a verdict as places in the text.

import type { Verdict } from '../../../core/p2pdma/verdict';
import type { Analysis, Evaluation, PairResult } from '../analysis';
import type { RelatedInformation, TextRange } from '../diagnostic';
import { explainHops, type Hop, hostBridgeHops } from '../explain/hops';
import type { ExpectedMapType } from '../tree';

/** Whether this verdict is for certain what the query asserts. */
export function meets(verdict: Verdict, expected: ExpectedMapType): boolean {
  return outcomes(verdict, expected).every((outcome) => outcome);
}

/** An undecided verdict all of whose possible outcomes meet the assertion, or none, decides it all the same. */
export function undecided(verdict: Verdict, expected: ExpectedMapType): boolean {
  const possible = outcomes(verdict, expected);
  return possible.includes(true) && possible.includes(false);
}

function outcomes(verdict: Verdict, expected: ExpectedMapType): readonly boolean[] {
  const types = verdict.mapType === 'UNKNOWN' ? verdict.possible : [verdict.mapType];
  return types.map((mapType) => (expected === 'SUPPORTED' ? mapType !== 'NOT_SUPPORTED' : mapType === expected));
}

/** From the first provider to the last client: what a finding about an unasserted query underlines. */
export function refsRange(result: PairResult): TextRange {
  const refs = [...result.query.providers, ...result.query.clients];
  const first = refs[0] ?? result.range;
  const last = refs[refs.length - 1] ?? result.range;
  return { start: first.start, end: last.end };
}

/** The hops of the path at their declarations, with what the kernel read there; then the host bridges, where it asked them. */
export function proof(analysis: Analysis, evaluation: Evaluation, verdict: Verdict): readonly RelatedInformation[] {
  const hops = explainHops(evaluation.machine, verdict);
  const asked = verdict.commonBridge !== null && verdict.acsRedirects.length > 0;
  const bridges = asked ? hostBridgeHops(evaluation.machine, verdict) : [];
  return [...hops, ...bridges].flatMap((hop) => {
    const declaration = analysis.declarations[hop.origin];
    if (declaration === undefined) return [];
    const range = declaration.nameRange ?? declaration.syntax.keyword;
    return [{ file: declaration.file, range, message: hopWords(hop) }];
  });
}

/** `port 0000:02:00.0: ACS SV RR CR UF, redirects`. */
export function hopWords(hop: Hop): string {
  const name = hop.name === hop.address ? hop.address : `${hop.name} ${hop.address}`;
  const acs = hop.acs === null ? '' : `ACS ${hop.acs.length === 0 ? 'none' : hop.acs.join(' ')}`;
  const facts = [acs, hop.redirects ? 'redirects' : '', hop.note].filter((fact) => fact !== '');
  return facts.length === 0 ? `${hop.kind} ${name}` : `${hop.kind} ${name}: ${facts.join(', ')}`;
}
