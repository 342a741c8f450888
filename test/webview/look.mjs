/* global window, document, MessageEvent */
// For the eye: opens the panel in a bare page with VS Code's colours and sample machines, and writes pictures to
// out/webview. `node test/webview/look.mjs [part of a picture's name]`. Chromium: PEERMAP_CHROMIUM, or what test/e2e unpacked.
// Fails on anything the page logs as an error, a refused style or script included.

import { build } from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { fontEnvironment } from '../../scripts/editor/fonts.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.join(here, '../..');
const out = path.join(root, 'out/webview');
const wanted = process.argv[2] ?? '';

const THEMES = JSON.parse(fs.readFileSync(path.join(here, 'themes.json'), 'utf8'));
const SIZES = {
  wide: { width: 1280, height: 800 },
  full: { width: 1400, height: 780 },
  thousand: { width: 1000, height: 780 },
  half: { width: 700, height: 780 },
  narrow: { width: 480, height: 900 },
  slim: { width: 320, height: 780 },
};

await prepare();
const samples = await import(pathToFileURL(path.join(out, 'samples.mjs')).href);
const { exampleState, exampleProof } = await import(pathToFileURL(path.join(out, 'examples.mjs')).href);
const SHOTS = shots(samples);
const browser = await launch();
const faults = [];
try {
  for (const [theme, size, name] of pictures()) await shoot(theme, size, name);
} finally {
  await browser.close();
}
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;

/** Every picture in dark and wide; the others for the ones that show most. */
function pictures() {
  const all = Object.keys(SHOTS).map((name) => ['dark', 'wide', name]);
  for (const name of Object.keys(SHOTS)) {
    for (const size of ['half', 'full', 'thousand', 'slim']) all.push(['dark', size, name]);
  }
  for (const name of [
    'jbof',
    'refused',
    'epyc',
    'stale',
    'map',
    'real',
    'whatif',
    'whatifmap',
    'whatifall',
    'notice',
  ]) {
    all.push(['light', 'wide', name], ['contrast', 'wide', name], ['dark', 'narrow', name], ['light', 'narrow', name]);
  }
  return all.filter((picture) => picture.join('-').includes(wanted));
}

function shots(all) {
  const NOTICE = {
    type: 'notice',
    sentence: 'The language server stopped: the map does not follow the file.',
    action: { id: 'restart', title: 'Restart Server' },
  };
  const pair = (provider, client) => ({ type: 'select', revision: 1, target: { kind: 'pair', provider, client } });
  const query = (kind, index) => ({ type: 'select', revision: 1, target: { kind: 'query', query: kind, index } });
  const textOf = (name) => fs.readFileSync(path.join(root, 'examples', name), 'utf8');
  const example = (name, scenario, change = (text) => text) => exampleState(name, change(textOf(name)), scenario);
  const under = (overrides) => exampleState('jbof.p2p', textOf('jbof.p2p'), null, overrides);
  const proof = (provider, client, overrides) =>
    exampleProof(textOf('jbof.p2p'), { provider, client, scenario: null }, overrides);
  /** A pair of an example, with its proof. */
  const proven = (name, scenario, provider, client, change = (text) => text) => [
    example(name, scenario, change),
    pair(provider, client),
    exampleProof(change(textOf(name)), { provider, client, scenario }),
  ];
  const OLD = { kernel: '5.17' };
  const OTHER = { kernel: '6.12', iommu: 'off', acs: 'cleared' };
  const EPYC = 'epyc-esc8000a-e12.p2p';
  const device = (name) => ({ type: 'select', revision: 1, target: { kind: 'device', name } });
  return {
    empty: [{ type: 'empty', sentence: 'No .p2p file is open.', action: { id: 'example', title: 'Open an example' } }],
    jbof: [all.JBOF, pair('nvme0', 'mlx0'), all.JBOF_PROOF],
    bridged: [all.JBOF, pair('nvme2', 'mlx0')],
    refused: [all.JBOF_BEFORE_LISTING, pair('nvme0', 'mlx0'), all.BEFORE_LISTING_PROOF],
    stale: [all.JBOF, pair('nvme0', 'mlx0'), all.JBOF_PROOF, all.JBOF_STALE],
    epyc: [all.EPYC, pair('nvme0', 'gpu1')],
    sockets: [all.EPYC, pair('mlx0_0', 'gpu2')],
    device: [all.EPYC, device('nvme0')],
    path: [all.EPYC, pair('mlx0_0', 'gpu2'), { click: '.path-only' }],
    hover: [all.EPYC, { hover: 'td[data-row="4"][data-column="5"]' }],
    filtered: [all.EPYC, { fill: 'gpu -> nvme1' }],
    update: [all.LARGE, { ...all.LARGE, revision: 2 }, { ...all.LARGE_EDITED, revision: 3 }],
    real: [example(EPYC, null)],
    realpair: proven(EPYC, 'iommu_on_direct', 'nvme0', 'nvme2'),
    realredirected: proven(EPYC, 'iommu_on', 'nvme0', 'nvme4'),
    realrefused: proven(EPYC, 'before_the_cpu_rule', 'mlx0', 'gpu2'),
    reallongline: proven(EPYC, 'iommu_on_direct', 'nvme0', 'nvme2', (text) =>
      text.replace(
        'pci=disable_acs_redir=',
        'quiet ro root=/dev/nvme0n1p2 console=ttyS0,115200 pci=disable_acs_redir=',
      ),
    ),
    realfailing: proven(EPYC, 'iommu_on', 'nvme0', 'nvme4', (text) =>
      text.replace(/(iommu_on \{[^]*?)thru_host_bridge/, '$1bus_addr'),
    ),
    manyscenarios: [
      example('jbof.p2p', 's5_six_fifteen', (text) =>
        ['s1_old', 's2_list', 's3_new', 's4_off', 's5_six_fifteen', 's6_pt']
          .map((name, at) => `\nscenario ${name} { kernel 5.${at + 4}\n pair nvme2 -> mlx0 = bus_addr }`)
          .reduce((whole, each) => whole + each, text),
      ),
    ],
    dgx: [example('dgx-h100-like.p2p', null)],
    dgxpair: proven('dgx-h100-like.p2p', 'iommu_on', 'gpu0', 'mlx5_0'),
    aws: proven('aws-p4d-guest.p2p', null, 'gpu0', 'efa0'),
    grace: proven('grace-cx8.p2p', null, 'gpu0', 'dma0'),
    realprovider: [example('jbof.p2p', null), query('provider', 0)],
    realnvmet: [example('jbof.p2p', null), query('nvmet', 0)],
    realstock: proven('jbof.p2p', 'stock', 'nvme0', 'mlx0'),
    realopen: [example(EPYC, null), { click: '.others[aria-pressed=false]' }],
    realjbof: [example('jbof.p2p', null), query('map', 0)],
    map: [all.JBOF_QUESTIONS, query('map', 0)],
    failedmap: [all.JBOF_QUESTIONS, query('map', 1)],
    directmap: [all.JBOF_QUESTIONS, query('map', 2)],
    tablemap: [all.JBOF_QUESTIONS, query('map', 0), { click: '.legend .link' }],
    provider: [all.JBOF_QUESTIONS, query('provider', 0)],
    nvmet: [all.JBOF_QUESTIONS, query('nvmet', 0)],
    whatif: [under(OLD), pair('nvme2', 'mlx0'), proof('nvme2', 'mlx0', OLD)],
    whatifmap: [under(OLD), query('map', 0)],
    whatifall: [under(OTHER), pair('nvme2', 'mlx0'), proof('nvme2', 'mlx0', OTHER)],
    whatifset: [under({ acs: 'set' }), query('nvmet', 0)],
    whatifepyc: [
      exampleState(EPYC, fs.readFileSync(path.join(root, 'examples', EPYC), 'utf8'), null, { kernel: '5.4' }),
    ],
    waiting: [{ wait: 300 }],
    notice: [all.JBOF, pair('nvme0', 'mlx0'), all.JBOF_PROOF, NOTICE],
    stopped: [NOTICE],
    nodevices: [
      {
        type: 'empty',
        sentence: 'new.p2p describes no devices yet.',
        action: { id: 'example', title: 'Insert an Example' },
      },
    ],
    virtual: [all.VIRTUAL_FUNCTIONS, pair('mlx0', 'mlx0.vf3')],
  };
}

async function prepare() {
  fs.mkdirSync(out, { recursive: true });
  const common = { bundle: true, logLevel: 'warning', target: 'es2022' };
  const main = path.join(root, 'client/webview/main.ts');
  await build({
    ...common,
    entryPoints: [main],
    outfile: path.join(out, 'main.js'),
    format: 'iife',
    minify: true,
  });
  const entry = path.join(here, 'samples.ts');
  await build({ ...common, entryPoints: [entry], outfile: path.join(out, 'samples.mjs'), format: 'esm' });
  const examples = path.join(here, 'examples.ts');
  await build({ ...common, entryPoints: [examples], outfile: path.join(out, 'examples.mjs'), format: 'esm' });
  const style = path.join(root, 'client/webview/style.css');
  await build({ ...common, entryPoints: [style], outfile: path.join(out, 'style.css') });
  const page = fs.readFileSync(path.join(here, 'look.html'), 'utf8');
  for (const [theme, values] of Object.entries(THEMES)) {
    const variables = Object.entries(values).map(([name, value]) => `  --vscode-${name}: ${value};`);
    fs.writeFileSync(path.join(out, `${theme}.css`), `:root {\n${variables.join('\n')}\n}\n`);
    fs.writeFileSync(path.join(out, `${theme}.html`), page.replace('THEME', `${theme}.css`));
  }
}

async function launch() {
  const cache = path.join(root, 'test/e2e/node_modules/.cache/chromium');
  const executablePath = process.env.PEERMAP_CHROMIUM ?? path.join(cache, 'chromium');
  if (!fs.existsSync(executablePath)) {
    throw new Error(`no Chromium at ${executablePath}: run the end-to-end tests once, or set PEERMAP_CHROMIUM`);
  }
  const folder = path.dirname(executablePath);
  const env = {
    ...process.env,
    LD_LIBRARY_PATH: path.join(folder, 'lib'),
    ...fontEnvironment(path.join(folder, 'fonts')),
  };
  const require = createRequire(process.env.PEERMAP_PLAYWRIGHT ?? path.join(root, 'test/e2e/package.json'));
  const { chromium } = require('playwright-core');
  return chromium.launch({ executablePath, env, args: ['--no-sandbox', '--disable-gpu'] });
}

async function shoot(theme, size, name) {
  const file = `${theme}-${size}-${name}.png`;
  const page = await browser.newPage({ viewport: SIZES[size] });
  page.on('console', (message) => message.type() === 'error' && faults.push(`${file}: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`${file}: ${error.stack}`));
  await page.goto(pathToFileURL(path.join(out, `${theme}.html`)).href);
  const times = [];
  for (const message of SHOTS[name]) {
    if (message.click) await page.click(message.click);
    if (message.wait) await page.waitForTimeout(message.wait);
    if (message.hover) await page.hover(message.hover);
    if (message.fill) await page.fill('.filter', message.fill);
    if (message.type === undefined) continue;
    const took = await page.evaluate(async (data) => {
      const start = performance.now();
      window.dispatchEvent(new MessageEvent('message', { data }));
      document.body.getBoundingClientRect();
      return performance.now() - start;
    }, message);
    times.push(`${message.type} ${took.toFixed(1)} ms`);
  }
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  if (sideways) faults.push(`${file}: the page scrolls sideways`);
  await page.waitForTimeout(200);
  await page.screenshot({ path: path.join(out, file) });
  await page.close();
  console.log(`${file.padEnd(36)} ${times.join(', ')}`);
}
