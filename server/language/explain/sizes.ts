// Sizes and addresses in sentences, as the language writes them: a size that some unit divides in that unit, any other in
// hexadecimal bytes, so that what a message says can be typed after `=`.

const UNITS: readonly (readonly [bigint, string])[] = [
  [1n << 40n, 'TiB'],
  [1n << 30n, 'GiB'],
  [1n << 20n, 'MiB'],
  [1n << 10n, 'KiB'],
];

/** `4KiB`, `0x1e00`; bytes. */
export function sizeText(bytes: bigint): string {
  const unit = UNITS.find(([size]) => bytes >= size && bytes % size === 0n);
  return unit === undefined ? hexText(bytes) : `${String(bytes / unit[0])}${unit[1]}`;
}

export function hexText(value: bigint): string {
  return `0x${value.toString(16)}`;
}
