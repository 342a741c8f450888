// Protects: never a stale or doubled diagnostic. Random sequences of opening, editing, closing, renaming, creating,
// deleting and changing on disk, over three files that include each other; a client that pulls (and asks again only when
// it is told to), one that is sent, and a fresh server must agree in the end, on hints, lenses and symbols too.

import * as fc from 'fast-check';
import type { Diagnostic, WorkspaceDiagnosticReport } from 'vscode-languageserver/node';
import { expect, test } from 'vitest';
import { fuzzRuns } from '../fuzz-runs';
import { MACHINE } from './example';
import type { Client } from './in-process';
import { FOLDER, itemsOf, PUSHED, startClient } from './in-process';
import { QUESTION, WHOLE } from './situations';

const NAMES = ['root', 'tree', 'queries'] as const;
const uriOf = (name: string): string => `${FOLDER}/${name}.p2p`;

const TEXTS = [
  '',
  MACHINE,
  MACHINE.replace('nic mlx0', 'nic mlx9'),
  QUESTION,
  `include "tree.p2p"\n${QUESTION}`,
  'include "tree.p2p"\ninclude "queries.p2p"\n',
  `include "queries.p2p"\n${MACHINE}`,
  'include "root.p2p"\n',
  `${MACHINE}pair nvme0 -> {\n`,
  'scenario other {\n  kernel 6.11\n  pair nvme0 -> mlx0\n}\n',
];

type Step =
  | { readonly kind: 'open' | 'change' | 'write'; readonly name: string; readonly text: string }
  | {
      readonly kind: 'splice';
      readonly name: string;
      readonly line: number;
      readonly take: number;
      readonly put: string;
    }
  | { readonly kind: 'close' | 'remove'; readonly name: string }
  | { readonly kind: 'rename'; readonly name: string; readonly to: string };

const name = fc.constantFrom(...NAMES);
const text = fc.constantFrom(...TEXTS);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom('open' as const, 'change' as const, 'write' as const), name, text }),
  fc.record({
    kind: fc.constant('splice' as const),
    name,
    line: fc.nat(14),
    take: fc.nat(1),
    put: fc.constantFrom('', '}\n', '{', 'kernel 6.11\n', '// 😀\n', QUESTION),
  }),
  fc.record({ kind: fc.constantFrom('close' as const, 'remove' as const), name }),
  fc.record({ kind: fc.constant('rename' as const), name, to: name }),
);

/** The client's own view of the world, which the servers must come to. */
interface World {
  readonly open: Map<string, string>;
  readonly disk: Map<string, string>;
}

/** Takes a step where it makes sense. */
async function take(client: Client, world: World, step: Step): Promise<void> {
  const uri = uriOf(step.name);
  const text = world.open.get(uri);
  switch (step.kind) {
    case 'open':
      if (text === undefined) await open(client, world, uri, step.text);
      return;
    case 'change':
      if (text === undefined) return;
      world.open.set(uri, step.text);
      return client.change(uri, step.text);
    case 'splice': {
      if (text === undefined) return;
      const lines = text.split('\n');
      const from = Math.min(step.line, lines.length - 1);
      const to = Math.min(from + step.take, lines.length - 1);
      const offset = (line: number): number => lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0);
      world.open.set(uri, text.slice(0, offset(from)) + step.put + text.slice(offset(to)));
      const range = { start: { line: from, character: 0 }, end: { line: to, character: 0 } };
      return client.edit(uri, range, step.put);
    }
    case 'close':
      if (text === undefined) return;
      world.open.delete(uri);
      return client.close(uri);
    case 'write':
      world.disk.set(uri, step.text);
      return client.write(uri, step.text);
    case 'remove':
      if (!world.disk.delete(uri)) return;
      return client.write(uri, null);
    case 'rename': {
      const to = uriOf(step.to);
      const moved = world.disk.get(uri);
      if (moved === undefined || to === uri || world.open.has(to)) return;
      world.disk.delete(uri);
      world.disk.set(to, moved);
      client.put(uri, null);
      client.put(to, moved);
      if (text !== undefined) {
        world.open.delete(uri);
        await client.close(uri);
        await open(client, world, to, text);
      }
      return client.notify('workspace/didRenameFiles', { files: [{ oldUri: uri, newUri: to }] });
    }
  }
}

async function open(client: Client, world: World, uri: string, text: string): Promise<void> {
  world.open.set(uri, text);
  await client.open(uri, text);
}

/** A client that pulls what it edits, and everything open when it is told to: what it then shows. */
class Puller {
  private readonly shown = new Map<
    string,
    { readonly id: string | undefined; readonly items: readonly Diagnostic[] }
  >();

  constructor(private readonly client: Client) {}

  async after(open: ReadonlyMap<string, string>, edited: string): Promise<void> {
    for (const uri of this.shown.keys()) if (!open.has(uri)) this.shown.delete(uri);
    for (const uri of open.keys()) if (uri === edited || !this.shown.has(uri)) await this.pull(uri);
    await this.client.settled();
    if (!this.client.heard.splice(0).includes('workspace/diagnostic/refresh')) return;
    for (const uri of open.keys()) await this.pull(uri);
    await this.client.settled();
  }

  diagnostics(uri: string): readonly Diagnostic[] {
    return this.shown.get(uri)?.items ?? [];
  }

  private async pull(uri: string): Promise<void> {
    const before = this.shown.get(uri);
    const report = await this.client.pull(uri, before?.id);
    if (report.kind === 'full') this.shown.set(uri, { id: report.resultId, items: report.items });
  }
}

const SHOWN = ['textDocument/inlayHint', 'textDocument/codeLens', 'textDocument/documentSymbol'];

/** What an editor shows of an open file; without the names by which hints and lenses are asked about. */
async function shownOf(client: Client, uri: string): Promise<string> {
  const params = { textDocument: { uri }, range: WHOLE };
  const answers = await Promise.all(SHOWN.map((method) => client.request(method, params)));
  return JSON.stringify(answers, (key: string, value: unknown) => (key === 'data' ? undefined : value));
}

function lastPublished(client: Client, uri: string): readonly Diagnostic[] {
  return client.published.filter((params) => params.uri === uri).at(-1)?.diagnostics ?? [];
}

const sorted = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics.map((diagnostic) => JSON.stringify(diagnostic)).sort();

test('after any sequence both kinds of client show what a fresh server says, each once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 10 }), async (steps) => {
      const files = new Map([
        [uriOf('root'), 'include "tree.p2p"\ninclude "queries.p2p"\n'],
        [uriOf('tree'), MACHINE],
      ]);
      const [pulling, pushed] = [await startClient({ files }), await startClient({ files, capabilities: PUSHED })];
      const worlds = [pulling, pushed].map((): World => ({ open: new Map(), disk: new Map(files) }));
      const [world, other] = worlds as [World, World];
      const puller = new Puller(pulling);
      await open(pulling, world, uriOf('queries'), QUESTION);
      await open(pushed, other, uriOf('queries'), QUESTION);
      await puller.after(world.open, uriOf('queries'));
      for (const each of steps) {
        await take(pulling, world, each);
        await take(pushed, other, each);
        const isEdit = ['open', 'change', 'splice'].includes(each.kind);
        await puller.after(world.open, isEdit ? uriOf(each.name) : '');
      }
      await pushed.settled();

      const fresh = await startClient({ files: world.disk });
      for (const [uri, text] of world.open) await fresh.open(uri, text);
      for (const uri of world.open.keys()) {
        const expected = sorted(itemsOf(await fresh.pull(uri)));
        expect(new Set(expected).size).toBe(expected.length);
        expect(sorted(puller.diagnostics(uri))).toEqual(expected);
        expect(sorted(lastPublished(pushed, uri))).toEqual(expected);
      }
      for (const uri of NAMES.map(uriOf).filter((each) => !world.open.has(each))) {
        expect(lastPublished(pushed, uri)).toEqual([]);
      }
      await expectSameWorkspace(pulling, fresh);
      await expectSameShown(pulling, fresh, world);
      await Promise.all([pulling, pushed, fresh].map((client) => client.end()));
    }),
    { numRuns: fuzzRuns(25) },
  );
});

async function expectSameWorkspace(lived: Client, fresh: Client): Promise<void> {
  const all = async (client: Client): Promise<unknown> => {
    const { items } = await client.request<WorkspaceDiagnosticReport>('workspace/diagnostic', {
      previousResultIds: [],
    });
    return items.map((item) => `${item.uri} ${item.kind === 'full' ? sorted(item.items).join() : ''}`).sort();
  };
  expect(await all(lived)).toEqual(await all(fresh));
}

/** Where no text is broken: a broken one shows what it last was. */
async function expectSameShown(lived: Client, fresh: Client, { open }: World): Promise<void> {
  for (const uri of NAMES.map(uriOf)) {
    const codes = itemsOf(await fresh.pull(uri)).map(({ code }) => code);
    if (codes.includes('syntax')) return;
  }
  for (const uri of open.keys()) expect(await shownOf(lived, uri)).toEqual(await shownOf(fresh, uri));
}
