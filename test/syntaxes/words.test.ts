// The grammar for editors is a file of regular expressions and cannot import the language's tables. These tests hold its
// word lists to them: a word that the language learns and the grammar does not would stay without colour.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ACS_FLAGS } from '../../core/pci/acs';
import {
  ARCHITECTURES,
  BRIDGE_KINDS,
  CONTINUATIONS,
  CPU_VENDORS,
  DECLARATION_WORDS,
  ENDPOINT_KINDS,
  ERRNOS,
  IOMMU_MODES,
  MAP_TYPES,
  PROPERTY_WORDS,
  QUERY_WORDS,
  RESERVED,
  SETTING_WORDS,
  VALUE_WORDS,
} from '../../server/language/keywords';

const GRAMMAR = readFileSync(new URL('../../syntaxes/p2p.tmLanguage.json', import.meta.url), 'utf8');
const REPOSITORY = (JSON.parse(GRAMMAR) as { repository: Record<string, unknown> }).repository;

/** Every list `(a|b|c)` of plain words in one entry of the grammar's repository, each sorted. */
function wordLists(entry: string): readonly (readonly string[])[] {
  const patterns = JSON.stringify(REPOSITORY[entry] ?? null);
  return [...patterns.matchAll(/\((?:\?:)?([A-Za-z_][A-Za-z0-9_]*(?:\|[A-Za-z_][A-Za-z0-9_]*)+)\)/g)].map((match) =>
    (match[1] ?? '').split('|').sort(),
  );
}

const TABLES: readonly (readonly [entry: string, words: readonly string[]])[] = [
  ['settings', ARCHITECTURES],
  ['settings', CPU_VENDORS],
  ['settings', IOMMU_MODES],
  ['setting-words', SETTING_WORDS],
  ['declaration-words', DECLARATION_WORDS.filter((word) => word !== 'host_bridge')],
  ['query-words', QUERY_WORDS],
  ['property-words', PROPERTY_WORDS],
  ['kinds', ['host_bridge', ...BRIDGE_KINDS, ...ENDPOINT_KINDS]],
  ['values', VALUE_WORDS],
  ['continuation-words', [...CONTINUATIONS, 'segment', 'segments']],
  ['expectation', MAP_TYPES],
  ['expectation', ERRNOS],
  ['acs-flags', ACS_FLAGS],
];

describe("the grammar's words", () => {
  it.each(TABLES)('of %s are the language’s own', (entry, words) => {
    expect(wordLists(entry)).toContainEqual([...words].sort());
  });

  it('hold every reserved word, but those that only later versions of the language use', () => {
    const planned = ['template', 'use', 'every', 'some'];
    const known = new Set(Object.keys(REPOSITORY).flatMap((entry) => wordLists(entry).flat()));
    expect([...RESERVED].filter((word) => !known.has(word)).sort()).toEqual(planned.sort());
  });
});
