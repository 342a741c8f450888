// In place of a picture: one sentence and at most one button; or, before anything came, a quiet line.

import type { PanelEmpty, PanelNotice } from '../../../server/protocol/panel';
import { button, element } from '../dom';

export function emptyContent(
  { sentence, action }: PanelEmpty | PanelNotice,
  act: (id: string) => void,
): readonly Node[] {
  const words = element('h1', '', sentence);
  return action === null ? [words] : [words, button('primary', action.title, () => act(action.id))];
}

export function waitingContent(): readonly Node[] {
  return [element('h1', '', 'Working out the map…')];
}
