// First half of binding: everything that a machine declares, in one list, and the names by which queries find it. The
// index in the list is the origin under which core knows a host bridge, function or BAR.

import type { Declaration } from './declaration';
import type { TextRange } from './diagnostic';
import { documentationBefore } from './documentation';
import type { Sink } from './finding';
import type { Sources } from './includes';
import type { ParsedFile } from './parser';
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
}

/** Properties whose fault changes where or what the function is for the kernel's decision. */
const DECISIVE: ReadonlySet<MemberSyntax['kind']> = new Set(['acs', 'dma', 'bus_offset']);

export function declareAll(sources: Sources, report: Sink): Declared {
  const declarations: Declaration[] = [];
  const names = new Map<string, Declaration>();
  const originOf = new Map<HostBridgeSyntax | FunctionSyntax | BarSyntax | ScenarioSyntax, number>();

  const add = (
    file: ParsedFile,
    syntax: DeclaringSyntax,
    name: Value<string> | null,
    parent: number | null,
    misplaced: boolean,
  ): number => {
    const index = declarations.length;
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
      unreliable: misplaced || syntax.faulty || decisiveFault(syntax),
    } as Declaration;
    declarations.push(declaration);
    if (declaration.nameRange !== null) enter(declaration, declaration.nameRange);
    return index;
  };

  const enter = (declaration: Declaration, range: TextRange): void => {
    const name = declaration.name ?? '';
    const first = names.get(name);
    if (first === undefined) {
      names.set(name, declaration);
      return;
    }
    report({
      code: 'name-duplicate',
      file: declaration.file,
      range,
      message: `\`${name}\`: expected a name that is not taken, found that of a ${describe(first)}; choose another one`,
      related: [
        { file: first.file, range: first.nameRange ?? first.range, message: `\`${name}\` is declared here first` },
      ],
    });
  };

  const addMembers = (file: ParsedFile, members: readonly MemberSyntax[], parent: number, misplaced: boolean): void => {
    for (const member of members) {
      if (member.kind === 'function') addFunction(file, member, parent, misplaced);
      else if (member.kind === 'bar') originOf.set(member, add(file, member, null, parent, misplaced));
    }
  };

  const addFunction = (file: ParsedFile, syntax: FunctionSyntax, parent: number | null, misplaced: boolean): void => {
    const index = add(file, syntax, syntax.name, parent, misplaced);
    originOf.set(syntax, index);
    addMembers(file, syntax.block?.members ?? [], index, misplaced);
  };

  const addItem = (file: ParsedFile, item: MisplacedSyntax | SettingSyntax | QuerySyntax, misplaced: boolean): void => {
    if (item.kind === 'function') addFunction(file, item, null, true);
    if (item.kind === 'sgl' || item.kind === 'nvmet') add(file, item, item.name, null, misplaced);
    if (item.kind === 'host_bridge') {
      const index = add(file, item, item.name, null, misplaced);
      originOf.set(item, index);
      addMembers(file, item.block?.members ?? [], index, misplaced);
    }
    if (item.kind === 'scenario') {
      originOf.set(item, add(file, item, item.name, null, misplaced));
      for (const member of item.block?.members ?? []) addItem(file, member, misplaced);
    }
  };

  for (const { file, item } of sources.items) addItem(file, item, false);
  for (const file of sources.files) for (const item of file.root.misplaced) addItem(file, item, true);
  return { declarations, names, originOf };
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

function decisiveFault(syntax: DeclaringSyntax): boolean {
  if (syntax.kind !== 'function' && syntax.kind !== 'host_bridge') return false;
  return (syntax.block?.members ?? []).some((member) => {
    if (member.kind === 'dma' && member.block !== null) {
      return member.faulty || !member.block.closed || member.block.members.some((entry) => entry.faulty);
    }
    return member.faulty && DECISIVE.has(member.kind);
  });
}
