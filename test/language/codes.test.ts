// For every code of the table the least text that has it, with its whole message: what users see, and search for.

import { describe, expect, test } from 'vitest';
import { rules } from '../../server/language/rules';
import { LANGUAGE_CODES, type LanguageCode } from '../../server/language/codes';
import { analyseFixture, checkFixture, readFixture } from './fixture';

const INCLUDE_CHAIN = Array.from({ length: 34 }, (_, index) => {
  const tail =
    index === 32
      ? '\n  //      ^^^^^^^^ include-depth: `34.p2p`: expected at most 32 levels of includes; include it from a file nearer to the root'
      : '';
  return `//- ${String(index + 1)}.p2p\n  include "${String(index + 2)}.p2p"${tail}\n`;
}).join('');

/** `findings-cut` has a test of its own. */
const CASES: Readonly<Record<Exclude<LanguageCode, 'findings-cut'>, string>> = {
  syntax: `
  kernel "6.1"
  //     ^^^^^ syntax: \`"6.1"\`: expected a kernel version; write a release as in \`6.1\` or \`6.12.25\``,
  'include-missing': `
  include "gone.p2p"
  //      ^^^^^^^^^^ include-missing: \`gone.p2p\`: expected a file, found none at this path; correct it, it is relative to this file`,
  'include-cycle': `
  //- a.p2p
  include "b.p2p"
  //- b.p2p
  include "a.p2p"
  //      ^^^^^^^ include-cycle: \`a.p2p\`: expected another file, found a file that includes this one; take the include out`,
  'include-outside': `
  include "../x.p2p"
  //      ^^^^^^^^^^ include-outside: \`../x.p2p\`: expected a path relative to this file that stays in the workspace folder (on the command line, the working directory); open a folder that holds both files, or move that file into this one`,
  'include-depth': INCLUDE_CHAIN,
  'name-duplicate': `
  host_bridge a { nic b }
  sgl b { ram 4KiB }
  //  ^ name-duplicate: \`b\`: expected a name that is not taken, found that of a nic in line 2; choose another one`,
  'name-unknown': `
  host_bridge pci0 { nvme nvme0 nic mlx0 }
  pair nvme0 -> mlxO
  //            ^^^^ name-unknown: \`mlxO\`: expected the name of a device, found no such device; did you mean \`mlx0\`?`,
  'name-kind': `
  host_bridge pci0 { nvme nvme0 }
  pair nvme0 -> pci0
  //            ^^^^ name-kind: \`pci0\`: expected the name of a device, found that of a host bridge; name one of the right kind`,
  'vf-unknown': `
  host_bridge pci0 { nvme nvme0 { vfs 3 } nic mlx0 }
  pair nvme0.vf2 -> mlx0 = supported
  pair nvme0.vf3 -> mlx0
  //        ^^^^ vf-unknown: \`nvme0.vf3\`: expected a number below 3, the count of virtual functions of \`nvme0\`; raise its \`vfs\` or lower this
  pair nvme0 -> mlx0.vf*
  //                ^^^^ vf-unknown: \`mlx0.vf*\`: expected a device with virtual functions, but \`mlx0\` has none; add \`vfs\` to it`,
  'setting-duplicate': `
  iommu on
    iommu off
  //^^^^^^^^^ setting-duplicate: \`iommu\`: expected this setting once in a machine, found it in line 2 already; take one out
  scenario s {
    iommu off
  }`,
  'kernel-too-old': `
  kernel 4.19
  //     ^^^^ kernel-too-old: \`4.19\`: expected a kernel from 4.20 on, which brought P2PDMA; write \`4.20\` or a later one`,
  'kernel-unknown': `
  kernel 5.25
  //     ^^^^ kernel-unknown: \`5.25\`: expected a release of Linux, found none of this number; did you mean \`5.19\`?`,
  'kernel-suffix': `
  kernel 6.1.0-18-amd64
  //     ^^^^^^^^^^^^^^ kernel-suffix: \`6.1.0-18-amd64\`: expected an upstream version without what \`uname -r\` adds; write \`6.1\``,
  'kernel-newer': `
  kernel 7.9
  //     ^^^ kernel-newer: \`7.9\`: expected a kernel up to 7.3, the newest known; its rules are used, so write \`7.3\` or update PeerMap`,
  'property-duplicate': `
  host_bridge pci0 {
    numa 0
    nvme nvme0 {
      bar 0 4KiB
      bar 1 4KiB
      bar 0 8KiB
    //^^^^^^^^^^ property-duplicate: \`bar 0\`: expected once, found a second time; take one out
      numa 1
    }
  }`,
  'property-misplaced': `
  host_bridge pci0 {
    vfs 4
  //^^^^^ property-misplaced: \`vfs\`: expected on an endpoint, found on a host bridge; move it there or take it out
    root_port {
      numa 1
    //^^^^^^ property-misplaced: \`numa\`: expected on a host bridge or an endpoint, found on a bridge; move it there or take it out
    }
  }`,
  'published-without-p2pmem': `
  host_bridge pci0 {
    nvme nvme0 {
      bar 0 16KiB
      published
    //^^^^^^^^^ published-without-p2pmem: \`published\`: expected peer-to-peer memory to publish, found none; add \`p2pmem\` to a BAR as in \`bar 4 512MiB p2pmem\`
    }
  }`,
  'acs-beyond-caps': `
  host_bridge pci0 {
    root_port {
      acs SV RR caps SV
      //     ^^ acs-beyond-caps: \`RR\`: expected only flags that \`caps\` has; add it there or take it out here
    }
  }`,
  'dma-mask': `
  host_bridge pci0 { nic mlx0 { dma { mask 32 } } }
  //                                       ^^ dma-mask: \`32\`: expected 2^n - 1, all addresses that the device reaches; did you mean \`0xffffffff\`?`,
  'number-range': `
  host_bridge pci0 {
    nvme nvme0 {
      bar 6 16KiB
      //  ^ number-range: \`6\`: expected the number of a BAR from 0 to 5; correct it
      vfs 65536 stride 0
      //  ^^^^^ number-range: \`65536\`: expected a number of virtual functions from 0 to 65535; correct it
      //               ^ number-range: \`0\`: expected a stride from 1 to 65535; correct it
    }
  }`,
  containment: `
  host_bridge pci0 {
    root_port {
      switch {
        nvme nvme0
      //^^^^ containment: \`nvme\`: expected \`port\` in a \`switch\`; put it in a \`port\` of the switch, or beside the switch
      }
      port
    //^^^^ containment: \`port\`: expected \`switch\`, \`pci_bridge\`, \`nvme\`, \`nic\`, \`gpu\` or \`device\` in a \`root_port\`; a downstream \`port\` stands in a \`switch\`, a \`root_port\` in a \`host_bridge\`
    }
    pci_bridge { port root_port switch }
  }`,
  'endpoint-children': `
  host_bridge pci0 {
    gpu gpu0 {
      nic mlx0
    //^^^ endpoint-children: \`nic\`: expected no functions in a gpu, which is an endpoint; move this out of it, or make that a \`pci_bridge\`
    }
  }`,
  'host-bridge-bus-taken': `
  host_bridge pci0 @ 0000:00 {}
  host_bridge pci1 @ 0000:00 {}
  //                 ^^^^^^^ host-bridge-bus-taken: \`0000:00\`: expected a root bus of its own, found 0000:00, that of \`pci0\`; give another one after \`@\``,
  'host-bridge-function-twice': `
  host_bridge pci0 [8086:09a2] {
  //               ^^^^^^^^^^^ host-bridge-function-twice: \`[8086:09a2]\`: expected nothing said of 00.0 here, because \`nic0\` stands there; take this out
    nic nic0 @ 00.0
  }`,
  'address-wrong-bus': `
  host_bridge pci0 @ 0000:00 {
    nic nic0 @ 01:00.0
    //         ^^^^^^^ address-wrong-bus: \`01:00.0\`: expected bus 00, the root bus of \`pci0\`, found 01; write \`00\` or move it
    root_port {
      nic nic1 @ 03:00.0
      nic nic2 @ 04:00.1
      //         ^^^^^^^ address-wrong-bus: \`04:00.1\`: expected bus 03, on which \`nic1\` lies below the same bridge, found 04; write \`03\` or move it
    }
  }`,
  'address-taken': `
  host_bridge pci0 {
    nic nic0 @ 01.0
    nic nic1 @ 01.0
    //         ^^^^ address-taken: \`01.0\`: expected an address that is free, found 0000:00:01.0, that of \`nic0\`; write another one
  }`,
  'address-range': `
  host_bridge pci0 { nic mlx0 @ 20.0 }
  //                            ^^^^ address-range: \`20.0\`: expected a device up to 1f and a function up to 7; correct the address`,
  'bus-taken': `
  host_bridge pci0 @ 0000:00 {
    root_port { nic nic0 @ 01:00.0 }
    root_port { nic nic1 @ 01:00.0 }
    //                     ^^^^^^^ bus-taken: \`01:00.0\`: expected a bus that is free, found 01, but 01 belongs to a root_port; write another one
  }`,
  'bus-exhausted': `
  host_bridge pci0 @ 0000:ff {
    root_port { nic nic0 }
  //^^^^^^^^^ bus-exhausted: \`root_port\`: expected a bus number up to ff for this bridge, found none left; take bridges or virtual functions out, or use another domain
  }`,
  'vfs-beyond-bus': `
  host_bridge pci0 @ 0000:fe {
    root_port {
      nic nic0 {
        vfs 60000
      //^^^^^^^^^ vfs-beyond-bus: \`vfs 60000\`: expected at most 255 virtual functions here, found 60000: those behind bus ff have no address; lower the number
      }
    }
  }`,
  'bar-size': `
  host_bridge pci0 { nvme nvme0 {
    bar 0 5KiB
    //    ^^^^ bar-size: \`5KiB\`: expected a power of two of at least 16 bytes; write the size that \`lspci -v\` prints
  } }`,
  'bar-address': `
  host_bridge pci0 { nvme nvme0 {
    bar 0 64KiB at 0x1f000
    //             ^^^^^^^ bar-address: \`0x1f000\`: expected an address that is a multiple of the size 64KiB; write \`0x10000\` or correct the size
  } }`,
  'bar-overlap': `
  host_bridge pci0 { nvme nvme0 {
    bar 0 64KiB at 0x10000
    bar 2 4KiB at 0x11000
    //            ^^^^^^^ bar-overlap: \`0x11000\`: expected memory of its own, found it overlapping BAR 0; write another address
  } }`,
  'bar-no-room': `
  host_bridge pci0 {
    nvme nvme0 {
      bar 0 8388608TiB
      bar 2 8388608TiB
      //    ^^^^^^^^^^ bar-no-room: \`8388608TiB\`: expected room for 8388608TiB, found none; make it smaller or say where it lies with \`at\`
    }
  }`,
  'p2pmem-beyond-bar': `
  host_bridge pci0 { nvme nvme0 {
    bar 0 64KiB p2pmem 64KiB offset 4KiB
    //                              ^^^^ p2pmem-beyond-bar: \`4KiB\`: expected memory inside of the BAR's 64KiB, found it reaching to 68KiB; lower its size or offset
  } }`,
  'nvmet-incomplete': `
  host_bridge pci0 { nic mlx0 }
  nvmet subsys0 {
  //    ^^^^^^^ nvmet-incomplete: \`subsys0\`: expected at least one namespace, found none; add \`namespace DEVICE\`
    port mlx0
  }`,
  'nvmet-duplicate': `
  host_bridge pci0 { nic mlx0 nvme nvme0 }
  nvmet subsys0 {
    port mlx0
    port mlx0
    //   ^^^^ nvmet-duplicate: \`mlx0\`: expected each device once, found it a second time as port; take one out
    namespace nvme0
  }`,
  'pair-empty': `
  host_bridge pci0 { nvme nvme0 }
    pair nvme0 -> nvme0
  //^^^^^^^^^^^^^^^^^^^ pair-empty: \`pair\`: expected two different devices, found a device with itself only, which is left out; name another one`,
  'pair-too-many': `
  host_bridge pci0 { nic a { vfs 150 } nic b { vfs 150 } }
    pair a.vf* -> b.vf*
  //^^^^^^^^^^^^^^^^^^^ pair-too-many: \`pair\`: expected at most 20000 pairs in a query and 100000 in all, found 22500 here; name fewer devices, virtual functions of one device are all alike`,
  'query-too-large': `
  host_bridge pci0 [none] {
    root_port { nic a { vfs 25001 } }
    root_port { nvme b { bar 4 16MiB p2pmem published } }
    root_port { nvme c { bar 4 16MiB p2pmem published } }
  }
    provider for a.vf*
  //^^^^^^^^^^^^^^^^^^ query-too-large: \`provider for\`: expected at most 50000 pairs of a published memory and a client, and 100000 in all, found 50002 here; name fewer devices`,
  'ignore-unused': `
  // p2p-ignore kernel-newer, kernel-too-old: we know
  //            ^^^^^^^^^^^^ ignore-unused: \`kernel-newer\`: expected a finding of this code to ignore, but there is none on that line; take the comment out
  kernel 4.19`,
  'ignore-malformed': `
  kernel 6.1 // p2p-ignore kernel-newer
  //         ^^^^^^^^^^^^^^^^^^^^^^^^^^ ignore-malformed: expected the codes to ignore and a reason; write it as in \`// p2p-ignore pair-mismatch: known and accepted\``,
};

describe('each code', () => {
  test.each(Object.entries(CASES))('%s', (code, source) => {
    checkFixture(source);
    const analysis = analyseFixture(readFixture(source));
    const found = analysis.diagnostics.filter((diagnostic) => diagnostic.code === code);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ severity }) => severity === LANGUAGE_CODES[code as LanguageCode].severity)).toBe(true);
  });

  test('every related place lies in a file of the machine', () => {
    for (const source of Object.values(CASES)) {
      const analysis = analyseFixture(readFixture(source));
      for (const { related } of analysis.diagnostics) {
        for (const { file, range } of related) {
          const text = analysis.files.find((each) => each.uri === file)?.text ?? '';
          expect(text.slice(range.start, range.end)).not.toBe('');
        }
      }
    }
  });
});

test('more findings than anybody reads are cut, and one says so', () => {
  const source = '  pair a -> b\n'.repeat(6000);
  const { diagnostics } = analyseFixture(readFixture(source));
  expect(diagnostics.length).toBe(10_001);
  expect(diagnostics.at(-1)?.code).toBe('findings-cut');
});

test('a command line of which every word is a finding shows the first hundred, and its scenarios no more', () => {
  const words = Array.from({ length: 3000 }, (_, index) => `pci=${String(index)}zz`).join(' ');
  const fixture = readFixture(`cmdline "x=\\"1\\" ${words}"\nscenario s { iommu on }\nscenario t { cmdline "pci=zz" }`);
  const { diagnostics } = analyseFixture(fixture, rules);
  const lines = diagnostics.map(
    ({ range }) => fixture.texts.get(fixture.root)?.slice(0, range.start).split('\n').length,
  );
  expect(lines).toEqual([...Array.from({ length: 101 }, () => 1), 3]);
  expect(diagnostics.filter(({ code }) => code === 'findings-cut').map(({ message }) => message)).toEqual([
    'expected a line with at most 100 findings, found more; repair those that are shown first',
  ]);
});

describe('whatever is very long in the file is cut in messages', () => {
  const long = 'x'.repeat(5000);
  test.each([
    ['an unknown name', `pair ${long} -> ${long}`],
    ['a name of the wrong kind', `host_bridge ${long} { nic a }\npair a -> ${long}`],
    ['a name twice', `host_bridge ${long} {}\nhost_bridge ${long} {}`],
    ['an unclosed block', `host_bridge ${long} {`],
    ['functions on one address', `host_bridge a { nic ${long} @ 01.0 nic b @ 01.0 }`],
    ['a virtual function', `host_bridge a { nic ${long} }\npair ${long}.vf3 -> ${long}`],
    ['the name of a subsystem', `nvmet ${long} {}`],
    [
      'a failed assertion',
      `host_bridge a [none] { root_port { nic ${long} nvme n } }\npair n -> ${long} = not_supported`,
    ],
    ['a version', `kernel 6.1-${'y-'.repeat(3000)}`],
    ['a path', `include "${'a/'.repeat(3000)}b.p2p"`],
    ['a code', `// p2p-ignore ${'a-'.repeat(3000)}b: why\nkernel 6.1`],
    ['a command line', `cmdline "pci=${long}"`],
    ['a word that nothing is', long],
  ])('%s', (_title, source) => {
    const { diagnostics } = analyseFixture(readFixture(source), rules);
    const messages = diagnostics.flatMap(({ message, related }) => [message, ...related.map((each) => each.message)]);
    expect(messages.length).toBeGreaterThan(0);
    expect(Math.max(...messages.map(({ length }) => length))).toBeLessThan(700);
  });
});

/** Where the finding knows the edit, the edit removes it and adds nothing. */
describe('the edit that comes with a finding', () => {
  const withReplacement = Object.entries(CASES).filter(([, source]) =>
    analyseFixture(readFixture(source)).diagnostics.some(({ replacement }) => replacement !== undefined),
  );

  test.each(withReplacement)('of %s', (_code, source) => {
    const fixture = readFixture(source);
    const before = analyseFixture(fixture).diagnostics;
    const fixed = before.find(({ replacement }) => replacement !== undefined);
    const edit = fixed?.replacement;
    const text = fixture.texts.get(fixed?.file ?? '') ?? '';
    const texts = new Map(fixture.texts);
    texts.set(fixed?.file ?? '', text.slice(0, edit?.range.start) + (edit?.text ?? '') + text.slice(edit?.range.end));
    const after = analyseFixture({ ...fixture, texts }).diagnostics;
    expect(after.map(({ message }) => message)).toEqual(
      before.filter((each) => each !== fixed).map(({ message }) => message),
    );
  });

  test('there are edits for names, addresses and kernels', () => {
    expect(withReplacement.map(([code]) => code)).toEqual(
      expect.arrayContaining(['name-unknown', 'address-wrong-bus', 'kernel-suffix', 'kernel-unknown']),
    );
  });
});
