// Every row of the bench: what is measured, in which unit, and the figure to reach (null: none, it is there to compare
// with). A measurement without a row and a row without a measurement are both faults, so the table cannot lose one.

/** `most`: at most this much is good; `least`: at least. */
const most = (value) => ({ kind: 'most', value });
const least = (value) => ({ kind: 'least', value });

const lines = (count) => `${count.toLocaleString('en')} lines`;
const rows = (sizes, make) => sizes.map(make);

export const GROUPS = {
  parse: 'Lexer and parser: best of many runs',
  edit: 'Keystroke to diagnostics, over stdio with the built server, p95',
  features: 'Requests of an editor, over stdio with the built server, p95',
  pairs: 'Verdicts: 16 SR-IOV network cards, 256 functions each',
  start: 'Start',
  map: 'Map and report',
  webview: 'The map in a bare page of Chromium: work and layout, best of many runs',
  size: 'Bundles of the production build',
};

const parseSizes = [2_000, 20_000, 200_000];

export const ROWS = [
  ...rows(parseSizes, (size) => row('parse', `lexer-${size}`, `lexer, ${lines(size)}`, 'MB/s', least(50))),
  row('parse', 'lexer-linear', 'lexer: time for 10 × the text', '×', most(12)),
  row('parse', 'lexer-pass', 'lexer against one pass over the characters', '×', null),
  ...rows(parseSizes, (size) =>
    row('parse', `tree-${size}`, `text to tree and links, ${lines(size)}`, 'MB/s', least(15)),
  ),
  row('parse', 'tree-linear', 'tree and links: time for 10 × the text', '×', most(12)),
  ...rows(parseSizes, (size) => row('parse', `analysis-${size}`, `whole analysis, ${lines(size)}`, 'ms', null)),
  row('parse', 'analysis-linear', 'whole analysis: time for 10 × the text', '×', most(12)),

  row('edit', 'edit-2000', `keystroke, ${lines(2_000)}`, 'ms', most(16)),
  row('edit', 'edit-50000', `keystroke, ${lines(50_000)}`, 'ms', most(100)),
  row('edit', 'edit-95000', `keystroke, ${lines(95_000)}`, 'ms', most(100)),
  row('edit', 'memory-idle', 'memory of the server, nothing open', 'MB', most(80)),
  row('edit', 'memory-95000', `memory of the server, ${lines(95_000)}`, 'MB', most(150)),

  ...rows([2_000, 50_000], (size) => [
    row('features', `hover-${size}`, `hover, ${lines(size)}`, 'ms', most(5)),
    row('features', `definition-${size}`, `definition, ${lines(size)}`, 'ms', most(5)),
    row('features', `highlight-${size}`, `highlight, ${lines(size)}`, 'ms', most(5)),
    row('features', `symbols-${size}`, `symbols, ${lines(size)}`, 'ms', size === 2_000 ? most(5) : null),
    row('features', `inlay-${size}`, `inlay hints of 60 lines, ${lines(size)}`, 'ms', most(10)),
    row('features', `fixes-${size}`, `quick fixes of a line, ${lines(size)}`, 'ms', null),
  ]).flat(),

  row('pairs', 'verdict', 'one verdict with its trace', 'µs', most(20)),
  row('pairs', 'all-pairs', 'all pairs of 4,096 endpoints, by classes', 'ms', most(100)),
  row('pairs', 'all-pairs-literal', 'all pairs, each by the literal model of the tests', 'ms', null),
  row('pairs', 'all-pairs-decided', 'all pairs, a verdict with its trace for each', 'ms', null),
  row('pairs', 'all-pairs-share', 'by classes, as a share of the literal model', '%', most(1)),
  row('pairs', 'all-pairs-memory', 'memory for all pairs by classes', 'MB', most(50)),

  row('start', 'start', 'answer of `initialize` against a bare Node process', '×', most(1.6)),
  row('start', 'activate', 'extension loaded and activated, with a stand-in for VS Code', 'ms', most(30)),

  row('map', 'layout', 'rows and layout', 'ms', most(10)),
  row('map', 'scene', 'report to finished drawing', 'ms', null),
  row('map', 'report', 'EPYC example, text to report with every pair', 'ms', null),

  row('webview', 'webview-paint', 'first paint', 'ms', most(300)),
  row('webview', 'webview-update', 'a new picture', 'ms', most(16)),
  row('webview', 'webview-zoom', 'a step of zoom', 'ms', most(16)),
  row('webview', 'webview-paint-4096', 'first paint, 16 network cards of 256 functions', 'ms', most(300)),
  row('webview', 'webview-select-4096', 'another pair of them selected', 'ms', most(16)),
  row('webview', 'webview-unfold', '255 virtual functions unfolded or folded', 'ms', most(16)),

  row('size', 'size-server', 'server.js with its library and engine.js', 'kB', most(550)),
  row('size', 'size-browser-server', 'browser/server.js, which loads engine.js', 'kB', most(550)),
  row('size', 'size-client', 'client.js with its library', 'kB', most(480)),
  row('size', 'size-browser-client', 'browser/client.js', 'kB', most(480)),
  row('size', 'size-webview', 'webview.js and webview.css', 'kB', most(100)),
];

function row(group, id, what, unit, goal) {
  return { group, id, what, unit, goal };
}
