// Protects the text that the fixes about memory, maps, providers and namespaces write: where a property goes, that comments
// and line ends stay, and that a fix is not offered where something else would start to fail by it.

import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/features/edit';
import { fixesFor } from '../../server/features/fixes/quick-fixes';
import type { QuickFix } from '../../server/features/fixes/quick-fix';
import { analyse } from '../../server/language/analyse';
import { rules } from '../../server/language/rules';
import { analyseText, findings, repairsAmong, URI } from './fixture';

/** A drive and an adapter below one switch; what stands in the drive's block is the test's. */
function tree(drive: string, adapter = ''): string {
  return `host_bridge pci0 @ 0000:00 [8086:4c43] {
  root_port @ 00:01.0 {
    switch sw0 @ 01:00.0 [11f8:4036] {
      port @ 02:00.0 { nvme nvme0 @ 03:00.0 ${drive} }
      port @ 02:01.0 { nic mlx0 @ 04:00.0 ${adapter} }
      port @ 02:02.0 { nic mlx1 @ 05:00.0 { dma { ops custom } } }
    }
  }
}
`;
}

const MEMORY = '{ bar 4 16MiB at 0x380000000000 p2pmem published }';
const ENTRY = 'sgl peer { p2pmem nvme0 4KiB }\nmap peer -> mlx0\n';

function fixesOf(text: string): readonly QuickFix[] {
  const analysis = analyseText(text);
  return repairsAmong(analysis.diagnostics.flatMap((diagnostic) => fixesFor(analysis, diagnostic)));
}

function titles(text: string): readonly string[] {
  return fixesOf(text).map(({ title }) => title);
}

/** The text after the fix, which must leave none of the findings that were there and add none. */
function after(text: string, title: string): string {
  const fix = fixesOf(text).find((candidate) => candidate.title === title);
  if (fix === undefined) throw new Error(`expected the fix '${title}', found ${titles(text).join('; ') || 'none'}`);
  const fixed = applyEdits(URI, text, fix.edits);
  expect(findings(analyseText(fixed))).toEqual([]);
  return fixed;
}

describe('adding memory', () => {
  it('makes the BAR memory that is there, the comment behind it kept', () => {
    const text = `${tree('{\n        bar 4 16MiB // CMB\n      }')}${ENTRY}`;
    expect(after(text, 'Make BAR 4 of nvme0 peer-to-peer memory')).toBe(text.replace('16MiB //', '16MiB p2pmem //'));
  });

  it('makes the BAR memory that the entry names', () => {
    const text = `${tree('{ bar 0 16MiB bar 4 16MiB }')}${ENTRY.replace('nvme0', 'nvme0 bar 4')}`;
    expect(after(text, 'Make BAR 4 of nvme0 peer-to-peer memory')).toBe(text.replace('4 16MiB', '4 16MiB p2pmem'));
  });

  it('writes a BAR where there is none, large enough for the entry', () => {
    const text = `${tree('')}${ENTRY.replace('4KiB', '4KiB offset 20MiB')}`;
    expect(after(text, 'Make a new BAR 0 of nvme0 peer-to-peer memory')).toBe(
      text.replace('03:00.0  }', '03:00.0 { bar 0 32MiB p2pmem }  }'),
    );
  });

  it('publishes it where a namespace asks, on lines of their own with the indentation and line ends of the file', () => {
    const text = `${tree('{\n        numa 0 // near\n      }')}nvmet s { port mlx0 namespace nvme0 p2pmem nvme0 }\n`;
    const title = 'Make a new BAR 0 of nvme0 peer-to-peer memory, published';
    const added = text.replace('// near\n', '// near\n        bar 0 16MiB p2pmem\n        published\n');
    expect(after(text, title)).toBe(added);
    expect(after(text.replace(/\n/g, '\r\n'), title)).toBe(added.replace(/\n/g, '\r\n'));
  });

  it('is not offered where the BAR is too small to be registered', () => {
    expect(titles(`${tree('{ bar 0 16KiB }')}${ENTRY}`)).toEqual([]);
  });

  it('is not offered where an assertion about the provider would fail by it', () => {
    const asked = `${tree('{ bar 4 16MiB }')}nvmet s { port mlx0 namespace nvme0 p2pmem nvme0 }\n`;
    expect(titles(asked)).toEqual(['Make BAR 4 of nvme0 peer-to-peer memory, published']);
    expect(titles(`${asked}provider for mlx0 = none\n`)).toEqual([]);
  });

  it('goes to the published memory that is missing, before `published`', () => {
    const text = tree('{\n        bar 4 16MiB\n        published\n      }');
    expect(after(text, 'Make BAR 4 of nvme0 peer-to-peer memory')).toBe(text.replace('16MiB\n', '16MiB p2pmem\n'));
  });
});

describe('an entry beyond its memory', () => {
  const beyond = (entry: string): string => `${tree(MEMORY)}sgl peer { ${entry} }\nmap peer -> mlx0\n`;

  it('ends where the memory ends, or begins early enough', () => {
    const text = beyond('p2pmem nvme0 8KiB offset 16380KiB');
    expect(after(text, 'Shorten the entry to 4KiB, the end of the memory')).toBe(text.replace('8KiB o', '4KiB o'));
    expect(after(text, 'Begin the entry at 16376KiB')).toBe(text.replace('16380KiB', '16376KiB'));
  });

  it('cannot be shortened where it begins behind the end', () => {
    expect(titles(beyond('p2pmem nvme0 16MiB p2pmem nvme0 4KiB'))).toEqual([]);
  });
});

describe('misaligned memory', () => {
  it('is cut to whole subsections of 2 MiB', () => {
    // From 1 MiB to 6 MiB: whole are those from 2 MiB to 6 MiB.
    const text = tree('{ bar 4 16MiB p2pmem 5MiB offset 1MiB }');
    expect(after(text, 'Register the aligned part: 4MiB offset 2MiB')).toBe(
      text.replace('5MiB offset 1MiB', '4MiB offset 2MiB'),
    );
  });

  it('in a BAR that is too small makes the BAR as large as one', () => {
    const text = tree('{ bar 4 1MiB at 0x380000100000 p2pmem }');
    expect(after(text, 'Make the BAR 2MiB')).toBe(text.replace('1MiB at 0x380000100000', '2MiB at 0x380000000000'));
  });
});

describe('accepting the actual result', () => {
  it('writes segments as the language has them', () => {
    const text = `${tree(MEMORY)}sgl mixed { ram 0xe00 at 0x100200 p2pmem nvme0 4KiB }\nmap mixed -> mlx0 = EIO\n`;
    expect(after(text, 'Accept the actual result: physical 0xe00, bus 4KiB')).toBe(
      text.replace('= EIO', '= physical 0xe00, bus 4KiB'),
    );
  });

  it('is not offered where the mapping is a trap, which an assertion would only hide', () => {
    const text = `iommu on\n${tree(MEMORY, '{ dma { untrusted } }')}sgl peer { p2pmem nvme0 4KiB }\nmap peer -> mlx0 = bus 4KiB\n`;
    expect(titles(text)).toEqual([]);
  });

  it('is not offered where the ports of a namespace differ', () => {
    const namespace = (ports: string): string =>
      `${tree(MEMORY)}nvmet s { ${ports} namespace nvme0 p2pmem auto = none }\n`;
    expect(titles(namespace('port mlx0'))).toEqual(['Accept the actual result: nvme0']);
    expect(titles(namespace('port mlx0 port mlx1'))).toEqual([]);
  });

  it('is offered in the scenario that asks', () => {
    const text = `${tree(MEMORY)}provider for mlx0 = nvme0\nscenario old { kernel 4.20 provider for mlx0 = none }\n`;
    expect(after(text, 'Accept the actual result: nvme0')).toBe(text.replace('= none', '= nvme0'));
  });
});

describe('repairs of a pair', () => {
  const redirected = (more: string): string => `iommu on\n${tree(MEMORY)}pair nvme0 -> mlx0 = bus_addr\n${more}`;
  const REDIRECT = 'Clear the ACS redirect with pci=disable_acs_redir=';

  it('look at what is mapped too', () => {
    expect(titles(redirected('sgl peer { p2pmem nvme0 4KiB }\nmap peer -> mlx0 = bus 4KiB\n'))).toContain(REDIRECT);
    expect(titles(redirected('sgl peer { p2pmem nvme0 4KiB }\nmap peer -> mlx0 = EREMOTEIO\n'))).not.toContain(
      REDIRECT,
    );
    expect(titles(redirected('provider for mlx0 = none\n'))).not.toContain(REDIRECT);
  });

  it('look at machines of several files in several folders', () => {
    const texts = new Map([
      [
        'file:///machines/site/root.p2p',
        `include "../tree.p2p"\n${redirected('').replace(/host_bridge[^]*\n}\n/, '')}provider for mlx0\n`,
      ],
      ['file:///machines/tree.p2p', tree(MEMORY)],
    ]);
    const root = 'file:///machines/site/root.p2p';
    const read = (uri: string): string | null => texts.get(uri) ?? null;
    const analysis = analyse(root, { folder: 'file:///machines/', read }, rules);
    const found = analysis.diagnostics.flatMap((diagnostic) => fixesFor(analysis, diagnostic));
    expect(analysis.diagnostics.map(({ code }) => code)).toEqual(['pair-mismatch']);
    expect(found.map(({ title }) => title)).toContain(REDIRECT);
  });
});
