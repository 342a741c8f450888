// Protects that names lead to what they name and back: across files, in a broken file, and after an edit never to where
// something stood before it.

import { describe, expect, test } from 'vitest';
import { definition, highlights, references } from '../../server/features/navigation/navigation';
import { createPositionIndex } from '../../server/features/position-index';
import { analyseTexts, atCursor, EVERYTHING, place } from './machine';

function definitionAt(source: string): string | null {
  const { analysis, file, offset } = atCursor(source);
  const found = definition(analysis, file, offset);
  return found === null ? null : place(analysis, found);
}

function referencesAt(source: string): readonly string[] {
  const { analysis, file, offset } = atCursor(source);
  return references(analysis, file, offset, true).map((each) => place(analysis, each));
}

describe('definition', () => {
  test.each([
    ['in the name', 'nic mlx0 pair m$0lx0 -> mlx0', 'main.p2p 1:5 mlx0'],
    ['just behind it', 'nic mlx0 pair mlx0$0 -> mlx0', 'main.p2p 1:5 mlx0'],
    ['on a virtual function', 'nic mlx0 { vfs 2 } pair mlx0.vf$01 -> mlx0', 'main.p2p 1:5 mlx0'],
    ['on the declaration itself', 'nic ml$0x0 pair mlx0 -> mlx0', 'main.p2p 1:5 mlx0'],
    ['of two that touch a comma, the one in front of it', 'nic a nic b pair a$0,b -> a', 'main.p2p 1:5 a'],
    ['of two that touch a comma, the one behind it', 'nic a nic b pair a,$0b -> a', 'main.p2p 1:11 b'],
    ['on a keyword', 'nic mlx0 pa$0ir mlx0 -> mlx0', null],
    ['on a name that nobody declares', 'nic mlx0 pair mlx$09 -> mlx0', null],
  ])('%s', (_, source, expected) => {
    expect(definitionAt(source)).toBe(expected);
  });

  test('leads into the file that is included', () => {
    expect(
      definitionAt(`//- main.p2p
include "rack/nic.p2p"
pair mlx0 -> ml$0x0
//- rack/nic.p2p
host_bridge pci0 { nic mlx0 }`),
    ).toBe('rack/nic.p2p 1:24 mlx0');
  });

  test('leads past a broken line', () => {
    expect(definitionAt('host_bridge pci0 {\n  nic mlx0 @ @ [\n  nvme nvme0\npair nvme0 -> ml$0x0')).toBe(
      'main.p2p 2:7 mlx0',
    );
  });

  test('leads to where the name stands after an edit', () => {
    const before = analyseTexts({ 'main.p2p': 'nic mlx0 pair mlx0 -> mlx0' });
    definition(before, before.root, 15);
    const after = analyseTexts({ 'main.p2p': '// one\nnic mlx0 pair mlx0 -> mlx0' });
    const found = definition(after, after.root, 22);
    expect(found === null ? null : place(after, found)).toBe('main.p2p 2:5 mlx0');
  });
});

describe('references', () => {
  test('are all uses, those of virtual functions and of scenarios too', () => {
    expect(referencesAt(EVERYTHING.replace('nic mlx0', 'nic ml$0x0'))).toEqual([
      'main.p2p 16:13 mlx0',
      'main.p2p 27:15 mlx0',
      'main.p2p 27:21 mlx0',
      'main.p2p 27:31 mlx0',
      'main.p2p 28:13 mlx0',
      'main.p2p 29:14 mlx0',
      'main.p2p 31:8 mlx0',
      'main.p2p 36:17 mlx0',
      'main.p2p 38:10 mlx0',
    ]);
  });

  test('come from every file, the declaration first', () => {
    expect(
      referencesAt(`//- main.p2p
include "nic.p2p"
pair mlx0 -> mlx0
//- nic.p2p
host_bridge pci0 { nic ml$0x0 }
pair mlx0 -> mlx0`),
    ).toEqual([
      'nic.p2p 1:24 mlx0',
      'nic.p2p 2:6 mlx0',
      'nic.p2p 2:14 mlx0',
      'main.p2p 2:6 mlx0',
      'main.p2p 2:14 mlx0',
    ]);
  });

  test('of a host bridge are none but itself', () => {
    expect(referencesAt('host_bridge pc$0i0 { nic mlx0 }')).toEqual(['main.p2p 1:13 pci0']);
  });

  test('highlights are those of the file under the cursor', () => {
    const { analysis, file, offset } = atCursor(`//- main.p2p
include "nic.p2p"
pair ml$0x0 -> mlx0
//- nic.p2p
host_bridge pci0 { nic mlx0 }`);
    expect(highlights(analysis, file, offset).map((each) => place(analysis, each))).toEqual([
      'main.p2p 2:6 mlx0',
      'main.p2p 2:14 mlx0',
    ]);
  });
});

test('of two ranges that touch, the first holds the offset between them', () => {
  const ranges = [
    { start: 4, end: 6 },
    { start: 1, end: 4 },
  ];
  const index = createPositionIndex(
    ranges,
    () => 'a',
    (range) => range,
  );
  expect([0, 1, 4, 5, 6, 7].map((offset) => index.at('a', offset)?.start)).toEqual([undefined, 1, 1, 4, 4, undefined]);
  expect(index.at('b', 5)).toBeNull();
  expect(index.of('a').map(({ start }) => start)).toEqual([1, 4]);
});
