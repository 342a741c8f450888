// BARs that no machine can have: a size that is no power of two, an address that does not fit it, memory that is another's or
// reaches beyond the BAR.

import type { Analysis } from '../../language/analysis';
import type { TextRange } from '../../language/diagnostic';
import { alignedAddress } from '../../language/enumeration-fault';
import { hexText, sizeText } from '../../language/explain/sizes';
import type { BarSyntax } from '../../language/tree';
import type { TextEdit } from '../edit';
import type { FixKind } from './quick-fix';
import { barAt, type BarDeclaration } from './align-memory';

export const repairBar: FixKind = {
  codes: ['bar-size', 'bar-address', 'bar-overlap', 'p2pmem-beyond-bar'],
  proved: 'by-analysis',
  propose: (analysis, diagnostic) => {
    const bar = barAt(analysis, diagnostic);
    if (bar === null) return [];
    return repairs(analysis, bar, diagnostic.code).map(({ title, edit, preferred }) => ({
      title,
      diagnostic,
      edits: [edit],
      preferred,
      price: null,
    }));
  },
};

interface Repair {
  readonly title: string;
  readonly edit: TextEdit;
  readonly preferred: boolean;
}

function repairs(analysis: Analysis, { file, syntax }: BarDeclaration, code: string): readonly Repair[] {
  switch (code) {
    case 'bar-size':
      return larger(file, syntax);
    case 'bar-address':
      return aligned(file, syntax);
    case 'bar-overlap':
      return elsewhere(analysis, file, syntax);
    default:
      return upToTheEnd(file, syntax);
  }
}

const SMALLEST_BAR = 16n;

function larger(file: string, { size }: BarSyntax): readonly Repair[] {
  if (size.value === null) return [];
  let next = SMALLEST_BAR;
  while (next < size.value) next *= 2n;
  return [{ title: `Make the BAR ${sizeText(next)}`, edit: written(file, size, sizeText(next)), preferred: true }];
}

function aligned(file: string, syntax: BarSyntax): readonly Repair[] {
  const { at, size } = syntax;
  const value = at?.value ?? null;
  if (at === null || value === null || size.value === null || size.value === 0n) return [];
  const lower = hexText(alignedAddress(value, size.value));
  return [
    { title: `Begin the BAR at ${lower}`, edit: written(file, at, lower), preferred: true },
    { ...unplaced(file, syntax), preferred: false },
  ];
}

/** Behind the BAR that has the memory, and behind whatever else lies there. */
function elsewhere(analysis: Analysis, file: string, syntax: BarSyntax): readonly Repair[] {
  const { at, size } = syntax;
  const value = at?.value ?? null;
  if (at === null || value === null || size.value === null || size.value === 0n) return [];
  const free = nextFree(analysis, value, size.value);
  return [
    ...(free === null
      ? []
      : [{ title: `Begin the BAR at ${hexText(free)}`, edit: written(file, at, hexText(free)), preferred: false }]),
    { ...unplaced(file, syntax), preferred: false },
  ];
}

const END_OF_MEMORY = 1n << 64n;

function nextFree({ declarations }: Analysis, from: bigint, size: bigint): bigint | null {
  const taken = declarations
    .flatMap((each) => (each.kind === 'bar' ? [each.syntax] : []))
    .flatMap((bar) =>
      bar.at?.value && bar.size.value ? [{ start: bar.at.value, end: bar.at.value + bar.size.value }] : [],
    )
    .sort((left, right) => (left.start < right.start ? -1 : 1));
  let at = ((from + size - 1n) / size) * size;
  for (const { start, end } of taken) if (start < at + size && at < end) at = ((end + size - 1n) / size) * size;
  return at + size <= END_OF_MEMORY ? at : null;
}

/** Without `at` the BAR is put where it overlaps nothing. */
function unplaced(file: string, { size, at }: BarSyntax): Omit<Repair, 'preferred'> {
  const range = { start: size.end, end: at?.end ?? size.end };
  return { title: 'Leave the address of the BAR out', edit: { file, range, newText: '' } };
}

function upToTheEnd(file: string, { size, p2pmem }: BarSyntax): readonly Repair[] {
  const offset = p2pmem?.offset ?? null;
  if (p2pmem === null || size.value === null) return [];
  const fits = offset === null || (offset.value ?? 0n) < size.value;
  const title = fits ? 'Register the memory up to the end of the BAR' : 'Register the whole BAR';
  const range = fits
    ? { start: p2pmem.keyword.end, end: p2pmem.size?.end ?? p2pmem.keyword.end }
    : { start: p2pmem.keyword.end, end: offset.end };
  return [{ title, edit: { file, range, newText: '' }, preferred: fits }];
}

function written(file: string, { start, end }: TextRange, newText: string): TextEdit {
  return { file, range: { start, end }, newText };
}
