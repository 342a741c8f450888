// The guards between the webview and its host: a message that is not in the protocol is never acted on, and a view state
// of another version is never half understood.

import { describe, expect, test } from 'vitest';
import type { HostMessage, PanelViewState, WebviewMessage } from '../../server/protocol/panel';
import { isHostMessage, isWebviewMessage, readPanelViewState } from '../../server/protocol/panel-guards';
import { BEFORE_LISTING_PROOF, EPYC, JBOF, VIRTUAL_FUNCTIONS } from './samples';

const FROM_WEBVIEW: readonly WebviewMessage[] = [
  { type: 'ready', document: 'file:///a.p2p', selection: null, scenario: null, whatIf: {} },
  {
    type: 'ready',
    document: 'file:///a.p2p',
    selection: { kind: 'pair', provider: 'a', client: 'b' },
    scenario: 'stock',
    whatIf: { kernel: '6.12' },
  },
  { type: 'selectPair', revision: 1, provider: 'a', client: 'b' },
  { type: 'selectDevice', revision: 1, name: 'a' },
  { type: 'selectQuery', revision: 1, query: 'map', index: 0 },
  { type: 'clearSelection', revision: 1 },
  { type: 'reveal', revision: 1, target: { kind: 'device', name: 'a' } },
  { type: 'reveal', revision: 1, target: { kind: 'query', query: 'q' } },
  { type: 'reveal', revision: 1, target: { kind: 'line', line: 0 } },
  { type: 'applyFix', revision: 1, fix: '0' },
  { type: 'copy', text: '' },
  { type: 'chooseScenario', scenario: null },
  { type: 'setWhatIf', whatIf: { kernel: '5.17', iommu: 'off', acs: 'cleared' } },
  { type: 'applyWhatIf', revision: 1 },
  { type: 'action', id: 'open' },
  { type: 'export' },
  { type: 'exported', id: 1, content: '<svg/>', problem: '' },
  { type: 'exported', id: 2, content: new Uint8Array([137]), problem: '' },
];

describe('webview → host', () => {
  test.each(FROM_WEBVIEW.map((message) => [message.type, message] as const))('%s is accepted', (_type, message) => {
    expect(isWebviewMessage(message)).toBe(true);
  });

  const broken = FROM_WEBVIEW.flatMap((message) =>
    Object.keys(message).map((member) => [message.type, member, { ...message, [member]: { wrong: true } }] as const),
  );
  test.each(broken)('%s with a wrong %s is refused', (_type, _member, message) => {
    expect(isWebviewMessage(message)).toBe(false);
  });

  test.each([null, undefined, 'ready', 7, [], {}, { type: 'toString' }, { type: 'run', text: 'x' }])(
    '%j is refused',
    (value) => {
      expect(isWebviewMessage(value)).toBe(false);
    },
  );

  test('a line is a whole number from 0', () => {
    const line = (number: number) => ({ type: 'reveal', revision: 1, target: { kind: 'line', line: number } });
    expect([-1, 0.5, Number.NaN, Infinity].some((number) => isWebviewMessage(line(number)))).toBe(false);
  });
});

describe('host → webview', () => {
  const messages: readonly HostMessage[] = [
    JBOF,
    EPYC,
    VIRTUAL_FUNCTIONS,
    BEFORE_LISTING_PROOF,
    { type: 'empty', sentence: 'Nothing.', action: null },
    { type: 'notice', sentence: 'The server stopped.', action: null },
    { type: 'select', revision: 3, target: null },
  ];
  test.each(messages.map((message) => [message.type, message] as const))('%s is accepted', (_type, message) => {
    expect(isHostMessage(message)).toBe(true);
  });

  test('what other extensions and the page itself post is not', () => {
    for (const value of [
      null,
      'state',
      { type: 'state' },
      { type: 'select', revision: 1, target: 'x' },
      { type: 'webpackOk' },
    ]) {
      expect(isHostMessage(value)).toBe(false);
    }
  });
});

describe('view state', () => {
  const kept: PanelViewState = {
    version: 5,
    document: 'file:///a.p2p',
    scenario: null,
    whatIf: { iommu: 'off' },
    selection: { kind: 'device', name: 'a' },
    filter: '',
    zoom: 75,
    pathOnly: true,
    asTable: true,
    everything: true,
    toggled: ['run 0000:01:01.0'],
    toggledClasses: [],
    split: { topology: 0.25, matrix: 0.5 },
  };

  test('survives being written down and read again', () => {
    expect(readPanelViewState(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  });

  test.each(Object.keys(kept))('is not half read when %s is wrong', (member) => {
    expect(readPanelViewState({ ...kept, [member]: { wrong: true } })).toBeNull();
  });

  test('written before there was a zoom, it is read as it was, at 100 %', () => {
    const before = { ...kept, zoom: undefined, version: 4 };
    expect(readPanelViewState(before)).toEqual({ ...kept, zoom: 100 });
  });

  test.each([24, 201, 99.5])('a zoom of %d % is none', (zoom) => {
    expect(readPanelViewState({ ...kept, zoom })).toBeNull();
  });

  test('is nothing on a first load', () => {
    expect([undefined, null, 'x', []].map(readPanelViewState)).toEqual([null, null, null, null]);
  });
});
