// Devices whose ACS the kernel treats by their id (drivers/pci/quirks.c), as far as the P2PDMA test or the computed
// control word notices it.

import type { PciId } from '../pci/id';

interface IdRange {
  readonly first: number;
  readonly last: number;
  readonly step: 1 | 2;
}

const INTEL = 0x8086;
const IDT = 0x111d;

/** Root ports of Intel PCHs from Ibex Peak to Wildcat Point and X79, X99: no ACS capability, isolation by other registers. */
const PCH_WITHOUT_CAPABILITY: readonly IdRange[] = [
  { first: 0x3b42, last: 0x3b51, step: 1 },
  { first: 0x1c10, last: 0x1c1f, step: 1 },
  { first: 0x1e10, last: 0x1e1f, step: 1 },
  { first: 0x8c10, last: 0x8c1f, step: 1 },
  { first: 0x9c10, last: 0x9c1b, step: 1 },
  { first: 0x9c90, last: 0x9c9b, step: 1 },
  { first: 0x1d10, last: 0x1d1e, step: 2 },
  { first: 0x8d10, last: 0x8d1e, step: 1 },
  { first: 0x8c90, last: 0x8c9e, step: 2 },
];

/** Root ports of Sunrise Point, Union Point and the mobile PCHs beside them: 32-bit ACS registers, control at +8. */
const SUNRISE_POINT: readonly IdRange[] = [
  { first: 0xa110, last: 0xa11f, step: 1 },
  { first: 0xa167, last: 0xa16a, step: 1 },
  { first: 0xa290, last: 0xa29f, step: 1 },
  { first: 0xa2e7, last: 0xa2ee, step: 1 },
  { first: 0x9d10, last: 0x9d1b, step: 1 },
];

/** IDT switches on which Source Validation does not work. */
const IDT_SWITCHES: readonly IdRange[] = [
  { first: 0x80b5, last: 0x80b5, step: 1 },
  { first: 0x8090, last: 0x8090, step: 1 },
];

export const SUNRISE_POINT_DISABLED = 'Intel SPT PCH root port workaround: disabled ACS redirect';

/** Which quirk an id brings; `no-capability` and `sunrise-point` concern root ports only, which the caller checks. */
export function acsQuirk(id: PciId): 'no-capability' | 'sunrise-point' | 'idt' | null {
  if (id.vendor === INTEL && within(PCH_WITHOUT_CAPABILITY, id.device)) return 'no-capability';
  if (id.vendor === INTEL && within(SUNRISE_POINT, id.device)) return 'sunrise-point';
  if (id.vendor === IDT && within(IDT_SWITCHES, id.device)) return 'idt';
  return null;
}

function within(ranges: readonly IdRange[], device: number): boolean {
  return ranges.some(({ first, last, step }) => device >= first && device <= last && (device - first) % step === 0);
}
