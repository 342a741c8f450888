// The filter box: words that must all occur in a function's name, address, id or kind; `a -> b` filters providers by
// `a` and clients by `b`. Kept rows of the topology keep their ancestors and their subtrees, or they would hang in the air.

import { kindWords } from '../../../diagram/labels';
import type { Topology, TopologyNode } from '../../../diagram/tree';
import type { PanelSelection } from '../../../server/protocol/panel';

export interface Filter {
  readonly provider: readonly string[];
  /** null: no arrow was typed, the words are for providers alone. */
  readonly client: readonly string[] | null;
}

export function parseFilter(text: string): Filter {
  const [provider = '', client] = text.toLowerCase().split('->', 2);
  return { provider: words(provider), client: client === undefined ? null : words(client) };
}

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

export function matchesWords(texts: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((word) => texts.some((text) => text.toLowerCase().includes(word)));
}

/** What of a node the filter looks at. */
export function searchTexts(node: TopologyNode): readonly string[] {
  if (node.shape === 'host-bridge') {
    return [node.hostBridge.name, node.hostBridge.bus, node.hostBridge.representative?.id ?? ''];
  }
  const { name, address, id, kind } = node.device;
  return [name, address, id ?? '', kindWords(kind)];
}

/** By node: whether it or a bridge above it matches; null: no words, everything does. */
export function filterHits(topology: Topology, wanted: readonly string[] | null): readonly boolean[] | null {
  if (wanted === null || wanted.length === 0) return null;
  const hits: boolean[] = [];
  // Parents stand before their children, so a hit carries down to its subtree in the same pass.
  for (const node of topology.nodes) hits.push(hits[node.parent] === true || matchesWords(searchTexts(node), wanted));
  return hits;
}

/** Names of what matches by itself, not for a bridge above it: one that is the word itself first, then in order. */
export function matchingNames(topology: Topology, wanted: readonly string[]): readonly string[] {
  const found = topology.nodes.filter((node) => matchesWords(searchTexts(node), wanted));
  const names = found.map((node) => (node.shape === 'host-bridge' ? node.hostBridge.name : node.device.name));
  const exact = (name: string): boolean => wanted.includes(name.toLowerCase());
  return [...names.filter(exact), ...names.filter((name) => !exact(name))];
}

export interface Found {
  /** What is looked for, in small letters. */
  readonly words: readonly string[];
  /** Functions and host bridges that match by themselves. */
  readonly count: number;
  /** A sentence where nothing matches, or nothing on one side of the arrow; else empty. */
  readonly missing: string;
}

/** null: nothing is looked for. */
export function foundBy(topology: Topology, { provider, client }: Filter): Found | null {
  const sides = [provider, client ?? []].filter((words) => words.length > 0);
  if (sides.length === 0) return null;
  const found = sides.map((words) => matchingNames(topology, words));
  const missing = sides.find((_, side) => found[side]?.length === 0);
  return {
    words: sides.flat(),
    count: new Set(found.flat()).size,
    missing: missing === undefined ? '' : `Nothing matches “${missing.join(' ')}” by name, address, id or kind.`,
  };
}

/** A query is no match. */
function wordsOf(selection: PanelSelection | null): string {
  const { name = '', provider = '', client = '' }: Record<string, unknown> = { ...selection };
  return [name, provider, client].join('\n');
}

/** Whoever goes through more pairs than these by Enter types another word first. */
const MOST_ENDS = 100;

/**
 * What Enter in the filter selects: the match after the selected one, around the end (`step` -1: the one before it); with
 * an arrow the pairs, provider by provider. null: nothing matches. `isEnd`: whether a device can be an end of a pair.
 */
export function nextMatch(
  topology: Topology,
  { provider, client }: Filter,
  selected: PanelSelection | null,
  step: 1 | -1,
  isEnd: (name: string) => boolean,
): PanelSelection | null {
  const ends = (words: readonly string[]): readonly string[] =>
    matchingNames(topology, words).filter(isEnd).slice(0, MOST_ENDS);
  const matches: readonly PanelSelection[] =
    client === null
      ? matchingNames(topology, provider).map((name) => ({ kind: 'device', name }))
      : ends(provider).flatMap((from) =>
          ends(client)
            .filter((to) => to !== from)
            .map((to) => ({ kind: 'pair', provider: from, client: to })),
        );
  const at = matches.findIndex((match) => wordsOf(match) === wordsOf(selected));
  return matches.at(at < 0 && step < 0 ? -1 : (at + step) % matches.length) ?? null;
}

/** The pieces of a text, those that a filter's words found marked. */
export function markedPieces(
  text: string,
  words: readonly string[],
): readonly { readonly text: string; readonly found: boolean }[] {
  const lower = text.toLowerCase();
  const pieces: { text: string; found: boolean }[] = [];
  for (let at = 0; at < text.length;) {
    const found = words.find((word) => lower.startsWith(word, at));
    const end = at + (found?.length ?? 1);
    const last = pieces[pieces.length - 1];
    if (found === undefined && last?.found === false) last.text += text.slice(at, end);
    else pieces.push({ text: text.slice(at, end), found: found !== undefined });
    at = end;
  }
  return pieces;
}

/**
 * By node: whether the topology shows it; null: no filter. `always` are nodes shown whatever the filter says, the
 * selected path. Two passes over the nodes.
 */
export function keptNodes(topology: Topology, filter: Filter, always: readonly number[]): readonly boolean[] | null {
  const providers = filterHits(topology, filter.provider);
  const clients = filterHits(topology, filter.client);
  if (providers === null && clients === null) return null;
  const kept = topology.nodes.map((_, index) => providers?.[index] === true || clients?.[index] === true);
  for (const node of always) kept[node] = true;
  return withAncestors(topology, kept);
}

/** By node: whether it is one of these or above one of them. */
export function keptPath(topology: Topology, path: readonly number[]): readonly boolean[] {
  const onPath = new Set(path);
  return withAncestors(
    topology,
    topology.nodes.map((_, index) => onPath.has(index)),
  );
}

function withAncestors(topology: Topology, kept: boolean[]): readonly boolean[] {
  for (let index = topology.nodes.length - 1; index >= 0; index -= 1) {
    const parent = topology.nodes[index]?.parent ?? -1;
    if (kept[index] === true && parent >= 0) kept[parent] = true;
  }
  return kept;
}
