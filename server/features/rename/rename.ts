// A new name for a device, bridge, list, scenario or subsystem, wherever it is named. A file may belong to several machines
// in which one use means different declarations: all that are tied together by such uses get the new name, so that every
// machine keeps its meaning. What would change a meaning is refused, with the reason.

import type { Analysis } from '../../language/analysis';
import type { TextRange } from '../../language/diagnostic';
import { TOKEN, tokenAt, tokenText } from '../../language/lexer';
import { RESERVED } from '../../language/keywords';
import type { ParsedFile } from '../../language/parser';
import { shown } from '../../language/shown';
import type { TextEdit } from '../edit';
import { namedAt, referenceAt } from '../names';
import { obstacle, wrongForm } from './rename-obstacles';
import { sameNamed, scopeOf, type Target } from './rename-scope';

export interface Refused {
  /** A sentence for the user. */
  readonly refused: string;
}

export interface Renamable {
  readonly range: TextRange;
  readonly placeholder: string;
}

export interface Renamed {
  readonly edits: readonly TextEdit[];
}

export function prepareRename(analysis: Analysis, file: string, offset: number): Renamable | Refused {
  const found = targetAt(analysis, file, offset);
  return 'refused' in found ? found : { range: found.range, placeholder: found.target.name };
}

/**
 * `analyses`: every machine that has a file in common with one in which the name is used, at any remove; without the others
 * a use that they share could lose its meaning there.
 */
export function rename(
  analyses: readonly Analysis[],
  file: string,
  offset: number,
  newName: string,
): Renamed | Refused {
  const found = analyses
    .filter(({ files }) => files.some(({ uri }) => uri === file))
    .map((analysis) => targetAt(analysis, file, offset));
  const first = found.find((each) => !('refused' in each)) ?? found[0] ?? { refused: NO_NAME };
  if ('refused' in first) return first;
  const oldName = first.target.name;
  if (newName === oldName) return { edits: [] };
  const refused = wrongForm(newName);
  if (refused !== null) return { refused };
  const targets = sameNamed(analyses, first.target);
  const inTheWay = obstacle(targets, newName, file);
  if (inTheWay !== null) return { refused: inTheWay };
  return { edits: editsOf(targets, newName) };
}

const NO_NAME = 'There is no name here; place the cursor on the name of a device, list, scenario or subsystem.';

interface Found {
  readonly target: Target;
  readonly range: TextRange;
}

function targetAt(analysis: Analysis, file: string, offset: number): Found | Refused {
  const reference = referenceAt(analysis, file, offset);
  if (reference !== null) {
    const { name, nameRange } = reference;
    if (offset > nameRange.end) {
      return {
        refused: `This part says which virtual function of \`${shown(name)}\` is meant; place the cursor on \`${shown(name)}\`.`,
      };
    }
    const declaration = scopeOf(analysis).globals.get(name);
    if (declaration === undefined) {
      return {
        refused: `\`${shown(name)}\` is declared nowhere, so there is nothing to rename; declare it or correct it here.`,
      };
    }
    return { target: { analysis, declaration, name }, range: nameRange };
  }
  const declaration = namedAt(analysis, file, offset);
  if (declaration !== null) {
    return { target: { analysis, declaration, name: declaration.name }, range: declaration.nameRange };
  }
  const parsed = analysis.files.find(({ uri }) => uri === file);
  return { refused: parsed === undefined ? NO_NAME : noName(parsed, offset) };
}

/** Why there is nothing to rename, from the token that the cursor is in, or just behind. */
function noName({ text, tokens }: ParsedFile, offset: number): string {
  const here = tokenAt(tokens, offset);
  const index = tokens.kinds[here] !== TOKEN.word && tokens.starts[here] === offset && here > 0 ? here - 1 : here;
  if (tokens.kinds[index] !== TOKEN.word) return NO_NAME;
  const word = tokenText(text, tokens, index);
  if (RESERVED.has(word)) {
    return `\`${word}\` is a word of the language and cannot be renamed; place the cursor on a name.`;
  }
  if (/^[0-9]/.test(word)) return `\`${shown(word)}\` is a value, not a name; place the cursor on a name.`;
  return NO_NAME;
}

/** Each place once, in order of file and position, although several machines hold it. */
function editsOf(targets: readonly Target[], newText: string): readonly TextEdit[] {
  const edits = new Map<string, TextEdit>();
  for (const { analysis, declaration } of targets) {
    const places = [
      { file: declaration.file, range: declaration.nameRange },
      ...scopeOf(analysis)
        .usesOf(declaration)
        .map(({ file, nameRange }) => ({ file, range: nameRange })),
    ];
    for (const { file, range } of places) edits.set(`${range.start} ${file}`, { file, range, newText });
  }
  return [...edits.values()].sort(
    (one, other) =>
      Number(one.file > other.file) - Number(one.file < other.file) || one.range.start - other.range.start,
  );
}
