// Protects fixes whose repair lets something be read or evaluated for the first time: they are offered although a question
// then gets an answer that is worth a word, and a fix that would leave half of a list behind is not.

import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/features/edit';
import { fixesFor } from '../../server/features/fixes/quick-fixes';
import { TREE } from '../rules/fixtures';
import { analyseText, repairsAmong, URI } from './fixture';

function offered(text: string, code: string): ReadonlyMap<string, string> {
  const analysis = analyseText(text);
  const found = analysis.diagnostics.filter((each) => each.code === code);
  const fixes = repairsAmong(found.flatMap((diagnostic) => fixesFor(analysis, diagnostic)));
  return new Map(fixes.map(({ title, edits }) => [title, applyEdits(URI, text, edits)]));
}

function booted(commandLine: string): string {
  return `kernel 6.15\niommu on\ncmdline "${commandLine}"\n${TREE}pair nvme0 -> mlx0\n`;
}

describe('what a repair shows is no objection to it', () => {
  it('a virtual function that there is, whose pair is redirected', () => {
    const text = `iommu on\n${TREE.replace('04:00.0 }', '04:00.0 { vfs 2 } }')}pair nvme0 -> mlx0.vf2\n`;
    const fixes = offered(text, 'vf-unknown');
    expect(fixes.get('Change mlx0.vf2 to mlx0.vf1')).toBe(text.replace('vf2\n', 'vf1\n'));
    expect(fixes.get('Give mlx0 3 virtual functions')).toBe(text.replace('vfs 2', 'vfs 3'));
  });

  it('flags between quotes, which leave a redirect once they are read', () => {
    const flags = 'xx110x1@0000:02:00.0;xx101x1@0000:02:01.0';
    const fixes = offered(booted(`quiet pci=config_acs=\\"${flags}\\"`), 'cmdline-shell');
    expect([...fixes.values()]).toEqual([booted(`quiet pci=config_acs=${flags}`)]);
  });

  it('the line of a GRUB file, whose semicolon has a backslash of its own', () => {
    const list = 'pci=disable_acs_redir=0000:02:00.0';
    const fixes = offered(booted(`GRUB_CMDLINE_LINUX_DEFAULT=\\"quiet ${list}\\\\;0000:02:01.0\\"`), 'cmdline-shell');
    expect([...fixes.values()]).toEqual([booted(`quiet ${list};0000:02:01.0`)]);
  });
});

describe('an option that is given twice', () => {
  it('is not merged while a comma cuts one of its lists', () => {
    const text = booted('pci=disable_acs_redir=0000:02:00.0,0000:02:01.0 pci=disable_acs_redir=0000:00:01.0');
    expect([...offered(text, 'cmdline-repeated').keys()]).toEqual([]);
    expect([...offered(text, 'cmdline-comma').keys()]).toEqual(['Separate the devices with ;']);
  });
});

describe('a comment without a use', () => {
  it('that is seen only once an error is gone hinders no repair of the error', () => {
    const text = `${TREE}// p2p-ignore dma-mask: old\npair nvme0 -> mlx0.vf0\n`;
    expect([...offered(text, 'vf-unknown').keys()]).toContain('Change mlx0.vf0 to mlx0');
  });
});
