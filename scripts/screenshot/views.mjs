// Every view that has a picture in docs/images, as data: which file is opened in how large a window, what is done until
// the view stands, and what of the window is shown. The verbs are those of hands.mjs; what begins with `map.` happens
// inside the map.

/** What stands in every window that shows a map beside its text. */
const openMap = [
  ['click', '.editor-actions [aria-label^="Open Map"]'],
  ['map.see', '[role=tree]'],
];

const explained = ['see', '.codelens-decoration', 'Explain'];

/** Of the window, without its title bar. */
const editors = '.part.editor';

export const VIEWS = [
  {
    name: 'map',
    file: 'epyc-esc8000a-e12.p2p',
    window: { width: 1280, height: 780 },
    shown: editors,
    steps: [
      ...openMap,
      ['focus text'],
      // A pair of two drives of one carrier of which one port still redirects: the map shows where.
      ['line', 'pair nvme0        -> nvme2'],
      ['map.see', '.hops .redirects', '64:18.0'],
      explained,
    ],
  },
  {
    name: 'map-scatterlist',
    file: 'jbof.p2p',
    window: { width: 1240, height: 760 },
    shown: editors,
    steps: [...openMap, ['focus text'], ['line', 'map read -> mlx0'], ['map.see', '.scatterlist'], explained],
  },
  {
    name: 'what-if',
    file: 'jbof.p2p',
    window: { width: 1240, height: 760 },
    shown: editors,
    steps: [
      ...openMap,
      ['focus text'],
      ['line', 'pair nvme2 -> mlx0'],
      ['map.choose', 'Kernel', '5.17'],
      ['map.see', '.proof', 'NOT_SUPPORTED'],
      explained,
    ],
  },
  {
    name: 'map-alone',
    file: 'dgx-h100-like.p2p',
    window: { width: 1240, height: 760 },
    shown: editors,
    steps: [
      ...openMap,
      ['run', 'View: Join All Editor Groups'],
      ['click', '.tab', 'Map dgx'],
      ['map.choose', 'Scenario', '1'],
      ['map.see', '.bar', '1 pair asked'],
      ['map.click', 'td.holds'],
      ['map.see', '.hops'],
    ],
  },
  {
    name: 'editor',
    file: 'redirected.p2p',
    window: { width: 900, height: 620 },
    shown: editors,
    steps: [['see', '.squiggly-error'], explained, ['line', 'pair nvme0']],
  },
  {
    name: 'hover',
    file: 'redirected.p2p',
    window: { width: 900, height: 620 },
    shown: editors,
    steps: [
      ['see', '.squiggly-error'],
      ['line', 'pair nvme0'],
      explained,
      ['hover', '.view-line:has-text("->") span:not(:has(span))', 'mlx0'],
      ['see', '.monaco-hover:not(.hidden)', 'redirect'],
    ],
  },
  {
    name: 'quick-fix',
    file: 'redirected.p2p',
    window: { width: 900, height: 620 },
    shown: editors,
    steps: [
      ['see', '.squiggly-error'],
      explained,
      ['line', 'pair nvme0'],
      ['press', 'Control+.'],
      ['see', '.action-widget .action'],
    ],
  },
  {
    name: 'tests',
    file: 'redirected.p2p',
    window: { width: 1240, height: 760 },
    steps: [
      ['see', '.squiggly-error'],
      ['run', 'Testing: Focus on Test Explorer View'],
      ['see', '.test-explorer .monaco-list-row', 'jbof.p2p'],
      ['run', 'Test: Run All Tests'],
      ['see', '.test-explorer .codicon-testing-failed-icon'],
      ['click', '.test-explorer .monaco-list-row', 'redirected.p2p'],
      ['run', 'Test: Show Output'],
      ['click', '.test-output-peek-tree .monaco-list-row', 'is NOT_SUPPORTED'],
      ['see', '.test-output-peek-message-container .modified .view-line', 'not_supported'],
    ],
  },
  {
    name: 'kernels',
    file: 'jbof.p2p',
    window: { width: 900, height: 620 },
    steps: [
      ['see', '.codelens-decoration', 'Open map'],
      ['run', 'PeerMap: Select Kernel'],
      ['see', '.quick-input-list .monaco-list-row', 'chosen now'],
    ],
  },
  {
    name: 'explain',
    file: 'redirected.p2p',
    window: { width: 1240, height: 760 },
    shown: editors,
    steps: [
      ['see', '.squiggly-error'],
      ['line', 'pair nvme0'],
      ['run', 'PeerMap: Explain the Verdict at the Cursor'],
      ['see', '.tab', 'nvme0 to mlx0'],
      ['map.see', 'h1', 'pair nvme0'],
    ],
  },
  {
    name: 'markdown',
    file: 'machine.md',
    window: { width: 1000, height: 420 },
    shown: editors,
    steps: [
      ['run', 'Markdown: Open Preview to the Side'],
      ['map.see', 'code .hljs-keyword', 'kernel'],
    ],
  },
  {
    name: 'walkthrough',
    file: 'redirected.p2p',
    window: { width: 1240, height: 760 },
    shown: editors,
    steps: [
      ['run', 'Welcome: Open Walkthrough...'],
      ['press', 'p'],
      ['click', '.quick-input-list .monaco-list-row', 'PeerMap'],
      ['see', '.getting-started-step', 'See the map'],
      ['click', '.getting-started-step', 'See the map'],
    ],
  },
  {
    name: 'export',
    file: 'jbof.p2p',
    window: { width: 900, height: 620 },
    steps: [
      ...openMap,
      ['run', 'View: Join All Editor Groups'],
      ['click', '.tab', 'Map jbof'],
      ['map.click', 'button', 'Export'],
      ['see', '.quick-input-list .monaco-list-row', 'Markdown'],
    ],
  },
  {
    name: 'table',
    file: 'jbof.p2p',
    window: { width: 900, height: 620 },
    shown: editors,
    steps: [
      ...openMap,
      ['run', 'View: Join All Editor Groups'],
      ['click', '.tab', 'Map jbof'],
      ['map.click', 'td.cell[aria-label^="nvme2 → mlx0"]'],
      ['map.click', '.topology button', 'as table'],
      ['map.see', '.function-table table'],
    ],
  },
  {
    name: 'web',
    web: true,
    file: 'vscode-vfs://machines/redirected.p2p',
    window: { width: 1240, height: 700 },
    steps: [['see', '.squiggly-error'], ...openMap, ['map.click', 'td.fails'], ['map.see', '.hops']],
  },
];
