// The map has no colour of its own: every theme's are right for someone. A colour written out in a style sheet, by number,
// by function or by name, is found.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const folder = 'client/webview';
const sheets = readdirSync(join(folder, 'style')).map((name) => join('style', name));
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** Properties whose words may be colours, and the words there that are none. */
const COLOURED =
  /^(?:color|background(?:-color)?|border(?:-\w+)*|outline(?:-color)?|fill|stroke|text-decoration|--.*)$/;
const NO_COLOURS = new Set(
  'auto bottom calc center collapse currentColor dashed dotted inherit left linear-gradient max medium min monospace no-repeat none right sans-serif separate solid to top transparent underline var'.split(
    ' ',
  ),
);

function coloursIn(sheet: string): readonly string[] {
  const declarations = sheet.replace(/\/\*.*?\*\//gs, '').matchAll(/([\w-]+)\s*:\s*([^;{}]+);/g);
  return [...declarations].flatMap(([whole, property = '', value = '']) => {
    if (!COLOURED.test(property)) return /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(/i.test(value) ? [whole] : [];
    const words = value.replace(/--[\w-]+/g, '').match(/#\w+|[a-z][\w-]*/gi) ?? [];
    return words.every((word) => NO_COLOURS.has(word) || /^(?:px|ch|em|s|ms)$/.test(word)) ? [] : [whole];
  });
}

describe('colours of the map', () => {
  test.each(sheets)('%s has none of its own', (name) => {
    expect(coloursIn(read(name))).toEqual([]);
  });

  test('one that is written out is found', () => {
    const faults = ['color: #fff;', 'background: red;', 'border: 1px solid rgb(0 0 0);', '--bus: green;'];
    expect(coloursIn(`a { ${faults.join(' ')} color: var(--vscode-foreground); }`)).toEqual(faults);
  });
});
