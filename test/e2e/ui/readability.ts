// The map in a narrow panel, at 200 %, with the system's own colours and without motion: nothing is cut, nothing scrolls
// sideways but lists inside themselves, every control can be reached, and nothing moves.

import assert from 'node:assert/strict';
import { map, mapFrame, openMap, part } from './panel';
import { currentSession } from './session';

const session = currentSession();
const { page } = session;
const usual = { width: 1400, height: 860 };

describe('the map where there is little room', function () {
  this.timeout(60_000);

  afterEach(async function () {
    const { title, state } = this.currentTest ?? {};
    if (state === 'failed') await session.screenshot(`failed ${title}`.replace(/\W+/g, '-'));
  });

  before(async () => {
    await page.setViewportSize(usual);
    await openMap('examples/jbof.p2p');
    await map().locator('td[aria-label*=", as asserted"]').last().click();
    await part('Proof').getByText('By kernel').waitFor();
    await page.keyboard.press('Control+b');
    await page.getByRole('tab', { name: /^jbof/ }).first().click();
    await page.keyboard.press('Control+w');
    await map().getByLabel('Kernel', { exact: true }).selectOption('5.17');
    await map().getByText('What if kernel 5.17').waitFor();
  });
  after(async () => {
    await page.setViewportSize(usual);
    await page.emulateMedia({ forcedColors: 'none', reducedMotion: 'reduce' });
    await session.useTheme('dark');
    await page.keyboard.press('Control+b');
  });

  // Half of the usual window is what it shows at 200 %; VS Code's own bars take 48 pixels of the width.
  for (const [name, width, height] of [
    ['at 200 %', 700, 430],
    ['at 400 pixels', 448, 800],
    ['at 320 pixels', 368, 700],
  ] as const) {
    it(`nothing is cut or out of reach ${name}`, async () => {
      await page.setViewportSize({ width, height });
      await settled();
      assert.deepEqual(await outOfReach(), []);
      await session.screenshot(`narrow-${width}`);
      await session.useTheme('hc-light');
      await session.screenshot(`narrow-${width}-hc-light`);
      await session.useTheme('dark');
    });
  }

  it('sees what is out of reach', async () => {
    const frame = await mapFrame();
    await frame.evaluate(() => {
      const far = document.createElement('button');
      far.id = 'far';
      far.textContent = 'far away';
      far.style.marginLeft = '2000px';
      document.querySelector('header')?.append(far);
    });
    assert.ok((await outOfReach()).length > 0);
    await frame.evaluate(() => document.getElementById('far')?.remove());
    await page.setViewportSize(usual);
  });

  it('shapes keep their colours where the system forces its own', async () => {
    await page.emulateMedia({ forcedColors: 'active' });
    for (const theme of ['hc-dark', 'hc-light'] as const) {
      await session.useTheme(theme);
      const frame = await mapFrame();
      const grounds = await frame.evaluate(() =>
        ['td.cell', '.hops li'].map((shape) => {
          const at = document.querySelector(shape);
          const [own, body] = [at, document.body].map(
            (each) => each && getComputedStyle(each, each === at ? '::before' : null),
          );
          return own?.backgroundColor !== body?.backgroundColor && own?.backgroundColor !== 'rgba(0, 0, 0, 0)';
        }),
      );
      assert.deepEqual(grounds, [true, true], theme);
      await session.screenshot(`forced-colors-${theme}`);
    }
  });

  it('nothing moves, by VS Code’s setting or by the system’s', async () => {
    await page.emulateMedia({ forcedColors: 'none', reducedMotion: 'no-preference' });
    const frame = await mapFrame();
    assert.deepEqual(await longestMotion(), 0, 'by the setting');
    await frame.evaluate(() => document.body.classList.remove('vscode-reduce-motion'));
    assert.ok((await longestMotion()) > 0, 'without either');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    assert.deepEqual(await longestMotion(), 0, 'by the system');
    await frame.evaluate(() => document.body.classList.add('vscode-reduce-motion'));
  });
});

/** The panel shares its room in the frame after it was told of another size. */
async function settled(): Promise<void> {
  const frame = await mapFrame();
  await frame.evaluate(
    (wanted) =>
      new Promise<void>((resolve) => {
        const look = (): void => {
          if (window.innerWidth <= wanted) requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
          else requestAnimationFrame(look);
        };
        look();
      }),
    page.viewportSize()?.width ?? 0,
  );
}

/** What the panel cuts off, and parts too low to work in; lists may scroll inside themselves. */
async function outOfReach(): Promise<readonly string[]> {
  const frame = await mapFrame();
  return frame.evaluate(() => {
    const { clientWidth, clientHeight, scrollWidth, scrollHeight } = document.body;
    const body = scrollWidth > clientWidth || scrollHeight > clientHeight ? ['the body scrolls'] : [];
    const cut = [...document.querySelectorAll('button, input, select, h1, h2, p')].filter((each) => {
      const { left, right, top, bottom, width } = each.getBoundingClientRect();
      if (width === 0 || each.closest('.spoken, table, [role=tree], .heads, pre, .scatterlist') !== null) return false;
      const isAcross = left < 0 || right > clientWidth + 0.5;
      return isAcross || (each.closest('.scroller, .questions') === null && (top < 0 || bottom > clientHeight + 0.5));
    });
    const low = [...document.querySelectorAll('section')].filter((each) => each.clientHeight < 44);
    return [...body, ...[...cut, ...low].map((each) => each.outerHTML.slice(0, 120))];
  });
}

/** Seconds. */
async function longestMotion(): Promise<number> {
  const frame = await mapFrame();
  return frame.evaluate(() => {
    const each = [...document.querySelectorAll('*')].map((at) => getComputedStyle(at));
    const durations = each.flatMap(({ transitionDuration, animationDuration }) =>
      `${transitionDuration},${animationDuration}`.split(',').map((text) => Number.parseFloat(text)),
    );
    return Math.max(...durations);
  });
}
