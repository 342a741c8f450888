// PCI bus addresses: a host bridge adds an offset of its own to the CPU's addresses, and the kernel adds it in 64 unsigned
// bits. One function, so that lists, pools and exports agree on the wrap.

/** `busOffset`: bus address - CPU address, may be negative; in [0, 2^64). */
export function busAddressOf(physical: bigint, busOffset: bigint): bigint {
  return BigInt.asUintN(64, physical + busOffset);
}
