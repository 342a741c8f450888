// What an editor gets: the document, ranges of it, the line that is being typed; and a reason where nothing can be done.

import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../server/features/edit';
import { formatDocument, formatOnType, formatRanges, type FormatAnswer } from '../../server/features/formatting';
import { parseFile } from '../../server/language/parser';

const URI = 'file:///main.p2p';

/** `«` and `»` enclose each range. */
function formatMarked(marked: string): string {
  const ranges: { start: number; end: number }[] = [];
  let text = '';
  for (const part of marked.split(/(?=[«»])/)) {
    if (part.startsWith('«')) ranges.push({ start: text.length, end: text.length });
    const range = ranges.at(-1);
    if (part.startsWith('»') && range !== undefined) range.end = text.length;
    text += part.replace(/^[«»]/, '');
  }
  return result(text, formatRanges(parseFile(URI, text), ranges));
}

function result(text: string, answer: FormatAnswer): string {
  return answer.kind === 'edits' ? applyEdits(URI, text, answer.edits) : answer.reason;
}

function typed(marked: string, character: string): string {
  const offset = marked.indexOf('$0');
  const text = marked.replace('$0', '');
  return applyEdits(URI, text, formatOnType(parseFile(URI, text), offset, character));
}

describe('the document', () => {
  test('is formatted around its faults', () => {
    const text = 'kernel   6.1\npair a   b\n';
    expect(result(text, formatDocument(parseFile(URI, text)))).toBe('kernel 6.1\npair a   b\n');
  });

  test('is refused, with the line, where nothing is without a fault', () => {
    const answer = formatDocument(parseFile(URI, '\nhost_bridge h {\n   nic   n @ nowhere\n}\n'));
    expect(answer).toEqual({ kind: 'refused', reason: 'line 3 has a syntax error; repair it, then format again' });
  });

  test('that is formatted gets no edit', () => {
    expect(formatDocument(parseFile(URI, 'kernel 6.1\n'))).toEqual({ kind: 'edits', edits: [] });
    expect(formatDocument(parseFile(URI, ''))).toEqual({ kind: 'edits', edits: [] });
  });
});

describe('a range', () => {
  test('is formatted by whole lines, and no other line', () => {
    expect(formatMarked('kernel   6.1\nio«mmu   o»n\ncpu   amd\n')).toBe('kernel   6.1\niommu on\ncpu   amd\n');
  });

  test('that ends at the start of a line does not reach into it', () => {
    expect(formatMarked('«kernel   6.1\n»iommu   on\n')).toBe('kernel 6.1\niommu   on\n');
  });

  test('in a block gets the indentation of its place', () => {
    expect(formatMarked('host_bridge h {\n      numa 0\n«      nic   n»\n  }\n')).toBe(
      'host_bridge h {\n      numa 0\n  nic n\n  }\n',
    );
  });

  test('that is empty is the line of the cursor', () => {
    expect(formatMarked('kernel   6.1\n«»iommu   on\n')).toBe('kernel   6.1\niommu on\n');
  });

  test('beside a faulty declaration is formatted', () => {
    expect(formatMarked('pair a   b\n«kernel   6.1\n»')).toBe('pair a   b\nkernel 6.1\n');
  });

  test('in a faulty declaration is refused, with the line of the fault', () => {
    expect(formatMarked('scenario s {\n«   kernel   6.1»\n   iommu of\n}\ncpu   amd\n')).toBe(
      'line 3 has a syntax error; repair it, then format again',
    );
  });

  test('names the fault of its own declaration, not of another', () => {
    expect(formatMarked('pair a   b\niommu on\n«pair c   d\n»')).toBe(
      'line 3 has a syntax error; repair it, then format again',
    );
  });

  test('of several, a refused one does not keep the others from being formatted', () => {
    expect(formatMarked('«kernel   6.1»\n«pair a   b»\niommu   on\n«cpu   amd»\n')).toBe(
      'kernel 6.1\npair a   b\niommu   on\ncpu amd\n',
    );
  });
});

describe('what is typed', () => {
  test.each([
    ['a line in a block', 'host_bridge h {\n$0', 'host_bridge h {\n  '],
    ['a line in a block that is indented', 'x\n    scenario s {\n$0\n    }', 'x\n    scenario s {\n      \n    }'],
    ['a line behind a block', 'scenario s {\n  kernel 6.1\n}\n  $0', 'scenario s {\n  kernel 6.1\n}\n'],
    ['a line at the top', 'kernel 6.1\n    $0iommu on', 'kernel 6.1\niommu on'],
    ['a list that goes on', 'pair a,\n$0', 'pair a,\n    '],
    [
      'a list that goes on behind a comment',
      'scenario s {\n  pair a -> // x\n$0',
      'scenario s {\n  pair a -> // x\n      ',
    ],
    ['the closing brace that the line end was put before', 'scenario s {\n$0}', 'scenario s {\n}'],
    ['with tabs around', '\tscenario s {\n\t$0', '\tscenario s {\n      '],
    ['with CRLF', 'scenario s {\r\n$0\r\n}', 'scenario s {\r\n  \r\n}'],
    ['a brace in a comment or a string opens nothing', '// {\ncmdline "{"\n$0', '// {\ncmdline "{"\n'],
  ])('a line end: %s', (_, before, after) => {
    expect(typed(before, '\n')).toBe(after);
  });

  test.each([
    [
      'goes below the line that opened',
      'host_bridge h {\n  root_port {\n    nic n\n    }$0\n',
      'host_bridge h {\n  root_port {\n    nic n\n  }\n',
    ],
    ['closes the inner block of a line', '  root_port { switch s {\n      }$0', '  root_port { switch s {\n  }'],
    ['in a file with faults', 'pair a b\nscenario s {\n  iommu of\n  }$0', 'pair a b\nscenario s {\n  iommu of\n}'],
  ])('a closing brace %s', (_, before, after) => {
    expect(typed(before, '}')).toBe(after);
  });

  test.each([
    ['a brace behind something', 'scenario s {\n    kernel 6.1 }$0\n'],
    ['a brace in a comment', 'scenario s {\n    // }$0\n'],
    ['a brace that closes nothing', '    }$0\n'],
    ['any other character', 'scenario s {\n      k$0\n'],
    ['a line that stands right', 'scenario s {\n  $0kernel 6.1\n      iommu   on\n}'],
  ])('nothing is done for %s', (_, before) => {
    const character = before[before.indexOf('$0') - 1] === '}' ? '}' : before.includes('k$0') ? 'k' : '\n';
    expect(typed(before, character)).toBe(before.replace('$0', ''));
  });
});
