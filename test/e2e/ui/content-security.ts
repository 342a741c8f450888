// The panel's page runs under its policy: what it forbids is blocked, reported, and would fail this run; a foreign script does
// not run whatever way it comes. A file that is made to do harm is text: on the map, in hovers, in the proof, in a preview.

import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { currentSession } from './session';
import { becomes, clickLine, lineOf, mapFrame, openMap, runCommand } from './workbench';

const session = currentSession();
const { page } = session;

/** As a file's name and inside of the file; a script that ran would be seen. */
const HARM = '<img src=x onerror=document.documentElement.dataset.ran=1>';
const COMMAND = '[run](command:workbench.action.closeAllEditors)';
const LONG = 'long_'.repeat(60);
const HARMFUL = `/// ${HARM} ${COMMAND} </script> \u202egnp.exe\u200b
kernel 6.15
cmdline "pci=${HARM} ${COMMAND} </code></script>"

host_bridge pci0 @ 0000:00 [8086:09a2] {
  root_port @ 00:01.0 [8086:352a] {
    switch sw0 @ 01:00.0 [11f8:4036] {
      port @ 02:00.0 [11f8:4036] {
        /// ${HARM} ${COMMAND} </script> \u202egnp.exe\u200b
        nvme nvme0 @ 03:00.0 [144d:a824] { bar 4 512MiB p2pmem published }
      }
      port @ 02:01.0 [11f8:4036] {
        nic ${LONG} @ 04:00.0 [15b3:101d]
      }
    }
  }
}
pair nvme0 -> ${LONG}
`;

/** What the breaches find in the page; whatever of them ran would be seen. */
declare global {
  interface Window {
    add: (name: string, properties: object) => void;
    markup: (html: string) => void;
  }
}

/** By what is tried: the directive that forbids it, and the try, which runs in the panel's page. */
const BREACHES: Readonly<Record<string, readonly [string, () => void]>> = {
  'a style attribute': ['style-src-attr', () => window.markup('<b style="color: red"></b>')],
  'a style element': ['style-src-elem', () => window.add('style', { textContent: 'i { color: red }' })],
  'an inline script': [
    'script-src-elem',
    () => window.add('script', { textContent: 'document.documentElement.dataset.ran = 1' }),
  ],
  'a script from elsewhere': [
    'script-src-elem',
    () => window.add('script', { src: 'https://example.invalid/foreign.js' }),
  ],
  'another file of the extension': [
    'script-src-elem',
    () => {
      const own = document.querySelector('link')?.href ?? '';
      window.add('script', { src: own.replace('webview.css', 'engine.js') });
    },
  ],
  'a handler in markup': [
    'script-src-attr',
    () => {
      window.markup('<i onclick="document.documentElement.dataset.ran = 1"></i>');
      document.querySelector('i')?.click();
    },
  ],
  'a javascript: address': [
    'script-src-elem',
    () => location.assign('javascript:void (document.documentElement.dataset.ran = 1)'),
  ],
  'eval of a text': ['script-src', () => void window.setTimeout('document.documentElement.dataset.ran = 1')],
  'a function made of a text': [
    'script-src',
    () => void window.setTimeout(() => new Function('document.documentElement.dataset.ran = 1')()),
  ],
  'an image from elsewhere': ['img-src', () => window.add('img', { src: 'https://example.invalid/seen.png' })],
  'a request': ['connect-src', () => void fetch('https://example.invalid/sent').catch(() => undefined)],
  'a frame': ['frame-src', () => window.add('iframe', { src: 'https://example.invalid/' })],
};

describe('on the screen, what may not run', function () {
  this.timeout(60_000);

  afterEach(async function () {
    const { title, state } = this.currentTest ?? {};
    if (state === 'failed') await session.screenshot(`failed ${title}`.replace(/\W+/g, '-'));
  });

  describe("in the map's page", () => {
    before(async () => {
      await session.open('asked.p2p');
      await openMap();
      await mapFrame()
        .locator('body')
        .evaluate((body) => {
          window.add = (name, properties) => body.append(Object.assign(document.createElement(name), properties));
          window.markup = (html) => body.insertAdjacentHTML('beforeend', html);
        });
    });

    it('is whatever its policy does not name: one script, one style sheet', async () => {
      const policy = await mapFrame().locator('meta[http-equiv=Content-Security-Policy]').getAttribute('content');
      const nonce = "'nonce-([-0-9a-f]{36})'";
      const [, script, style] =
        new RegExp(`^default-src 'none'; script-src ${nonce}; style-src ${nonce}$`).exec(policy ?? '') ?? [];
      assert.ok(script !== undefined && script === style, `another policy: ${policy}`);
      assert.equal(await mapFrame().locator('link[href$="/dist/webview.css"]').count(), 1);
    });

    for (const [what, [directive, breach]] of Object.entries(BREACHES)) {
      it(`is blocked and would fail this run: ${what}`, async () => {
        const complaints = session.divertComplaints();
        const html = mapFrame().locator('html');
        await html.evaluate((root) =>
          document.addEventListener(
            'securitypolicyviolation',
            ({ effectiveDirective }) => root.setAttribute('data-forbidden-by', effectiveDirective),
            { once: true },
          ),
        );
        await html.evaluate(breach);
        await becomes(() => html.getAttribute('data-forbidden-by'), directive);
        await becomes(
          () => Promise.resolve(complaints.heard.some((text) => /Content Security Policy/.test(text))),
          true,
        );
        assert.equal(await html.getAttribute('data-ran'), null);
        // What was added stays without being tried again; the page is left behind below.
        await html.evaluate((root) => root.removeAttribute('data-forbidden-by'));
        complaints.end();
      });
    }
  });

  describe('a file that is made to do harm', () => {
    const files = [`${HARM}.p2p`, 'harm.md'].map((name) => join(session.folder, name));
    const [machine = '', markdown = ''] = files;
    before(async () => {
      writeFileSync(machine, HARMFUL);
      writeFileSync(markdown, `\`\`\`p2p\n${HARMFUL}\n\`\`\`\n`);
      await session.open(`${HARM}.p2p`);
      await openMap();
    });
    after(() => files.forEach((file) => rmSync(file)));

    it('is text on the map', async () => {
      await mapFrame().getByRole('heading', { name: HARM }).waitFor();
      await mapFrame().locator('.cmdline', { hasText: HARM }).waitFor();
      await mapFrame().getByText(LONG).first().waitFor();
      await harmless(mapFrame());
      await session.screenshot('harmful-file');
    });

    it('is text in a hover, and commands are no links', async () => {
      await lineOf('nvme nvme0').locator('span', { hasText: 'nvme0' }).last().hover();
      const hover = page.locator('.monaco-hover:not(.hidden)', { hasText: HARM }).first();
      await hover.waitFor();
      assert.match(await hover.innerText(), /\[run\]\(command:/);
      assert.doesNotMatch(await hover.innerText(), /\u202e/);
      await harmless(page);
    });

    it('is text in the document of the proof', async () => {
      await clickLine('pair nvme0');
      await runCommand('PeerMap: Explain the Verdict at the Cursor');
      await page.locator('.tab', { hasText: 'nvme0 to' }).first().waitFor();
      await mapFrame().getByText('distance').first().waitFor();
      await harmless(mapFrame());
      await runCommand('View: Close Editor');
    });

    it('is text in the preview of Markdown', async () => {
      await session.open('harm.md');
      await runCommand('Markdown: Open Preview');
      await mapFrame().locator('code .hljs-string', { hasText: HARM }).first().waitFor();
      await harmless(mapFrame());
      await runCommand('View: Close Editor');
    });
  });
});

/** Nothing of the file became an element, a link that runs something, or a script. */
async function harmless(place: FrameLocator | Page): Promise<void> {
  assert.equal(await place.locator('html').first().getAttribute('data-ran'), null);
  assert.equal(await place.locator('img[src="x"], [href^="command:"], [data-href^="command:"]').count(), 0);
}
