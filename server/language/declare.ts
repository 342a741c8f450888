// First half of binding: everything that a machine declares, in one list, and the names by which queries find it. The
// index in the list is the origin under which core knows a host bridge, function or BAR.

import type { Declaration } from './declaration';
import { isFaultyDmaEntry } from './dma';
import { documentationBefore } from './documentation';
import type { Sink } from './finding';
import type { Sources } from './includes';
import type { ParsedFile } from './parser';
import { createMemo, type AnalysisMemo } from './memo';
import { lineWords } from './place';
import { placeDeclarations } from './placed';
import { coreOf, isKept } from './shifted';
import type {
  BarSyntax,
  FunctionSyntax,
  HostBridgeSyntax,
  MemberSyntax,
  MisplacedSyntax,
  NvmetSyntax,
  QuerySyntax,
  ScatterlistSyntax,
  ScenarioSyntax,
  SettingSyntax,
  Value,
} from './tree';

type DeclaringSyntax = HostBridgeSyntax | FunctionSyntax | BarSyntax | ScatterlistSyntax | NvmetSyntax | ScenarioSyntax;

export interface Declared {
  readonly declarations: readonly Declaration[];
  readonly names: ReadonlyMap<string, Declaration>;
  /** Of each host bridge, function and BAR its index. */
  readonly originOf: ReadonlyMap<HostBridgeSyntax | FunctionSyntax | BarSyntax | ScenarioSyntax, number>;
  /** Host bridges and functions whose block is not closed, and that have no other fault: their head stands. */
  readonly unclosed: ReadonlySet<number>;
  /** What stands in such a block, at any depth: where the block ends is a guess, and so is whether it belongs there. */
  readonly guessed: ReadonlySet<number>;
}

/** Of the machine, or of one scenario: the subsystems of its own, which may ask again what the machine asks. */
type Names = Map<string, Declaration>;

type Place = 'sound' | 'guessed' | 'misplaced';

/** Properties whose fault changes where or what the function is for the kernel's decision. */
const DECISIVE: ReadonlySet<MemberSyntax['kind']> = new Set(['acs', 'dma', 'bus_offset']);

export function declareAll(sources: Sources, report: Sink, memo: AnalysisMemo = createMemo()): Declared {
  const declarations: Declaration[] = [];
  const names = new Map<string, Declaration>();
  const originOf = new Map<HostBridgeSyntax | FunctionSyntax | BarSyntax | ScenarioSyntax, number>();
  const unclosed = new Set<number>();
  const guessed = new Set<number>();

  const add = (
    file: ParsedFile,
    syntax: DeclaringSyntax,
    name: Value<string> | null,
    parent: number | null,
    place: Place,
    scope: Names | null = null,
  ): number => {
    const index = declarations.length;
    const faulty = place === 'misplaced' || syntax.faulty || decisiveFault(syntax);
    if (place === 'guessed') guessed.add(index);
    else if (!faulty && isUnclosed(syntax)) unclosed.add(index);
    const declaration = {
      index,
      kind: syntax.kind,
      syntax,
      name: name?.value ?? null,
      file: file.uri,
      nameRange: name === null || name.value === null ? null : { start: name.start, end: name.end },
      range: { start: syntax.start, end: syntax.end },
      documentation: documentationBefore(file, syntax.start),
      parent,
      unreliable: faulty || place === 'guessed' || isUnclosed(syntax),
    } as Declaration;
    declarations.push(declaration);
    if (declaration.nameRange !== null) enter(file, declaration, scope);
    return index;
  };

  const enter = (file: ParsedFile, declaration: Declaration, scope: Names | null): void => {
    const name = declaration.name ?? '';
    const outer = names.get(name);
    const first = scope?.get(name) ?? (scope !== null && outer?.kind === 'nvmet' ? undefined : outer);
    if (first === undefined) {
      (scope ?? names).set(name, declaration);
      return;
    }
    const there = first.nameRange ?? first.range;
    const where = lineWords(sources.files.find(({ uri }) => uri === first.file) ?? file, there, file);
    report({
      code: 'name-duplicate',
      file: declaration.file,
      range: declaration.nameRange ?? declaration.range,
      message: `\`${name}\`: expected a name that is not taken, found that of ${describeOne(first)} in ${where}; choose another one`,
      related: [{ file: first.file, range: there, message: `\`${name}\` is declared here first` }],
    });
  };

  const addMembers = (
    file: ParsedFile,
    owner: HostBridgeSyntax | FunctionSyntax,
    parent: number,
    place: Place,
  ): void => {
    const within = place === 'sound' && isUnclosed(owner) ? 'guessed' : place;
    for (const member of owner.block?.members ?? []) {
      if (member.kind === 'function') addFunction(file, member, parent, within);
      else if (member.kind === 'bar') originOf.set(member, add(file, member, null, parent, within));
    }
  };

  const addFunction = (file: ParsedFile, syntax: FunctionSyntax, parent: number | null, place: Place): void => {
    const index = add(file, syntax, syntax.name, parent, place);
    originOf.set(syntax, index);
    addMembers(file, syntax, index, place);
  };

  const addHostBridge = (file: ParsedFile, item: HostBridgeSyntax, place: Place): void => {
    const index = add(file, item, item.name, null, place);
    originOf.set(item, index);
    addMembers(file, item, index, place);
  };

  /** One that was declared before only moves: its declarations are placed, and its names entered. */
  const addKept = (file: ParsedFile, item: HostBridgeSyntax): void => {
    const core = coreOf(item);
    const index = declarations.length;
    const known = memo.declared.get(core);
    if (known === undefined) {
      addHostBridge(file, item, 'sound');
      const originals = declarations.slice(index);
      const documentation = originals[0]?.documentation ?? null;
      const latest = { item, index, documentation, declarations: originals };
      memo.declared.set(core, { item, originals, latest });
      return;
    }
    const documentation = documentationBefore(file, item.start);
    const { latest } = known;
    if (latest.item !== item || latest.index !== index || latest.documentation !== documentation) {
      const placed = placeDeclarations(known, item, index, documentation);
      known.latest = { item, index, documentation, declarations: placed };
    }
    for (const declaration of known.latest.declarations) {
      declarations.push(declaration);
      if (declaration.name !== null) enter(file, declaration, null);
    }
  };

  const addItem = (
    file: ParsedFile,
    item: MisplacedSyntax | SettingSyntax | QuerySyntax,
    place: Place,
    scope: Names | null = null,
  ): void => {
    if (item.kind === 'function') addFunction(file, item, null, 'misplaced');
    if (item.kind === 'sgl' || item.kind === 'nvmet') add(file, item, item.name, null, place, scope);
    if (item.kind === 'host_bridge') {
      if (place === 'sound' && isKept(item)) addKept(file, item);
      else addHostBridge(file, item, place);
    }
    if (item.kind === 'scenario') {
      originOf.set(item, add(file, item, item.name, null, place));
      const own: Names = new Map();
      for (const member of item.block?.members ?? []) addItem(file, member, place, own);
    }
  };

  for (const { file, item } of sources.items) addItem(file, item, 'sound');
  for (const file of sources.files) for (const item of file.root.misplaced) addItem(file, item, 'misplaced');
  return { declarations, names, originOf, unclosed, guessed };
}

/** "host bridge", "nvme", "scatterlist". */
export function describe(declaration: Declaration): string {
  switch (declaration.kind) {
    case 'host_bridge':
      return 'host bridge';
    case 'function':
      return declaration.syntax.functionKind ?? 'device';
    case 'bar':
      return 'BAR';
    case 'sgl':
      return 'scatterlist';
    case 'nvmet':
      return 'NVMe-oF subsystem';
    case 'scenario':
      return 'scenario';
  }
}

/** "a host bridge", "an nvme". */
export function describeOne(declaration: Declaration): string {
  const noun = describe(declaration);
  return `${/^(?:[aeiou]|nvm)/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

function isUnclosed(syntax: DeclaringSyntax): boolean {
  return (syntax.kind === 'function' || syntax.kind === 'host_bridge') && syntax.block?.closed === false;
}

function decisiveFault(syntax: DeclaringSyntax): boolean {
  if (syntax.kind !== 'function' && syntax.kind !== 'host_bridge') return false;
  return (syntax.block?.members ?? []).some((member) => {
    if (member.kind === 'dma' && member.block !== null) {
      return member.faulty || !member.block.closed || member.block.members.some(isFaultyDmaEntry);
    }
    return member.faulty && DECISIVE.has(member.kind);
  });
}
