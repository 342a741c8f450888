// What the formatter makes of what people write, by hand: before and after. Where there is no `after`, the text is in the
// style already and must stay as it is.

export interface Pair {
  readonly title: string;
  readonly before: string;
  readonly after?: string;
}

export const LINES: readonly Pair[] = [
  {
    title: 'a member a line, two blanks a level, the brace at the end of the line',
    before: 'host_bridge pci0\n{\nroot_port{switch sw0{\nport{\nnic mlx0\n}}}}',
    after: `host_bridge pci0 {
  root_port {
    switch sw0 {
      port {
        nic mlx0
      }
    }
  }
}
`,
  },
  {
    title: 'settings on one line get a line each',
    before: 'kernel 6.1 iommu on   cmdline ""',
    after: 'kernel 6.1\niommu on\ncmdline ""\n',
  },
  {
    title: 'a block that was written on one line stays there, blocks in it too',
    before: 'host_bridge pci0{root_port{nvme nvme0{bar 0 4KiB   published}}}',
    after: 'host_bridge pci0 { root_port { nvme nvme0 { bar 0 4KiB published } } }\n',
  },
  {
    title: 'a block on one line that is longer than 120 is opened, from the outside, as far as it must be',
    before:
      'host_bridge pci0 { root_port { nvme nvme0 { bar 0 16MiB at 0x380000000000 p2pmem } } root_port { nvme nvme1 { bar 0 16MiB } } }',
    after: `host_bridge pci0 {
  root_port { nvme nvme0 { bar 0 16MiB at 0x380000000000 p2pmem } }
  root_port { nvme nvme1 { bar 0 16MiB } }
}
`,
  },
  {
    title: 'a block on one line of exactly 120 stays',
    before: `scenario ${'s'.repeat(87)} { kernel 6.1 iommu on }\n`,
  },
  {
    title: 'a block on one line of 121 does not',
    before: `scenario ${'s'.repeat(88)} { kernel 6.1 iommu on }\n`,
    after: `scenario ${'s'.repeat(88)} {\n  kernel 6.1\n  iommu on\n}\n`,
  },
  { title: 'an empty block', before: 'sgl a {\n\n}\nsgl b { }', after: 'sgl a {}\nsgl b {}\n' },
  {
    title: 'at most one empty line, none at the edges of a block or of the file',
    before: '\n\nkernel 6.1\n\n\n\niommu on\nscenario s {\n\nkernel 6.2\n\n}\n\n\n',
    after: 'kernel 6.1\n\niommu on\nscenario s {\n  kernel 6.2\n}\n',
  },
  {
    title: 'a list that was broken stays broken, and goes on by four blanks',
    before: 'pair a,\n     b, c ->\nd\n  = supported\n',
    after: 'pair a,\n    b, c ->\n    d\n    = supported\n',
  },
  {
    title: 'the words of a head come together',
    before: 'host_bridge\npci0 @\n0000:00 [\n8086:09a2\n]\n{ }',
    after: 'host_bridge pci0 @ 0000:00 [8086:09a2] {}\n',
  },
  { title: 'an empty file', before: '', after: '' },
  { title: 'a file of white space', before: ' \n\t\n', after: '' },
  { title: 'the last line gets its end', before: 'kernel 6.1', after: 'kernel 6.1\n' },
];

export const WORDS: readonly Pair[] = [
  {
    title: 'one blank between words, none inside of an id and before a comma',
    before: 'host_bridge   pci0@0000:00[ 8086:09a2 ]{nic\tmlx0@00:01.0[15b3:101d][15b3:0001]}\npair a ,b->c=supported',
    after:
      'host_bridge pci0 @ 0000:00 [8086:09a2] { nic mlx0 @ 00:01.0 [15b3:101d] [15b3:0001] }\npair a, b -> c = supported\n',
  },
  {
    title: 'the minus of an offset',
    before: 'host_bridge h { bus_offset   -   4K }',
    after: 'host_bridge h { bus_offset -4KiB }\n',
  },
  {
    title: 'sizes in long form; bytes, hexadecimal and the long forms as they are',
    before: 'sgl s { ram 4K ram 1_024M ram 1G ram 1T ram 4KiB ram 512B ram 0x1000 ram 0X1f }',
    after: 'sgl s { ram 4KiB ram 1_024MiB ram 1GiB ram 1TiB ram 4KiB ram 512B ram 0x1000 ram 0X1f }\n',
  },
  {
    title: 'no other word, however it is written',
    before: 'host_bridge h @ 0000:0A [8086:09A2] { nic n @ 0000:0A:1F.0 { bar 0 4KiB at 0XFF_00 } }\n',
  },
  {
    title: 'a version is no size, and its suffix stays joined',
    before: 'kernel   6.1.0-4K-amd64\n',
    after: 'kernel 6.1.0-4K-amd64\n',
  },
  { title: 'a version 4K neither', before: 'kernel 4K\n' },
  { title: 'a string keeps every character', before: 'cmdline "  pci=noats  // 4K \\" "\n' },
];

export const COLUMNS: readonly Pair[] = [
  { title: 'settings that the author did not align', before: 'kernel 6.15\ncmdline ""\niommu on\n' },
  { title: 'settings that the author aligned', before: 'kernel  6.15\ncmdline ""\niommu   on\n' },
  {
    title: 'a table gets as narrow as it can be',
    before: 'kernel      6.15\niommu       on\n',
    after: 'kernel 6.15\niommu  on\n',
  },
  {
    title: 'a table takes in the line that was added without its blanks',
    before: 'kernel  6.15\niommu   on\ncmdline ""\narch arm64\n',
    after: 'kernel  6.15\niommu   on\ncmdline ""\narch    arm64\n',
  },
  {
    title: 'a table takes in a name that has grown',
    before: 'pair gpu0       -> a = supported\npair gpu0, gpu1 -> b = supported\npair gpu0, gpu10 -> c = supported\n',
    after: 'pair gpu0        -> a = supported\npair gpu0, gpu1  -> b = supported\npair gpu0, gpu10 -> c = supported\n',
  },
  {
    title: 'a blank too many is no table',
    before: 'pair gpu0  -> a\npair gpu0, gpu1 -> b\n',
    after: 'pair gpu0 -> a\npair gpu0, gpu1 -> b\n',
  },
  {
    title: 'an empty line ends a table',
    before: 'pair a    -> x\npair a, b -> x\n\npair a, b, c -> x\n',
  },
  {
    title: 'a block of several lines and comments do not',
    before: `host_bridge h {
  device a    @ 00:01.0
  root_port @ 00:02.0 {
    device inner @ 01:00.0
  }
  // and then
  device long @ 00:03.0
}
`,
  },
  {
    title: 'devices in blocks on one line',
    before: `host_bridge h {
  root_port { nic mlx0     @ 03:00.0 }
  root_port { nvme nvme0   @ 04:00.0 }
}
`,
    after: `host_bridge h {
  root_port { nic mlx0   @ 03:00.0 }
  root_port { nvme nvme0 @ 04:00.0 }
}
`,
  },
];

export const COMMENTS: readonly Pair[] = [
  {
    title: 'a comment stays before what it stands before, at its level',
    before: '// top\nscenario s {\n// first\nkernel 6.1\n      // last\n}\n// end',
    after: '// top\nscenario s {\n  // first\n  kernel 6.1\n  // last\n}\n// end\n',
  },
  {
    title: 'a comment at the end of a line stays there',
    before: 'scenario s {// why\n kernel 6.1// old\n}// done\n',
    after: 'scenario s { // why\n  kernel 6.1 // old\n} // done\n',
  },
  {
    title: 'a comment that was put into a column stays in it',
    before: 'pair a -> b = supported        // one\npair a, b -> c                 // two\n',
  },
  {
    title: 'comments in one column move together if a line needs the room',
    before: 'sgl s {\n  ram 4K   // one\n  ram 1024K // two\n  ram 8K   // three\n}\n',
    after: 'sgl s {\n  ram 4KiB // one\n  ram 1024KiB // two\n  ram 8KiB // three\n}\n',
  },
  {
    title: 'and those that touch in one column stay in one',
    before: 'sgl s {\n  ram 4K    // one\n  ram 1024K // two\n  ram 8K    // three\n}\n',
    after: 'sgl s {\n  ram 4KiB    // one\n  ram 1024KiB // two\n  ram 8KiB    // three\n}\n',
  },
  {
    title: 'comments in a column come left with lines that get shorter, as far as the nearest line',
    before:
      'host_bridge h {\n    root_port {\n        nvme a @ 00.0    // one\n        nic b            // two\n    }\n}\n',
    after: 'host_bridge h {\n  root_port {\n    nvme a @ 00.0    // one\n    nic b            // two\n  }\n}\n',
  },
  {
    title: 'so does one that stands alone',
    before: 'scenario s { kernel   6.1\n   pair a->b   =   supported }   // before\n',
    after: 'scenario s {\n  kernel 6.1\n  pair a -> b = supported\n}   // before\n',
  },
  {
    title: 'a column goes on past lines without a comment, and past an empty one',
    before: 'kernel   6.1    // one\niommu on\n\ncpu intel       // two\n',
    after: 'kernel 6.1      // one\niommu on\n\ncpu intel       // two\n',
  },
  {
    title: 'what is in one column far apart is so by chance',
    before: 'kernel   6.1    // one\niommu on\narch x86_64\ncmdline ""\ncpu intel       // two\n',
    after: 'kernel 6.1    // one\niommu on\narch x86_64\ncmdline ""\ncpu intel       // two\n',
  },
  { title: 'blanks behind a comment go', before: 'kernel 6.1 // x  \t\n//  \n', after: 'kernel 6.1 // x\n//\n' },
  {
    title: 'a comment between two words of a construct',
    before: 'pair a, // the drive\nb // and\n// then\n-> c\n',
    after: 'pair a, // the drive\n    b // and\n    // then\n    -> c\n',
  },
  {
    title: 'a comment between a head and its block',
    before: 'scenario s // why\n{\nkernel 6.1 }\n',
    after: 'scenario s // why\n{\n  kernel 6.1\n}\n',
  },
  {
    title: 'documentation, with the empty line before it and not behind',
    before: 'kernel 6.1\n\n\n/// The machine.\n///   In detail.\n  host_bridge h {}\n',
    after: 'kernel 6.1\n\n/// The machine.\n///   In detail.\nhost_bridge h {}\n',
  },
];

export const SUPPRESSIONS: readonly Pair[] = [
  {
    title: 'what shares a line with a suppression comment stays on it, and nothing joins it',
    before: 'kernel 6.1 iommu   on // p2p-ignore kernel-unknown: so\ncpu intel family 6 arch x86_64\n',
    after: 'kernel 6.1 iommu on // p2p-ignore kernel-unknown: so\ncpu intel family 6\narch x86_64\n',
  },
  {
    title: 'so does the line behind one',
    before: '// p2p-ignore name-unknown: so\npair a -> b pair c\n-> d\n',
    after: '// p2p-ignore name-unknown: so\npair a -> b pair c\n    -> d\n',
  },
  {
    title: 'a comment for the whole file holds nothing together',
    before: '// p2p-ignore-file name-unknown: so\npair a -> b pair c -> d\n',
    after: '// p2p-ignore-file name-unknown: so\npair a -> b\npair c -> d\n',
  },
];

export const FAULTS: readonly Pair[] = [
  {
    title: 'a declaration with a fault stays as it is, byte for byte; the others are formatted',
    before: 'kernel   6.1\npair   a   b\niommu   on\nscenario s {\n      iommu   of\n}\npair  c  ->  d\n',
    after: 'kernel 6.1\npair   a   b\niommu on\nscenario s {\n      iommu   of\n}\npair c -> d\n',
  },
  {
    title: 'a comment goes with what it stands before',
    before: '   // of the kernel\nkernel   6.1\n   // of the pair\npair   a   b\n   // at the end',
    after: '// of the kernel\nkernel 6.1\n   // of the pair\npair   a   b\n// at the end\n',
  },
  {
    title: 'what shares a line with a fault is not touched either',
    before: 'kernel   6.1   nonsense   iommu   on\npair  a  ->  b\n',
    after: 'kernel   6.1   nonsense   iommu   on\npair a -> b\n',
  },
  {
    title: 'a block that is not closed, and what stands behind it',
    before: 'host_bridge  h {\n   root_port {\n   nic n\n}\npair  n  ->  n\n',
    after: 'host_bridge  h {\n   root_port {\n   nic n\n}\npair n -> n\n',
  },
  {
    title: 'nothing at all where the indentation of one declaration tells what a fault in another means',
    before: 'host_bridge h {\n   } port n\n     iommu on\n',
  },
];
