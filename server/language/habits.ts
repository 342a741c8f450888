// What people write out of habit and the language has another word or sign for: as the kernel, lspci, a distribution or C
// calls it. Said where the word or sign stands, with the one that is meant.

/** In small letters; by what it stands for. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  pt: 'passthrough',
  translated: 'on',
  strict: 'on',
  lazy: 'on',
  enabled: 'on',
  disabled: 'off',
  amd64: 'x86_64',
  x64: 'x86_64',
  x86: 'x86_64',
  i686: 'i386',
  aarch64: 'arm64',
  powerpc: 'ppc64le',
  ppc64: 'ppc64le',
  riscv: 'riscv64',
  genuineintel: 'intel',
  authenticamd: 'amd',
  hygongenuine: 'hygon',
  centaurhauls: 'zhaoxin',
  pci_p2pdma_map_bus_addr: 'bus_addr',
  pci_p2pdma_map_thru_host_bridge: 'thru_host_bridge',
  pci_p2pdma_map_not_supported: 'not_supported',
  srcvalid: 'SV',
  transblk: 'TB',
  reqredir: 'RR',
  cmpltredir: 'CR',
  upstreamfwd: 'UF',
  egressctrl: 'EC',
  directtrans: 'DT',
};

/** The word of the language that is meant, if it is one of these; null: none is. */
export function habitualWord<W extends string>(word: string, words: readonly W[]): W | null {
  const lower = word.toLowerCase();
  const meant = Object.hasOwn(OTHER_WORDS, lower) ? OTHER_WORDS[lower] : undefined;
  return words.find((candidate) => candidate === meant) ?? null;
}

/** What to do with a sign, or a line, that nothing of the language begins with; null: there is nothing special about it. */
export function habitualAdvice(found: string): string | null {
  if (found === '#' || found.startsWith('/*')) return 'a comment begins with `//` and ends with its line';
  if (found === ';') return 'nothing ends with `;`, take it out';
  if (found === '=' || found === ':') return 'a value follows its word without a sign, take it out';
  if (found === ',') return 'nothing is separated by `,` here, take it out';
  if (ADDRESS.test(found)) return 'a device begins with its kind, as in `nvme nvme0 @ 03:00.0`';
  return null;
}

const ADDRESS = /^(?:[0-9a-f]{4,8}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]$/i;
