// Names: a free one for a thing whose name is taken, those that are equally near to one that nothing has, one function where all virtual functions of a device are named, and a
// number that the device has, or as many virtual functions as are named.

import type { Analysis } from '../../language/analysis';
import type { Diagnostic } from '../../language/diagnostic';
import { RESERVED } from '../../language/keywords';
import { MAXIMUM_PROPOSED_NAMES } from '../../language/limits';
import { equallyNear } from '../../language/nearest';
import { propertiesOf } from '../../language/property';
import { functionDeclaration, type FunctionDeclaration, writeProperties } from '../device-edit';
import type { TextEdit } from '../edit';
import type { FixKind, QuickFix } from './quick-fix';

export const freeName: FixKind = {
  codes: ['name-duplicate'],
  proved: 'by-analysis',
  propose: (analysis, diagnostic) => {
    const { file, range } = diagnostic;
    const declaration = analysis.declarations.find(
      (each) => each.file === file && each.nameRange?.start === range.start,
    );
    const name = declaration?.name ?? null;
    if (name === null) return [];
    const taken = new Set(analysis.declarations.map((each) => each.name));
    for (const reference of analysis.references) taken.add(reference.name);
    const free = nextName(name, taken);
    const edits = [{ file, range, newText: free }];
    return [{ title: `Call this one ${free}`, diagnostic, edits, preferred: true, price: null }];
  },
};

/** `nvme0` becomes `nvme1`, `left` becomes `left2`. */
function nextName(name: string, taken: ReadonlySet<string | null>): string {
  const digits = /[0-9]{0,9}$/.exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - digits.length);
  let number = digits === '' ? 2 : Number(digits) + 1;
  while (taken.has(`${stem}${number}`) || RESERVED.has(`${stem}${number}`)) number++;
  return `${stem}${number}`;
}

/** `nvme0`, or the next number that is free. */
export function firstName({ declarations }: Analysis, stem: string): string {
  const taken = new Set(declarations.map(({ name }) => name));
  let number = 0;
  while (taken.has(`${stem}${number}`)) number++;
  return `${stem}${number}`;
}

/** The one that is nearest comes with the finding. */
export const equallyNearName: FixKind = {
  codes: ['name-unknown'],
  proved: 'itself',
  propose: (analysis, diagnostic) => {
    const { file, range } = diagnostic;
    const reference = analysis.references.find((each) => each.file === file && each.nameRange.start === range.start);
    if (reference === undefined || diagnostic.replacement !== undefined) return [];
    const kind = reference.role === 'scatterlist' ? 'sgl' : 'function';
    const names = analysis.declarations.flatMap((each) =>
      each.kind === kind && each.name !== null ? [each.name] : [],
    );
    const near = equallyNear(reference.name, [...new Set(names)]);
    if (near.length > MAXIMUM_PROPOSED_NAMES) return [];
    return near.map((newText) => change(diagnostic, reference.name, { file, range, newText }));
  },
};

export const oneFunction: FixKind = {
  codes: ['name-kind'],
  proved: 'by-analysis',
  propose: (analysis, diagnostic) => {
    const { file, range } = diagnostic;
    const word = analysis.files.find(({ uri }) => uri === file)?.text.slice(range.start, range.end) ?? '';
    const [name, suffix] = word.split('.vf');
    if (name === undefined || suffix === undefined) return [];
    const proposals = suffix === '*' ? [`${name}.vf0`, name] : [name];
    return proposals.map((newText) => change(diagnostic, word, { file, range, newText }));
  },
};

export const knownVirtualFunction: FixKind = {
  codes: ['vf-unknown'],
  proved: 'by-analysis',
  propose: (analysis, diagnostic) => {
    const { file, range } = diagnostic;
    const reference = analysis.references.find((each) => each.file === file && each.range.end === range.end);
    const device = reference?.declaration ?? null;
    const declaration = device === null ? null : functionDeclaration(analysis, device);
    const asked = reference?.virtualFunction ?? null;
    if (declaration === null || reference === undefined || asked === null) return [];
    const vfs = propertiesOf(declaration.syntax).find((each) => each.kind === 'vfs');
    const count = vfs?.count.value ?? 0n;
    const lower = count === 0n ? '' : `.vf${String(count - 1n)}`;
    const named = `${reference.name}${asked === '*' ? '.vf*' : `.vf${asked}`}`;
    const wanted = asked === '*' ? 1 : asked + 1;
    const lowered: TextEdit = { file, range, newText: lower };
    return [
      { ...change(diagnostic, named, lowered), title: `Change ${named} to ${reference.name}${lower}` },
      ...enough(analysis, diagnostic, declaration, wanted),
    ];
  },
};

/** As many virtual functions as the reference needs. */
function enough(
  analysis: Analysis,
  diagnostic: Diagnostic,
  declaration: FunctionDeclaration,
  wanted: number,
): readonly QuickFix[] {
  const vfs = propertiesOf(declaration.syntax).find((each) => each.kind === 'vfs');
  const edits =
    vfs === undefined
      ? writeProperties(analysis, declaration, [`vfs ${wanted}`])
      : [
          {
            file: declaration.file,
            range: { start: vfs.count.start, end: vfs.count.end },
            newText: String(wanted),
          },
        ];
  const title = `Give ${declaration.name ?? 'the device'} ${wanted} virtual function${wanted === 1 ? '' : 's'}`;
  return [{ title, diagnostic, edits, preferred: false, price: null }];
}

function change(diagnostic: Diagnostic, from: string, edit: TextEdit): QuickFix {
  return { title: `Change ${from} to ${edit.newText}`, diagnostic, edits: [edit], preferred: false, price: null };
}
