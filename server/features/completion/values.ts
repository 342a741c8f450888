// Values that are the same on every machine: words with what they mean, numbers and sizes that people write most.

import { ACS_FLAGS, type AcsFlag } from '../../../core/pci/acs';
import { readSize } from '../../language/literal';
import { sizeText } from '../../language/explain/sizes';
import type { Entry } from './completion';
import type { CursorPlace } from './cursor-place';
import type { Values } from './form';

const MEANINGS: ReadonlyMap<string, string> = new Map([
  ['mode off', 'no IOMMU, or one that is switched off'],
  ['mode passthrough', 'physical addresses (iommu=pt)'],
  ['mode on', 'translated; the kernel requests ACS'],
  ['kind direct', 'dma-direct: physical addresses'],
  ['kind iommu', 'dma-iommu: translated addresses'],
  ['kind custom', 'operations that do not support P2PDMA'],
  ['kind virt', 'software RDMA (rxe, siw)'],
  ['control auto', 'as this kernel computes it'],
  ['control absent', 'no ACS capability'],
  ['control none', 'no bit is set'],
  ['firmware none', 'firmware left no bit set'],
  ['caps none', 'the capability has no bit'],
  ['vendor intel', 'the whitelist of host bridges decides'],
  ['vendor amd', 'Zen: every host bridge, from 5.9 on'],
  ['vendor hygon', 'the whitelist of host bridges decides'],
  ['vendor zhaoxin', 'the whitelist of host bridges decides'],
  ['vendor other', 'the whitelist of host bridges decides'],
  ['architecture x86_64', 'the processor counts, too'],
  ['architecture i386', '32 bits: no P2PDMA from 6.0 on'],
  ['architecture arm64', 'the whitelist of host bridges decides'],
  ['architecture ppc64le', 'the whitelist of host bridges decides'],
  ['architecture riscv64', 'the whitelist of host bridges decides'],
  ['firmware firmware', 'what firmware left set'],
  ['caps caps', 'what the capability has'],
  ['at at', 'CPU physical address'],
  ['p2pmem p2pmem', 'peer-to-peer memory'],
]);

/** `form`: what its form says of the part. */
export function wordEntries(part: string, words: readonly string[], form: string | null): readonly Entry[] {
  const [only, ...others] = words;
  const meaning = (word: string): string | null =>
    MEANINGS.get(`${part} ${word}`) ?? (word === only && others.length === 0 ? form : null);
  return words
    .filter((word) => /^\w/.test(word))
    .map((label) => ({ label, kind: 'value', description: meaning(label) }));
}

export const FLAG_MEANINGS: Readonly<Record<AcsFlag, string>> = {
  SV: 'Source Validation',
  TB: 'Translation Blocking',
  RR: 'P2P Request Redirect',
  CR: 'P2P Completion Redirect',
  UF: 'Upstream Forwarding',
  EC: 'P2P Egress Control',
  DT: 'Direct Translated P2P',
};

/** Those that are not named yet. */
export function flagEntries(named: readonly string[]): readonly Entry[] {
  return ACS_FLAGS.filter((flag) => !named.includes(flag)).map((label) => ({
    label,
    kind: 'value',
    description: FLAG_MEANINGS[label],
  }));
}

const SIZES: Readonly<Record<Extract<Values, { of: 'size' }>['what'], readonly string[]>> = {
  bar: ['512MiB', '16KiB', '64KiB', '1MiB', '16MiB', '64MiB', '256MiB', '1GiB', '16GiB', '64GiB', '128GiB'],
  memory: ['1MiB', '2MiB', '64MiB', '128MiB', '256MiB'],
  entry: ['4KiB', '512B', '8KiB', '16KiB', '64KiB', '128KiB', '1MiB', '2MiB'],
  segment: ['4KiB', '8KiB', '16KiB', '64KiB', '1MiB'],
  boundary: ['64KiB', '4KiB', '1MiB', '2GiB', '4GiB'],
  'bus-offset': ['0x100000000', '4GiB', '1TiB'],
};

/** A number that is typed already comes with each unit. */
export function sizeEntries(place: CursorPlace, what: keyof typeof SIZES): readonly Entry[] {
  const number = /^[0-9]{1,6}/.exec(place.typed)?.[0] ?? null;
  const units = number === null ? [] : ['B', 'KiB', 'MiB', 'GiB'].map((unit) => `${number}${unit}`);
  const fitting = units.filter((size) => what !== 'bar' || isPowerOfTwo(readSize(size)));
  const bar = what === 'memory' ? sizeOfBar(place) : null;
  const sizes = bar === null ? SIZES[what] : [bar / 2n, bar / 4n, bar / 8n].filter((size) => size > 0n).map(sizeText);
  return [...new Set([...fitting, ...sizes])].map((label) => ({ label, kind: 'value' }));
}

function sizeOfBar({ construct }: CursorPlace): bigint | null {
  return construct?.kind === 'bar' ? construct.size.value : null;
}

function isPowerOfTwo(value: bigint | null): boolean {
  return value !== null && value > 0n && (value & (value - 1n)) === 0n;
}

type Number = Extract<Values, { of: 'number' }>['what'];

export function numberEntries(place: CursorPlace, what: Number): readonly Entry[] {
  if (what === 'bar') return freeBars(place).map((number) => ({ label: String(number), kind: 'value' }));
  return NUMBERS[what].map(([label, description]) => ({ label, kind: 'value', description }));
}

const NUMBERS: Readonly<Record<Exclude<Number, 'bar'>, readonly (readonly [string, string | null])[]>> = {
  'entry-bar': ['0', '2', '4'].map((label) => [label, null]),
  count: ['1', '2', '4', '8', '16', '32', '64'].map((label) => [label, null]),
  node: ['0', '1', '2', '3'].map((label) => [label, null]),
  family: [
    ['0x17', 'AMD Zen, Zen 2'],
    ['0x18', 'Hygon'],
    ['0x19', 'AMD Zen 3, Zen 4'],
    ['0x1a', 'AMD Zen 5'],
    ['6', 'Intel'],
  ],
  mask: [
    ['0xffffffff', '32 bits'],
    ['0xffffffffff', '40 bits'],
    ['0xffffffffffff', '48 bits'],
    ['0xffffffffffffffff', '64 bits'],
  ],
};

/** Controller memory buffers stand in BAR 2 or 4 mostly, since BAR 0 has the registers. */
function freeBars({ owners, construct }: CursorPlace): readonly number[] {
  const owner = owners.at(-1);
  const members = owner?.kind === 'function' ? (owner.block?.members ?? []) : [];
  const others = members.flatMap((each) => (each.kind === 'bar' && each !== construct ? [each.number] : []));
  const used = new Set(others.map(({ value }) => Number(value ?? -1n)));
  return [0, 2, 4, 1, 3, 5].filter((number) => !used.has(number));
}
