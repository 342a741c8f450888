// Rules about map, provider for and nvmet: for each a question that fires it and one that does not. The machine has two
// drives and a NIC below one switch (bus addresses, distance 4) and a third drive on a root port of its own, which the
// NIC reaches through the host bridge if that is listed (distance 4 + 2 = 6).

import type { RuleFixture } from './fixtures';

function machine(id: string, nvme2 = 'bar 4 16MiB at 0x380002000000 p2pmem published'): string {
  return `host_bridge pci0 @ 0000:00${id} {
  root_port @ 00:01.0 {
    switch sw0 @ 01:00.0 {
      port @ 02:00.0 { nvme nvme0 @ 03:00.0 { bar 4 16MiB at 0x380000000000 p2pmem published } }
      port @ 02:01.0 { nvme nvme1 @ 04:00.0 { bar 4 16MiB at 0x380001000000 p2pmem published } }
      port @ 02:02.0 { nic mlx0 @ 05:00.0 }
    }
  }
  root_port @ 00:02.0 { nvme nvme2 @ 06:00.0 { ${nvme2} } }
}
`;
}

const LISTED = machine(' [8086:09a2]');
const UNLISTED = machine(' [8086:4c43]');
const UNKNOWN = machine('');
const UNSUPPORTED =
  'nvme2 -> mlx0 is NOT_SUPPORTED: they share no upstream bridge and host bridge 8086:4c43 is not listed in any kernel up to 7.3';
const NOT_KNOWN =
  'the function at 00.0 of host bridge pci0 is not known; add its id: host_bridge pci0 @ 0000:00 [vvvv:dddd], or [none] if there is none.';

export const QUERY_FIXTURES: readonly RuleFixture[] = [
  {
    code: 'map-mismatch',
    name: 'a segment of another kind',
    text: `${LISTED}sgl read { ram 4KiB p2pmem nvme0 4KiB }\nmap read -> mlx0 = physical 4KiB, physical 4KiB\n`,
    underlined: 'physical 4KiB, physical 4KiB',
    message:
      'read -> mlx0 is physical 4KiB, bus 4KiB on 7.3, not physical 4KiB, physical 4KiB: segment 2 is bus 4KiB, not physical 4KiB. Entry 2 (p2pmem nvme0 4KiB): nvme0 -> mlx0 is BUS_ADDR: it keeps its PCI bus address.',
    fix: {
      title: 'Accept the actual result: physical 4KiB, bus 4KiB',
      replaced: [['= physical 4KiB, physical 4KiB', '= physical 4KiB, bus 4KiB']],
    },
    quiet: `${LISTED}sgl read { ram 4KiB p2pmem nvme0 4KiB }\nmap read -> mlx0 = physical 4KiB, bus 4KiB\n`,
  },
  {
    code: 'map-mismatch',
    name: 'entries that do not join',
    text: `iommu on\n${LISTED}sgl read { ram 2KiB ram 4KiB }\nmap read -> mlx0 = iova 6KiB\n`,
    underlined: 'iova 6KiB',
    message:
      'read -> mlx0 is iova 2KiB, iova 4KiB on 7.3, not iova 6KiB: segment 1 is iova 2KiB, not iova 6KiB. Entry 2 (ram 4KiB): Begins a segment: the entry before it does not fill its last page of the IOMMU.',
    fix: {
      title: 'Accept the actual result: iova 2KiB, iova 4KiB',
      replaced: [['= iova 6KiB', '= iova 2KiB, iova 4KiB']],
    },
    quiet: `iommu on\n${LISTED}sgl read { ram 2KiB ram 4KiB }\nmap read -> mlx0 = 2 segments\n`,
  },
  {
    code: 'map-mismatch',
    name: 'entries that join',
    text: `iommu on\n${LISTED}sgl read { ram 4KiB ram 8KiB }\nmap read -> mlx0 = iova 4KiB, iova 8KiB\n`,
    underlined: 'iova 4KiB, iova 8KiB',
    message:
      'read -> mlx0 is iova 12KiB on 7.3, not iova 4KiB, iova 8KiB: segment 1 is iova 12KiB, not iova 4KiB. Entry 2 (ram 8KiB): Joins the segment before it: nothing lies between them in the IOVA range.',
    fix: { title: 'Accept the actual result: iova 12KiB', replaced: [['= iova 4KiB, iova 8KiB', '= iova 12KiB']] },
    quiet: `iommu on\n${LISTED}sgl read { ram 4KiB ram 8KiB }\nmap read -> mlx0 = iova 12KiB\n`,
  },
  {
    code: 'map-mismatch',
    name: 'a provider out of reach',
    text: `${UNLISTED}sgl read { ram 4KiB p2pmem nvme2 4KiB }\nmap read -> mlx0 = 2 segments\n`,
    underlined: '2 segments',
    message: `read -> mlx0 is EREMOTEIO on 7.3, not 2 segments: entry 2 (p2pmem nvme2 4KiB): ${UNSUPPORTED}.`,
    fix: { title: 'Accept the actual result: EREMOTEIO', replaced: [['= 2 segments', '= EREMOTEIO']] },
    quiet: `${UNLISTED}sgl read { ram 4KiB p2pmem nvme2 4KiB }\nmap read -> mlx0 = EREMOTEIO\n`,
  },
  {
    code: 'map-mismatch',
    name: 'no P2PDMA on 32 bits',
    text: `arch i386\n${LISTED}sgl read { p2pmem nvme0 4KiB }\nmap read -> mlx0 = bus 4KiB\n`,
    underlined: 'bus 4KiB',
    message: 'read -> mlx0 is impossible on 7.3, not bus 4KiB: P2PDMA on 7.3 needs a 64-bit kernel, and arch is i386.',
    fix: null,
    quiet: `${LISTED}sgl read { p2pmem nvme0 4KiB }\nmap read -> mlx0 = bus 4KiB\n`,
  },
  {
    code: 'map-mismatch',
    name: 'a claim that fails has this finding alone, not the trap as well',
    text: `kernel 5.18\n${LISTED}sgl read { p2pmem nvme0 4KiB ram 4KiB }\nmap read -> mlx0 = 1 segment\n`,
    underlined: '1 segment',
    message:
      'read -> mlx0 is bus 4KiB, bus 4KiB on 5.18, not 1 segment: pci_p2pdma_map_sg() gives every entry a bus address, whatever it is.',
    // Accepting the result would leave the trap to be reported.
    fix: null,
    quiet: `kernel 6.0\n${LISTED}sgl read { p2pmem nvme0 4KiB ram 4KiB }\nmap read -> mlx0 = 2 segments\n`,
  },
  {
    code: 'map-mismatch',
    name: 'undecided, and never what is claimed',
    text: `${UNKNOWN}sgl read { p2pmem nvme2 4KiB }\nmap read -> mlx0 = EIO\n`,
    underlined: 'EIO',
    message: `read -> mlx0 is undecided (EREMOTEIO or physical 4KiB) on 7.3, not EIO: nvme2 -> mlx0 is undecided (NOT_SUPPORTED or THRU_HOST_BRIDGE): ${NOT_KNOWN.split(';')[0] ?? ''}.`,
    fix: null,
    quiet: `${UNKNOWN}sgl read { p2pmem nvme2 4KiB }\nmap read -> mlx0\n`,
  },
  {
    code: 'map-undecided',
    name: 'nobody said what stands at 00.0',
    text: `${UNKNOWN}sgl read { p2pmem nvme2 4KiB }\nmap read -> mlx0 = physical 4KiB\n`,
    underlined: 'physical 4KiB',
    message: `read -> mlx0 is undecided (EREMOTEIO or physical 4KiB): nvme2 -> mlx0 is undecided (NOT_SUPPORTED or THRU_HOST_BRIDGE): ${NOT_KNOWN}`,
    fix: null,
    quiet: `${UNKNOWN}sgl read { p2pmem nvme2 4KiB }\nmap read -> mlx0 = bus 4KiB\n`,
  },
  {
    code: 'map-undecided',
    name: 'DMA operations of its own',
    text: `${LISTED.replace('nic mlx0 @ 05:00.0', 'nic mlx0 @ 05:00.0 { dma { ops custom } }')}sgl read { p2pmem nvme0 4KiB }\nmap read -> mlx0 = bus 4KiB\n`,
    underlined: 'bus 4KiB',
    message:
      'read -> mlx0 is undecided: the DMA operations of mlx0 are custom, and where they map a list is not known; take the claim out, or say ops direct or ops iommu if that is what it uses.',
    fix: null,
    quiet: `${LISTED}sgl read { p2pmem nvme0 4KiB }\nmap read -> mlx0 = bus 4KiB\n`,
  },
  {
    code: 'provider-mismatch',
    name: 'a tie of which only one is named',
    text: `${LISTED}provider for mlx0 = nvme0\n`,
    underlined: 'nvme0',
    nth: 1,
    message:
      'the provider for mlx0 is nvme0, nvme1 on 7.3, not nvme0: nvme1 has distance 4, one of 2 nearest, among which the kernel draws.',
    fix: { title: 'Accept the actual result: nvme0, nvme1', replaced: [['= nvme0', '= nvme0, nvme1']] },
    quiet: `${LISTED}provider for mlx0 = nvme1, nvme0\n`,
  },
  {
    code: 'provider-mismatch',
    name: 'one that is farther',
    text: `${LISTED}provider for mlx0 = nvme0, nvme1, nvme2\n`,
    underlined: 'nvme0, nvme1, nvme2',
    message:
      'the provider for mlx0 is nvme0, nvme1 on 7.3, not nvme0, nvme1, nvme2: nvme2 has distance 6, farther than the nearest at 4.',
    fix: { title: 'Accept the actual result: nvme0, nvme1', replaced: [['= nvme0, nvme1, nvme2', '= nvme0, nvme1']] },
    quiet: `${LISTED}provider for mlx0 = nvme0, nvme1\n`,
  },
  {
    code: 'provider-undecided',
    name: 'nobody said what stands at 00.0',
    text: `${UNKNOWN}provider for nvme2, mlx0 = nvme2\n`,
    underlined: 'nvme2',
    nth: 2,
    message: `the provider for nvme2, mlx0 is undecided: nvme2 has distance 6 if it is supported, which hinges on ${NOT_KNOWN.replace(' is not known;', ';')}`,
    fix: null,
    quiet: `${UNKNOWN}provider for mlx0 = nvme0, nvme1\n`,
  },
  {
    code: 'nvmet-mismatch',
    name: 'memory that the adapter does not reach',
    text: `${UNLISTED}nvmet subsys0 {\n  port mlx0\n  namespace nvme2 p2pmem auto = nvme2\n}\n`,
    underlined: 'nvme2',
    nth: 2,
    message: `namespace nvme2 on mlx0 is none on 7.3, not nvme2: ${UNSUPPORTED}.`,
    fix: { title: 'Accept the actual result: none', replaced: [['= nvme2', '= none']] },
    quiet: `${UNLISTED}nvmet subsys0 {\n  port mlx0\n  namespace nvme2 p2pmem auto = none\n}\n`,
  },
  {
    code: 'nvmet-undecided',
    name: 'nobody said what stands at 00.0',
    text: `${UNKNOWN}nvmet subsys0 {\n  port mlx0\n  namespace nvme2 p2pmem nvme2 = nvme2\n}\n`,
    underlined: 'nvme2',
    nth: 3,
    message: `namespace nvme2 on mlx0 is undecided (nvme2 or none): nvme2 -> mlx0 is undecided (NOT_SUPPORTED or THRU_HOST_BRIDGE): they share no upstream bridge, and the rest hinges on the function at 00.0 of host bridge pci0; add its id: host_bridge pci0 @ 0000:00 [vvvv:dddd], or [none] if there is none.`,
    fix: null,
    quiet: `${LISTED}nvmet subsys0 {\n  port mlx0\n  namespace nvme2 p2pmem nvme2 = nvme2\n}\n`,
  },
  {
    code: 'scatterlist-empty',
    name: 'a list without entries',
    text: `${LISTED}sgl read { }\n`,
    underlined: 'read',
    message: 'sgl read: expected at least one entry, found none; add ram 4KiB or p2pmem DEVICE 4KiB.',
    fix: null,
    quiet: `${LISTED}sgl read { ram 4KiB }\n`,
  },
  {
    code: 'entry-length',
    name: 'longer than 32 bits hold',
    text: `${LISTED}sgl read { ram 4KiB ram 4GiB }\n`,
    underlined: '4GiB',
    message:
      "entry 2 (ram 4GiB): expected a length of at least 1 byte and below 4GiB, as the 32 bits of a scatterlist's length hold it; write several entries.",
    fix: null,
    quiet: `${LISTED}sgl read { ram 0xffffffff }\n`,
  },
  {
    code: 'entry-beyond-memory',
    name: 'the second entry does not fit behind the first',
    text: `${LISTED}sgl read { p2pmem nvme0 12MiB p2pmem nvme0 8MiB }\n`,
    underlined: '8MiB',
    message:
      'entry 2 (p2pmem nvme0 8MiB): begins at 12MiB, where the entry before it ends, and ends at 20MiB, but nvme0 has 16MiB of peer-to-peer memory; lower the offset or the length.',
    fix: { title: 'Shorten the entry to 4MiB, the end of the memory', replaced: [['8MiB }', '4MiB }']] },
    quiet: `${LISTED}sgl read { p2pmem nvme0 12MiB p2pmem nvme0 8MiB offset 8MiB }\n`,
  },
  {
    code: 'memory-missing',
    name: 'an entry of a device without memory',
    text: `${LISTED}sgl read { p2pmem mlx0 4KiB }\n`,
    underlined: 'mlx0',
    nth: 1,
    message: 'mlx0 has no peer-to-peer memory; add a BAR with it: bar 0 16MiB p2pmem.',
    fix: {
      title: 'Make a new BAR 0 of mlx0 peer-to-peer memory',
      replaced: [['nic mlx0 @ 05:00.0', 'nic mlx0 @ 05:00.0 { bar 0 16MiB p2pmem }']],
    },
    quiet: `${LISTED}sgl read { p2pmem nvme0 4KiB }\n`,
  },
  {
    code: 'memory-missing',
    name: 'an entry of a device whose BAR is no memory',
    text: `${machine(' [8086:09a2]', 'bar 2 16MiB at 0x380002000000')}sgl read { p2pmem nvme2 4KiB }\n`,
    underlined: 'nvme2',
    nth: 1,
    message: 'nvme2 has no peer-to-peer memory; add p2pmem to BAR 2.',
    fix: {
      title: 'Make BAR 2 of nvme2 peer-to-peer memory',
      replaced: [['0x380002000000', '0x380002000000 p2pmem']],
    },
    quiet: `${machine(' [8086:09a2]', 'bar 2 16MiB at 0x380002000000 p2pmem')}sgl read { p2pmem nvme2 4KiB }\n`,
  },
  {
    code: 'memory-missing',
    name: 'an entry of another BAR',
    text: `${LISTED}sgl read { p2pmem nvme0 bar 2 4KiB }\n`,
    underlined: '2',
    // After those of the tree, and that of `p2pmem`.
    nth: [...LISTED].filter((letter) => letter === '2').length + 1,
    message: 'nvme0 has no BAR 2, its peer-to-peer memory is BAR 4; name that one.',
    fix: { title: 'Take BAR 4 of nvme0', replaced: [['bar 2 4KiB', 'bar 4 4KiB']] },
    quiet: `${LISTED}sgl read { p2pmem nvme0 bar 4 4KiB }\n`,
  },
  {
    code: 'memory-missing',
    name: 'a namespace that names a device without memory',
    text: `${LISTED}nvmet subsys0 {\n  port mlx0\n  namespace nvme0 p2pmem mlx0\n}\n`,
    underlined: 'mlx0',
    nth: 2,
    message:
      'mlx0 has no peer-to-peer memory, so the kernel refuses it as p2pmem of a namespace (ENODEV); add a BAR with it: bar 0 16MiB p2pmem, or name another device.',
    fix: {
      title: 'Make a new BAR 0 of mlx0 peer-to-peer memory, published',
      replaced: [['nic mlx0 @ 05:00.0', 'nic mlx0 @ 05:00.0 { bar 0 16MiB p2pmem published }']],
    },
    quiet: `${LISTED}nvmet subsys0 {\n  port mlx0\n  namespace nvme0 p2pmem nvme0\n}\n`,
  },
  {
    code: 'memory-unpublished',
    name: 'the nearest is not published, and nothing is asserted',
    text: `${LISTED.replace('p2pmem published', 'p2pmem')}provider for mlx0\n`,
    underlined: 'nvme0',
    message:
      'nvme0 has peer-to-peer memory and does not publish it, so provider for mlx0 never chooses it; add published if its driver does.',
    fix: {
      title: 'Publish the memory of nvme0',
      replaced: [['0x380000000000 p2pmem', '0x380000000000 p2pmem published']],
    },
    quiet: `${LISTED.replace('p2pmem published', 'p2pmem')}provider for mlx0 = nvme1\n`,
  },
  {
    code: 'memory-unpublished',
    name: 'a namespace that names it',
    text: `${LISTED.replace('p2pmem published', 'p2pmem')}nvmet subsys0 {\n  port mlx0\n  namespace nvme1 p2pmem nvme0\n}\n`,
    underlined: 'nvme0',
    nth: 1,
    message:
      'nvme0 does not publish its peer-to-peer memory, so the kernel refuses it as p2pmem of a namespace (ENODEV); add published to it.',
    fix: {
      title: 'Publish the memory of nvme0',
      replaced: [['0x380000000000 p2pmem', '0x380000000000 p2pmem published']],
    },
    quiet: `${LISTED}nvmet subsys0 {\n  port mlx0\n  namespace nvme1 p2pmem nvme0\n}\n`,
  },
  {
    code: 'memory-misaligned',
    name: 'a controller memory buffer of 1 MiB, since 6.14',
    text: machine(' [8086:09a2]', 'bar 4 1MiB at 0x380002000000 p2pmem'),
    underlined: 'p2pmem',
    nth: 2,
    message:
      'the kernel does not register BAR 4 of nvme2: nvme-pci of 7.3 leaves a controller memory buffer alone if its size, 1MiB, is not a multiple of 2MiB.',
    fix: { title: 'Make the BAR 2MiB', replaced: [['bar 4 1MiB', 'bar 4 2MiB']] },
    quiet: machine(' [8086:09a2]', 'bar 4 2MiB at 0x380002000000 p2pmem'),
  },
  {
    code: 'memory-misaligned',
    name: 'the same before 6.14, needed by a list',
    text: `kernel 6.13\n${machine(' [8086:09a2]', 'bar 4 4MiB at 0x380002000000 p2pmem 2MiB offset 1MiB')}sgl read { p2pmem nvme2 4KiB }\nmap read -> mlx0\n`,
    underlined: 'p2pmem',
    nth: 2,
    message:
      'the kernel does not register BAR 4 of nvme2: registration fails with EINVAL, because its start, 0x380002100000, is not a multiple of 2MiB.',
    fix: null,
    quiet: `kernel 6.13\n${machine(' [8086:09a2]', 'bar 4 4MiB at 0x380002000000 p2pmem 2MiB offset 2MiB')}sgl read { p2pmem nvme2 4KiB }\nmap read -> mlx0\n`,
  },
  {
    code: 'provider-unsupported',
    name: 'one provider of two is out of reach',
    text: `${UNLISTED}sgl read { p2pmem nvme0 4KiB p2pmem nvme2 4KiB }\nmap read -> mlx0\n`,
    underlined: 'nvme2',
    nth: 1,
    message: `entry 2 (p2pmem nvme2 4KiB): the whole list fails with EREMOTEIO on 7.3, because ${UNSUPPORTED}.`,
    fix: null,
    quiet: `${UNLISTED}sgl read { p2pmem nvme0 4KiB p2pmem nvme2 4KiB }\nmap read -> mlx0 = EREMOTEIO\n`,
  },
  {
    code: 'map-page-trap',
    name: 'an untrusted device',
    text: `iommu on\n${UNLISTED.replace('nic mlx0 @ 05:00.0', 'nic mlx0 @ 05:00.0 { dma { untrusted } }')}sgl read { p2pmem nvme2 4KiB }\nmap read -> mlx0\n`,
    underlined: 'read -> mlx0',
    message:
      'entry 1 (p2pmem nvme2 4KiB): Nobody asks whether mlx0 reaches it: mlx0 is untrusted, and bouncing comes before that question. The mapping succeeds, and the transfer may go astray.',
    fix: null,
    quiet: `iommu on\n${LISTED}sgl read { p2pmem nvme2 4KiB }\nmap read -> mlx0\n`,
  },
  {
    code: 'map-page-trap',
    name: 'before 5.4 mapping asks nobody, and the pair has no common bridge',
    text: `kernel 5.3\n${LISTED}sgl read { p2pmem nvme2 4KiB }\nmap read -> mlx0\n`,
    underlined: 'read -> mlx0',
    message:
      'entry 1 (p2pmem nvme2 4KiB): Nobody asks whether mlx0 reaches it: pci_p2pdma_map_sg() of 5.3 gives everything a bus address. The mapping succeeds, and the transfer may go astray.',
    fix: null,
    quiet: `kernel 5.3\n${LISTED}sgl read { p2pmem nvme0 4KiB }\nmap read -> mlx0\n`,
  },
  {
    code: 'map-page-trap',
    name: 'before 6.0 the first page decides for memory too',
    text: `kernel 5.18\n${LISTED}sgl read { p2pmem nvme0 4KiB ram 4KiB }\nmap read -> mlx0 = 2 segments\n`,
    underlined: 'read -> mlx0',
    message:
      'entry 2 (ram 4KiB): The first page of the list decides for all: pci_p2pdma_map_sg() gives this entry a bus address too. The mapping succeeds, and the transfer may go astray.',
    fix: null,
    quiet: `kernel 6.0\n${LISTED}sgl read { p2pmem nvme0 4KiB ram 4KiB }\nmap read -> mlx0 = 2 segments\n`,
  },
];
