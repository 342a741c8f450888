// The way out of the panel. What it can be exported as the host asks, where every other list of VS Code is.

import { button } from '../dom';

export function exportButton(press: () => void): HTMLElement {
  const made = button('link', 'Export…', press);
  made.title = 'Save the map as SVG, PNG, CSV, Markdown or DOT';
  return made;
}
