// Protects: from a name to its declaration, to every place that names it, to the included file, and to who asks about it.

import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  DocumentHighlight,
  DocumentLink,
  DocumentSymbol,
  Location,
  SymbolInformation,
} from 'vscode-languageserver/node';
import { expect, test } from 'vitest';
import { MACHINE } from './example';
import { startClient } from './in-process';
import type { Asked } from './situations';
import { testRows, TREE, URI } from './situations';

const prepare = async ({ ask, at }: Asked, word: string): Promise<CallHierarchyItem> => {
  const [item] = await ask<CallHierarchyItem[]>('textDocument/prepareCallHierarchy', { position: at(word) });
  if (item === undefined) throw new Error(`nothing to call at ${word}`);
  return item;
};
const own = ['machine.p2p nvme0'];

testRows([
  {
    method: 'textDocument/definition',
    answer: async ({ ask, at, words }) => [
      words(await ask<Location>('textDocument/definition', { position: at('nvme0 ->') })),
    ],
    expected: { clean: own, broken: own, include: ['tree.p2p nvme0'], edit: own },
  },
  {
    method: 'textDocument/references',
    answer: async ({ ask, at, words }) => {
      const params = { position: at('mlx0 ='), context: { includeDeclaration: true } };
      return (await ask<Location[]>('textDocument/references', params)).map(words);
    },
    expected: {
      clean: ['machine.p2p mlx0', 'machine.p2p mlx0'],
      broken: ['machine.p2p mlx0', 'machine.p2p mlx0'],
      include: ['tree.p2p mlx0', 'machine.p2p mlx0'],
      edit: ['machine.p2p mlx0', 'machine.p2p mlx0'],
    },
  },
  {
    method: 'textDocument/documentHighlight',
    answer: async ({ ask, at, slice }) => {
      const found = await ask<DocumentHighlight[]>('textDocument/documentHighlight', { position: at('mlx0 =') });
      return found.map(({ range }) => slice(range));
    },
    expected: { clean: ['mlx0', 'mlx0'], broken: ['mlx0', 'mlx0'], include: ['mlx0'], edit: ['mlx0', 'mlx0'] },
  },
  {
    method: 'textDocument/documentLink',
    extra: 'include "lists/more.p2p"\n',
    answer: async ({ ask, slice }) => {
      const links = await ask<DocumentLink[]>('textDocument/documentLink');
      return links.map(({ range, target }) => `${slice(range)} → ${target ?? ''}`);
    },
    expected: {
      clean: ['lists/more.p2p → file:///home/lists/more.p2p'],
      broken: ['lists/more.p2p → file:///home/lists/more.p2p'],
      include: ['tree.p2p → file:///home/tree.p2p', 'lists/more.p2p → file:///home/lists/more.p2p'],
      edit: ['lists/more.p2p → file:///home/lists/more.p2p'],
    },
  },
  {
    method: 'textDocument/documentSymbol',
    answer: async ({ ask }) => {
      const symbols = await ask<DocumentSymbol[]>('textDocument/documentSymbol');
      return symbols.map(({ name, children = [] }) => `${name} ${children.length}`);
    },
    expected: {
      clean: ['pci0 1', 'pair nvme0 -> mlx0 = bus_addr 0'],
      broken: ['pci0 1', 'pair nvme0 -> mlx0 = bus_addr 0', 'half 0'],
      include: ['pair nvme0 -> mlx0 = bus_addr 0'],
      edit: ['pci0 1', 'pair nvme0 -> mlx0 = bus_addr 0'],
    },
  },
  {
    method: 'workspace/symbol',
    answer: async ({ client, words }) => {
      const symbols = await client.request<SymbolInformation[]>('workspace/symbol', { query: 'mlx0' });
      return symbols.map(({ name, location }) => `${name}: ${words(location)}`).slice(0, 1);
    },
    expected: {
      clean: ['mlx0: machine.p2p mlx0'],
      broken: ['mlx0: machine.p2p mlx0'],
      include: ['mlx0: tree.p2p mlx0'],
      edit: ['mlx0: machine.p2p mlx0'],
    },
  },
  {
    method: 'textDocument/prepareCallHierarchy',
    answer: async (asked) => {
      const { name, uri, selectionRange } = await prepare(asked, 'mlx0 =');
      return [name, asked.words({ uri, range: selectionRange })];
    },
    expected: {
      clean: ['mlx0', 'machine.p2p mlx0'],
      broken: ['mlx0', 'machine.p2p mlx0'],
      include: ['mlx0', 'tree.p2p mlx0'],
      edit: ['mlx0', 'machine.p2p mlx0'],
    },
  },
  {
    method: 'callHierarchy/incomingCalls',
    answer: async (asked) => {
      const item = await prepare(asked, 'mlx0 =');
      const calls = await asked.client.request<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', { item });
      return calls.map(({ from, fromRanges }) => `${from.name}: ${fromRanges.map(asked.slice).join(' ')}`);
    },
    expected: ['pair nvme0 -> mlx0: mlx0'],
  },
  {
    method: 'callHierarchy/outgoingCalls',
    answer: async (asked) => {
      const [call] = await asked.client.request<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', {
        item: await prepare(asked, 'mlx0 ='),
      });
      const calls = await asked.client.request<CallHierarchyOutgoingCall[]>('callHierarchy/outgoingCalls', {
        item: call?.from,
      });
      return calls.map(({ to, fromRanges }) => `${to.name}: ${fromRanges.map(asked.slice).join(' ')}`);
    },
    expected: ['nvme0: nvme0', 'mlx0: mlx0'],
  },
]);

test('a client without trees of symbols gets a list, each with what holds it', async () => {
  const client = await startClient({
    capabilities: { textDocument: { documentSymbol: { hierarchicalDocumentSymbolSupport: false } } },
  });
  await client.open(URI, MACHINE);
  const symbols = await client.request<SymbolInformation[]>('textDocument/documentSymbol', {
    textDocument: { uri: URI },
  });
  expect(symbols.find(({ name }) => name === 'nvme0')).toMatchObject({ location: { uri: URI } });
  expect(symbols.find(({ name }) => name === 'pci0')?.containerName).toBeUndefined();
  expect(symbols.every(({ name, containerName }) => name === 'pci0' || containerName !== undefined)).toBe(true);
  await client.end();
});

test('a document that the server does not know has no machine, and asking harms nothing', async () => {
  const client = await startClient();
  const asked = client.request('textDocument/hover', {
    textDocument: { uri: TREE },
    position: { line: 3, character: 1 },
  });
  expect(await asked).toBeNull();
  await client.end();
});
