// The rule of dependence is only as good as the check of it: each kind of breach must be found, and what the
// architecture allows must pass.

import { describe, expect, it } from 'vitest';

interface Layers {
  faultOfImport(file: string, module: string): string | undefined;
}
const { faultOfImport } = (await import(new URL('../../scripts/layers.mjs', import.meta.url).href)) as Layers;

describe('the check of the layers', () => {
  it.each([
    ['core/pci/acs.ts', '../../server/language/analysis', 'core must not know the language'],
    ['core/pci/acs.ts', 'node:fs', 'core has no I/O'],
    ['core/pci/acs.ts', 'vscode-uri', 'core has no dependency'],
    ['server/language/parser.ts', '../features/hover', 'the language must not know the features'],
    ['server/features/hover.ts', '../lsp/server', 'features must not know the adapter'],
    ['server/features/hover.ts', 'vscode-languageserver', 'features speak plain data'],
    ['server/lsp/server.ts', 'fs', 'the shared part of the adapter runs in a browser'],
    ['server/lsp/browser/main.ts', '../node/files', 'a worker has no Node'],
    ['diagram/layout.ts', '../core/pci/topology', 'the diagram knows the report only'],
    ['client/extension.ts', '../core/machine', 'the client knows the protocol only'],
    ['client/webview/main.ts', '../extension', 'the webview runs in a bare page too'],
    ['client/webview/main.ts', 'vscode', 'the webview runs in a bare page too'],
  ])('refuses %s importing %s', (file, module) => {
    expect(faultOfImport(file, module)).toMatch(/ imports /);
  });

  it.each([
    ['core/p2pdma/walk.ts', '../pci/topology'],
    ['server/language/lower.ts', '../../core/machine'],
    ['server/lsp/node/main.ts', 'vscode-languageserver/node'],
    ['server/cli/run.ts', 'node:fs'],
    ['client/extension.ts', 'vscode'],
    ['client/webview/main.ts', '../../diagram/layout'],
  ])('lets %s import %s', (file, module) => {
    expect(faultOfImport(file, module)).toBeUndefined();
  });
});
