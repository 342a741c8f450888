// Protects: the items of a completion as they go over the wire to clients that can do more or less: where the few words
// about an item stand, what is replaced, snippets, documentation asked for later, and lists that are asked for again.

import type {
  ClientCapabilities,
  CompletionClientCapabilities,
  CompletionItem,
  CompletionList,
  InsertReplaceEdit,
  MarkupContent,
  Range,
  TextEdit,
} from 'vscode-languageserver/node';
import { describe, expect, test } from 'vitest';
import { MACHINE } from './example';
import { startClient } from './in-process';
import { URI } from './situations';
import { startSession } from './session';

/** As VS Code announces it, as far as the server reads it. */
const MODERN: CompletionClientCapabilities = {
  completionItem: {
    snippetSupport: true,
    insertReplaceSupport: true,
    labelDetailsSupport: true,
    documentationFormat: ['markdown', 'plaintext'],
    resolveSupport: { properties: ['documentation', 'detail', 'additionalTextEdits'] },
  },
  completionList: { itemDefaults: ['editRange', 'insertTextFormat'] },
};

const SIMPLE: CompletionClientCapabilities = { completionItem: { documentationFormat: ['plaintext'] } };

function capable(completion: CompletionClientCapabilities): ClientCapabilities {
  return { textDocument: { completion } };
}

interface Answer {
  readonly list: CompletionList;
  readonly resolve: (item: CompletionItem) => Promise<CompletionItem>;
  readonly range: (from: number, to: number) => Range;
  readonly end: () => Promise<void>;
}

/** The list at `$0` of a line behind the machine; `range` counts from the start of that line. */
async function asked(completion: CompletionClientCapabilities, line: string): Promise<Answer> {
  const client = await startClient({ capabilities: capable(completion) });
  const at = line.indexOf('$0');
  const before = `${MACHINE}\n`;
  const number = before.split('\n').length - 1;
  await client.open(URI, before + line.replace('$0', ''));
  const list = await client.request<CompletionList>('textDocument/completion', {
    textDocument: { uri: URI },
    position: { line: number, character: at },
  });
  return {
    list,
    resolve: (item) => client.request('completionItem/resolve', item),
    range: (from, to) => ({ start: { line: number, character: from }, end: { line: number, character: to } }),
    end: () => client.end(),
  };
}

function itemOf({ list }: Answer, label: string): CompletionItem {
  const item = list.items.find((each) => each.label === label);
  const offered = list.items.map((each) => each.label).join(' ');
  if (item === undefined) throw new Error(`there is no ${label} among ${offered}`);
  return item;
}

describe('the few words about an item', () => {
  test('stand in labelDetails, which every row shows, where the client has them', async () => {
    const answer = await asked(MODERN, 'pair nvme0 -> $0');
    const item = itemOf(answer, 'mlx0');
    expect(item.labelDetails?.description).toMatch(/^nic · 0000:/);
    expect(item.labelDetails).not.toHaveProperty('detail');
    expect(item).not.toHaveProperty('detail');
    await answer.end();
  });

  test('stand in detail elsewhere', async () => {
    const answer = await asked(SIMPLE, 'pair nvme0 -> $0');
    const item = itemOf(answer, 'mlx0');
    expect(item.detail).toMatch(/^nic · 0000:/);
    expect(item).not.toHaveProperty('labelDetails');
    await answer.end();
  });
});

describe('what is replaced', () => {
  const line = 'pair nv$0me0 -> mlx0';

  test('stands once for the whole list where the client reads defaults, for inserting and for replacing', async () => {
    const answer = await asked(MODERN, line);
    expect(answer.list.itemDefaults?.editRange).toEqual({ insert: answer.range(5, 7), replace: answer.range(5, 10) });
    const item = itemOf(answer, 'nvme0');
    expect(item.textEditText).toBe('nvme0');
    expect(item).not.toHaveProperty('textEdit');
    await answer.end();
  });

  test('stands in each item for a client without defaults', async () => {
    const answer = await asked({ completionItem: { insertReplaceSupport: true } }, line);
    expect(answer.list).not.toHaveProperty('itemDefaults');
    const edit = itemOf(answer, 'nvme0').textEdit as InsertReplaceEdit;
    expect(edit).toEqual({ newText: 'nvme0', insert: answer.range(5, 7), replace: answer.range(5, 10) });
    await answer.end();
  });

  test('is one range for a client that knows no other', async () => {
    const answer = await asked(SIMPLE, line);
    const edit = itemOf(answer, 'nvme0').textEdit as TextEdit;
    expect(edit).toEqual({ newText: 'nvme0', range: answer.range(5, 10) });
    await answer.end();
  });

  test('is the whole number either way: what is left of one says nothing', async () => {
    const answer = await asked(MODERN, 'scenario s { kernel 6.$015 }');
    const whole = answer.range(20, 24);
    expect(answer.list.itemDefaults?.editRange).toEqual({ insert: whole, replace: whole });
    await answer.end();
  });

  test('is the answer as a whole where one stands already, and the word for what goes on in its own words', async () => {
    const line = 'sgl r { ram 4KiB } map r -> mlx0 = $0bus 4KiB, bus 8KiB';
    const answer = await asked(MODERN, line);
    const start = line.indexOf('$0');
    const [first] = answer.list.items;
    expect(first?.labelDetails?.description).toBe('what the kernel decides');
    const whole = answer.range(start, start + 'bus 4KiB, bus 8KiB'.length);
    expect(first?.textEdit).toEqual({ newText: 'iova 4KiB', insert: whole, replace: whole });
    const word = { insert: answer.range(start, start), replace: answer.range(start, start + 'bus'.length) };
    expect(itemOf(answer, 'physical').textEdit).toEqual({ newText: 'physical', ...word });
    expect(answer.list).not.toHaveProperty('itemDefaults');
    await answer.end();
  });

  test('holds the cursor in every range, with the insertion as the start of the replacement', async () => {
    for (const text of [
      line,
      'scenario s { iommu pa$0ss }',
      'cmdline "pci=no$0ats"',
      'map read -> mlx0 = 1$0 segment',
    ]) {
      const answer = await asked({ completionItem: { insertReplaceSupport: true } }, text);
      const character = text.indexOf('$0');
      expect(answer.list.items.length).toBeGreaterThan(0);
      for (const { textEdit } of answer.list.items) {
        const { insert, replace } = textEdit as InsertReplaceEdit;
        expect(insert.start).toEqual(replace.start);
        expect(insert.start.character).toBeLessThanOrEqual(character);
        expect(insert.end.character).toBeGreaterThanOrEqual(character);
        expect(replace.end.character).toBeGreaterThanOrEqual(insert.end.character);
      }
      await answer.end();
    }
  });
});

describe('snippets', () => {
  const label = 'host_bridge with a root port';

  test('have their format and their placeholders where the client has snippets', async () => {
    const answer = await asked(MODERN, '$0');
    const item = itemOf(answer, label);
    expect(item.insertTextFormat).toBe(2);
    expect(item.textEditText).toContain('${1:');
    expect(itemOf(answer, 'pair')).not.toHaveProperty('insertTextFormat');
    await answer.end();
  });

  test('are plain text elsewhere', async () => {
    const answer = await asked(SIMPLE, '$0');
    const item = itemOf(answer, label);
    expect(item).not.toHaveProperty('insertTextFormat');
    expect((item.textEdit as TextEdit).newText).toMatch(/^host_bridge \w+ \[8086:09a2\] \{\n\troot_port \{\n/);
    expect((item.textEdit as TextEdit).newText).not.toContain('$');
    await answer.end();
  });
});

describe('documentation', () => {
  test('comes when it is asked for, and leaves the item as it was', async () => {
    const answer = await asked(MODERN, 'pair nvme0 -> $0');
    const item = itemOf(answer, 'mlx0');
    expect(item).not.toHaveProperty('documentation');
    const resolved = await answer.resolve(item);
    const { documentation, ...rest } = resolved;
    expect(rest).toEqual(item);
    expect(documentation).toMatchObject({ kind: 'markdown' });
    expect((documentation as MarkupContent).value).toContain('nic · 0000:04:00.0');
    await answer.end();
  });

  test('comes at once to a client that does not ask later, in the format that it reads', async () => {
    const answer = await asked(SIMPLE, 'pair nvme0 -> $0');
    const item = itemOf(answer, 'mlx0');
    expect(item).not.toHaveProperty('data');
    expect((item.documentation as MarkupContent).kind).toBe('plaintext');
    expect((item.documentation as MarkupContent).value).toContain('nic · 0000:04:00.0');
    await answer.end();
  });

  test('of an item that the machine no longer has is none, and no error', async () => {
    const client = await startClient({ capabilities: capable(MODERN) });
    await client.open(URI, `${MACHINE}\npair `);
    const position = { line: MACHINE.split('\n').length, character: 5 };
    const { items } = await client.request<CompletionList>('textDocument/completion', {
      textDocument: { uri: URI },
      position,
    });
    await client.change(URI, 'kernel 6.15\n');
    const resolved = await client.request<CompletionItem>('completionItem/resolve', items[0] ?? {});
    expect(resolved.label).toBe(items[0]?.label);
    expect(resolved).not.toHaveProperty('documentation');
    await client.end();
  });
});

describe('a list of ids', () => {
  test('is found by name in the server that is shipped, in order, and is asked for again', async () => {
    const session = await startSession(capable(MODERN));
    const line = 'host_bridge a { nic n [15b3:connectx-6';
    await session.open(URI, line);
    const { items, isIncomplete } = await session.connection.sendRequest<CompletionList>('textDocument/completion', {
      textDocument: { uri: URI },
      position: { line: 0, character: line.length },
      context: { triggerKind: 2, triggerCharacter: '-' },
    });
    expect(isIncomplete).toBe(true);
    expect(items[0]).toMatchObject({
      label: '15b3:101b',
      labelDetails: { description: 'MT28908 Family [ConnectX-6]' },
      textEditText: '15b3:101b]',
    });
    expect(items.filter(({ filterText }) => filterText?.startsWith('15b3:connectx-6') !== true)).toEqual([]);
    const order = items.map(({ sortText = '' }) => sortText);
    expect(order).toEqual([...order].sort());
    expect(session.initialized.capabilities.completionProvider?.triggerCharacters).toContain('-');
    expect(await session.end()).toBe(0);
  });

  test('that is complete says so elsewhere', async () => {
    const answer = await asked(MODERN, 'pair nvme0 -> $0');
    expect(answer.list.isIncomplete).toBe(false);
    await answer.end();
  });
});

describe('half an id', () => {
  const vendorOf = async (initializationOptions: object): Promise<CompletionItem | undefined> => {
    const session = await startSession(capable(MODERN), { initializationOptions });
    const line = 'host_bridge a [mellanox';
    await session.open(URI, line);
    const { items } = await session.connection.sendRequest<CompletionList>('textDocument/completion', {
      textDocument: { uri: URI },
      position: { line: 0, character: line.length },
    });
    await session.end();
    return items.find(({ label }) => label === '15b3:');
  };

  test('brings up the list of devices where the client can show suggestions again', async () => {
    const command = 'editor.action.triggerSuggest';
    expect((await vendorOf({ commands: [command] }))?.command).toEqual({ title: '', command });
    expect(await vendorOf({})).toMatchObject({ label: '15b3:' });
    expect((await vendorOf({}))?.command).toBeUndefined();
  });
});
