// What PeerMap promises, the tests that fail when a promise is broken, and for each a fault made on purpose: a line of our
// own and what it becomes. `npm run faults` puts every fault in and sees the tests fail; docs/promises.md is written from here.

/**
 * `tests`: files for vitest; `screens`: names of files in test/e2e/ui, run in a real VS Code. `fault.text` stands in
 * `fault.file` exactly once.
 */
export const promises = [
  {
    promise: 'The model agrees with real kernels: every recorded verdict, 100 %',
    tests: ['test/core/recorded.test.ts'],
    fault: {
      what: 'a path with one redirecting port counts as direct',
      file: 'core/p2pdma/decide.ts',
      text: 'if (path.redirects.length > 0) return afterRedirect(',
      becomes: 'if (path.redirects.length > 1) return afterRedirect(',
    },
  },
  {
    promise: 'Recorded scatterlists are mapped as the kernels mapped them',
    tests: ['test/dma/recorded.test.ts'],
    fault: {
      what: 'the bus address of peer memory is the address that the CPU uses',
      file: 'core/pci/bus-address.ts',
      text: 'BigInt.asUintN(64, physical + busOffset)',
      becomes: 'BigInt.asUintN(64, physical)',
    },
  },
  {
    promise: 'The fast model answers as a slow, literal one does, on random trees',
    tests: ['test/core/model.test.ts'],
    fault: {
      what: 'devices below the root bus count as one place, whatever their host bridge',
      file: 'core/p2pdma/classes.ts',
      text: 'const place = device.upstreamBridge ?? -1 - device.hostBridge;',
      becomes: 'const place = device.upstreamBridge ?? -1;',
    },
  },
  {
    promise: 'A trace alone proves its verdict',
    tests: ['test/core/model.test.ts'],
    fault: {
      what: 'the last hop is left out of the trace',
      file: 'core/p2pdma/decide.ts',
      text: 'trace: [...outcome.before, ...path.hops, way,',
      becomes: 'trace: [...outcome.before, ...path.hops.slice(0, -1), way,',
    },
  },
  {
    promise: 'Never a stale or doubled diagnostic',
    tests: ['test/protocol/sequences.fuzz.test.ts', 'test/protocol/diagnostics.test.ts'],
    fault: {
      what: 'a client that has an answer is told that it still holds, though the machine is another one',
      file: 'server/lsp/diagnostic-answers.ts',
      text: 'const isSame = told?.basis === basis && told.settings === settings;',
      becomes: 'const isSame = told !== undefined;',
    },
  },
  {
    promise: 'What is kept from one keystroke to the next changes no answer',
    tests: ['test/language/incremental.fuzz.test.ts'],
    fault: {
      what: 'a machine decides as the last one did, whatever its settings',
      file: 'server/language/memo.ts',
      text: '(each) => isSameBoot(each.settings, settings) && isSameWiring(',
      becomes: '(each) => isSameWiring(',
    },
  },
  {
    promise: 'The parser takes any bytes, ends, keeps every byte',
    tests: ['test/language/lexer.fuzz.test.ts', 'test/language/parser.fuzz.test.ts'],
    fault: {
      what: 'a comment swallows the end of its line',
      file: 'server/language/lexer.ts',
      text: 'offset = endOfLine(text, offset);',
      becomes: 'offset = endOfLine(text, offset) + 1;',
    },
  },
  {
    promise: 'The formatter changes no meaning, loses no comment, is idempotent',
    tests: ['test/format/format.fuzz.test.ts'],
    fault: {
      what: 'no blank is left before a comment',
      file: 'server/language/format/spacing.ts',
      text: 'if (isComment(elements, index)) return 1;',
      becomes: 'if (isComment(elements, index)) return 0;',
    },
  },
  {
    promise: 'Every quick fix removes its diagnostic and adds none',
    tests: ['test/features/every-fix.test.ts'],
    fault: {
      what: 'a fix whose edits add a finding is offered all the same',
      file: 'server/features/fixes/prove.ts',
      text: 'return (found.get(key) ?? 0) < (before.get(key) ?? 0) && addsNone(before, found);',
      becomes: 'return true;',
    },
  },
  {
    promise: 'Rename keeps every verdict',
    tests: ['test/navigation/rename.fuzz.test.ts', 'test/navigation/rename.test.ts'],
    fault: {
      what: 'a name that somebody uses and nobody declares can be given',
      file: 'server/features/rename/rename-obstacles.ts',
      text: 'return inScenario.has(target) ? null : (uses.get(newName)?.[0] ?? null);',
      becomes: 'return null;',
    },
  },
  {
    promise: 'Offsets are right in UTF-8, UTF-16 and UTF-32',
    tests: ['test/protocol/encoding.fuzz.test.ts'],
    fault: {
      what: 'no character below U+10000 takes three bytes',
      file: 'server/lsp/encoding.ts',
      text: 'return code < 0x80 ? 1 : code < 0x800 ? 2 : 3;',
      becomes: 'return code < 0x80 ? 1 : 2;',
    },
  },
  {
    promise: 'Nothing executed, nothing sent: only the packages of the protocol import processes and network',
    tests: ['test/scripts/bundles.test.ts'],
    fault: {
      what: 'the server imports a module that starts processes',
      file: 'server/lsp/node/main.ts',
      text: "import * as path from 'node:path';",
      becomes: "import * as path from 'node:path';\nimport { exec } from 'node:child_process';\nexec;",
    },
  },
  {
    promise: 'Hostile input gives a diagnostic: a tree of any depth',
    tests: ['test/language/parser.test.ts'],
    fault: {
      what: 'blocks may stand in each other as deep as somebody likes',
      file: 'server/language/cursor.ts',
      text: 'export const MAXIMUM_DEPTH = 256;',
      becomes: 'export const MAXIMUM_DEPTH = Infinity;',
    },
  },
  {
    promise: 'Hostile input gives a diagnostic: files that include each other',
    tests: ['test/language/codes.test.ts'],
    fault: {
      what: 'files may include each other one level deeper than is said',
      file: 'server/language/includes.ts',
      text: 'if (path.length > MAXIMUM_INCLUDE_DEPTH) {',
      becomes: 'if (path.length > MAXIMUM_INCLUDE_DEPTH + 1) {',
    },
  },
  {
    promise: 'Text of a file is never markup',
    tests: ['test/features/markdown.test.ts'],
    fault: {
      what: 'square brackets are not escaped, so that a name can be a link',
      file: 'server/features/markdown.ts',
      text: String.raw`.replace(/[\\` + '`' + String.raw`*[\]<&|~]|`,
      becomes: String.raw`.replace(/[\\` + '`' + String.raw`*<&|~]|`,
    },
  },
  {
    promise: 'Each rule is whole: page, severity, fixture and, where it has one, fix',
    tests: ['test/rules/pages.test.ts', 'test/rules/whole.test.ts'],
    fault: {
      what: 'a page shows an example that does not have the finding',
      file: 'docs/rules/kernel-suffix.md',
      text: 'kernel 6.1.0-18-amd64',
      becomes: 'kernel 6.1',
    },
  },
  {
    promise: 'Killing the server loses nothing, once and six times',
    screens: ['server-life'],
    fault: {
      what: 'a server that ends is not started again',
      file: 'client/server-life.ts',
      text: 'return { action: isTooOften ? GIVE_UP : START_AGAIN, handled: true };',
      becomes: 'return { action: isTooOften ? GIVE_UP : GIVE_UP, handled: true };',
    },
  },
  {
    promise: 'The panel runs under its policy, and a foreign script is blocked',
    screens: ['content-security'],
    fault: {
      what: 'the policy lets in whatever script stands in the page',
      file: 'client/panel-html.ts',
      text: "script-src 'nonce-${nonce}';",
      becomes: "script-src * 'unsafe-inline' 'unsafe-eval';",
    },
  },
  {
    promise: 'The panel keeps its state over hiding, moving and a reload',
    screens: ['map-state'],
    fault: {
      what: 'the panel keeps nothing',
      file: 'client/webview/panel.ts',
      text: 'channel.setState(view);',
      becomes: 'channel.setState({ ...view, ...FRESH });',
    },
  },
  {
    promise: 'axe finds nothing in the panel, in four themes',
    screens: ['accessibility'],
    fault: {
      what: 'the filter has no name',
      file: 'client/webview/parts/header.ts',
      text: 'filter.ariaLabel = `Filter ${filter.title}`;',
      becomes: "filter.title = filter.placeholder = '';",
    },
  },
  {
    promise: 'The panel works by keyboard alone',
    screens: ['keyboard'],
    fault: {
      what: 'an arrow does not move through the tree',
      file: 'client/webview/model/keys.ts',
      text: 'return focus(Math.min(at + 1, rows.length - 1));',
      becomes: 'return null;',
    },
  },
];
