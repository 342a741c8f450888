// The pictures of real machines, as the server makes them: what people open first.

import { explainPair } from '../../server/features/explain/explain-pair';
import { analyse } from '../../server/language/analyse';
import { makePanelView } from '../../server/export/panel';
import { analysisUnder } from '../../server/language/what-if';
import { otherSettings, proofUnder, shownUnder } from '../../server/lsp/what-if-requests';
import type { PanelProof, PanelState } from '../../server/protocol/panel';
import type { WhatIf } from '../../server/protocol/what-if';

export function exampleState(
  fileName: string,
  text: string,
  scenario: string | null = null,
  overrides: WhatIf = {},
): PanelState {
  const document = `file:///${fileName}`;
  const analysis = analyse(document, { folder: null, read: (uri) => (uri === document ? text : null) });
  const { stale, scenarios, evaluation } = makePanelView(analysis, scenario, shownUnder(analysis, overrides));
  return { type: 'state', revision: 1, document, fileName, stale, scenarios, evaluation };
}

/** The proof of a pair in a scenario, or of the file itself under these settings. */
export function exampleProof(
  text: string,
  {
    provider,
    client,
    scenario,
  }: { readonly provider: string; readonly client: string; readonly scenario: string | null },
  overrides: WhatIf = {},
): PanelProof {
  const document = 'file:///example.p2p';
  const analysis = analyse(document, { folder: null, read: (uri) => (uri === document ? text : null) });
  const [evaluation] = analysis.evaluations;
  const other = otherSettings(overrides);
  const under = other === null || evaluation === undefined ? analysis : analysisUnder(analysis, evaluation, other);
  const proof = explainPair(under, { scenario, provider, client });
  if (proof === null) throw new Error(`no proof of ${provider} -> ${client}`);
  const shown = other === null ? proof : proofUnder(proof, other);
  const fixes = shown.fixes.map(({ title, price }, index) => ({ id: String(index), title, price }));
  return { ...shown, type: 'proof', revision: 1, fixes, queries: [] };
}
