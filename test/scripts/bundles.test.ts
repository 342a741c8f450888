// What the bundles are made of: nothing executed, nothing sent by our own modules; the start of the server holds none of the
// language, which an editor would wait for; nothing is packed twice but the library of the protocol, which differs between
// Node and a worker; and the sizes that are promised. `npm test` builds before it runs this.

import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { describe, expect, it, test } from 'vitest';

interface Metafile {
  readonly inputs: Readonly<Record<string, { readonly imports: readonly { path: string; external?: boolean }[] }>>;
  readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, unknown>> }>>;
}

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(`../../out/${file}`, import.meta.url), 'utf8'));
const { inputs, outputs } = read('metafile.json') as Metafile;
/** Of the packed files, which are minified. */
const { sizes } = read('package.json') as { readonly sizes: Readonly<Record<string, number>> };

const isOurs = (module: string): boolean => !module.startsWith('node_modules/');
const modulesOf = (bundle: string): readonly string[] => Object.keys(outputs[`dist/${bundle}`]?.inputs ?? {});
const nodeModulesOf = (module: string): readonly string[] =>
  (inputs[module]?.imports ?? [])
    .filter(({ external, path }) => external === true && isBuiltin(path))
    .map(({ path }) => path.replace(/^node:/, ''));

describe('nothing executed, nothing sent', () => {
  it('of Node, our own modules import files, paths, events and unpacking', () => {
    const ours = Object.keys(inputs).filter(isOurs).flatMap(nodeModulesOf);
    expect([...new Set(ours)].sort()).toEqual(['events', 'fs', 'fs/promises', 'path', 'url', 'util', 'zlib']);
  });

  it('processes and network are imported by the packages of the protocol alone', () => {
    const importers = Object.keys(inputs).filter((module) =>
      nodeModulesOf(module).some((name) =>
        /^(child_process|cluster|dgram|dns|http2?|https|net|tls|worker_threads)$/.test(name),
      ),
    );
    expect(importers.length).toBeGreaterThan(0);
    expect(importers.filter((module) => !/^node_modules\/vscode-[a-z]+\//.test(module))).toEqual([]);
  });

  test.each(['peermap.js', 'server.js', 'vscode-languageserver.js', 'engine.js'])(
    '%s can start no process',
    (bundle) => {
      expect(modulesOf(bundle).length).toBeGreaterThan(0);
      expect(modulesOf(bundle).flatMap(nodeModulesOf)).not.toContain('child_process');
    },
  );

  test.each(['browser/server.js', 'browser/client.js', 'webview.js', 'picture.js', 'questions.js'])(
    '%s imports nothing of Node',
    (bundle) => {
      expect(modulesOf(bundle).length).toBeGreaterThan(0);
      expect(modulesOf(bundle).flatMap(nodeModulesOf)).toEqual([]);
    },
  );

  it('in engine.js only the commands import something of Node, for it is the engine of the worker too', () => {
    const importers = modulesOf('engine.js').filter((module) => nodeModulesOf(module).length > 0);
    expect(importers.length).toBeGreaterThan(0);
    expect(importers.filter((module) => !module.startsWith('server/cli/'))).toEqual([]);
  });
});

describe('what lies where', () => {
  it('the start of the server holds no core and no language', () => {
    expect(modulesOf('server.js')).toContain('server/lsp/server.ts');
    expect(modulesOf('server.js').filter((module) => /^(core|server\/language|node_modules)\//.test(module))).toEqual(
      [],
    );
    expect(modulesOf('peermap.js')).toEqual(['server/cli/main.ts']);
  });

  it('the start of the client holds nothing but our own files: nobody waits for its library', () => {
    expect(modulesOf('client.js')).toContain('client/extension.ts');
    expect(modulesOf('client.js').filter((module) => !isOurs(module))).toEqual([]);
  });

  test.each([
    ['core/p2pdma/decide.ts', ['dist/engine.js']],
    [
      'node_modules/vscode-languageserver/lib/common/server.js',
      ['dist/browser/server.js', 'dist/vscode-languageserver.js'],
    ],
  ])('%s is packed in %j alone', (module, bundles) => {
    const holding = Object.keys(outputs).filter((bundle) => modulesOf(bundle.slice('dist/'.length)).includes(module));
    expect(holding.sort()).toEqual(bundles);
  });
});

describe('sizes', () => {
  test.each([
    [['client.js', 'vscode-languageclient.js'], 480],
    [['browser/client.js'], 480],
    [['webview.js', 'webview.css'], 100],
    // Loaded when they are first needed, so not a part of what is painted first.
    [['picture.js'], 24],
    [['questions.js'], 16],
    [['server.js'], 20],
    [['pci.ids.gz'], 200],
  ])('%j: at most %i kB', (files, most) => {
    const bytes = files.map((file) => sizes[`dist/${file}`] ?? Number.NaN);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(most * 1000);
  });
});
