// Protects the colours of machines in Markdown previews: the lists are the language's own, nothing of the text is lost, and
// shapes that look alike (a device number, an id, a size, a name) are told apart.

import { expect, it } from 'vitest';
import { COLOUR_OF_WORD, highlight } from '../../client/webview/markdown/highlight';
import {
  BRIDGE_KINDS,
  CONTINUATIONS,
  DECLARATION_WORDS,
  ENDPOINT_KINDS,
  ERRNOS,
  IOMMU_MODES,
  MAP_TYPES,
  PROPERTY_WORDS,
  QUERY_WORDS,
  SETTING_WORDS,
  VALUE_WORDS,
} from '../../server/language/keywords';

function wordsOf(colour: string): readonly string[] {
  return [...COLOUR_OF_WORD].filter(([, each]) => each === colour).map(([word]) => word);
}

function sorted(words: Iterable<string>): readonly string[] {
  return [...new Set(words)].sort();
}

it('has the words of the language', () => {
  const kinds = ['host_bridge', ...BRIDGE_KINDS, ...ENDPOINT_KINDS];
  const declarations = DECLARATION_WORDS.filter((word) => word !== 'host_bridge');
  const keywords = [...SETTING_WORDS, ...QUERY_WORDS, ...PROPERTY_WORDS, ...declarations, ...CONTINUATIONS];
  expect(sorted(wordsOf('type'))).toEqual(sorted(kinds));
  expect(sorted(wordsOf('keyword'))).toEqual(sorted(keywords));
  expect(sorted(wordsOf('literal'))).toEqual(sorted([...VALUE_WORDS, ...IOMMU_MODES, ...MAP_TYPES, ...ERRNOS]));
});

it('colours a line by what stands in it', () => {
  const text = 'nvme nvme0 @ c1:00.0 [144d:a824] { bar 4 512MiB } // "x" kernel\ncmdline "pci=x" on';
  const runs = highlight(text);
  expect(runs.map((run) => run.text).join('')).toBe(text);
  expect(runs.filter(({ colour }) => colour !== null).map((run) => [run.text, run.colour])).toEqual([
    ['nvme', 'type'],
    ['c1:00.0', 'number'],
    ['144d:a824', 'number'],
    ['bar', 'keyword'],
    ['4', 'number'],
    ['512MiB', 'number'],
    ['// "x" kernel', 'comment'],
    ['cmdline', 'keyword'],
    ['"pci=x"', 'string'],
    ['on', 'literal'],
  ]);
});
