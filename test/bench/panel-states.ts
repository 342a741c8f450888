// What the host sends the map of two machines, as the server makes it: one of about 500 functions of all kinds, one of 4,096
// virtual and physical functions of sixteen network cards. For the bench of the webview (scripts/bench/webview.mjs).

import { makePanelView } from '../../server/export/panel';
import { analyse } from '../../server/language/analyse';
import type { PanelState } from '../../server/protocol/panel';
import { machineText } from './machine-text';
import { sriovText } from './sriov-text';

/** Lines of the generated machine that make about 500 functions. */
const LINES = 1_450;

export const MIXED: PanelState = stateOf(machineText(LINES).text);
export const FUNCTIONS: PanelState = stateOf(sriovText(16, 256));

function stateOf(text: string): PanelState {
  const document = 'file:///bench/machine.p2p';
  const analysis = analyse(document, { folder: null, read: () => text });
  const { stale, scenarios, evaluation } = makePanelView(analysis, null);
  return { type: 'state', revision: 1, document, fileName: 'machine.p2p', stale, scenarios, evaluation };
}
