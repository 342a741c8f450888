// What views.mjs can do in a window: one function a verb. Each waits until what it needs is there, and none goes on by time.

export function handsOf({ page }) {
  const frame = () => page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  const found = (within, selector, hasText) => {
    const all = within.locator(`${selector}:visible`);
    return (hasText === undefined ? all : all.filter({ hasText: spaces(hasText) })).first();
  };
  const answer = async (key, text, row) => {
    await page.keyboard.press(key);
    await page.locator('.quick-input-widget input.input').fill(text);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: row }).first().click();
    // What lies under the pointer would tell its title.
    await page.mouse.move(400, page.viewportSize().height - 4);
  };
  return {
    see: (selector, text) => found(page, selector, text).waitFor(),
    click: (selector, text) => found(page, selector, text).click(),
    hover: (selector, text) => found(page, selector, text).hover(),
    press: (key) => page.keyboard.press(key),
    run: (title) => answer('F1', `>${title}`, title),
    'focus text': () => page.keyboard.press('Control+1'),
    /** To the end of a line; by a key at last, for the map follows a person's cursor only. */
    line: async (text) => {
      await page.keyboard.press('Control+F');
      await page.locator('.find-widget.visible .find-part textarea').fill(text);
      await page.keyboard.press('Escape');
      await page.keyboard.press('ArrowRight');
    },
    'map.see': (selector, text) => found(frame(), selector, text).waitFor(),
    'map.click': (selector, text) => found(frame(), selector, text).click(),
    'map.choose': (label, value) => frame().getByLabel(label, { exact: true }).selectOption(value),
  };
}

/** The editor shows spaces of its own; elsewhere they are as typed. */
function spaces(text) {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ +/g, '\\s+'));
}
