// Memory that the kernel does not register, because its start or its size is no multiple of 2 MiB: cut it to the aligned part
// of the BAR, or make a BAR that is too small for any as large as one subsection.

import { MEMORY_SUBSECTION } from '../../../core/providers/register';
import type { Analysis } from '../../language/analysis';
import type { Declaration } from '../../language/declaration';
import type { Diagnostic } from '../../language/diagnostic';
import { hexText, sizeText } from '../../language/explain/sizes';
import type { BarSyntax } from '../../language/tree';
import type { TextEdit } from '../edit';
import { baseEvaluation, contains } from '../places';
import type { FixKind } from './quick-fix';

export const alignMemory: FixKind = {
  codes: ['memory-misaligned'],
  proved: 'by-analysis',
  propose: (analysis, diagnostic) => {
    const declaration = barAt(analysis, diagnostic);
    if (declaration === null) return [];
    const { syntax, file } = declaration;
    const registered = registeredRange(analysis, declaration);
    const common = { diagnostic, preferred: true, price: null };
    const enlarged = enlargedBar(file, syntax);
    const cut = registered === null ? null : cutMemory(file, syntax, registered);
    return [
      ...(cut === null ? [] : [{ ...common, ...cut }]),
      ...(enlarged.length === 0
        ? []
        : [{ ...common, title: `Make the BAR ${sizeText(MEMORY_SUBSECTION)}`, edits: enlarged }]),
    ];
  },
};

export type BarDeclaration = Declaration & { readonly kind: 'bar' };

export function barAt({ declarations }: Analysis, { file, range }: Diagnostic): BarDeclaration | null {
  const found = declarations.find(
    (each): each is BarDeclaration => each.kind === 'bar' && each.file === file && contains(each.range, range.start),
  );
  return found ?? null;
}

interface Range {
  readonly offset: bigint;
  readonly size: bigint;
}

/** As the description has it, from the start of the BAR. */
function registeredRange(analysis: Analysis, { index }: BarDeclaration): Range | null {
  const bars = baseEvaluation(analysis).machine.topology.functions.flatMap((each) => each.bars);
  return bars.find(({ origin }) => origin === index)?.p2pmem ?? null;
}

/** null: nothing aligned is left of it. */
function cutMemory(
  file: string,
  { p2pmem, end }: BarSyntax,
  { offset, size }: Range,
): { readonly title: string; readonly edits: readonly TextEdit[] } | null {
  const start = roundUp(offset);
  const length = roundDown(offset + size - start);
  if (p2pmem === null || length <= 0n || (start === offset && length === size)) return null;
  const from = start === 0n ? '' : ` offset ${sizeText(start)}`;
  const words = ` ${sizeText(length)}${from}`;
  const edits = [{ file, range: { start: p2pmem.keyword.end, end }, newText: words }];
  return { title: `Register the aligned part:${words}`, edits };
}

/** Only where no aligned part fits: the BAR is as large as one, at an address that fits it. */
function enlargedBar(file: string, { size, at }: BarSyntax): readonly TextEdit[] {
  if (size.value === null || size.value >= MEMORY_SUBSECTION) return [];
  const larger = { file, range: { start: size.start, end: size.end }, newText: sizeText(MEMORY_SUBSECTION) };
  const { value = null } = at ?? {};
  if (at === null || value === null || value % MEMORY_SUBSECTION === 0n) return [larger];
  return [larger, { file, range: { start: at.start, end: at.end }, newText: hexText(roundDown(value)) }];
}

function roundDown(value: bigint): bigint {
  return (value / MEMORY_SUBSECTION) * MEMORY_SUBSECTION;
}

function roundUp(value: bigint): bigint {
  return roundDown(value + MEMORY_SUBSECTION - 1n);
}
