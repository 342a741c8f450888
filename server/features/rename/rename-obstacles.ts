// Why a name cannot be given: its form, a word of the language, a declaration that has it already, a use that would begin
// to mean something else. Asked of every machine in which the renaming takes place.

import type { Analysis } from '../../language/analysis';
import type { Reference } from '../../language/declaration';
import type { TextRange } from '../../language/diagnostic';
import { describeOne } from '../../language/declare';
import { ERRNOS, RESERVED } from '../../language/keywords';
import { isNameForm } from '../../language/literal';
import { lineWords } from '../../language/place';
import { shown } from '../../language/shown';
import type { NamedDeclaration } from '../names';
import { scopeOf, type Target } from './rename-scope';

/** null: it may be a name. */
export function wrongForm(name: string): string | null {
  const quoted = `\`${shown(name)}\``;
  if (RESERVED.has(name)) return `${quoted} is a word of the language; choose another name.`;
  if ((ERRNOS as readonly string[]).includes(name)) {
    return `${quoted} is an error that a query can expect; choose another name.`;
  }
  return isNameForm(name) ? null : `${quoted} is no name; write letters, digits and \`_\`, no digit first.`;
}

/** null: nothing is in the way of the new name. `here`: the file in which this is said. */
export function obstacle(targets: readonly Target[], newName: string, here: string): string | null {
  for (const { analysis, declaration } of targets) {
    const taken = takenBy(analysis, declaration, newName);
    if (taken !== null) {
      const where = whereWords(analysis, taken.file, taken.nameRange, here);
      return `\`${shown(newName)}\` is the name of ${describeOne(taken)} already, in ${where}; choose another name.`;
    }
    const captured = capturedBy(analysis, declaration, newName);
    if (captured !== null) {
      const where = whereWords(analysis, captured.file, captured.nameRange, here);
      return `\`${shown(newName)}\` is used in ${where} and declared nowhere, so that use would begin to mean this one; correct it first, or choose another name.`;
    }
  }
  return null;
}

/** The binder's rule (declare.ts): a subsystem in a scenario may be called as one of the machine or of another scenario. */
function takenBy(analysis: Analysis, target: NamedDeclaration, newName: string): NamedDeclaration | null {
  const { inScenario, named } = scopeOf(analysis);
  const scenario = inScenario.get(target);
  const isTaken = (other: NamedDeclaration): boolean => {
    const others = inScenario.get(other);
    if (scenario !== undefined && others !== undefined) return scenario === others;
    if (scenario === undefined && others === undefined) return true;
    return target.kind !== 'nvmet' || other.kind !== 'nvmet';
  };
  return named.get(newName)?.find(isTaken) ?? null;
}

/** A use of a name that nobody has yet, and that the renaming would give a meaning. */
function capturedBy(analysis: Analysis, target: NamedDeclaration, newName: string): Reference | null {
  const { inScenario, uses } = scopeOf(analysis);
  return inScenario.has(target) ? null : (uses.get(newName)?.[0] ?? null);
}

function whereWords(analysis: Analysis, file: string, range: TextRange, here: string): string {
  const there = analysis.files.find(({ uri }) => uri === file);
  return there === undefined ? shown(file) : lineWords(there, range, { uri: here });
}
