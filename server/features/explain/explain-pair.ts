// The proof of one pair as the protocol carries it: for the map panel, the CLI and tools. Any two devices can be asked
// for, whether a query of the file does or not.

import type { Machine } from '../../../core/machine';
import { decidePair } from '../../../core/p2pdma/decide';
import type { Verdict } from '../../../core/p2pdma/verdict';
import type { PairProof, ProofFix } from '../../protocol/messages';
import type { Analysis, Evaluation } from '../../language/analysis';
import { explainHops } from '../../language/explain/hops';
import { because } from '../../language/explain/reason';
import { siliconCaveat } from '../../language/explain/silicon';
import { markedSpans } from '../../language/explain/since';
import { stepSentences } from '../../language/explain/steps';
import { assumptionSentences, undecidedSentences } from '../../language/explain/unknown';
import { positionAt } from '../../language/position';
import type { TextEdit } from '../edit';
import { planEdits, plansFor, planTitle } from '../fixes/clear-redirect';
import { findEvaluation, functionNamed } from '../places';

/** Names as in the file, unnamed bridges by address; null: there is no such scenario or device. */
export function explainPair(
  analysis: Analysis,
  pair: { readonly scenario: string | null; readonly provider: string; readonly client: string },
): PairProof | null {
  const evaluation = findEvaluation(analysis, pair.scenario);
  if (evaluation === null) return null;
  const { machine } = evaluation;
  const provider = functionNamed(machine, pair.provider);
  const client = functionNamed(machine, pair.client);
  if (provider === null || client === null) return null;
  const verdict = decidePair(machine, provider.index, client.index);
  const caveat = siliconCaveat(machine, verdict);
  return {
    scenario: pair.scenario,
    provider: provider.name,
    client: client.name,
    kernel: machine.settings.kernel.label,
    mapType: verdict.mapType,
    distance: verdict.distance,
    rule: verdict.rule,
    because: because(machine, verdict),
    hops: explainHops(machine, verdict).map((hop) => ({
      role: hop.role,
      name: hop.name,
      address: hop.address,
      kind: hop.kind,
      acs: hop.acs,
      redirects: hop.redirects,
      note: hop.note,
      reveal: { kind: 'device', name: hop.name },
    })),
    steps: [...stepSentences(machine, verdict), ...(caveat === null ? [] : [caveat])],
    assumes: assumptionSentences(machine, verdict),
    undecidedBy: undecidedSentences(machine, verdict),
    messages: verdict.messages.map((message) => `${message.address}: ${message.text}`),
    since: spans(machine, verdict),
    fixes: proofFixes(analysis, evaluation, verdict),
  };
}

function spans(machine: Machine, verdict: Verdict): PairProof['since'] {
  return markedSpans(machine, verdict).map(({ from, to, mapType, current }) => ({ from, to, mapType, current }));
}

function proofFixes(analysis: Analysis, evaluation: Evaluation, verdict: Verdict): readonly ProofFix[] {
  return plansFor(analysis, evaluation, { verdicts: [verdict], expected: null }).map((plan) => {
    const edits = planEdits(analysis, evaluation, plan).map((edit) => protocolEdit(analysis, edit));
    return { title: planTitle(plan), price: plan.price, edits };
  });
}

function protocolEdit(analysis: Analysis, edit: TextEdit): ProofFix['edits'][number] {
  const lineStarts = analysis.files.find((file) => file.uri === edit.file)?.lineStarts ?? [0];
  const range = { start: positionAt(lineStarts, edit.range.start), end: positionAt(lineStarts, edit.range.end) };
  return { uri: edit.file, range, newText: edit.newText };
}
