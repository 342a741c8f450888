// Protects: VS Code tells the server of created, renamed and deleted `.p2p` files and folders; the patterns are those that
// the server announces, compared by the client's own short matcher.

import { describe, expect, it, test } from 'vitest';
import { Minimatch } from '../../client/file-pattern';
import { FILE_OPERATIONS } from '../../server/lsp/offers';

const announced = FILE_OPERATIONS.filters.map(({ pattern }) => new Minimatch(pattern.glob));

describe('the patterns that the server announces', () => {
  it('are all understood', () => {
    expect(announced.map((pattern) => pattern.makeRe())).toEqual([/\.p2p$/, /$/]);
  });

  test.each([
    ['/home/machine.p2p', [true, true]],
    ['C:/home/a b/machine.p2p', [true, true]],
    ['/home/.hidden/machine.p2p', [true, true]],
    ['/home/machine.p2p.bak', [false, true]],
    ['/home/machinep2p', [false, true]],
    ['/home/folder', [false, true]],
    ['/home/folder/', [false, true]],
  ])('%s: as a file %j', (path, expected) => {
    expect(announced.map((pattern) => pattern.match(path))).toEqual(expected);
    expect(announced.map((pattern) => (pattern.makeRe() || /^never/).test(path))).toEqual(expected);
  });
});

test.each(['*.p2p', '**/*.{p2p,txt}', '**/lib/*.p2p', '!**', ''])('another pattern is refused: %j', (glob) => {
  const pattern = new Minimatch(glob);
  expect(pattern.makeRe()).toBe(false);
  expect(pattern.match('/home/lib/machine.p2p')).toBe(false);
});
