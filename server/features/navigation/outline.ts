// The outline of one file: host bridges with everything below them, lists, queries and scenarios, in the order of the
// text. The detail says what `lspci -nn` would: address and id.

import type { Machine } from '../../../core/machine';
import { formatAddress } from '../../../core/pci/address';
import { formatId } from '../../../core/pci/id';
import type { Analysis } from '../../language/analysis';
import type { Declaration } from '../../language/declaration';
import type { TextRange } from '../../language/diagnostic';
import { hostBridgeAddress } from '../../language/explain/names';
import type { ParsedFile } from '../../language/parser';
import type { QuerySyntax } from '../../language/tree';
import { baseEvaluation, functionOf, hostBridgeOf, namePlace } from '../places';

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

const kept = new WeakMap<Analysis, Map<string, readonly OutlineEntry[]>>();

/** Empty for a file that does not belong to the analysis. Editors ask several times for one text, so it is kept. */
export function outline(analysis: Analysis, file: string): readonly OutlineEntry[] {
  const ofFiles = kept.get(analysis) ?? new Map<string, readonly OutlineEntry[]>();
  kept.set(analysis, ofFiles);
  const known = ofFiles.get(file) ?? makeOutline(analysis, file);
  ofFiles.set(file, known);
  return known;
}

function makeOutline(analysis: Analysis, file: string): readonly OutlineEntry[] {
  const parsed = analysis.files.find((candidate) => candidate.uri === file);
  if (parsed === undefined) return [];
  const machine = baseEvaluation(analysis).machine;
  const declared = analysis.declarations.filter((declaration) => declaration.file === file);
  const context: Context = { parsed, machine, below: childrenByParent(declared) };
  const entries = declared.filter(isTop).map((declaration) => declarationEntry(context, declaration));
  for (const item of parsed.root.items) if (isQuery(item)) entries.push(queryEntry(parsed, item));
  return entries.sort(byStart);
}

interface Context {
  readonly parsed: ParsedFile;
  readonly machine: Machine;
  readonly below: Children;
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

function declarationEntry(context: Context, declaration: Declaration): OutlineEntry {
  const { parsed, machine, below } = context;
  return {
    name: declaration.name ?? openingWord(parsed, declaration),
    detail: detail(machine, declaration),
    kind: entryKind(declaration),
    range: declaration.range,
    selection: namePlace(declaration).range,
    children:
      declaration.kind === 'scenario'
        ? (declaration.syntax.block?.members ?? []).filter(isQuery).map((query) => queryEntry(parsed, query))
        : (below.get(declaration.index) ?? []).map((child) => declarationEntry(context, child)).sort(byStart),
  };
}

/** Editors take no entry without a name, and a stray block has not even a word before it. */
function openingWord({ text }: ParsedFile, { syntax: { keyword } }: Declaration): string {
  return keyword.start === keyword.end ? '{ }' : text.slice(keyword.start, keyword.end);
}

export function entryKind(declaration: Declaration): OutlineEntry['kind'] {
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

/** `0000:03:00.0 · 144d:a824`; empty where there is none. */
export function declarationDetail(analysis: Analysis, declaration: Declaration): string {
  return detail(baseEvaluation(analysis).machine, declaration);
}

function detail(machine: Machine, declaration: Declaration): string {
  if (declaration.kind === 'host_bridge') {
    const found = hostBridgeOf(machine, declaration.index);
    const id = declaration.syntax.id?.value;
    const idWords = id === null || id === undefined || id === 'none' ? '' : formatId(id);
    return joined(found === null ? '' : hostBridgeAddress(found), idWords);
  }
  if (declaration.kind !== 'function') return '';
  const found = functionOf(machine, declaration.index, null);
  if (found === null) return '';
  return joined(formatAddress(found.address), found.id === null ? '' : formatId(found.id));
}

function joined(address: string, id: string): string {
  return address === '' || id === '' ? address + id : `${address} · ${id}`;
}

function queryEntry(parsed: ParsedFile, query: QuerySyntax): OutlineEntry {
  return {
    name: questionText(parsed, query),
    detail: '',
    kind: 'query',
    range: { start: query.start, end: query.end },
    selection: query.keyword,
    children: [],
  };
}

/** The question as it is written, on one line; of an `nvmet` its head. */
export function questionText({ text }: ParsedFile, query: QuerySyntax): string {
  const written = text.slice(query.start, query.kind === 'nvmet' ? query.name.end : query.end);
  // Most are written as they are shown.
  if (!/\/\/|\s\s|[^\S ]/.test(written)) return written;
  return written
    .replace(/\/\/.*$/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
}

export function isQuery<Item extends { readonly kind: string }>(item: Item): item is Item & QuerySyntax {
  return item.kind === 'pair' || item.kind === 'map' || item.kind === 'provider' || item.kind === 'nvmet';
}

function byStart(one: OutlineEntry, other: OutlineEntry): number {
  return one.range.start - other.range.start;
}
