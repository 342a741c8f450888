// Protects the text that a quick fix writes: where a setting goes, in which line ends, that comments stay where they
// are, that a query with many combinations is repaired whole, and that nothing else of the file starts to fail.

import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/features/edit';
import type { QuickFix } from '../../server/features/quick-fix';
import { quickFixes } from '../../server/features/quick-fixes';
import { TREE } from '../rules/fixtures';
import { analyseText, repairsAmong, URI } from './fixture';

const CLEAR = '"pci=disable_acs_redir=0000:02:00.0;0000:02:01.0"';

function fixesOf(text: string): readonly QuickFix[] {
  return repairsAmong(quickFixes(analyseText(text), URI, { start: 0, end: text.length }));
}

function after(text: string, title: string | RegExp): string {
  const fix = fixesOf(text).find((candidate) => new RegExp(title).test(candidate.title));
  if (fix === undefined) {
    throw new Error(
      `expected a fix like ${String(title)}, found ${fixesOf(text)
        .map((each) => each.title)
        .join('; ')}`,
    );
  }
  return applyEdits(URI, text, fix.edits);
}

const REDIRECT = /pci=disable_acs_redir=/;

describe('a new setting', () => {
  it('goes on a line of its own behind the last one, comments kept', () => {
    const text = `iommu on // as booted\n\n${TREE}pair nvme0 -> mlx0\n`;
    expect(after(text, REDIRECT)).toBe(text.replace('// as booted\n', `// as booted\ncmdline ${CLEAR}\n`));
  });

  it('keeps CRLF', () => {
    const text = `iommu on\n${TREE}pair nvme0 -> mlx0\n`.replace(/\n/g, '\r\n');
    expect(after(text, REDIRECT)).toBe(text.replace('iommu on\r\n', `iommu on\r\ncmdline ${CLEAR}\r\n`));
  });

  it('goes beside a setting that shares its line', () => {
    const text = `kernel 7.3 iommu on ${TREE}pair nvme0 -> mlx0\n`;
    expect(after(text, REDIRECT)).toBe(text.replace('iommu on ', `iommu on cmdline ${CLEAR} `));
  });

  it('goes before the first declaration and its documentation where there is no setting', () => {
    const pinned = TREE.replace(/\{ (nvme|nic)/g, '{ acs SV RR CR UF $1');
    const text = `// a note\n\n/// The machine.\n${pinned}pair nvme0 -> mlx0 = bus_addr\n`;
    // Without an IOMMU the pinned bits are what firmware left.
    expect(after(text, REDIRECT)).toBe(
      text
        .replace('/// The', `cmdline ${CLEAR}\n\n/// The`)
        .replaceAll('acs SV RR CR UF', 'acs auto firmware SV RR CR UF'),
    );
  });

  it('goes into an empty scenario line, and before its first query', () => {
    const text = `iommu on\n${TREE}scenario s { pair nvme0 -> mlx0 }\n`;
    expect(after(text, REDIRECT)).toBe(text.replace('{ pair', `{ cmdline ${CLEAR} pair`));
  });
});

describe('clearing a redirect', () => {
  const FOUR = `iommu on
host_bridge pci0 @ 0000:00 [8086:4c43] {
  root_port @ 00:01.0 {
    switch @ 01:00.0 {
      port @ 02:00.0 { nvme nvme0 }
      port @ 02:01.0 { nvme nvme1 }
      port @ 02:02.0 { nic mlx0 }
    }
  }
}
`;

  it('names the ports of every combination of the query', () => {
    const text = `${FOUR}pair nvme0, nvme1 -> mlx0 = bus_addr\n`;
    expect(after(text, REDIRECT)).toContain('cmdline "pci=disable_acs_redir=0000:02:00.0;0000:02:02.0;0000:02:01.0"');
  });

  it('keeps the rest of the command line', () => {
    const text = `cmdline "quiet pci=noats,disable_acs_redir=0000:02:00.0 ro"\n${FOUR}pair nvme0 -> mlx0 = bus_addr\n`;
    const fixed = after(text, REDIRECT);
    expect(fixed).toMatch(/^cmdline "quiet pci=noats,disable_acs_redir=0000:02:00\.0;0000:02:02\.0 ro"\n/);
  });

  it('is not offered where another assertion would fail by it', () => {
    const text = `${FOUR}pair nvme0 -> mlx0 = bus_addr\npair nvme0 -> mlx0 = not_supported\n`;
    expect(fixesOf(text).map(({ title }) => title)).toEqual(['Accept the actual result: not_supported']);
  });

  it('is not offered where a scenario that inherits the command line would fail by it', () => {
    const text = `${FOUR}pair nvme0 -> mlx0 = bus_addr\nscenario s { kernel 6.1 pair nvme0 -> mlx0 = not_supported }\n`;
    expect(fixesOf(text).map(({ title }) => title)).toEqual(['Accept the actual result: not_supported']);
  });

  it('takes the kernel along where this one misreads the parameter', () => {
    const text = `kernel 6.12\n${FOUR}pair nvme0 -> mlx0\n`;
    expect(after(text, /on kernel 6\.15, the first that reads it right/)).toMatch(
      /^kernel 6\.15\niommu on\ncmdline "pci=/,
    );
    expect(after(`kernel 6.12\n${FOUR}scenario s { iommu on pair nvme1 -> mlx0 }\n`, /on kernel 6\.15/)).toContain(
      'scenario s { iommu on kernel 6.15 cmdline "pci=disable_acs_redir=0000:02:01.0;0000:02:02.0" pair',
    );
  });

  it('is offered with config_acs too, which keeps the other bits, the first one preferred', () => {
    const fixes = fixesOf(`${FOUR}pair nvme0 -> mlx0\n`);
    expect(fixes.map(({ title, preferred, price }) => [title, preferred, price])).toEqual([
      [
        'Clear the ACS redirect with pci=disable_acs_redir=',
        true,
        'also lost: SV UF; no longer isolated from each other: nvme0 and mlx0',
      ],
      ['Clear the ACS redirect with pci=config_acs=', false, 'no longer isolated from each other: nvme0 and mlx0'],
      [
        'Write the bits of 0000:02:00.0 and 0000:02:02.0 without RR, CR and EC',
        false,
        'the running machine must have them so',
      ],
    ]);
  });
});

describe('accepting the actual result', () => {
  it('splits a query whose combinations differ', () => {
    const text = `${TREE.replace('root_port @ 00:01.0 {', 'nvme nvme9\n  root_port @ 00:01.0 {')}  pair nvme0, nvme9 -> mlx0 = bus_addr // both?\n`;
    expect(after(text, /one query each/)).toBe(
      text.replace(
        'pair nvme0, nvme9 -> mlx0 = bus_addr',
        'pair nvme0 -> mlx0 = bus_addr\n  pair nvme9 -> mlx0 = not_supported',
      ),
    );
  });
});

describe('the command line', () => {
  const booted = (line: string): string => `iommu on\ncmdline "${line}"\n${TREE}`;

  it('loses the whole parameter with its only option', () => {
    expect(after(booted('quiet pci=noacs ro'), /Remove noacs/)).toBe(booted('quiet ro'));
    expect(after(booted('pci=noacs'), /Remove noacs/)).toBe(booted(''));
    expect(after(booted('pci=noacs,noats'), /Remove noacs/)).toBe(booted('pci=noats'));
    expect(after(booted('pci=noats,noacs'), /Remove noacs/)).toBe(booted('pci=noats'));
  });

  it('gets every comma of a list at once', () => {
    const list = '0000:02:00.0,0000:02:01.0,0000:01:00.0';
    expect(after(booted(`pci=disable_acs_redir=${list}`), /Separate/)).toBe(
      booted(`pci=disable_acs_redir=${list.replaceAll(',', ';')}`),
    );
  });

  it('keeps escapes', () => {
    expect(after(booted('a=\\"x\\" pci=noacs'), /Remove noacs/)).toBe(booted('a=\\"x\\"'));
  });
});
