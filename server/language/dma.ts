// What stands in a `dma` block, beyond its grammar: each entry once, a boundary that can be one, a mask that looks like one.
// The text says a boundary as a size, as users think of it; the kernel keeps the mask, the size less one.

import { sizeText } from './explain/sizes';
import type { Sink } from './finding';
import type { ParsedFile } from './parser';
import type { DmaEntrySyntax, DmaSyntax, Value } from './tree';

export function checkDma(file: ParsedFile, dma: DmaSyntax, report: Sink): void {
  const first = new Map<string, DmaEntrySyntax>();
  for (const entry of dma.block?.members ?? []) {
    const earlier = first.get(entry.kind);
    if (earlier === undefined) first.set(entry.kind, entry);
    else if (!entry.faulty) reportTwice(file, entry, earlier, report);
    if (entry.kind === 'boundary') checkBoundary(file, entry.amount, report);
    if (entry.kind === 'mask') checkMask(file, entry.amount, report);
  }
}

/** Whether an entry has a fault that changes its meaning, of syntax or of its number. */
export function isFaultyDmaEntry(entry: DmaEntrySyntax): boolean {
  if (entry.faulty) return true;
  return entry.kind === 'boundary' && entry.amount.value !== null && !isPowerOfTwo(entry.amount.value);
}

/** dma_get_seg_boundary() of a boundary of `size` bytes. */
export function boundaryMask(size: bigint | null): bigint | null {
  return size === null ? null : size - 1n;
}

function reportTwice(file: ParsedFile, entry: DmaEntrySyntax, earlier: DmaEntrySyntax, report: Sink): void {
  report({
    code: 'property-duplicate',
    file: file.uri,
    range: entry,
    message: `\`${entry.kind}\`: expected once, found a second time; take one out`,
    related: [{ file: file.uri, range: earlier, message: `\`${entry.kind}\` stands here first` }],
  });
}

function checkBoundary(file: ParsedFile, amount: Value<bigint>, report: Sink): void {
  const { value, start, end } = amount;
  if (value === null || isPowerOfTwo(value)) return;
  const range = { start, end };
  const at = { code: 'number-range' as const, file: file.uri, range };
  const expected = `\`${file.text.slice(start, end)}\`: expected a boundary that is a power of two`;
  if (value > 0n && isPowerOfTwo(value + 1n)) {
    const text = sizeText(value + 1n);
    const message = `${expected}, as a size and not as a mask; write \`${text}\``;
    report({ ...at, message, replacement: { range, text } });
    return;
  }
  const found = value === 0n ? ', found 0 bytes' : '';
  report({ ...at, message: `${expected}${found}; write it as in \`64KiB\`` });
}

/** 0 stands for a driver that has set none. */
function checkMask(file: ParsedFile, amount: Value<bigint>, report: Sink): void {
  const { value, start, end } = amount;
  if (value === null || (value & (value + 1n)) === 0n) return;
  const range = { start, end };
  const written = file.text.slice(start, end);
  const text = `0x${probableMask(written, value).toString(16)}`;
  report({
    code: 'dma-mask',
    file: file.uri,
    range,
    message: `\`${written}\`: expected 2^n - 1, all addresses that the device reaches; did you mean \`${text}\`?`,
    replacement: { range, text },
  });
}

/** A number of bits, as drivers say it; the size of what is reached; else the mask with the same highest bit. */
function probableMask(written: string, value: bigint): bigint {
  if (/^[0-9_]+$/.test(written) && value <= 64n) return (1n << value) - 1n;
  if (isPowerOfTwo(value)) return value - 1n;
  return (1n << BigInt(value.toString(2).length)) - 1n;
}

function isPowerOfTwo(value: bigint): boolean {
  return value > 0n && (value & (value - 1n)) === 0n;
}
