// Rounding addresses and lengths up to a multiple: granules, slots, pages and BAR sizes all need it.

/** The smallest multiple of `to` that is not below `value`; `to` > 0. */
export function roundUp(value: bigint, to: bigint): bigint {
  return ((value + to - 1n) / to) * to;
}
