// What the editor does without the server: selecting a word, going on with a documentation comment, folding regions,
// indenting, inserting snippets. VS Code reads these files as they are, so a pattern that does not compile or does not match fails only here.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Configuration {
  readonly wordPattern: string;
  readonly folding: { readonly markers: { readonly start: string; readonly end: string } };
  readonly indentationRules: { readonly increaseIndentPattern: string; readonly decreaseIndentPattern: string };
  readonly onEnterRules: readonly { readonly beforeText: string; readonly action: { readonly appendText?: string } }[];
}

const CONFIGURATION = read('language-configuration.json') as Configuration;

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../syntaxes/${name}`, import.meta.url), 'utf8'));
}

/** What VS Code appends after Enter at the end of a line: the first rule that matches decides. */
function appended(line: string): string {
  const rule = CONFIGURATION.onEnterRules.find((candidate) => new RegExp(candidate.beforeText).test(line));
  return rule?.action.appendText ?? '';
}

describe('a double click', () => {
  it.each([
    ['pair nvme0.vf3, x', 'nvme0.vf3'],
    ['pair nvme0.vf* -> x', 'nvme0.vf*'],
    ['@ 0000:03:00.0 [', '0000:03:00.0'],
    ['@ 10000:00 {', '10000:00'],
    ['kernel 6.12.25', '6.12.25'],
    ['bar 4 512MiB', '512MiB'],
    ['"pci=disable_acs_redir=pci:11f8:4036"', 'pci:11f8:4036'],
    ['// as measured.', 'measured'],
  ])('in %s selects %s', (line, word) => {
    expect(line.match(new RegExp(CONFIGURATION.wordPattern, 'g'))).toContain(word);
  });
});

describe('Enter', () => {
  it.each([
    ['  /// The drive that boots', '/// '],
    ['///', ''],
    ['/// ', ''],
    ['// a remark', ''],
    ['//// a ruler', ''],
    ['nvme nvme0 {', ''],
  ])('after "%s" appends "%s"', (line, text) => {
    expect(appended(line)).toBe(text);
  });
});

describe('folding', () => {
  it('takes // #region and // #endregion as a pair', () => {
    const { start, end } = CONFIGURATION.folding.markers;
    expect(new RegExp(start).test('  // #region socket 0')).toBe(true);
    expect(new RegExp(end).test('// #endregion')).toBe(true);
    expect(new RegExp(start).test('// #endregion')).toBe(false);
    expect(new RegExp(start).test('// no #region here')).toBe(false);
  });
});

describe('indentation', () => {
  const { increaseIndentPattern, decreaseIndentPattern } = CONFIGURATION.indentationRules;
  it.each([
    ['host_bridge pci0 {', true],
    ['root_port @ 00:01.0 {              // a comment', true],
    ['port { nvme nvme0 }', false],
    ['// not a block {', false],
    ['cmdline "{"', false],
    ['kernel 6.1', false],
  ])('after "%s" grows: %s', (line, grows) => {
    expect(new RegExp(increaseIndentPattern).test(line)).toBe(grows);
  });

  it('shrinks at a closing brace', () => {
    expect(new RegExp(decreaseIndentPattern).test('  }')).toBe(true);
    expect(new RegExp(decreaseIndentPattern).test('  port { }')).toBe(false);
  });
});
