// What a name means in a machine, by the binder's rules: the first declaration of a name has it; the subsystems of a
// scenario have names of their own there, which nothing uses. And across machines: which declarations must be renamed
// together, because a file that the machines share uses one word for both.

import type { Analysis } from '../../language/analysis';
import type { Reference } from '../../language/declaration';
import { isNamed, type NamedDeclaration } from '../names';

export interface Scope {
  /** By name, the declaration that a use of it means. */
  readonly globals: ReadonlyMap<string, NamedDeclaration>;
  /** The subsystems of scenarios, with the index of their scenario. */
  readonly inScenario: ReadonlyMap<NamedDeclaration, number>;
  /** Every use of the declaration's name; none for one that is declared a second time. Uses that want another kind of thing too. */
  readonly usesOf: (declaration: NamedDeclaration) => readonly Reference[];
  readonly named: ReadonlyMap<string, readonly NamedDeclaration[]>;
  /** Uses by name, of declared and undeclared ones. */
  readonly uses: ReadonlyMap<string, readonly Reference[]>;
}

export interface Target {
  readonly analysis: Analysis;
  readonly declaration: NamedDeclaration;
  readonly name: string;
}

const known = new WeakMap<Analysis, Scope>();

export function scopeOf(analysis: Analysis): Scope {
  const found = known.get(analysis);
  if (found !== undefined) return found;
  const inScenario = subsystemsOfScenarios(analysis);
  const named = byName(analysis.declarations.filter(isNamed));
  const uses = byName(analysis.references);
  const globals = new Map<string, NamedDeclaration>();
  for (const [name, declarations] of named) {
    const first = declarations.find((declaration) => !inScenario.has(declaration));
    if (first !== undefined) globals.set(name, first);
  }
  const scope: Scope = {
    globals,
    inScenario,
    named,
    uses,
    usesOf: (declaration) => (globals.get(declaration.name) === declaration ? (uses.get(declaration.name) ?? []) : []),
  };
  known.set(analysis, scope);
  return scope;
}

function byName<Item extends { readonly name: string }>(items: readonly Item[]): ReadonlyMap<string, readonly Item[]> {
  const found = new Map<string, Item[]>();
  for (const item of items) {
    const others = found.get(item.name);
    if (others === undefined) found.set(item.name, [item]);
    else others.push(item);
  }
  return found;
}

function subsystemsOfScenarios({ declarations }: Analysis): ReadonlyMap<NamedDeclaration, number> {
  const scenarioOf = new Map<object, number>();
  for (const declaration of declarations) {
    if (declaration.kind !== 'scenario') continue;
    for (const member of declaration.syntax.block?.members ?? []) scenarioOf.set(member, declaration.index);
  }
  const found = new Map<NamedDeclaration, number>();
  for (const declaration of declarations) {
    const scenario = scenarioOf.get(declaration.syntax);
    if (scenario !== undefined && isNamed(declaration)) found.set(declaration, scenario);
  }
  return found;
}

/** The target in every machine, and what shares a use with it in some machine, until nothing more is found. */
export function sameNamed(analyses: readonly Analysis[], first: Target): readonly Target[] {
  const { name } = first;
  const machines = analyses.includes(first.analysis) ? analyses : [first.analysis, ...analyses];
  const targets = new Map<NamedDeclaration, Target>();
  const places = new Set<string>();
  const queue = [first];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const { analysis, declaration } = next;
    if (targets.has(declaration)) continue;
    targets.set(declaration, next);
    const before = places.size;
    places.add(placeOf(declaration.file, declaration.nameRange.start));
    for (const { file, nameRange } of scopeOf(analysis).usesOf(declaration)) places.add(placeOf(file, nameRange.start));
    if (places.size > before) queue.push(...touching(machines, name, places));
  }
  return [...targets.values()];
}

/** The declarations of the name that stand at, or are meant at, one of the places. */
function touching(machines: readonly Analysis[], name: string, places: ReadonlySet<string>): readonly Target[] {
  return machines.flatMap((analysis) => {
    const { named, usesOf } = scopeOf(analysis);
    return (named.get(name) ?? [])
      .filter(
        (declaration) =>
          places.has(placeOf(declaration.file, declaration.nameRange.start)) ||
          usesOf(declaration).some(({ file, nameRange }) => places.has(placeOf(file, nameRange.start))),
      )
      .map((declaration) => ({ analysis, declaration, name }));
  });
}

function placeOf(file: string, start: number): string {
  return `${start} ${file}`;
}
