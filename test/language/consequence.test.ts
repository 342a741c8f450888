// Each mistake is told once: a name that is only unknown because of a fault that is shown already is none.

import { describe, expect, test } from 'vitest';
import { analyseFixture, checkFixture, readFixture } from './fixture';

describe('no finding of their own have', () => {
  test.each([
    ['pair a', '  //   ^ syntax: …'],
    ['pair a -> b = bus', '  //            ^^^ syntax: …'],
    ['map s -> b = 3 segs', '  //             ^^^^ syntax: …'],
    ['provider a', '  //       ^ syntax: …'],
    ['provider for a = b,', '  //                ^ syntax: …'],
    ['sgl s { p2pmem a 4 }', '  //               ^ syntax: …'],
    ['nvmet s { port a namespace b p2pmem = c }', '  //                                  ^ syntax: …'],
  ])('names on the line of a fault: %s', (query, marker) => {
    const analysis = checkFixture(`\n  ${query}\n${marker}`);
    expect(analysis.references.length).toBeGreaterThan(0);
  });

  test('but a fault further down in the same question excuses no name', () => {
    checkFixture(`
  pair a
  //   ^ name-unknown: …
    -> b = bus
    //     ^^^ syntax: …`);
  });

  test('names that stand where too many blocks are open; others are still told', () => {
    checkFixture(`
  host_bridge h { ${'pci_bridge { '.repeat(255)}
  nvme x {
  //     ^ syntax: \`{\`: expected at most 256 blocks inside each other; a PCI domain has no more buses; take levels out
    nvme a nic b }
  ${'} '.repeat(256)}
  pair a -> b
  pair a -> c
  //        ^ name-unknown: …`);
  });

  test('names in a block of something unknown', () => {
    checkFixture(`
  scenario s {
    machine {
  //^^^^^^^ syntax: …
      nvme a
    }
    pair a -> z
    //        ^ name-unknown: …
  }`);
  });

  test('names behind twenty thousand faults, where reading ends', () => {
    const source = `${'%\n'.repeat(20_001)}host_bridge h { nic a }`;
    const analysis = analyseFixture(readFixture(`pair a -> b\n${source}`));
    expect(analysis.diagnostics.filter(({ code }) => code !== 'syntax').map(({ message }) => message)).toEqual([
      '`b`: expected the name of a device, found no such device; declare a device of this name or correct it',
    ]);
  });

  test('names that may stand in a file that was not read', () => {
    checkFixture(`
  include "gone.p2p"
  //      ^^^^^^^^^^ include-missing: …
  pair a -> b`);
  });

  test('but an include of a file that is read already hides nothing', () => {
    checkFixture(`
  include "main.p2p"
  //      ^^^^^^^^^^ include-cycle: …
  pair a -> a
  //   ^ name-unknown: …
  //        ^ name-unknown: …`);
  });
});
