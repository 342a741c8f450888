// What the map says when there is no picture, or none that can be kept up: one sentence, and at most one button that does
// something about it. Plain values, so that they are tested without an editor.

import type { PanelView } from '../server/protocol/messages';
import type { PanelEmpty, PanelNotice } from '../server/protocol/panel';

/** The buttons, by what they do. */
export const ACTIONS = {
  open: 'open',
  example: 'example',
  show: 'show',
  retry: 'retry',
  restart: 'restart',
} as const;

export function noFile(): PanelEmpty {
  return empty('Open a .p2p file to see its map.', { id: ACTIONS.open, title: 'Open File…' });
}

/** It was deleted or renamed, or was never saved, and its text is not open either. */
export function fileGone(fileName: string): PanelEmpty {
  const sentence = `There is no ${fileName} any more. Open a .p2p file to see its map.`;
  return empty(sentence, { id: ACTIONS.open, title: 'Open File…' });
}

/** null: there is something to draw. `isBlank`: the file has no text at all. */
export function nothingToDraw({ stale, evaluation }: PanelView, fileName: string, isBlank: boolean): PanelEmpty | null {
  if (evaluation.hostBridges.length > 0 || evaluation.devices.length > 0) return null;
  if (stale !== null) {
    const line = stale.line + 1;
    const sentence = `${fileName} cannot be drawn because of the error in line ${line}: ${stale.message}`;
    return empty(sentence, { id: ACTIONS.show, title: `Show Line ${line}` });
  }
  const sentence = `${fileName} describes no devices yet.`;
  if (isBlank) return empty(sentence, { id: ACTIONS.example, title: 'Insert an Example' });
  return empty(sentence, { id: ACTIONS.show, title: 'Show the File' });
}

export function notAnswered(reason: string): PanelEmpty {
  return empty(`There is no map: ${reason}`, { id: ACTIONS.retry, title: 'Try Again' });
}

export type ServerLife = 'starting' | 'running' | 'stopped';

/** null: nothing to be said, a running server answers. */
export function serverNotice(life: ServerLife): PanelNotice | null {
  switch (life) {
    case 'running':
      return null;
    case 'starting':
      return { type: 'notice', sentence: 'The language server is starting.', action: null };
    case 'stopped': {
      const action = { id: ACTIONS.restart, title: 'Restart Server' };
      return { type: 'notice', sentence: 'The language server stopped: the map does not follow the file.', action };
    }
  }
}

function empty(sentence: string, action: PanelEmpty['action']): PanelEmpty {
  return { type: 'empty', sentence, action };
}
