// Nobody is shut out of the map: axe's rules, WCAG and best practice alike, find nothing in any state in any of the four
// themes. axe is evaluated in the map's own frame, whose policy stays in force.

import assert from 'node:assert/strict';
import type { AxeResults, Result, resultGroups } from 'axe-core';
import type * as Axe from 'axe-core';
import { source } from 'axe-core';
import { map, mapFrame, openMap, part, tellMap } from './panel';
import { currentSession, THEMES } from './session';

const session = currentSession();
const { page } = session;

interface State {
  readonly name: string;
  readonly arrange: () => Promise<void>;
}

const jbof: readonly State[] = [
  { name: 'nothing selected', arrange: async () => {} },
  {
    name: 'a pair and its proof',
    arrange: async () => {
      await map().locator('td[aria-label*=", as asserted"]').last().click();
      await part('Proof').getByText('By kernel').waitFor();
    },
  },
  { name: 'the path alone', arrange: () => showPathOnly(true) },
  {
    name: 'a device',
    arrange: async () => {
      await showPathOnly(false);
      await map().getByRole('treeitem', { name: /nvme1/ }).click();
      await part('Proof').getByRole('heading', { name: 'nvme1' }).waitFor();
    },
  },
  {
    name: 'a scatterlist',
    arrange: async () => {
      await part('Pairs').getByText('read → mlx0').click();
      await part('Proof').filter({ hasText: '5 segments' }).waitFor();
    },
  },
  { name: 'a scatterlist as table', arrange: () => part('Proof').getByRole('button', { name: 'as table' }).click() },
  {
    name: 'the choice of a provider',
    arrange: async () => {
      await part('Pairs').getByText('provider for').click();
      await part('Proof').getByText('candidates').waitFor();
    },
  },
  {
    name: 'an NVMe-oF target',
    arrange: async () => {
      await part('Pairs').getByText('subsys0').click();
      await part('Proof').getByRole('heading', { name: 'nvmet subsys0' }).waitFor();
    },
  },
  {
    name: 'what-if',
    arrange: async () => {
      await map().getByLabel('Kernel', { exact: true }).selectOption('5.17');
      await map().locator('td.changed[aria-label^="nvme2 → mlx0"]').click();
      await part('Proof').filter({ hasText: 'not listed before 5.18' }).waitFor();
    },
  },
  {
    name: 'a filter that finds nothing',
    arrange: async () => {
      await map().getByRole('button', { name: 'Reset' }).click();
      await map().getByRole('searchbox').fill('nothing is called so');
    },
  },
  {
    name: 'a stopped server',
    arrange: async () => {
      await map().getByRole('searchbox').fill('');
      const action = { id: 'restart', title: 'Restart Server' };
      await tellMap({ type: 'notice', sentence: 'The language server stopped.', action });
      await map().getByRole('button', { name: 'Restart Server' }).waitFor();
    },
  },
  {
    name: 'nothing to draw',
    arrange: async () => {
      const action = { id: 'show', title: 'Show the File' };
      await tellMap({ type: 'empty', sentence: 'jbof.p2p describes no devices yet.', action });
      await map().getByRole('button', { name: 'Show the File' }).waitFor();
    },
  },
  {
    name: 'a server that is starting',
    arrange: async () => {
      await tellMap({ type: 'notice', sentence: 'The language server is starting.', action: null });
      await map().getByText('is starting').waitFor();
    },
  },
];

const asked: readonly State[] = [
  {
    name: 'a refused pair and its fix',
    arrange: async () => {
      await map().locator('td[aria-label*="mlx0"]').first().click();
      await part('Proof')
        .getByRole('button', { name: /disable_acs_redir/ })
        .waitFor();
    },
  },
  {
    name: 'a broken file',
    arrange: async () => {
      await page
        .getByRole('tab', { name: /^asked/ })
        .first()
        .click();
      await page.keyboard.press('Control+Home');
      await page.keyboard.type('cpu {\n');
      await map().getByText('From before the error in line').waitFor();
    },
  },
];

const epyc: readonly State[] = [
  {
    name: 'folded classes',
    arrange: async () => {
      assert.ok((await map().locator('th .fold').count()) > 0, 'nothing folds');
    },
  },
];

describe('accessibility of the map', function () {
  this.timeout(90_000);

  afterEach(async function () {
    const { title, state } = this.currentTest ?? {};
    if (state === 'failed') await session.screenshot(`failed ${title}`.replace(/\W+/g, '-'));
  });
  after(() => session.useTheme('dark'));

  inEveryState('examples/jbof.p2p', jbof);
  inEveryState('asked.p2p', asked);
  inEveryState('examples/epyc-esc8000a-e12.p2p', epyc);

  describe('the check itself', () => {
    before(async () => {
      await page.keyboard.press('Control+z');
      await openMap('examples/jbof.p2p');
    });

    it('finds a button without a name and a text without contrast', async () => {
      const frame = await mapFrame();
      await frame.evaluate(() => {
        const nameless = document.createElement('button');
        const pale = document.createElement('p');
        pale.textContent = 'hard to read';
        pale.style.opacity = '0.3';
        document.querySelector('header')?.append(nameless, pale);
      });
      const { violations } = await runAxe();
      assert.deepEqual(violations.map(({ id }) => id).sort(), ['button-name', 'color-contrast']);
    });

    it('leaves the policy of the page in force', async () => {
      const frame = await mapFrame();
      // The refusal is meant to come.
      const complaints = session.divertComplaints();
      const ran = await frame.evaluate(() => {
        const foreign = document.createElement('script');
        foreign.textContent = 'document.body.dataset.ran = "yes"';
        const refused = new Promise<boolean>((resolve) => {
          document.addEventListener('securitypolicyviolation', () => resolve(false), { once: true });
        });
        document.body.append(foreign);
        return document.body.dataset['ran'] === 'yes' || refused;
      });
      complaints.end();
      assert.equal(ran, false);
    });
  });
});

function inEveryState(file: string, states: readonly State[]): void {
  describe(file, () => {
    before(() => openMap(file));

    for (const { name, arrange } of states) {
      it(`has no fault: ${name}`, async () => {
        await arrange();
        for (const theme of THEMES) {
          await session.useTheme(theme);
          const { violations, incomplete } = await runAxe();
          const undecided = incomplete.filter((result) => !isDecided(result));
          assert.deepEqual([...violations, ...undecided].flatMap(wordsOf), [], theme);
        }
      });
    }
  });
}

/** The map shows the path alone by itself where the whole of it would not fit. */
async function showPathOnly(wanted: boolean): Promise<void> {
  const button = part('Topology').getByRole('button', { name: 'path only' });
  if ((await button.getAttribute('aria-pressed')) !== String(wanted)) await button.click();
}

/**
 * What axe leaves to a person, and what was found by looking. Screen readers that cannot tell a depth beyond six say six,
 * and the address says where the function stands. The leaning names of many columns stand in boxes that overlap, but not
 * on each other; in other states the same names stand upright and are compared.
 */
function isDecided({ id, nodes }: Result): boolean {
  return nodes.every(({ html }) =>
    id === 'color-contrast' ? html.includes('class="axis"') : html.includes('role="treeitem"'),
  );
}

/**
 * The drawing lies over the rows and would leave axe in doubt about what is behind their words: it is hidden meanwhile, as
 * is what is scrolled below the heads. Short texts, signs, and texts with something drawn beside them are compared too.
 */
async function runAxe(): Promise<AxeResults> {
  const frame = await mapFrame();
  if (!(await frame.evaluate(() => 'axe' in globalThis))) await frame.evaluate(source);
  return frame.evaluate(async () => {
    const drawn = [...document.querySelectorAll<SVGElement>('.lines')];
    for (const each of drawn) each.style.visibility = 'hidden';
    for (const each of document.querySelectorAll('.scroller')) each.scrollTop = 0;
    // Fades would be caught halfway.
    await Promise.all(document.getAnimations().map((animation) => animation.finished));
    const options = {
      resultTypes: ['violations', 'incomplete'] satisfies resultGroups[],
      // Not among its types, though it reads it.
      checks: {
        'color-contrast': { options: { ignorePseudo: true, ignoreLength: true, ignoreUnicode: false } },
      },
    };
    const { axe } = globalThis as unknown as { axe: typeof Axe };
    const results = await axe.run(document, options);
    for (const each of drawn) each.style.visibility = '';
    return results;
  });
}

function wordsOf({ id, nodes }: Result): readonly string[] {
  return nodes.map(({ html, any, all, none }) => {
    const why = [...any, ...all, ...none].map(({ message }) => message).join('; ');
    return `${id}: ${html.slice(0, 160)}: ${why}`;
  });
}
