// Protects what each piece of a text is coloured as: whole, broken, in a part of a file, across an include and after an
// edit. A line of an expectation is one of the text, each token as `text type.modifiers`.

import { describe, expect, test } from 'vitest';
import { semanticTokens, TOKEN_MODIFIERS, TOKEN_TYPES } from '../../server/features/tokens/semantic-tokens';
import type { Analysis } from '../../server/language/analysis';
import type { TextRange } from '../../server/language/diagnostic';
import { lineAt } from '../../server/language/position';
import { FOLDER } from '../language/fixture';
import { analyseTexts, EVERYTHING } from './machine';

function lines(analysis: Analysis, name = 'main.p2p', range: TextRange | null = null): readonly string[] {
  const parsed = analysis.files.find(({ uri }) => uri === FOLDER + name);
  const { text, lineStarts } = parsed ?? { text: '', lineStarts: [0] };
  const found = new Map<number, string[]>();
  for (const { start, end, type, modifiers } of semanticTokens(analysis, FOLDER + name, range)) {
    const line = lineAt(lineStarts, start);
    const words = `${text.slice(start, end)} ${[type, ...modifiers].join('.')}`;
    found.set(line, [...(found.get(line) ?? []), words]);
  }
  return [...found.values()].map((words) => words.join(' | '));
}

const of = (text: string): readonly string[] => lines(analyseTexts({ 'main.p2p': text }));

describe('a whole file', () => {
  test.each([
    ['a setting', 'iommu on', 'iommu keyword | on enumMember'],
    ['a version', 'kernel 6.15', 'kernel keyword | 6.15 number'],
    ['a processor', 'cpu amd family 0x17', 'cpu keyword | amd enumMember | family keyword | 0x17 number'],
    [
      'the command line',
      'cmdline "quiet pci=disable_acs_redir=pci:11f8:4036;00:01.0,noats"',
      'cmdline keyword | " string | quiet parameter |   string | pci parameter | = string | ' +
        'disable_acs_redir parameter | = string | pci:11f8:4036 number | ; string | 00:01.0 number | ,noats" string',
    ],
    [
      'flags in the command line',
      'cmdline "pci=config_acs=xx1@pci:11f8:4036"',
      'cmdline keyword | " string | pci parameter | = string | config_acs parameter | = string | ' +
        'xx1 enumMember | @ string | pci:11f8:4036 number | " string',
    ],
    [
      'a host bridge',
      'host_bridge pci0 @ 0000:00 [none] { }',
      'host_bridge struct | pci0 function.declaration | @ operator | 0000:00 number | none enumMember',
    ],
    [
      'memory',
      'host_bridge pci0 { nvme a { bar 4 512MiB at 0x380000000000 p2pmem 256MiB offset 2MiB published } }',
      'host_bridge struct | pci0 function.declaration | nvme struct | a function.declaration | bar keyword | ' +
        '4 number | 512MiB number | at keyword | 0x380000000000 number | p2pmem keyword | 256MiB number | ' +
        'offset keyword | 2MiB number | published keyword',
    ],
    [
      'bridge and bits',
      'host_bridge pci0 { root_port @ 01.0 [8086:352a] { acs auto firmware SV caps SV RR } }',
      'host_bridge struct | pci0 function.declaration | root_port struct | @ operator | 01.0 number | ' +
        '8086:352a number | acs keyword | auto enumMember | firmware keyword | SV enumMember | caps keyword | ' +
        'SV enumMember | RR enumMember',
    ],
    [
      'DMA',
      'host_bridge pci0 { nic a { dma { ops direct mask 0xff untrusted } } bus_offset -1GiB }',
      'host_bridge struct | pci0 function.declaration | nic struct | a function.declaration | dma keyword | ' +
        'ops keyword | direct enumMember | mask keyword | 0xff number | untrusted keyword | ' +
        'bus_offset keyword | - operator | 1GiB number',
    ],
    ['documentation', '/// A drive.', '/// A drive. comment.documentation'],
    ['a comment', '// note', '// note comment'],
    [
      'a suppression',
      '// p2p-ignore pair-mismatch, pair-empty: known',
      '//  comment | p2p-ignore keyword | pair-mismatch enumMember | pair-empty enumMember | : known comment',
    ],
  ])('%s', (_, text, expected) => {
    expect(of(text)).toEqual([expected]);
  });

  test('questions, their names and what they expect', () => {
    expect(of(EVERYTHING).slice(-15)).toEqual([
      'sgl keyword | read function.declaration',
      'p2pmem keyword | nvme0 function | 4KiB number',
      'ram keyword | 4KiB number',
      'pair keyword | nvme0 function | -> operator | mlx0 function | mlx0.vf1 function | ' +
        'mlx0.vf* function | = operator | bus_addr enumMember',
      'map keyword | read function | -> operator | mlx0.vf0 function',
      'provider keyword | for keyword | mlx0 function | = operator | nvme0 function',
      'nvmet keyword | subsys0 function.declaration',
      'port keyword | mlx0 function',
      'namespace keyword | nvme0 function | p2pmem keyword | nvme0 function | = operator | nvme0 function',
      'scenario keyword | stock function.declaration',
      'cmdline keyword | "" string',
      'pair keyword | nvme0 function | -> operator | mlx0 function | = operator | thru_host_bridge enumMember',
      'nvmet keyword | subsys0 function.declaration',
      'port keyword | mlx0 function',
      'namespace keyword | nvme0 function',
    ]);
  });

  test('what a map expects', () => {
    const machine = 'host_bridge pci0 { nic a }\nsgl r { ram 4KiB }\n';
    const expected = (answer: string): string | undefined =>
      of(`${machine}map r -> a = ${answer}`)[2]?.split('= operator | ')[1];
    expect(expected('EREMOTEIO')).toBe('EREMOTEIO enumMember');
    expect(expected('2 segments')).toBe('2 number | segments keyword');
    expect(expected('bus 4KiB, iova 2KiB')).toBe('bus enumMember | 4KiB number | iova enumMember | 2KiB number');
  });

  test('a device that is called like a word that goes on is a device', () => {
    expect(of('host_bridge pci0 { nic offset }\npair offset -> offset')[1]).toBe(
      'pair keyword | offset function | -> operator | offset function',
    );
  });
});

describe('a broken file', () => {
  test('a name that nobody declares has no colour', () => {
    expect(of('pair nvme9 -> mlx9')).toEqual(['pair keyword | -> operator']);
  });

  test('what stands after a fault is coloured all the same', () => {
    expect(
      of('host_bridge pci0 {\n  nic mlx0 @ @ [\n  nvme nvme0 {\npair mlx0 -> nvme0 =\ncmdline "pci=noats'),
    ).toEqual([
      'host_bridge struct | pci0 function.declaration',
      'nic struct | mlx0 function.declaration | @ operator | @ operator',
      'nvme struct | nvme0 function.declaration',
      'pair keyword | mlx0 function | -> operator | nvme0 function | = operator',
      'cmdline keyword | " string | pci parameter | =noats string',
    ]);
  });

  test('an id over two lines', () => {
    expect(of('host_bridge pci0 [8086:\n09a2 ] { }').every((line) => !line.includes('\n'))).toBe(true);
  });
});

test('a part of a file is that part of the whole', () => {
  const analysis = analyseTexts({ 'main.p2p': EVERYTHING });
  const range = { start: EVERYTHING.indexOf('switch'), end: EVERYTHING.indexOf('vfs 4') };
  const whole = semanticTokens(analysis, analysis.root, null);
  const touched = whole.filter(({ start, end }) => start <= range.end && end >= range.start);
  expect(semanticTokens(analysis, analysis.root, range)).toEqual(touched);
  expect(touched.length).toBeLessThan(whole.length);
});

test('a name is coloured as what it names, in whichever file that is', () => {
  const analysis = analyseTexts({
    'main.p2p': 'include "nic.p2p"\nmap read -> mlx0',
    'nic.p2p': 'host_bridge pci0 { nic mlx0 }\nsgl read { ram 4KiB }',
  });
  expect(lines(analysis)).toEqual([
    'include keyword | "nic.p2p" string',
    'map keyword | read function | -> operator | mlx0 function',
  ]);
  expect(lines(analysis, 'nic.p2p')[0]).toBe(
    'host_bridge struct | pci0 function.declaration | nic struct | mlx0 function.declaration',
  );
});

test('after an edit the colours are those of the text as it is now', () => {
  of('host_bridge pci0 { nic mlx0 }\npair mlx0 -> mlx0');
  expect(of('host_bridge pci0 { nic mlx1 }\npair mlx0 -> mlx1')[1]).toBe('pair keyword | -> operator | mlx1 function');
});

test('types and modifiers are those that every editor knows', () => {
  const analysis = analyseTexts({ 'main.p2p': EVERYTHING });
  for (const { type, modifiers } of semanticTokens(analysis, analysis.root, null)) {
    expect(TOKEN_TYPES).toContain(type);
    for (const modifier of modifiers) expect(TOKEN_MODIFIERS).toContain(modifier);
  }
});
