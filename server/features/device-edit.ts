// Writes properties into the block of a device: behind its other properties, or as the first thing of its block, which is
// made where there is none.

import type { Analysis } from '../language/analysis';
import type { Declaration } from '../language/declaration';
import { propertiesOf } from '../language/property';
import type { TextEdit } from './edit';
import { insertAfter, insertBefore } from './line-edit';

export type FunctionDeclaration = Declaration & { readonly kind: 'function' };

/** null: the declaration is no function. */
export function functionDeclaration(analysis: Analysis, origin: number): FunctionDeclaration | null {
  const declaration = analysis.declarations[origin];
  return declaration?.kind === 'function' ? declaration : null;
}

/** Each as the file writes it: `published`, `bar 0 16MiB p2pmem`. Empty where its file is not at hand. */
export function writeProperties(
  analysis: Analysis,
  { file, syntax }: FunctionDeclaration,
  properties: readonly string[],
): readonly TextEdit[] {
  const parsed = analysis.files.find(({ uri }) => uri === file);
  if (parsed === undefined) return [];
  const { block } = syntax;
  const all = properties.join(' ');
  if (block === null) return [{ file, range: { start: syntax.end, end: syntax.end }, newText: ` { ${all} }` }];
  const last = propertiesOf(syntax).at(-1);
  if (last !== undefined) return properties.map((words) => insertAfter(parsed, last, words));
  const [first] = block.members;
  if (first !== undefined) return properties.map((words) => insertBefore(parsed, first, words));
  const at = block.start + 1;
  const blank = /^\s/.test(parsed.text.slice(at)) ? '' : ' ';
  return [{ file, range: { start: at, end: at }, newText: ` ${all}${blank}` }];
}
