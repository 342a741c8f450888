// What a person sees who made one mistake: one message a line, at the right place, that says what to do; and everything
// behind the mistake still has its meaning.

import { describe, expect, test } from 'vitest';
import { checkFixture } from './fixture';

describe('a mistake in a device', () => {
  test.each([
    [
      'bar 4 512XiB',
      '//    ^^^^^^ syntax: `512XiB`: expected the size of the BAR; write a size with its unit, as in `512MiB`',
    ],
    [
      'bar 4 4096',
      '//    ^^^^ syntax: `4096`: expected the size of the BAR; write a size with its unit, as in `512MiB`',
    ],
    [
      'bar 4',
      '//  ^ syntax: expected the size of the BAR after `4`, found the end of the line; write a size with its unit, as in `512MiB`',
    ],
    [
      'bar 4 18446744073709551616B',
      '//    ^^^^^^^^^^^^^^^^^^^^^ syntax: `18446744073709551616B`: expected the size of the BAR below 2^64 bytes; write a smaller one, as in `512MiB`',
    ],
    [
      'bar 4 16777216TiB',
      '//    ^^^^^^^^^^^ syntax: `16777216TiB`: expected the size of the BAR below 2^64 bytes; write a smaller one, as in `512MiB`',
    ],
    [
      'bar 4 at 0x1000',
      '//    ^^ syntax: `at`: expected the size of the BAR; write a size with its unit, as in `512MiB`',
    ],
    ['bar 4 4KiB p2pmen', '//         ^^^^^^ syntax: `p2pmen`: expected a declaration; did you mean `p2pmem`?'],
    [
      'bar 4 4KiB 77',
      '//         ^^ syntax: `77`: expected a declaration (a device, or a property such as `acs` or `bar`); take this out',
    ],
    ['acs SV RX', '//     ^^ syntax: `RX`: expected an ACS flag; did you mean `RR`?'],
    ['acs auto cap SV', '//       ^^^ syntax: `cap`: expected a declaration; did you mean `caps`?'],
    [
      'acs auto firmware',
      '//       ^^^^^^^^ syntax: expected ACS flags after `firmware`, found the end of the line; write `none` or some of SV TB RR CR UF EC DT',
    ],
    [
      'dma { opps direct }',
      '//    ^^^^ syntax: `opps`: expected `ops`, `mask`, `max_segment`, `boundary` or `untrusted`; did you mean `ops`?',
    ],
    [
      'dma { ops drect }',
      '//        ^^^^^ syntax: `drect`: expected the kind of DMA operations; did you mean `direct`?',
    ],
  ])('%s', (property, marker) => {
    checkFixture(`
  host_bridge pci0 {
    root_port {
      nvme nvme0 {
        ${property}
        ${marker}
      }
    }
  }`);
  });
});

test('a construct where it does not belong is named, with the place where it does', () => {
  checkFixture(`
  host_bridge pci0 {
    kernel 6.1
  //^^^^^^ syntax: \`kernel\`: expected a declaration (a device, or a property such as \`acs\` or \`bar\`); this belongs at the top of a file or in a scenario, move it there
  }`);
});

describe('a mistake in a head', () => {
  test.each([
    [
      'nvme @ 03:00.0',
      '//   ^ syntax: `@`: expected the name of the nvme; write letters, digits and `_`, no digit first',
    ],
    [
      'nvme port @ 03:00.0',
      '//   ^^^^ syntax: `port`: expected the name of the nvme, found a word of the language; choose another name',
    ],
    [
      'nvme 1st',
      '//   ^^^ syntax: `1st`: expected the name of the nvme; write letters, digits and `_`, no digit first',
    ],
    [
      'nvme nvme0 @ 3:00.0',
      '//           ^^^^^^ syntax: `3:00.0`: expected a PCI address; write it as `lspci` prints it: `0000:03:00.0`, `03:00.0` or `00.0`',
    ],
    [
      'nvme nvme0 [144d]',
      '//          ^^^^ syntax: `144d`: expected a PCI id; write it as `lspci -nn` prints it: `[8086:09a2]`',
    ],
  ])('%s', (head, marker) => {
    checkFixture(`
  host_bridge pci0 {
    root_port {
      ${head}
      ${marker}
      nic mlx0
    }
  }`);
  });

  test('a host bridge needs its block, and what follows it is not swallowed', () => {
    checkFixture(`
  host_bridge pci0 @ 0000:00
  //                 ^^^^^^^ syntax: expected the block of \`host_bridge pci0\` after \`0000:00\`, found the end of the line; open it with \`{\`
  kernel 3.10
  //     ^^^^ kernel-too-old: …`);
  });
});

describe('a mistake at the top of a file', () => {
  test.each([
    [
      'kernel',
      '^^^^^^ syntax: expected a kernel version after `kernel`, found the end of the file; write a release as in `6.1` or `6.12.25`',
    ],
    ['cpu intl', '    ^^^^ syntax: `intl`: expected the vendor of the processor; did you mean `intel`?'],
    ['iommu yes', '      ^^^ syntax: `yes`: expected what the IOMMU does; write `off`, `passthrough` or `on`'],
    [
      'cmdline pci=noats',
      '        ^^^ syntax: `pci`: expected the command line; write it in quotes, as in `"pci=noats"`',
    ],
    [
      'cmdline "pci=noats',
      '        ^^^^^^^^^^ syntax: `"pci=noats`: expected a closing `"` before the end of the line; add it',
    ],
    [
      'kernel v6.1',
      '       ^^^^ kernel-unknown: `v6.1`: expected a kernel version as `uname -r` prints it; did you mean `6.1`?',
    ],
    [
      'kernel linux-6.12.25',
      '       ^^^^^^^^^^^^^ kernel-unknown: `linux-6.12.25`: expected a kernel version as `uname -r` prints it; did you mean `6.12.25`?',
    ],
    ['kernel v', '       ^ kernel-unknown: `v`: expected a kernel version; write it as in …'],
    ['kernel v6.1000', '       ^^^^^^^ kernel-unknown: `v6.1000`: expected a kernel version; write it as in …'],
    [
      'pair',
      '^^^^ syntax: expected the provider after `pair`, found the end of the file; write a name, `NAME.vf0` or `NAME.vf*`',
    ],
    [
      'provider',
      '^^^^^^^^ syntax: expected `for` after `provider`, found the end of the file; write it as in `provider for mlx0`',
    ],
    [
      'acs none',
      '^^^ syntax: `acs`: expected a declaration (such as `host_bridge`, a setting or a query); this belongs in the block of a host bridge or of a device, move it there',
    ],
    ['hots_bridge', '^^^^^^^^^^^ syntax: `hots_bridge`: expected a declaration; did you mean `host_bridge`?'],
    [
      '}',
      '^ syntax: `}`: expected no closing brace, every block is closed already; take it out, or open the block it belongs to',
    ],
    ['%%', '^^ syntax: `%%`: expected a declaration (such as `host_bridge`, a setting or a query); take this out'],
    [
      'include common.p2p',
      '        ^^^^^^^^^^ syntax: `common.p2p`: expected the path of a file; write it in quotes, as in `"common.p2p"`',
    ],
    ['sgl s { rom 4KiB }', '        ^^^ syntax: `rom`: expected `ram` or `p2pmem`; did you mean `ram`?'],
  ])('%s', (item, marker) => {
    checkFixture(`  ${item}\n//${marker}`);
  });

  test.each([
    ['pair a - b', '       ^ syntax: `-`: expected `->`; write it as in `pair nvme0 -> mlx0`'],
    ['pair a b', '       ^ syntax: `b`: expected `->`; write it as in `pair nvme0 -> mlx0`'],
    ['pair a, -> b', '        ^^ syntax: `->`: expected the provider; write a name, `NAME.vf0` or `NAME.vf*`'],
    ['pair a -> b = bus_adr', '              ^^^^^^^ syntax: `bus_adr`: expected a map type; did you mean `bus_addr`?'],
    ['map s -> b = 3 segs', '               ^^^^ syntax: `segs`: expected `segments`; write it as in `= 3 segments`'],
    [
      'map s -> b = bus',
      '             ^^^ syntax: expected the length of the segment after `bus`, found the end of the file; write a size with its unit, as in `4KiB`',
    ],
  ])('%s', (query, marker) => {
    const devices = `  host_bridge pci0 {\n    nvme a\n    nic b\n  }\n  sgl s { ram 4KiB }\n`;
    checkFixture(`${devices}  ${query}\n//${marker}`);
  });
});

describe('a block that is not closed', () => {
  test('is named where it opens, by indentation, and its neighbours keep their place', () => {
    const analysis = checkFixture(`
  host_bridge pci0 [none] {
    root_port {
      switch {
        port {
        //   ^ syntax: \`{\`: the block of \`port\` is not closed; expected a \`}\` before line 8, which stands no deeper; add it
          nvme nvme0
        port { nvme nvme1 }
        port { nic mlx0 }
      }
    }
  }
  pair nvme1 -> mlx0 = bus_addr
  pair nvme0 -> mlx0 = not_supported`);
    expect(analysis.evaluations[0]?.pairs.map((pair) => [pair.holds, pair.complete])).toEqual([
      [true, true],
      [null, false],
    ]);
  });

  test('casts doubt on what stands in it, not on its siblings: they and their host bridge are still asked', () => {
    const analysis = checkFixture(`
  kernel 6.1
  host_bridge pci0 [8086:09a2] {
    root_port rp {
    //           ^ syntax: …
      switch {
        port { nvme a }
        port { nvme d }
      }
    root_port { nvme b }
    root_port @ 07.0 { nic c { vfs 2 } }
  }
  pair b -> c = thru_host_bridge
  pair b -> c.vf* = thru_host_bridge
  pair b -> a = thru_host_bridge
  pair a -> d = bus_addr
  pair rp -> c = thru_host_bridge`);
    expect(analysis.evaluations[0]?.pairs.map((pair) => [pair.holds, pair.complete])).toEqual([
      [true, true],
      [true, true],
      [null, false],
      [null, false],
      [null, false],
    ]);
  });

  test('leaves unanswered what asks for all memory, because a part of it may be missing', () => {
    const analysis = checkFixture(`
  host_bridge pci0 [none] {
    root_port {
      switch {
        port {
        //   ^ syntax: …
          nvme a { bar 4 1MiB p2pmem published }
        port { nvme b { bar 4 1MiB p2pmem published } }
        port { nic c }
      }
    }
  }
  provider for c = b
  pair b -> c = bus_addr`);
    const { providers, pairs } = analysis.evaluations[0] ?? { providers: [], pairs: [] };
    expect([providers.map(({ holds }) => holds), pairs.map(({ holds }) => holds)]).toEqual([[null], [true]]);
  });

  test('of a subsystem: its ports and namespaces are not asked', () => {
    const analysis = checkFixture(`
  host_bridge pci0 { root_port { nvme a } root_port { nic c } }
  nvmet s {
  //      ^ syntax: …
    port c
    namespace a = none
  pair a -> a
//^^^^^^^^^^^ pair-empty: …`);
    expect(analysis.evaluations[0]?.nvmet.map(({ results }) => results)).toEqual([[]]);
  });

  test('at the end of a file that is not indented, is the one that no brace is left for', () => {
    checkFixture(`
  host_bridge pci0 {
  //               ^ syntax: \`{\`: the block of \`host_bridge pci0\` is not closed; expected a \`}\` before the end of the file, add it
  root_port {
  nvme nvme0
  }`);
  });

  test('is found although a brace too many elsewhere makes up the number', () => {
    checkFixture(`
  host_bridge pci0 {
    root_port {
    //        ^ syntax: \`{\`: the block of \`root_port\` is not closed; expected a \`}\` before line 6, which stands no deeper; add it
      nvme nvme0
  }
  kernel 6.1
  pair nvme0 -> nvme0
//^^^^^^^^^^^^^^^^^^^ pair-empty: …
  }
//^ syntax: …`);
  });

  test('a file whose braces pair up is taken at its word, however it is indented', () => {
    checkFixture(`
      host_bridge pci0 {
  root_port {
    switch {
port {
        nvme nvme0
}
      port {
  nic mlx0 } }
          }
    }`);
  });
});

describe('nothing behind a mistake is lost', () => {
  test('a mistyped kind keeps its name, its children and their names; what depends on it is not evaluated', () => {
    const analysis = checkFixture(`
  host_bridge pci0 [none] {
    root_prot {
  //^^^^^^^^^ syntax: \`root_prot\`: expected a declaration; did you mean \`root_port\`?
      switch {
        port { nvme nvme0 }
        port { nic mlx0 }
      }
    }
    root_port { nic mlx1 }
  }
  pair nvme0 -> mlx1 = bus_addr
  pair nvme9 -> mlx0 = not_supported
  //   ^^^^^ name-unknown: \`nvme9\`: expected the name of a device, found no such device; did you mean \`nvme0\`?`);
    expect(analysis.evaluations[0]?.pairs.map((pair) => pair.holds)).toEqual([null, null]);
  });

  test('something unknown with a head keeps its name', () => {
    checkFixture(`
  host_bridge pci0 {
    root_port {
      frobnicator acc0 @ 00.0 {
    //^^^^^^^^^^^ syntax: …
        bar 0 4KB
        //    ^^^ syntax: …
      }
    }
    root_port { nic mlx0 }
  }
  pair acc0 -> mlx0 = bus_addr`);
  });

  test('a line has one message, the next line its own', () => {
    checkFixture(`
  pair pair = = , bus
  //   ^^^^ syntax: …
  cpu amd famly 0x17 model
  //      ^^^^^ syntax: \`famly\`: expected a declaration; did you mean \`family\`?
  kernel 3.10
  //     ^^^^ kernel-too-old: …`);
  });

  test('a property with a fault is left out; the type of a pair does not hang on a BAR, but it does on ACS', () => {
    const analysis = checkFixture(`
  host_bridge pci0 [none] {
    root_port {
      switch {
        port {
          acs SV TP
          //     ^^ syntax: \`TP\`: expected an ACS flag; did you mean \`TB\`?
          nvme nvme0
        }
        port { nvme nvme1 { bar 4 4 p2pmem } }
        //                        ^ syntax: …
        port { nic mlx0 }
      }
    }
  }
  pair nvme0 -> mlx0 = not_supported
  pair nvme1 -> mlx0 = bus_addr`);
    expect(analysis.evaluations[0]?.pairs.map((pair) => pair.holds)).toEqual([null, true]);
  });

  test('one thing too many says what its place takes, and hides nothing behind it', () => {
    checkFixture(`
  host_bridge h [none] { root_port { nvme a { bar 4 16MiB p2pmem published } } root_port { nic n { vfs 2 } } }
  sgl l {
    p2pmem a 4KiB bar 4
    //            ^^^ syntax: \`bar\`: stands before the length; write it as in \`p2pmem nvme0 bar 4 4KiB\`
    p2pmem b bar 4 4KiB
    //     ^ name-unknown: …
  }
  map l -> n.vf0, n.vf1 = 1 segment
  //            ^ syntax: \`,\`: \`map\` takes one client; write a \`map\` for each
  provider for n = none, a
  //                   ^ syntax: \`,\`: \`none\` stands alone; take it out, or what follows it
  pair a -> b
  //        ^ name-unknown: …`);
  });

  test('a setting with a fault: nothing is evaluated under another one', () => {
    const analysis = checkFixture(`
  kernel 6.x
  //     ^^^ kernel-unknown: …
  host_bridge pci0 [none] { root_port { nvme nvme0 } root_port { nic mlx0 } }
  pair nvme0 -> mlx0 = bus_addr
  scenario sound {
    kernel 5.10
    pair nvme0 -> mlx0 = not_supported
  }`);
    expect(analysis.evaluations.map((each) => [each.reliable, each.pairs.map((pair) => pair.holds)])).toEqual([
      [false, []],
      [true, [true]],
    ]);
  });
});
