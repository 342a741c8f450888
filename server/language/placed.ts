// A declaration of an earlier analysis, at the place and index that it has now. Where a construct only moved, making its
// declarations anew would look into a syntax that nobody asked for (shifted.ts); these look when they are asked.

import type { Declaration } from './declaration';
import type { TextRange } from './diagnostic';
import type { BarSyntax, FunctionSyntax, HostBridgeSyntax } from './tree';

type DeclaringSyntax = HostBridgeSyntax | FunctionSyntax | BarSyntax;

/** The declarations of one host bridge, itself first, as they were made when it was first met. */
export interface DeclaredItem {
  readonly item: HostBridgeSyntax;
  readonly originals: readonly Declaration[];
}

class PlacedDeclaration {
  readonly index: number;
  readonly kind: Declaration['kind'];
  readonly name: string | null;
  readonly file: string;
  readonly parent: number | null;
  readonly unreliable: boolean;

  constructor(
    readonly original: Declaration,
    private readonly place: Place,
    readonly documentation: string | null,
  ) {
    this.index = original.index + place.indexShift;
    this.kind = original.kind;
    this.name = original.name;
    this.file = original.file;
    this.parent = original.parent === null ? null : original.parent + place.indexShift;
    this.unreliable = original.unreliable;
  }

  get syntax(): DeclaringSyntax | undefined {
    this.place.nodes ??= declaringNodes(this.place.item);
    return this.place.nodes[this.original.index - this.place.first];
  }
  get range(): TextRange {
    return moved(this.original.range, this.place.by);
  }
  get nameRange(): TextRange | null {
    return this.original.nameRange === null ? null : moved(this.original.nameRange, this.place.by);
  }
}

/** Where all declarations of a host bridge stand now. */
interface Place {
  readonly item: HostBridgeSyntax;
  readonly by: number;
  readonly indexShift: number;
  /** Index of the first original. */
  readonly first: number;
  nodes: readonly DeclaringSyntax[] | null;
}

/** `documentation`: of the host bridge itself, for it stands outside of it. */
export function placeDeclarations(
  { item, originals }: DeclaredItem,
  now: HostBridgeSyntax,
  index: number,
  documentation: string | null,
): readonly Declaration[] {
  const first = originals[0]?.index ?? 0;
  const place: Place = { item: now, by: now.start - item.start, indexShift: index - first, first, nodes: null };
  return originals.map((original, position) => {
    const said = position === 0 ? documentation : original.documentation;
    return new PlacedDeclaration(original, place, said) as unknown as Declaration;
  });
}

/** The declaration as it was first made: the same object wherever it moves to. */
export function originalOf(declaration: Declaration): Declaration {
  return declaration instanceof PlacedDeclaration ? declaration.original : declaration;
}

/** A copy from which nothing is to be concluded. */
export function unreliably(declaration: Declaration): Declaration {
  const { index, name, file, nameRange, range, documentation, parent } = declaration;
  const { kind, syntax } = declaration;
  const base = { index, name, file, nameRange, range, documentation, parent, unreliable: true };
  return { ...base, kind, syntax } as Declaration;
}

/** The host bridge and what it declares, in the order in which declare.ts meets them. */
function declaringNodes(item: HostBridgeSyntax): readonly DeclaringSyntax[] {
  const nodes: DeclaringSyntax[] = [];
  const visit = (node: HostBridgeSyntax | FunctionSyntax): void => {
    nodes.push(node);
    for (const member of node.block?.members ?? []) {
      if (member.kind === 'function') visit(member);
      else if (member.kind === 'bar') nodes.push(member);
    }
  };
  visit(item);
  return nodes;
}

export function moved({ start, end }: TextRange, by: number): TextRange {
  return { start: start + by, end: end + by };
}
