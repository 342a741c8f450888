// A device is asked for peer-to-peer memory that it does not have, or does not publish: add it where it is declared, or name
// the BAR that has it.

import type { Machine } from '../../../core/machine';
import type { PciFunction } from '../../../core/pci/topology';
import type { Analysis } from '../../language/analysis';
import type { Diagnostic } from '../../language/diagnostic';
import { sizeText } from '../../language/explain/sizes';
import { propertiesOf } from '../../language/property';
import type { MappedEntry } from '../../language/results';
import type { BarSyntax } from '../../language/tree';
import { functionDeclaration, type FunctionDeclaration, writeProperties } from '../device-edit';
import type { TextEdit } from '../edit';
import { baseEvaluation, contains } from '../places';
import type { FixKind, QuickFix } from './quick-fix';

export const addMemory: FixKind = {
  codes: ['memory-missing', 'memory-unpublished', 'published-without-p2pmem'],
  proved: 'by-analysis',
  propose: (analysis, diagnostic) => {
    const wanted = wantedAt(analysis, diagnostic);
    if (wanted === null) return [];
    const { declaration, entry } = wanted;
    const name = nameOf(declaration);
    const fix = (title: string, edits: readonly TextEdit[]): QuickFix => ({
      title,
      diagnostic,
      edits,
      preferred: true,
      price: null,
    });
    if (diagnostic.code === 'memory-unpublished') {
      return [fix(`Publish the memory of ${name}`, writeProperties(analysis, declaration, ['published']))];
    }
    const memory = newMemory(wanted);
    // A namespace takes only memory that is published; an entry of a list takes any.
    const isEnough = entry !== null || isPublished(declaration);
    return [
      ...otherBars(wanted).map(({ title, edits }) => fix(title, edits)),
      ...(memory === null || !isEnough ? [] : [fix(memory.title, memory.edits(analysis, []))]),
      ...(memory === null || isEnough
        ? []
        : [fix(`${memory.title}, published`, memory.edits(analysis, ['published']))]),
    ];
  },
};

interface Wanted {
  readonly declaration: FunctionDeclaration;
  readonly owner: PciFunction | null;
  /** The entry of a scatterlist that asks for it; null: something else does. */
  readonly entry: MappedEntry | null;
}

/** The device that the finding is about: of the entry or reference under it, or the one that is declared there. */
function wantedAt(analysis: Analysis, { file, range, code }: Diagnostic): Wanted | null {
  const { machine } = baseEvaluation(analysis);
  const entry = code === 'memory-missing' ? entryAt(analysis, file, range.start) : null;
  if (entry?.memory.kind === 'p2pmem') {
    return wanted(analysis, machine, originOf(machine, entry.memory.provider), entry);
  }
  const reference = analysis.references.find((each) => each.file === file && each.range.start === range.start);
  const named = reference?.declaration ?? declaredAt(analysis, file, range.start);
  return named === null ? null : wanted(analysis, machine, named, null);
}

function wanted(analysis: Analysis, machine: Machine, origin: number, entry: MappedEntry | null): Wanted | null {
  const declaration = functionDeclaration(analysis, origin);
  const owner = machine.topology.functions.find((each) => each.origin === origin && each.virtualIndex === null) ?? null;
  return declaration === null ? null : { declaration, owner, entry };
}

function originOf({ topology }: Machine, index: number): number {
  return topology.functions[index]?.origin ?? -1;
}

function entryAt({ evaluations }: Analysis, file: string, offset: number): MappedEntry | null {
  const lists = evaluations.flatMap(({ scatterlists }) => scatterlists);
  const entries = lists.flatMap((list) => list.entries.filter((entry) => entry.file === file));
  return entries.find(({ syntax }) => contains(syntax, offset)) ?? null;
}

/** The innermost function whose head or properties the offset is in. */
function declaredAt({ declarations }: Analysis, file: string, offset: number): number | null {
  const around = declarations.filter(
    (each) => each.kind === 'function' && each.file === file && contains(each.range, offset),
  );
  return around.at(-1)?.index ?? null;
}

interface NewMemory {
  /** `Make BAR 4 of nvme0 peer-to-peer memory`. */
  readonly title: string;
  /** `more`: properties to write with it. */
  readonly edits: (analysis: Analysis, more: readonly string[]) => readonly TextEdit[];
}

/** The BAR that the entry names becomes memory, else the first; a device without any gets one. null: it is memory already. */
function newMemory({ declaration, entry }: Wanted): NewMemory | null {
  const name = nameOf(declaration);
  const bars = barsOf(declaration);
  const named = entry?.syntax.kind === 'p2pmem' ? (entry.syntax.bar?.value ?? null) : null;
  const bar = named === null ? bars[0] : bars.find(({ number }) => number.value === named);
  if (bar?.p2pmem) return null;
  if (bar !== undefined) {
    const edit = { file: declaration.file, range: { start: bar.end, end: bar.end }, newText: ' p2pmem' };
    return {
      title: `Make BAR ${bar.number.value ?? 0n} of ${name} peer-to-peer memory`,
      edits: (analysis, more) => [edit, ...writeProperties(analysis, declaration, more)],
    };
  }
  const words = `bar ${named ?? 0n} ${sizeText(sizeFor(entry))} p2pmem`;
  return {
    title: `Make a new BAR ${named ?? 0n} of ${name} peer-to-peer memory`,
    edits: (analysis, more) => writeProperties(analysis, declaration, [words, ...more]),
  };
}

function nameOf({ name }: FunctionDeclaration): string {
  return name ?? 'the device';
}

function isPublished({ syntax }: FunctionDeclaration): boolean {
  return syntax.block?.members.some(({ kind }) => kind === 'published') ?? false;
}

const USUAL_SIZE = 16n << 20n;

/** A BAR is a power of two. */
function sizeFor(entry: MappedEntry | null): bigint {
  const end = entry?.memory.kind === 'p2pmem' ? entry.memory.offset + entry.length : 0n;
  let size = USUAL_SIZE;
  while (size < end) size <<= 1n;
  return size;
}

/** The entry names a BAR that is no memory, and the device has others that are. */
function otherBars({
  declaration,
  entry,
  owner,
}: Wanted): readonly { readonly title: string; readonly edits: readonly TextEdit[] }[] {
  if (entry?.syntax.kind !== 'p2pmem' || entry.syntax.bar === null || owner === null) return [];
  const { start, end } = entry.syntax.bar;
  return owner.bars
    .filter(({ p2pmem }) => p2pmem !== null)
    .map(({ number }) => ({
      title: `Take BAR ${number} of ${nameOf(declaration)}`,
      edits: [{ file: entry.file, range: { start, end }, newText: String(number) }],
    }));
}

function barsOf({ syntax }: FunctionDeclaration): readonly BarSyntax[] {
  return propertiesOf(syntax).filter((property): property is BarSyntax => property.kind === 'bar');
}
