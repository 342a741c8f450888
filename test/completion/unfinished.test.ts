// Completion where the text is broken, across files, and after an edit: people ask for it in the middle of a line, and most
// of the time the file does not parse.

import { describe, expect, it } from 'vitest';
import { completionDocumentation, completions } from '../../server/features/completion';
import { analyse } from '../../server/language/analyse';
import { at, complete, labels, MACHINE, NAMES } from './fixture';

describe('in broken text', () => {
  it.each([
    ['an unclosed block above', 'host_bridge a {\n  root_port {\n    nvme x {\n      $0\n', 'bar'],
    ['an unclosed block of another kind', `${MACHINE}scenario s {\n  $0\n`, 'iommu'],
    ['a fault on the line before', `${MACHINE}pair nvme0 ->\npair = =\nprovider for $0`, 'mlx0'],
    ['a fault behind', `${MACHINE}pair $0\n}}} ]] pair ->`, 'nvme0'],
    ['an unfinished query before the cursor', `${MACHINE}pair nvme0 -> \n$0`, 'mlx0'],
    ['an unfinished query, then a new line', `${MACHINE}pair nvme0\n$0`, 'provider'],
    ['a string without its end', `${MACHINE}cmdline "pci=$0`, 'disable_acs_redir='],
    ['a bracket without its end', 'host_bridge a [8086:09$0', '8086:09a2'],
    ['a mistyped word before', `${MACHINE}pari nvme0 -> $0`, 'mlx0'],
    ['a block that stands in the wrong place', `${MACHINE}nvme x {\n  bar 0 1MiB p2pmem\n  $0\n}`, 'published'],
  ])('%s', (_, source, label) => {
    expect(labels(source)).toContain(label);
  });

  it.each([
    ['the half of a word', `${MACHINE}pair nv$0me1 -> mlx0`, 'nvme1'],
    ['an id', 'host_bridge a [80$086:09a2]', '8086:09a2'],
    ['an option of the command line', 'cmdline "pci=no$0ats,realloc"', 'noats'],
    ['a code of a comment', '// p2p-ignore acs-$0redirect: known', 'acs-redirect'],
  ])('replaces the whole of %s', (_, source, replaced) => {
    const { items } = complete(source);
    const text = source.replace('$0', '');
    expect(items.length).toBeGreaterThan(0);
    expect(new Set(items.map(({ range }) => text.slice(range.start, range.end)))).toEqual(new Set([replaced]));
  });
});

describe('across files', () => {
  const included = `//- main.p2p
include "hardware.p2p"
pair $0
//- hardware.p2p
${MACHINE}`;

  it('offers what an included file declares', () => {
    expect(labels(included)).toEqual(expect.arrayContaining(['nvme0', 'mlx0', 'nvme1']));
  });

  it('says what the kernel decides about it', () => {
    const { items } = complete(included.replace('pair $0', 'pair nvme0 -> mlx0 = $0'));
    expect([items[0]?.label, items[0]?.description]).toEqual(['bus_addr', 'what the kernel decides']);
  });

  it('offers no setting that the other file has', () => {
    const found = labels(included.replace('pair $0', '$0'));
    expect(found).toContain('iommu');
    expect(found).not.toContain('kernel');
  });

  it('in the included file offers what the including one declares', () => {
    const source = `//- main.p2p
include "queries.p2p"
${MACHINE}
//- queries.p2p
map $0`;
    expect(labels(source)).toEqual(['read']);
  });

  it('offers nothing in a file that is no part of the machine', () => {
    const { analysis } = at(`${MACHINE}$0`);
    expect(completions(analysis, 'file:///elsewhere.p2p', 0, NAMES)).toEqual({ items: [], incomplete: false });
  });
});

describe('after an edit', () => {
  const uri = 'file:///machine.p2p';
  const offered = (text: string): readonly string[] => {
    const analysis = analyse(uri, { folder: null, read: () => text });
    return completions(analysis, uri, text.length, NAMES).items.map(({ label }) => label);
  };

  it('a renamed device has its new name', () => {
    const text = `${MACHINE}provider for `;
    expect(offered(text)).toContain('mlx0');
    const renamed = offered(text.replace('nic mlx0', 'nic mlx7'));
    expect(renamed).toContain('mlx7');
    expect(renamed).not.toContain('mlx0');
  });

  it('memory that is gone is not offered any more', () => {
    const text = `${MACHINE}sgl b { p2pmem `;
    expect(offered(text)).toEqual(['nvme0']);
    expect(offered(text.replace('512MiB p2pmem published', '512MiB'))).toEqual([]);
  });
});

describe('documentation', () => {
  const documented = (source: string, label: string): string => {
    const { analysis, file, offset } = at(source);
    const item = completions(analysis, file, offset, NAMES).items.find((each) => each.label === label);
    if (item === undefined || item.data === null) return '';
    const data = JSON.parse(JSON.stringify(item.data)) as typeof item.data;
    return completionDocumentation(analysis, data, NAMES) ?? '';
  };

  it.each([
    [`${MACHINE}pair $0`, 'nvme0', 'The fast one.'],
    ['$0', 'pair', '`pair PROVIDER, … -> CLIENT, … [= MAP_TYPE]`'],
    ['kernel $0', '6.15', 'pci=config_acs='],
    ['kernel $0', '6.13', 'since 6.11'],
    ['host_bridge a { nic m [15b3:1021$0] }', '15b3:1021', `(pci.ids ${NAMES.date})`],
    ['kernel 6.12\ncmdline "$0"', 'pci=disable_acs_redir=', '6.12 gets it wrong'],
    ['kernel 6.15\ncmdline "$0"', 'pci=config_acs=', 'DT EC UF CR RR TB SV'],
    ['// p2p-ignore $0', 'name-unknown', 'Nothing has this name.'],
  ])('%s: %s', (source, label, expected) => {
    expect(documented(source, label)).toContain(expected);
  });

  it('escapes what comes from the file', () => {
    const source = `${MACHINE.replace('The fast one.', '[click](command:x) <b>')}pair $0`;
    expect(documented(source, 'nvme0')).toContain('\\[click\\](command:x) \\<b>');
  });
});
