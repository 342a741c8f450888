// What the map says without a picture: each state has one sentence, and the button that helps.

import { describe, expect, test } from 'vitest';
import { noFile, notAnswered, nothingToDraw, serverNotice } from '../../client/map-panel-states';
import type { PanelView } from '../../server/protocol/messages';
import { makePanelView } from '../../server/export/panel';
import { analyse } from '../../server/language/analyse';

function viewOf(text: string): PanelView {
  return makePanelView(analyse('file:///new.p2p', { folder: null, read: () => text }), null);
}

describe('a file without devices', () => {
  test('that is blank can be filled', () => {
    expect(nothingToDraw(viewOf(''), 'new.p2p', true)).toMatchObject({
      sentence: 'new.p2p describes no devices yet.',
      action: { id: 'example' },
    });
  });

  test('that has words in it is shown', () => {
    expect(nothingToDraw(viewOf('kernel 6.15\n'), 'new.p2p', false)?.action).toEqual({
      id: 'show',
      title: 'Show the File',
    });
  });

  test('that is broken leads to the error', () => {
    const view = viewOf('kernel 6.15\n\nwords that are none\n');
    const state = nothingToDraw(view, 'new.p2p', false);
    expect(state?.sentence).toMatch(/^new\.p2p cannot be drawn because of the error in line 3: /);
    expect(state?.action?.title).toBe('Show Line 3');
  });
});

test('a host bridge alone is drawn', () => {
  expect(nothingToDraw(viewOf('host_bridge pci0 {\n}\n'), 'new.p2p', false)).toBeNull();
});

test('every other state has one button that helps', () => {
  expect(noFile().action?.title).toBe('Open File…');
  expect(notAnswered('file:///a.p2p cannot be read.').action?.title).toBe('Try Again');
  expect(serverNotice('stopped')?.action?.title).toBe('Restart Server');
});

test('a server that comes up needs nobody, one that runs is not mentioned', () => {
  expect(serverNotice('starting')).toMatchObject({ sentence: 'The language server is starting.', action: null });
  expect(serverNotice('running')).toBeNull();
});
