// The outline of one file: host bridges with everything below them, lists, queries and scenarios, in the order of the
// text. The detail says what `lspci -nn` would: address and id.

import { formatAddress } from '../../core/pci/address';
import { formatId } from '../../core/pci/id';
import type { Analysis } from '../language/analysis';
import type { Declaration } from '../language/declaration';
import type { TextRange } from '../language/diagnostic';
import { hostBridgeAddress } from '../language/explain/names';
import type { ParsedFile } from '../language/parser';
import type { ItemSyntax, QuerySyntax } from '../language/tree';
import { baseEvaluation, functionOf, hostBridgeOf, namePlace } from './places';

export interface OutlineEntry {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'host-bridge' | 'bridge' | 'endpoint' | 'list' | 'query' | 'scenario';
  /** The whole declaration or query. */
  readonly range: TextRange;
  /** Its name; inside `range`. */
  readonly selection: TextRange;
  readonly children: readonly OutlineEntry[];
}

const BRIDGES: ReadonlySet<string> = new Set(['root_port', 'switch', 'port', 'pci_bridge']);

/** Empty for a file that does not belong to the analysis. */
export function outline(analysis: Analysis, file: string): readonly OutlineEntry[] {
  const parsed = analysis.files.find((candidate) => candidate.uri === file);
  if (parsed === undefined) return [];
  const declared = analysis.declarations.filter((declaration) => declaration.file === file);
  const below = childrenByParent(declared);
  const scenarioQueries = parsed.root.items.flatMap(membersOfScenario);
  const entries = [
    ...declared.filter(isTop).map((declaration) => declarationEntry(analysis, parsed, below, declaration)),
    ...parsed.root.items.filter(isQuery).map((query) => queryEntry(parsed, query)),
  ];
  const scenarios = new Map(scenarioQueries.map(({ start, queries }) => [start, queries]));
  return entries.sort(byStart).map((entry) => {
    const queries = entry.kind === 'scenario' ? scenarios.get(entry.range.start) : undefined;
    return queries === undefined ? entry : { ...entry, children: queries.map((query) => queryEntry(parsed, query)) };
  });
}

function isTop(declaration: Declaration): boolean {
  return declaration.parent === null && declaration.kind !== 'bar' && declaration.kind !== 'nvmet';
}

type Children = ReadonlyMap<number, readonly Declaration[]>;

function childrenByParent(declared: readonly Declaration[]): Children {
  const children = new Map<number, Declaration[]>();
  for (const declaration of declared) {
    if (declaration.parent === null || declaration.kind === 'bar') continue;
    const siblings = children.get(declaration.parent);
    if (siblings === undefined) children.set(declaration.parent, [declaration]);
    else siblings.push(declaration);
  }
  return children;
}

function declarationEntry(
  analysis: Analysis,
  parsed: ParsedFile,
  below: Children,
  declaration: Declaration,
): OutlineEntry {
  const children = (below.get(declaration.index) ?? [])
    .map((child) => declarationEntry(analysis, parsed, below, child))
    .sort(byStart);
  return {
    name: declaration.name ?? parsed.text.slice(declaration.syntax.keyword.start, declaration.syntax.keyword.end),
    detail: detail(analysis, declaration),
    kind: entryKind(declaration),
    range: declaration.range,
    selection: namePlace(declaration).range,
    children,
  };
}

function entryKind(declaration: Declaration): OutlineEntry['kind'] {
  switch (declaration.kind) {
    case 'host_bridge':
      return 'host-bridge';
    case 'function':
      return BRIDGES.has(declaration.syntax.functionKind ?? '') ? 'bridge' : 'endpoint';
    case 'scenario':
      return 'scenario';
    case 'nvmet':
      return 'query';
    case 'bar':
    case 'sgl':
      return 'list';
  }
}

/** `0000:03:00.0 · 144d:a824`. */
function detail(analysis: Analysis, declaration: Declaration): string {
  const { machine } = baseEvaluation(analysis);
  if (declaration.kind === 'host_bridge') {
    const found = hostBridgeOf(machine, declaration.index);
    const id = declaration.syntax.id?.value;
    const idWords = id === null || id === undefined || id === 'none' ? '' : formatId(id);
    return [found === null ? '' : hostBridgeAddress(found), idWords].filter((part) => part !== '').join(' · ');
  }
  if (declaration.kind !== 'function') return '';
  const found = functionOf(machine, declaration.index, null);
  if (found === null) return '';
  return [formatAddress(found.address), found.id === null ? '' : formatId(found.id)]
    .filter((part) => part !== '')
    .join(' · ');
}

function queryEntry(parsed: ParsedFile, query: QuerySyntax): OutlineEntry {
  const written = parsed.text.slice(query.start, query.kind === 'nvmet' ? query.name.end : query.end);
  return {
    name: written
      .replace(/\/\/.*$/gm, '')
      .replace(/\s+/g, ' ')
      .trim(),
    detail: '',
    kind: 'query',
    range: { start: query.start, end: query.end },
    selection: query.keyword,
    children: [],
  };
}

function membersOfScenario(
  item: ItemSyntax,
): readonly { readonly start: number; readonly queries: readonly QuerySyntax[] }[] {
  if (item.kind !== 'scenario') return [];
  return [{ start: item.start, queries: (item.block?.members ?? []).filter(isQuery) }];
}

function isQuery<Item extends { readonly kind: string }>(item: Item): item is Item & QuerySyntax {
  return item.kind === 'pair' || item.kind === 'map' || item.kind === 'provider' || item.kind === 'nvmet';
}

function byStart(one: OutlineEntry, other: OutlineEntry): number {
  return one.range.start - other.range.start;
}
