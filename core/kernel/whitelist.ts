// Host bridges that the kernel lets peer-to-peer traffic cross: the table pci_p2pdma_whitelist of drivers/pci/p2pdma.c
// over all releases, each entry with the version of its arrival and, where it went again, of its removal.

import type { Arrival } from './release';
import { hasArrived } from './release';

export interface WhitelistEntry {
  readonly vendor: number;
  /** null: any device of the vendor (7.1 and later). */
  readonly device: number | null;
  /** any: also across host bridges; unknown: queued, and its condition is not known yet. */
  readonly scope: 'any' | 'same-host-bridge' | 'unknown';
  readonly name: string;
}

interface DatedEntries extends Arrival {
  /** The first release without them. */
  readonly until?: string;
  readonly vendor: number;
  readonly devices: readonly (number | null)[];
  readonly scope: WhitelistEntry['scope'];
  readonly name: string;
}

const INTEL = 0x8086;
const AMD = 0x1022;

/** In 5.2 and 5.3 the one entry was a test of its own, for machines without an IOMMU only. */
const RELEASED: readonly DatedEntries[] = [
  { since: '5.2', until: '5.9', vendor: AMD, devices: [0x1450], scope: 'any', name: 'AMD Zen root complex' },
  { since: '5.4', vendor: INTEL, devices: [0x3c00, 0x3c01], scope: 'same-host-bridge', name: 'Intel Sandy Bridge-E' },
  { since: '5.4', vendor: INTEL, devices: [0x2f00, 0x2f01], scope: 'same-host-bridge', name: 'Intel Haswell-E' },
  { since: '5.6', vendor: INTEL, devices: [0x2030, 0x2020], scope: 'any', name: 'Intel Skylake-E' },
  {
    since: '5.7',
    vendor: INTEL,
    devices: [0x2031, 0x2032, 0x2033],
    scope: 'any',
    name: 'Intel Skylake-E root port B, C or D',
  },
  { since: '5.8', until: '5.9', vendor: AMD, devices: [0x15d0], scope: 'any', name: 'AMD Raven root complex' },
  { since: '5.8', until: '5.9', vendor: AMD, devices: [0x1630], scope: 'any', name: 'AMD Renoir root complex' },
  { since: '5.18', vendor: INTEL, devices: [0x09a2], scope: 'any', name: 'Intel Ice Lake-SP and later Xeons' },
  { since: '7.1', vendor: 0x1ae0, devices: [null], scope: 'any', name: 'Google SoC' },
  {
    since: '7.2',
    stable: ['7.1.3'],
    vendor: INTEL,
    devices: [0x0b25, 0x11fb, 0x1212],
    scope: 'any',
    name: 'Intel DSA',
  },
  { since: '7.2', stable: ['7.1.3'], vendor: INTEL, devices: [0x0cfe, 0x1216], scope: 'any', name: 'Intel IAA' },
  {
    since: '7.2',
    stable: ['7.1.3'],
    vendor: INTEL,
    devices: [0x4940, 0x4942, 0x4944, 0x4946, 0x4948],
    scope: 'any',
    name: 'Intel QAT',
  },
  { since: '7.3', vendor: 0x10de, devices: [0x2f95, 0x2f96, 0x2f97, 0x2f98], scope: 'any', name: 'NVIDIA Vera' },
];

/**
 * Queued in pci/p2pdma of autumn 2026, as far as the ids are known: the scope of 8086:6f00 is not, and the id of
 * Yitian 710 and the conditions for VMware and Hyper-V guests are missing altogether.
 */
export const QUEUED_WHITELIST: readonly WhitelistEntry[] = [
  ...[0x1003, 0x1005, 0x1006, 0x1007].map((device) => entry(0x1d17, device, 'same-host-bridge', 'Zhaoxin')),
  entry(0x1d17, 0x1008, 'any', 'Zhaoxin'),
  entry(INTEL, 0x6f00, 'unknown', 'Intel Broadwell-E'),
];

/** The table of the version at this place in the order of releases. */
export function whitelistAt(order: number): readonly WhitelistEntry[] {
  return RELEASED.filter((dated) => hasArrived(order, dated) && !isGone(order, dated)).flatMap((dated) =>
    dated.devices.map((device) => entry(dated.vendor, device, dated.scope, dated.name)),
  );
}

function isGone(order: number, dated: DatedEntries): boolean {
  return dated.until !== undefined && hasArrived(order, { since: dated.until });
}

function entry(vendor: number, device: number | null, scope: WhitelistEntry['scope'], name: string): WhitelistEntry {
  return { vendor, device, scope, name };
}
