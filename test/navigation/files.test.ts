// Protects what includes lead to, and that they still lead there after files and folders were renamed or moved.

import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../server/features/edit';
import { documentLinks } from '../../server/features/navigation/links';
import { renameFiles } from '../../server/features/rename/rename-files';
import { parseFile } from '../../server/language/parser';

const ROOT = 'file:///w/';

describe('links', () => {
  const linksOf = (text: string): readonly (readonly [string, string])[] =>
    documentLinks(parseFile(`${ROOT}rack/main.p2p`, text)).map(({ range, path }) => [
      text.slice(range.start, range.end),
      path,
    ]);

  test.each([
    ['beside the file', 'include "nic.p2p"', [['nic.p2p', `${ROOT}rack/nic.p2p`]]],
    ['above it', 'include "../././common.p2p"', [['../././common.p2p', `${ROOT}common.p2p`]]],
    ['with backslashes', 'include "..\\\\common.p2p"', [['..\\\\common.p2p', `${ROOT}common.p2p`]]],
    ['with a blank', 'include "my nic.p2p"', [['my nic.p2p', `${ROOT}rack/my%20nic.p2p`]]],
    ['absolute', 'include "/etc/passwd"', []],
    ['another place', 'include "https://example.org/x.p2p"', []],
    ['not closed', 'include "nic.p2p', []],
    ['empty', 'include ""', []],
    ['behind a fault', 'host_bridge {{\ninclude "nic.p2p"', [['nic.p2p', `${ROOT}rack/nic.p2p`]]],
    ['one of two', 'include nic.p2p\ninclude "b.p2p"', [['b.p2p', `${ROOT}rack/b.p2p`]]],
  ])('%s', (_, text, expected) => {
    expect(linksOf(text)).toEqual(expected);
  });
});

describe('renamed files', () => {
  type Texts = Readonly<Record<string, string>>;

  /** The texts under their old names, after `old` became `new`, each relative to the root. */
  function after(texts: Texts, ...renamed: readonly (readonly [string, string])[]): Texts {
    const files = Object.entries(texts).map(([name, text]) => parseFile(ROOT + name, text));
    const edits = renameFiles(
      files,
      renamed.map(([oldName, newName]) => ({ oldUri: ROOT + oldName, newUri: ROOT + newName })),
    );
    return Object.fromEntries(
      Object.entries(texts).map(([name, text]) => [name, applyEdits(ROOT + name, text, edits)]),
    );
  }

  test('whoever includes the file includes it under its new name', () => {
    expect(
      after(
        { 'main.p2p': 'include "nic.p2p" // the card', 'a/b.p2p': 'kernel 6.1\ninclude "../nic.p2p"', 'nic.p2p': '' },
        ['nic.p2p', 'cards/cx7.p2p'],
      ),
    ).toEqual({
      'main.p2p': 'include "cards/cx7.p2p" // the card',
      'a/b.p2p': 'kernel 6.1\ninclude "../cards/cx7.p2p"',
      'nic.p2p': '',
    });
  });

  test('the includes in the moved file still lead where they led', () => {
    expect(
      after({ 'main.p2p': 'include "nic.p2p"\ninclude "a/b.p2p"', 'nic.p2p': '', 'a/b.p2p': '' }, [
        'main.p2p',
        'a/main.p2p',
      ]),
    ).toMatchObject({ 'main.p2p': 'include "../nic.p2p"\ninclude "b.p2p"' });
  });

  test('a folder takes its files along, and what they include of each other stays as it is', () => {
    expect(
      after(
        {
          'main.p2p': 'include "rack/left.p2p"\ninclude "racks.p2p"',
          'rack/left.p2p': 'include "deep/nic.p2p"\ninclude "../common.p2p"',
          'rack/deep/nic.p2p': 'include "../left.p2p"',
        },
        ['rack', 'old/rack'],
      ),
    ).toEqual({
      'main.p2p': 'include "old/rack/left.p2p"\ninclude "racks.p2p"',
      'rack/left.p2p': 'include "deep/nic.p2p"\ninclude "../../common.p2p"',
      'rack/deep/nic.p2p': 'include "../left.p2p"',
    });
  });

  test('a folder with a slash at its end, and a file in it with a name of its own', () => {
    expect(after({ 'main.p2p': 'include "a/x.p2p"\ninclude "a/y.p2p"' }, ['a/', 'b/'], ['a/x.p2p', 'c/z.p2p'])).toEqual(
      { 'main.p2p': 'include "c/z.p2p"\ninclude "b/y.p2p"' },
    );
  });

  test.each([
    ['the dot stays', 'include "./nic.p2p"', 'cx7.p2p', 'include "./cx7.p2p"'],
    ['a backslash becomes a slash', 'include "a\\\\..\\\\nic.p2p"', 'b/cx7.p2p', 'include "b/cx7.p2p"'],
    ['a blank is written as it is', 'include "nic.p2p"', 'my%20nic.p2p', 'include "my nic.p2p"'],
    ['a quote is escaped', 'include "nic.p2p"', 'n%22ic.p2p', 'include "n\\"ic.p2p"'],
    ['what looks like a scheme is no scheme', 'include "nic.p2p"', 'c%3Anic.p2p', 'include "./c:nic.p2p"'],
    ['the path to itself', 'include "nic.p2p"', 'nic.p2p', 'include "nic.p2p"'],
  ])('%s', (_, text, newName, expected) => {
    expect(after({ 'main.p2p': text }, ['nic.p2p', newName])).toEqual({ 'main.p2p': expected });
  });

  test('editors that encode more or less than we do mean the same file', () => {
    expect(after({ 'main.p2p': 'include "a+b (1).p2p"' }, ['a+b (1).p2p', 'c.p2p'])).toEqual({
      'main.p2p': 'include "c.p2p"',
    });
  });

  test('a file beside one of which the name begins alike is left alone', () => {
    expect(after({ 'main.p2p': 'include "rack2/a.p2p"' }, ['rack', 'old'])).toEqual({
      'main.p2p': 'include "rack2/a.p2p"',
    });
  });

  test('a broken include is left alone, one behind a fault is not', () => {
    expect(after({ 'main.p2p': 'include "nic.p2p\ninclude nic.p2p\ninclude "nic.p2p"' }, ['nic.p2p', 'b.p2p'])).toEqual(
      {
        'main.p2p': 'include "nic.p2p\ninclude nic.p2p\ninclude "b.p2p"',
      },
    );
  });

  test('where no relative path leads, nothing is changed', () => {
    const file = parseFile(`${ROOT}main.p2p`, 'include "nic.p2p"');
    expect(renameFiles([file], [{ oldUri: `${ROOT}nic.p2p`, newUri: 'vscode-vfs://github/x/nic.p2p' }])).toEqual([]);
  });

  test('a drive letter is one letter, however an editor writes it', () => {
    const main = parseFile('file:///C:/racks/main.p2p', 'include "nic.p2p"');
    const moved = [{ oldUri: 'file:///c%3A/racks/nic.p2p', newUri: 'file:///c%3A/racks/cx7.p2p' }];
    expect(renameFiles([main], moved).map(({ newText }) => newText)).toEqual(['"cx7.p2p"']);
    const other = [{ oldUri: 'file:///d%3A/racks/nic.p2p', newUri: 'file:///d%3A/racks/cx7.p2p' }];
    expect(renameFiles([main], other)).toEqual([]);
  });
});
