// What the stroke and the proof are told: the selected thing held against the picture. Apart from what is derived from
// the picture alone, since it changes with every hovered cell and every answer of the host.

import type { PanelProof, PanelSelection } from '../../server/protocol/panel';
import type { Derived } from './derive';
import { matrixWith } from './derive';
import { classesByMember, verdictOf } from './model/matrix';
import { factsOf, reachOf } from './model/reach';
import type { Pair } from './model/selection';
import { questionAt, samePair } from './model/selection';
import { overrideWords } from './model/what-if';
import type { ProofInput } from './parts/proof';
import type { StrokeInput } from './parts/stroke';

export function strokeInput(
  { picture, evaluation, classOf }: Derived,
  selected: Pair | null,
  preview: Pair | null,
  proof: PanelProof | null,
): StrokeInput | null {
  const pair = preview ?? selected;
  if (pair === null) return null;
  const { provider, client } = pair;
  const verdict = verdictOf(evaluation.matrix, classOf, provider, client);
  const proven = proof !== null && proof.revision === picture.revision && samePair(proof, pair);
  const redirecting = proven ? proof.hops.filter((hop) => hop.redirects).map((hop) => hop.address) : null;
  return {
    provider,
    client,
    mapType: verdict?.mapType ?? null,
    redirecting: redirecting === null ? null : new Set(redirecting),
    preview: preview !== null && !(selected !== null && samePair(preview, selected)),
  };
}

export function proofInput(derived: Derived, selection: PanelSelection | null, proof: PanelProof | null): ProofInput {
  const { evaluation } = derived;
  const under = overrideWords(evaluation.whatIf.overrides);
  switch (selection?.kind) {
    case undefined:
      return { shows: 'nothing' };
    case 'device': {
      const { name } = selection;
      const matrix = matrixWith(derived, name);
      const reaches = reachOf(matrix, classesByMember(matrix), name);
      return { shows: 'device', name, facts: factsOf(evaluation, name), reaches, under };
    }
    case 'query': {
      const question = questionAt(evaluation, selection);
      return question === null
        ? { shows: 'nothing' }
        : { shows: 'question', question, kernel: evaluation.machine.kernel, under };
    }
    case 'pair': {
      const { provider, client } = selection;
      return {
        shows: 'pair',
        pair: { provider, client },
        cell: verdictOf(evaluation.matrix, derived.classOf, provider, client),
        // Until the answer for a new picture arrives, the one before stands: a keystroke must not make the proof flicker.
        proof: proof !== null && samePair(proof, selection) ? proof : null,
        kernel: evaluation.machine.kernel,
        oneDomain: derived.oneDomain,
        under,
      };
    }
  }
}
