// Protects the tables of a report: every kind of answer is there in all three formats, CSV keeps one head a block, and what
// a file says cannot break out of a cell.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { columns } from '../../server/export/columns';
import { reportTables } from '../../server/export/tables';
import { reportOf, TREE } from './machines';

const EXAMPLE = readFileSync(new URL('../language/example.p2p', import.meta.url), 'utf8');
const example = reportOf(EXAMPLE);

describe('text', () => {
  const lines = reportTables(example, 'text').split('\n');

  it('has a row for each segment, choice and namespace', () => {
    expect(lines).toContain('  map   client  path       outcome  segment  kind  address         length  entries');
    expect(lines).toContain('  read  mlx0    dma-iommu  mapped   2        bus   0x380020000000  0x1000  3');
    expect(lines).toContain('  mlx0          nvme0;nvme1  4         chosen');
    expect(lines).toContain('  subsys0  nvme1      mlx0  nvme0     provider  -      -');
  });

  it('has what a scenario changes, and its own rows', () => {
    const stock = lines.indexOf('scenario stock');
    expect(lines.slice(stock, stock + 3)).toEqual(['scenario stock', '  cmdline ""', '']);
    expect(lines[stock + 4]).toMatch(/^ {2}nvme0 +mlx0 +THRU_HOST_BRIDGE/);
  });

  it('gives the error, or the reason where there is no name for it, in place of segments', () => {
    const text = `${TREE}sgl peer { p2pmem nvme1 4KiB }\nmap peer -> mlx0\nscenario old { kernel 5.12 map peer -> mlx0 }\n`;
    const rows = reportTables(reportOf(text), 'text')
      .split('\n')
      .filter((line) => line.startsWith('  peer'));
    expect(rows.map((row) => row.trim().split(/ {2,}/).slice(2, 4))).toEqual([
      ['dma-direct', 'EREMOTEIO'],
      ['old-p2pdma', 'error: not-supported'],
    ]);
  });

  it('says so where nothing is asked', () => {
    expect(reportTables(reportOf(TREE), 'text')).toMatch(/\n {2}nothing asked$/);
  });
});

describe('markdown', () => {
  it('has a table a kind, cells escaped', () => {
    const shown = reportTables(example, 'markdown');
    expect(shown).toContain('| map | client | path |');
    expect(shown).toContain('| nvme2 | mlx0 | THRU\\_HOST\\_BRIDGE | 6 |');
    expect(shown).toContain('| mlx0 | nvme0;nvme1 | 4 | chosen |');
  });
});

describe('csv', () => {
  const blocks = reportTables(example, 'csv').split('\n\n');

  it('has one block a kind with one head, the scenario in the first column', () => {
    expect(blocks.map((block) => block.split('\n')[0])).toEqual([
      'scenario,provider,client,map type,distance,common bridge,rule,ACS redirects,link',
      'scenario,map,client,path,outcome,segment,kind,address,length,entries',
      'scenario,provider for,chosen,distance,outcome',
      'scenario,nvmet,namespace,port,provider,outcome,error,fallback',
    ]);
    expect(blocks[0]?.split('\n').map((row) => row.split(',')[0])).toEqual([
      'scenario',
      '',
      '',
      '',
      'scenario stock',
      'scenario before_listing',
    ]);
  });

  it('keeps the head of the pairs for a file that asks nothing, and nothing else', () => {
    expect(reportTables(reportOf(TREE), 'csv').split('\n')).toHaveLength(1);
  });
});

describe('columns', () => {
  it('are as wide as their widest cell, and end without blanks', () => {
    expect(
      columns([
        ['a', 'bb', ''],
        ['ccc', 'd', 'e'],
      ]),
    ).toEqual(['a    bb', 'ccc  d   e']);
  });
});
