// Access Control Services: the seven bits of the capability and control word (PCIe Base Specification, section 7.7.11),
// under the two-letter names that the specification uses and lspci spells out.

/** In the order of the register, bit 0 first; lspci prints them in this order too. */
export const ACS_FLAGS = ['SV', 'TB', 'RR', 'CR', 'UF', 'EC', 'DT'] as const;

export type AcsFlag = (typeof ACS_FLAGS)[number];

/** Bit mask of each flag in the capability (offset +4) and control (offset +6) word. */
export const ACS_BIT: Readonly<Record<AcsFlag, number>> = {
  SV: 0x01,
  TB: 0x02,
  RR: 0x04,
  CR: 0x08,
  UF: 0x10,
  EC: 0x20,
  DT: 0x40,
};

export const ACS_ALL = 0x7f;

/** The mask of a list of flags. */
export function acsMask(flags: readonly AcsFlag[]): number {
  return flags.reduce((mask, flag) => mask | ACS_BIT[flag], 0);
}

/** The flags of a mask, in register order; bits above DT are left out. */
export function acsFlags(mask: number): readonly AcsFlag[] {
  return ACS_FLAGS.filter((flag) => (mask & ACS_BIT[flag]) !== 0);
}

/** What the machine's description says of one function's ACS capability. Masks are over the seven bits; null: not said. */
export type AcsDescription =
  | { readonly mode: 'absent' }
  /** Control bits as read on a running machine: neither the kernel's defaults nor the command line touch them. */
  | { readonly mode: 'pinned'; readonly control: number; readonly capability: number | null }
  /** Computed as the kernel does it, from what firmware left (null: assumed none), the defaults and the command line. */
  | { readonly mode: 'auto'; readonly firmware: number | null; readonly capability: number | null };

/** One function's ACS as the chosen kernel leaves it; a function without the capability has none (null). */
export interface AcsState {
  readonly capability: number;
  readonly control: number;
  /** Control bits whose value rests on the assumption that firmware left none set. */
  readonly assumed: number;
  /** Control bits that hinge on an id that is not known: whether the command line names this function by its id. */
  readonly unknown: number;
  readonly from: 'auto' | 'pinned';
  /**
   * sunrise-point: the control word is 32 bits wide at offset +8, so that the P2PDMA code, which reads 16 bits at +6,
   * sees no redirect. idt: Source Validation does not work.
   */
  readonly quirk: 'sunrise-point' | 'idt' | null;
}
