// The settings of a machine or scenario, and `include`.

import type { Cursor } from './cursor';
import type { TextRange } from './diagnostic';
import type { Parse } from './block';
import { ARCHITECTURES, CPU_VENDORS, IOMMU_MODES, RESERVED } from './keywords';
import { expectOneOf, expectString, expectWord, numberForm, optionalNumber } from './piece';
import type {
  ArchitectureSyntax,
  CommandLineSyntax,
  CpuSyntax,
  IncludeSyntax,
  IommuSyntax,
  KernelSyntax,
  SettingSyntax,
  Value,
} from './tree';

const FAMILY = numberForm('the family of the processor', '0x17');
const MODEL = numberForm('the model of the processor', '0x31');

export const SETTINGS: readonly (readonly [string, Parse<SettingSyntax>])[] = [
  ['kernel', parseKernel],
  ['arch', parseArchitecture],
  ['cpu', parseCpu],
  ['iommu', parseIommu],
  ['cmdline', parseCommandLine],
];

/** What every construct has: its range from keyword to the last token taken, and whether a fault was met in it. */
export interface Head extends TextRange {
  readonly keyword: TextRange;
  readonly faulty: boolean;
}

export function headOf(cursor: Cursor, keyword: TextRange, faultsBefore: number): Head {
  return { start: keyword.start, end: cursor.previousEnd(), keyword, faulty: cursor.faults > faultsBefore };
}

function parseKernel(cursor: Cursor): KernelSyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const form = { what: 'a kernel version', advice: 'write a release as in `6.1` or `6.12.25`' };
  const version = expectWord(cursor, form, (word) => (RESERVED.has(word) ? null : word));
  const head = headOf(cursor, keyword, faults);
  const suffix = version.value === null ? null : takeSuffix(cursor);
  return { ...head, kind: 'kernel', end: cursor.previousEnd(), version, suffix };
}

/** All that follows the version without white space: what `uname -r` prints after it. */
function takeSuffix(cursor: Cursor): Value<string> | null {
  const start = cursor.previousEnd();
  while (cursor.adjoins() && !cursor.at('}') && !cursor.at('{')) cursor.take();
  const end = cursor.previousEnd();
  return end > start ? { start, end, value: cursor.text.slice(start, end) } : null;
}

function parseArchitecture(cursor: Cursor): ArchitectureSyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const architecture = expectOneOf(cursor, 'an architecture', ARCHITECTURES);
  return { ...headOf(cursor, keyword, faults), kind: 'arch', architecture };
}

function parseCpu(cursor: Cursor): CpuSyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const vendor = expectOneOf(cursor, 'the vendor of the processor', CPU_VENDORS);
  const family = optionalNumber(cursor, 'family', FAMILY);
  const model = optionalNumber(cursor, 'model', MODEL);
  return { ...headOf(cursor, keyword, faults), kind: 'cpu', vendor, family, model };
}

function parseIommu(cursor: Cursor): IommuSyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const mode = expectOneOf(cursor, 'what the IOMMU does', IOMMU_MODES);
  return { ...headOf(cursor, keyword, faults), kind: 'iommu', mode };
}

function parseCommandLine(cursor: Cursor): CommandLineSyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const text = expectString(cursor, 'the command line', '"pci=noats"');
  return { ...headOf(cursor, keyword, faults), kind: 'cmdline', text };
}

export function parseInclude(cursor: Cursor): IncludeSyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const path = expectString(cursor, 'the path of a file', '"common.p2p"');
  return { ...headOf(cursor, keyword, faults), kind: 'include', path };
}
