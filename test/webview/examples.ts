// The pictures of real machines, as the server makes them: what people open first.

import { analyse } from '../../server/language/analyse';
import { makePanelView } from '../../server/export/panel';
import type { PanelState } from '../../server/protocol/panel';

export function exampleState(fileName: string, text: string, scenario: string | null = null): PanelState {
  const document = `file:///${fileName}`;
  const analysis = analyse(document, { folder: null, read: (uri) => (uri === document ? text : null) });
  const { stale, scenarios, evaluation } = makePanelView(analysis, scenario);
  return { type: 'state', revision: 1, document, fileName, stale, scenarios, evaluation };
}
