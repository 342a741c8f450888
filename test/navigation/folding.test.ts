// Protects what can be folded: the lines that vanish and those that stay, and the words in their place; in broken files too.

import { describe, expect, test } from 'vitest';
import { foldingRanges } from '../../server/features/navigation/folding';
import { parseFile } from '../../server/language/parser';
import { positionAt } from '../../server/language/position';
import { EVERYTHING } from './machine';

/** `first-last kind words`: the line that stays, counted from 1, and the last that vanishes. */
function folds(text: string): readonly string[] {
  const parsed = parseFile('file:///main.p2p', text);
  return foldingRanges(parsed).map(({ range, kind, collapsedText }) => {
    const [start, end] = [positionAt(parsed.lineStarts, range.start), positionAt(parsed.lineStarts, range.end)];
    for (const offset of [range.start, range.end]) {
      expect(/[\r\n]/.test(text.charAt(offset)) || offset === text.length).toBe(true);
    }
    return `${String(start.line + 1)}-${String(end.line + 1)} ${kind} ${collapsedText ?? ''}`.trim();
  });
}

describe('blocks', () => {
  test('the line of the closing brace stays, and the words count what is inside', () => {
    expect(folds(EVERYTHING)).toEqual([
      '1-4 region … cpu, iommu, cmdline',
      '6-21 region … 1 nvme, 1 nic',
      '7-20 region … 1 switch, 2 ports, 1 nvme, 1 nic',
      '8-19 region … 2 ports, 1 nvme, 1 nic',
      '9-13 region … 1 nvme',
      '10-12 region … bar, published',
      '15-18 region … 1 nic',
      '16-17 region … vfs',
      '23-25 region … p2pmem, ram',
      '30-32 region … port, namespace',
      '34-40 region … cmdline, pair, nvmet',
      '37-39 region … port, namespace',
    ]);
  });

  test.each([
    ['on one line there is nothing to fold', 'host_bridge pci0 { nic a }', []],
    [
      'of two that open on one line, the outer one',
      'host_bridge pci0 { root_port {\n  nic a\n  nic b\n} }',
      ['1-3 region … 1 root port, 2 nics'],
    ],
    ['many of one kind', 'sgl r {\n  ram 1KiB\n  ram 1KiB\n  ram 1KiB\n}', ['1-4 region … 3 ram']],
    ['an empty block', 'host_bridge pci0 {\n\n}', ['1-2 region']],
    ['with CRLF', 'host_bridge pci0 {\r\n  nic a\r\n  nic b\r\n}\r\n', ['1-3 region … 2 nics']],
  ])('%s', (_, text, expected) => {
    expect(folds(text)).toEqual(expected);
  });
});

describe('runs', () => {
  test.each([
    ['comments', '// one\n/// two\n// three\nkernel 6.1', ['1-3 comment']],
    ['one comment is no run', '// one\n\n// two\nkernel 6.1', []],
    ['a comment behind something is none of them', 'kernel 6.1 // one\n// two\n// three', ['2-3 comment']],
    ['comments at the end of the file', 'kernel 6.1\n  // one\n  // two', ['2-3 comment']],
    ['includes', 'include "a.p2p"\n\n// and\ninclude "b.p2p"\ninclude "c.p2p"\nkernel 6.1', ['1-5 imports … 2 more']],
    [
      'settings, but not past something else',
      'kernel 6.1\ninclude "a.p2p"\ncpu intel\niommu on',
      ['3-4 region … iommu'],
    ],
    [
      'settings whose last line goes on',
      'kernel 6.1\ncpu intel\niommu on host_bridge p {\n  nic a\n}',
      ['1-2 region … cpu, iommu', '3-4 region … 1 nic'],
    ],
  ])('%s', (_, text, expected) => {
    expect(folds(text)).toEqual(expected);
  });
});

describe('broken files', () => {
  test('a block that is not closed folds to its last line', () => {
    expect(folds('host_bridge pci0 {\n  nic a {\n    vfs 2\n  }\n  nic b\n\nkernel 6.1')).toEqual([
      '1-5 region … 2 nics',
      '2-3 region … vfs',
    ]);
  });

  test('what stands where it has no business folds too', () => {
    expect(folds('host_bridge pci0 {\n  sgl r {\n    ram 1KiB\n  }\n}')).toEqual(['1-4 region', '2-3 region … ram']);
  });
});
