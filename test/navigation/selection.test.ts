// Protects how a selection grows: from the word outwards, each step larger than the one before, in broken text too.

import { describe, expect, test } from 'vitest';
import { selectionRanges } from '../../server/features/navigation/selection';
import { parsedAtCursor } from './machine';

function steps(source: string): readonly string[] {
  const { parsed, offset } = parsedAtCursor(source);
  return selectionRanges(parsed, offset).map(({ start, end }) => parsed.text.slice(start, end));
}

describe('in a declaration', () => {
  const file =
    'host_bridge p {\n  nvme a @ 01.0 [144d:a824] { // x\n    bar 4 1MiB p2pmem 256$0KiB offset 2KiB\n  }\n  nic b\n}\n';
  const bar = 'bar 4 1MiB p2pmem 256KiB offset 2KiB';
  const head = 'nvme a @ 01.0 [144d:a824]';

  test('from a size to the file', () => {
    const block = `{ // x\n    ${bar}\n  }`;
    const nvme = `${head} ${block}`;
    expect(steps(file)).toEqual([
      '256KiB',
      'p2pmem 256KiB',
      'p2pmem 256KiB offset 2KiB',
      bar,
      `// x\n    ${bar}`,
      block,
      nvme,
      `${nvme}\n  nic b`,
      `{\n  ${nvme}\n  nic b\n}`,
      `host_bridge p {\n  ${nvme}\n  nic b\n}`,
      file.replace('$0', ''),
    ]);
  });

  test.each([
    ['an address', '@ 01$0.0 [', ['01.0', '@ 01.0', head]],
    ['an id', '[144d:$0a824', ['144d:a824', '[144d:a824]', head]],
    ['a name', 'nvme a$0 @', ['a', head]],
  ])('%s', (_, piece, expected) => {
    const source = file.replace('$0', '').replace(piece.replace('$0', ''), piece);
    expect(steps(source).slice(0, expected.length)).toEqual(expected);
  });
});

describe('in a question', () => {
  test.each([
    ['a virtual function', 'pair a, b.vf$01 -> c = bus_addr', ['b.vf1', 'a, b.vf1', 'pair a, b.vf1 -> c = bus_addr']],
    ['the name before it', 'pair a, $0b.vf1 -> c', ['b', 'b.vf1', 'a, b.vf1', 'pair a, b.vf1 -> c']],
    ['what is expected', 'pair a -> b = bus$0_addr', ['bus_addr', '= bus_addr', 'pair a -> b = bus_addr']],
    [
      'a segment',
      'map r -> a = bus 4KiB, iova 2$0KiB',
      ['2KiB', 'iova 2KiB', 'bus 4KiB, iova 2KiB', '= bus 4KiB, iova 2KiB', 'map r -> a = bus 4KiB, iova 2KiB'],
    ],
    [
      'flags',
      'host_bridge p { port { acs SV R$0R } }',
      [
        'RR',
        'SV RR',
        'acs SV RR',
        '{ acs SV RR }',
        'port { acs SV RR }',
        '{ port { acs SV RR } }',
        'host_bridge p { port { acs SV RR } }',
      ],
    ],
  ])('%s', (_, source, expected) => {
    expect(steps(source)).toEqual(expected);
  });
});

describe('in strings and comments', () => {
  test.each([
    [
      'an entry of the command line',
      'cmdline "quiet pci=noats,config_acs=1@8086:1;x1@00:0$01.0"',
      [
        '00:01.0',
        'x1@00:01.0',
        '1@8086:1;x1@00:01.0',
        'config_acs=1@8086:1;x1@00:01.0',
        'noats,config_acs=1@8086:1;x1@00:01.0',
        'pci=noats,config_acs=1@8086:1;x1@00:01.0',
        'quiet pci=noats,config_acs=1@8086:1;x1@00:01.0',
        '"quiet pci=noats,config_acs=1@8086:1;x1@00:01.0"',
      ],
    ],
    ['a parameter', 'cmdline "quiet pc$0i=noats"', ['pci', 'pci=noats', 'quiet pci=noats', '"quiet pci=noats"']],
    ['a parameter, behind its last letter', 'cmdline "quiet pci$0=noats"', ['pci', 'pci=noats', 'quiet pci=noats']],
    ['a path', 'include "a/$0b.p2p"', ['a/b.p2p', '"a/b.p2p"', 'include "a/b.p2p"']],
    ['a comment', '// one\n// two wo$0rds\nkernel 6.1', ['words', '// two words', '// one\n// two words']],
  ])('%s', (_, source, expected) => {
    expect(steps(source).slice(0, expected.length)).toEqual(expected);
  });
});

test('in a broken file the steps that are left lead outwards all the same', () => {
  const source = 'host_bridge p {\n  nic a @ [\n  nvme $0b';
  expect(steps(source)).toEqual([
    'b',
    'nvme b',
    'nic a @ [\n  nvme b',
    '{\n  nic a @ [\n  nvme b',
    'host_bridge p {\n  nic a @ [\n  nvme b',
  ]);
});
