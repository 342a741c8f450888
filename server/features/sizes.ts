// Sizes as the language writes them: the largest binary unit that divides them.

const UNITS: readonly (readonly [bigint, string])[] = [
  [1n << 40n, 'TiB'],
  [1n << 30n, 'GiB'],
  [1n << 20n, 'MiB'],
  [1n << 10n, 'KiB'],
];

/** `512MiB`; bytes. */
export function sizeWords(bytes: bigint): string {
  const unit = UNITS.find(([size]) => bytes >= size && bytes % size === 0n);
  return unit === undefined ? `${bytes}B` : `${bytes / unit[0]}${unit[1]}`;
}

export function hexadecimal(value: bigint): string {
  return `0x${value.toString(16)}`;
}
