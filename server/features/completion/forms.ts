// Every construct's form: its pieces for completion, its label and a line of documentation for signature help. The parts
// of a label are found in it from left to right.

import { ARCHITECTURES, CPU_VENDORS, IOMMU_MODES } from '../../language/keywords';
import type { Piece, Values } from './form';

export interface Form {
  readonly label: string;
  readonly documentation: string;
  readonly parts: readonly FormPart[];
  readonly pieces: readonly Piece[];
}

export interface FormPart {
  readonly part: string;
  /** As the label writes it. */
  readonly text: string;
  readonly documentation: string;
}

type Word = Piece & { readonly piece: 'word' };

const ANYTHING: Values = { of: 'anything' };

function one(part: string, values: Values): Piece {
  return { piece: 'one', part, values };
}

function words(part: string, list: readonly string[]): Piece {
  return one(part, { of: 'words', words: list });
}

function list(part: string, values: Values): Piece {
  return { piece: 'list', part, values };
}

function literal(word: string, part = word): Word {
  return { piece: 'word', part, word };
}

function optional(first: Word, ...rest: readonly Piece[]): Piece {
  return { piece: 'optional', pieces: [first, ...rest] };
}

function part(name: string, text: string, documentation: string): FormPart {
  return { part: name, text, documentation };
}

function answer(query: 'pair' | 'map' | 'provider' | 'namespace'): Piece {
  return optional(literal('=', 'answer'), { piece: 'rest', part: 'answer', values: { of: 'answer', query } });
}

const SIZE_AT_DIGIT = /^[0-9]/;
const NAME_WORD = /^[A-Za-z_]/;

function idOf(name: 'id' | 'subsystem', allowNone: boolean): Piece {
  return optional(literal('[', name), one(name, { of: 'id', allowNone, subsystem: name === 'subsystem' }));
}

function amount(word: string, documentation: string, values: Values): Form {
  const text = word === 'mask' ? 'NUMBER' : 'SIZE';
  return {
    label: `${word} ${text}`,
    documentation,
    parts: [part('amount', text, documentation)],
    pieces: [one('amount', values)],
  };
}

const PROVIDERS = part('provider', 'PROVIDER, …', 'Devices whose memory is reached, commas between several.');
const CLIENTS = part('client', 'CLIENT, …', 'Devices that do DMA, commas between several.');

export const FORMS = {
  kernel: {
    label: 'kernel VERSION',
    documentation: 'The Linux kernel that decides.',
    parts: [part('version', 'VERSION', 'A release or stable version from 4.20 on, as in `6.1` or `6.12.25`.')],
    pieces: [one('version', { of: 'kernel' })],
  },
  arch: {
    label: 'arch ARCHITECTURE',
    documentation: 'The architecture that the kernel is built for.',
    parts: [part('architecture', 'ARCHITECTURE', 'On x86 the processor counts, too; elsewhere the whitelist alone.')],
    pieces: [words('architecture', ARCHITECTURES)],
  },
  cpu: {
    label: 'cpu VENDOR [family NUMBER] [model NUMBER]',
    documentation: 'The processor; it counts on x86 only.',
    parts: [
      part('vendor', 'VENDOR', 'Who made it.'),
      part('family', 'family NUMBER', 'As `lscpu` prints it; AMD Zen is 0x17 and later.'),
      part('model', 'model NUMBER', 'As `lscpu` prints it.'),
    ],
    pieces: [
      words('vendor', CPU_VENDORS),
      optional(literal('family'), one('family', { of: 'number', what: 'family' })),
      optional(literal('model'), one('model', ANYTHING)),
    ],
  },
  iommu: {
    label: 'iommu MODE',
    documentation: 'What the IOMMU of the machine does.',
    parts: [part('mode', 'MODE', '`off`, `passthrough`, or `on`: addresses are translated.')],
    pieces: [words('mode', IOMMU_MODES)],
  },
  cmdline: {
    label: 'cmdline "PARAMETERS"',
    documentation: 'The kernel command line.',
    parts: [part('parameters', '"PARAMETERS"', 'As `/proc/cmdline` has it, in quotes.')],
    pieces: [one('parameters', ANYTHING)],
  },
  include: {
    label: 'include "PATH"',
    documentation: 'Another file that is a part of this machine.',
    parts: [part('path', '"PATH"', 'Relative to this file, inside the workspace folder.')],
    pieces: [one('path', ANYTHING)],
  },
  host_bridge: {
    label: 'host_bridge NAME [@ BUS] [[ID] or [none]] { … }',
    documentation: 'A root bus and everything below it.',
    parts: [
      part('name', 'NAME', 'How this file calls it.'),
      part('bus', '@ BUS', 'Domain and number of the root bus, as in `0000:00`; left out, the next free domain.'),
      part('id', '[ID] or [none]', 'Id of the function at 00.0 that is not written out; `[none]`: there is none.'),
    ],
    pieces: [one('name', ANYTHING), optional(literal('@', 'bus'), one('bus', { of: 'bus' })), idOf('id', true)],
  },
  endpoint: {
    label: 'KIND NAME [@ ADDRESS] [[ID]] [[SUBSYSTEM]] [{ … }]',
    documentation: 'A device at the end of a link.',
    parts: [
      part('name', 'NAME', 'How this file calls it.'),
      part('address', '@ ADDRESS', 'As `lspci` prints it, on the bus of the parent; left out, the next free one.'),
      part('id', '[ID]', 'Vendor and device as `lspci -nn` prints them.'),
      part('subsystem', '[SUBSYSTEM]', 'Vendor and device of the board.'),
    ],
    pieces: [
      one('name', ANYTHING),
      optional(literal('@', 'address'), one('address', { of: 'address' })),
      idOf('id', false),
      idOf('subsystem', false),
    ],
  },
  bridge: {
    label: 'KIND [NAME] [@ ADDRESS] [[ID]] [[SUBSYSTEM]] [{ … }]',
    documentation: 'A function with a bus below it.',
    parts: [
      part('name', '[NAME]', 'How this file calls it; it may be left out.'),
      part('address', '@ ADDRESS', 'As `lspci` prints it, on the bus of the parent; left out, the next free one.'),
      part('id', '[ID]', 'Vendor and device as `lspci -nn` prints them.'),
      part('subsystem', '[SUBSYSTEM]', 'Vendor and device of the board.'),
    ],
    pieces: [
      { piece: 'maybe', part: 'name', values: ANYTHING, when: NAME_WORD },
      optional(literal('@', 'address'), one('address', { of: 'address' })),
      idOf('id', false),
      idOf('subsystem', false),
    ],
  },
  acs: {
    label: 'acs FLAGS or auto [firmware FLAGS] or absent [caps FLAGS]',
    documentation:
      'Access Control Services: pinned as read on a machine, computed as the kernel does, or no capability.',
    parts: [
      part('control', 'FLAGS or auto', 'Flags as `lspci -vvv` shows them (`ACSCtl`), `none`, `auto`, or `absent`.'),
      part('firmware', 'firmware FLAGS', 'What firmware left set before the kernel.'),
      part('caps', 'caps FLAGS', 'What the capability has; left out, everything.'),
    ],
    pieces: [{ piece: 'flags', part: 'control', lead: ['auto', 'absent'] }, ...caps()],
  },
  acs_auto: {
    label: 'acs auto [firmware FLAGS] [caps FLAGS]',
    documentation: 'ACS as this kernel computes it: what firmware left, its own defaults, then the command line.',
    parts: [
      part('firmware', 'firmware FLAGS', 'What firmware left set before the kernel.'),
      part('caps', 'caps FLAGS', 'What the capability has; left out, everything.'),
    ],
    pieces: [literal('auto'), optional(literal('firmware'), { piece: 'flags', part: 'firmware', lead: [] }), ...caps()],
  },
  acs_absent: {
    label: 'acs absent',
    documentation: 'No ACS capability.',
    parts: [],
    pieces: [literal('absent')],
  },
  bar: {
    label: 'bar NUMBER SIZE [at ADDRESS] [p2pmem [SIZE] [offset SIZE]]',
    documentation: 'A memory region of the device.',
    parts: [
      part('number', 'NUMBER', 'From 0 to 5.'),
      part('size', 'SIZE', 'A power of two, as in `512MiB`.'),
      part('at', 'at ADDRESS', 'CPU physical address of its first byte; left out, one is assigned.'),
      part('p2pmem', 'p2pmem', 'The region, or a part of it, is peer-to-peer memory.'),
      part('memory', '[SIZE]', 'How much of it; left out, all from the offset on.'),
      part('offset', 'offset SIZE', 'Where in the region the memory begins.'),
    ],
    pieces: [
      one('number', { of: 'number', what: 'bar' }),
      one('size', { of: 'size', what: 'bar' }),
      optional(literal('at'), one('at', ANYTHING)),
      optional(
        literal('p2pmem'),
        { piece: 'maybe', part: 'memory', values: { of: 'size', what: 'memory' }, when: SIZE_AT_DIGIT },
        optional(literal('offset'), one('offset', { of: 'size', what: 'memory' })),
      ),
    ],
  },
  published: {
    label: 'published',
    documentation: 'Other drivers may use the memory of this device.',
    parts: [],
    pieces: [],
  },
  vfs: {
    label: 'vfs COUNT [offset NUMBER] [stride NUMBER]',
    documentation: 'SR-IOV virtual functions: `NAME.vf0`, `NAME.vf1`, …',
    parts: [
      part('count', 'COUNT', 'How many are enabled.'),
      part('offset', 'offset NUMBER', 'From the physical function to the first; 1 unless said.'),
      part('stride', 'stride NUMBER', 'From one to the next; 1 unless said.'),
    ],
    pieces: [
      one('count', { of: 'number', what: 'count' }),
      optional(literal('offset'), one('offset', ANYTHING)),
      optional(literal('stride'), one('stride', ANYTHING)),
    ],
  },
  dma: { label: 'dma { … }', documentation: 'What the device and its driver can do in DMA.', parts: [], pieces: [] },
  ops: {
    label: 'ops KIND',
    documentation: 'Which DMA operations serve the device.',
    parts: [part('kind', 'KIND', '`direct`, `iommu`, `custom` (without P2PDMA), or `virt` (software RDMA).')],
    pieces: [words('kind', ['direct', 'iommu', 'custom', 'virt'])],
  },
  mask: amount('mask', 'The highest address that the device can reach.', { of: 'number', what: 'mask' }),
  max_segment: amount('max_segment', 'The largest segment that its driver takes.', { of: 'size', what: 'boundary' }),
  boundary: amount('boundary', 'A segment does not cross a multiple of this.', { of: 'size', what: 'boundary' }),
  untrusted: {
    label: 'untrusted',
    documentation: 'The device is external: the kernel does not trust it.',
    parts: [],
    pieces: [],
  },
  bus_offset: amount('bus_offset', 'Bus address minus CPU physical address below this host bridge.', {
    of: 'size',
    what: 'bus-offset',
  }),
  numa: {
    label: 'numa NODE',
    documentation: 'The NUMA node that the device belongs to.',
    parts: [part('node', 'NODE', 'Its number, as sysfs has it in `numa_node`.')],
    pieces: [one('node', { of: 'number', what: 'node' })],
  },
  sgl: {
    label: 'sgl NAME { … }',
    documentation: 'A scatterlist of memory and peer-to-peer memory, for `map`.',
    parts: [part('name', 'NAME', 'How `map` calls it.')],
    pieces: [one('name', ANYTHING)],
  },
  ram: {
    label: 'ram SIZE [at ADDRESS]',
    documentation: 'Pages of memory.',
    parts: [
      part('size', 'SIZE', 'Their length, as in `4KiB`.'),
      part('at', 'at ADDRESS', 'CPU physical address; left out, it stands apart from the others.'),
    ],
    pieces: [one('size', { of: 'size', what: 'entry' }), optional(literal('at'), one('at', ANYTHING))],
  },
  p2pmem: {
    label: 'p2pmem DEVICE [bar NUMBER] SIZE [offset SIZE]',
    documentation: 'Peer-to-peer memory of a device.',
    parts: [
      part('device', 'DEVICE', 'A device with `p2pmem` on a BAR.'),
      part('bar', 'bar NUMBER', 'Which memory, where it has several.'),
      part('size', 'SIZE', 'The length, as in `4KiB`.'),
      part('offset', 'offset SIZE', 'From the start of the registered memory; left out, behind the entry before.'),
    ],
    pieces: [
      one('device', { of: 'names', role: 'memory' }),
      optional(literal('bar'), one('bar', { of: 'number', what: 'entry-bar' })),
      one('size', { of: 'size', what: 'entry' }),
      optional(literal('offset'), one('offset', { of: 'size', what: 'entry' })),
    ],
  },
  pair: {
    label: 'pair PROVIDER, … -> CLIENT, … [= MAP_TYPE]',
    documentation: 'What the kernel decides when a client does DMA to the memory of a provider.',
    parts: [
      PROVIDERS,
      CLIENTS,
      part('answer', '= MAP_TYPE', 'What you expect: `bus_addr`, `thru_host_bridge`, `supported` or `not_supported`.'),
    ],
    pieces: [
      list('provider', { of: 'names', role: 'provider' }),
      literal('->', 'client'),
      list('client', { of: 'names', role: 'client' }),
      answer('pair'),
    ],
  },
  map: {
    label: 'map LIST -> CLIENT [= SEGMENTS or ERROR]',
    documentation: 'A scatterlist mapped for DMA by a client.',
    parts: [
      part('list', 'LIST', 'The name of an `sgl`.'),
      part('client', 'CLIENT', 'The device that does DMA.'),
      part('answer', '= SEGMENTS or ERROR', 'Segments as in `bus 4KiB, iova 8KiB`, their number, or an error.'),
    ],
    pieces: [
      one('list', { of: 'names', role: 'scatterlist' }),
      literal('->', 'client'),
      one('client', { of: 'names', role: 'client' }),
      answer('map'),
    ],
  },
  provider: {
    label: 'provider for CLIENT, … [= DEVICE, … or none]',
    documentation: 'Whose published memory the kernel would choose for these clients.',
    parts: [
      CLIENTS,
      part('answer', '= DEVICE, … or none', 'Every device that it may choose: it draws among the nearest.'),
    ],
    pieces: [literal('for', 'client'), list('client', { of: 'names', role: 'client' }), answer('provider')],
  },
  nvmet: {
    label: 'nvmet NAME { … }',
    documentation: 'A subsystem of the NVMe-oF target.',
    parts: [part('name', 'NAME', 'How this file calls it.')],
    pieces: [one('name', ANYTHING)],
  },
  nvmet_port: {
    label: 'port DEVICE',
    documentation: 'Where the subsystem is reached.',
    parts: [part('device', 'DEVICE', 'An RDMA adapter: a `nic`, or a `device`.')],
    pieces: [one('device', { of: 'names', role: 'port' })],
  },
  nvmet_namespace: {
    label: 'namespace DEVICE [p2pmem auto or off or DEVICE] [= DEVICE, … or none or ERROR]',
    documentation: 'A drive that the subsystem exports.',
    parts: [
      part('device', 'DEVICE', 'An `nvme`, or a `device`.'),
      part('p2pmem', 'p2pmem auto or off or DEVICE', 'Whose memory its data goes through; `off` unless said.'),
      part('answer', '= DEVICE, … or none or ERROR', 'What you expect: the memory it gets, none, or an error.'),
    ],
    pieces: [
      one('device', { of: 'names', role: 'namespace' }),
      optional(literal('p2pmem'), one('p2pmem', { of: 'names', role: 'namespace-provider' })),
      answer('namespace'),
    ],
  },
  scenario: {
    label: 'scenario NAME { … }',
    documentation: 'The same machine under other settings.',
    parts: [part('name', 'NAME', 'How this file calls it.')],
    pieces: [one('name', ANYTHING)],
  },
} as const satisfies Readonly<Record<string, Form>>;

export type FormName = keyof typeof FORMS;

function caps(): readonly Piece[] {
  return [optional(literal('caps'), { piece: 'flags', part: 'caps', lead: [] })];
}
