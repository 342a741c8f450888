/* global window -- what is evaluated in the page */
// The map's webview, as it is shipped, in a bare page of the Chromium of the tests: messages come as window messages there
// too. What is timed is work and layout, for a paint also the frame that shows it; the best of some rounds counts.

import * as esbuild from 'esbuild';
import fs from 'node:fs';
import { pathToFileURL } from 'node:url';
import { launchBrowser } from '../editor/browser.mjs';
import { inRoot, root } from '../paths.mjs';

const ROUNDS = 15;
const PAINTS = 5;
const states = inRoot('out', 'bench', 'panel-states.mjs');

/** In the page: takes the time of one piece of work and of the layout that follows from it. */
const inPage = `
  window.send = (data) => window.dispatchEvent(new MessageEvent('message', { data }));
  window.timed = (work) => {
    const begin = performance.now();
    work();
    document.body.getBoundingClientRect();
    return performance.now() - begin;
  };
  window.painted = async (work) => {
    const begin = performance.now();
    work();
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return performance.now() - begin;
  };
  window.press = (selector) => document.querySelector(selector).click();
`;

export async function measureWebview() {
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['test/bench/panel-states.ts'],
    outfile: states,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  const { MIXED, FUNCTIONS } = await import(pathToFileURL(states).href);
  const browser = await launchBrowser();
  try {
    return [...(await measureMixed(browser, MIXED)), ...(await measureFunctions(browser, FUNCTIONS))];
  } finally {
    await browser.close();
  }
}

async function measureMixed(browser, state) {
  const of = `${state.evaluation.devices.length} functions`;
  const paint = await firstPaint(browser, state);
  const page = await open(browser, state);
  const update = await rounds(
    page,
    'timed(() => send({ ...state, evaluation: { ...state.evaluation }, revision: at + 2 }))',
  );
  const zoom = await rounds(page, `timed(() => press('.zoom [title^="Zoom ' + (at % 2 ? 'in' : 'out') + '"]'))`);
  await page.close();
  return [
    { id: 'webview-paint', value: paint, detail: of },
    { id: 'webview-update', value: update, detail: of },
    { id: 'webview-zoom', value: zoom, detail: of },
  ];
}

async function measureFunctions(browser, state) {
  const paint = await firstPaint(browser, state);
  const page = await open(browser, state);
  const select = await rounds(
    page,
    `timed(() => send({ type: 'select', revision: 1, target: { kind: 'pair', provider: 'mlx1', client: 'mlx' + (2 + (at % 8)) } }))`,
  );
  const fold = await rounds(page, `timed(() => press('.row[aria-label^="mlx0.vf0…"] .handle'))`);
  const unfolded = await page.locator('.row[aria-label^="mlx0.vf1,"]').count();
  await page.close();
  const wrong = unfolded === ROUNDS % 2 ? {} : { wrong: 'the functions of the first card are not unfolded' };
  const size = Math.round(JSON.stringify(state).length / 1000);
  return [
    { id: 'webview-paint-4096', value: paint, detail: `from a message of ${size} kB` },
    { id: 'webview-select-4096', value: select },
    { id: 'webview-unfold', value: fold, ...wrong },
  ];
}

async function firstPaint(browser, state) {
  const times = [];
  for (let round = 0; round < PAINTS; round += 1) {
    const page = await open(browser, null);
    times.push(await page.evaluate((data) => window.painted(() => window.send(data)), state));
    await page.close();
  }
  return Math.min(...times);
}

/** A page with the webview and, where one is given, this picture. */
async function open(browser, state) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.setContent('<!doctype html><body></body>');
  await page.addStyleTag({ path: inRoot('dist', 'webview.css') });
  await page.addScriptTag({ content: inPage });
  await page.addScriptTag({ content: fs.readFileSync(inRoot('dist', 'webview.js'), 'utf8') });
  if (state === null) return page;
  await page.evaluate((data) => {
    window.state = data;
    window.send(data);
  }, state);
  return page;
}

/** The best of some rounds; `at` is the round. */
async function rounds(page, expression) {
  const times = await page.evaluate(`Array.from({ length: ${ROUNDS} }, (_, at) => ${expression})`);
  return Math.min(...times);
}
