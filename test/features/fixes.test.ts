// Protects the text that a quick fix writes: where a setting goes, in which line ends, that comments stay where they
// are, that a query with many combinations is repaired whole, and that nothing else of the file starts to fail.

import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/features/edit';
import type { QuickFix } from '../../server/features/fixes/quick-fix';
import { quickFixes } from '../../server/features/fixes/quick-fixes';
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

describe('what was meant by an entry of the command line', () => {
  const booted = (line: string, more = ''): string => `iommu on\ncmdline "${line}"\n${TREE}${more}`;

  it('noacs: the option that takes the redirect off the pairs that are asked about', () => {
    const text = booted('quiet pci=noacs', 'pair nvme0 -> mlx0\n');
    const [fix] = fixesOf(text);
    expect(fix).toMatchObject({ preferred: true, price: expect.stringContaining('no longer isolated') as string });
    expect(after(text, /what noacs was meant for/)).toBe(
      booted('quiet pci=disable_acs_redir=0000:02:00.0;0000:02:01.0', 'pair nvme0 -> mlx0\n'),
    );
    expect(fixesOf(booted('pci=noacs')).map(({ title }) => title)).toEqual(['Remove noacs']);
  });

  it('an address that no function has: the nearest one of the machine, if it is one', () => {
    const list = (second: string): string => `pci=disable_acs_redir=0000:02:00.0;${second}`;
    expect(after(booted(list('0000:02:11.0')), /Change/)).toBe(booted(list('0000:02:01.0')));
    expect(fixesOf(booted(list('0000:02:11.0')))[0]).toMatchObject({
      title: 'Change 0000:02:11.0 to 0000:02:01.0',
      preferred: false,
    });
    // As near to 0000:02:00.0 as to 0000:02:01.0, and a list from another machine.
    expect(fixesOf(booted('pci=disable_acs_redir=0000:02:02.0')).map(({ title }) => title)).toEqual([
      'Remove 0000:02:02.0',
    ]);
    expect(fixesOf(booted('pci=disable_acs_redir=0000:c1:03.0')).map(({ title }) => title)).toEqual([
      'Remove 0000:c1:03.0',
    ]);
  });

  it('an id that no function has: the nearest one of the machine, the flags before it kept', () => {
    // A function without an id might be the one that is named.
    const identified = booted('pci=config_acs=xx0x00x@pci:11f8:4063')
      .replace('00:01.0 {', '00:01.0 [8086:352a] {')
      .replace('03:00.0', '03:00.0 [144d:a824]')
      .replace('04:00.0', '04:00.0 [15b3:101d]');
    expect(after(identified, /Change pci:11f8:4063 to pci:11f8:4036/)).toBe(identified.replace('4063', '4036'));
  });

  it('a name of this file, of which the kernel knows nothing: its address; an address without its function', () => {
    const text = booted('pci=disable_acs_redir=left').replace('port @ 02:00.0', 'port left @ 02:00.0');
    expect(after(text, /Change left to 0000:02:00.0/)).toBe(text.replace('=left', '=0000:02:00.0'));
    expect(after(booted('pci=disable_acs_redir=0000:02:01;0000:02:00.0'), /Complete it to 0000:02:01.0/)).toBe(
      booted('pci=disable_acs_redir=0000:02:01.0;0000:02:00.0'),
    );
  });
});

describe('another place in the tree', () => {
  const apart = (drive: string): string => `host_bridge pci0 @ 0000:00 [8086:4c43] {
  root_port @ 00:01.0 {
    switch sw0 @ 01:00.0 {
      port @ 02:00.0 {
        nic mlx0 @ 03:00.0
      } // slot 1
    }
  }
  root_port @ 00:02.0 { // slot 2
    /// Fast.
    ${drive}
  }
}
`;
  const DRIVE = `nvme nvme0 @ 05:00.0 [144d:a824] {
      bar 4 16MiB // CMB
    }`;
  const TITLE = /Move nvme0 into a new port of sw0/;

  it('below the switch of the other one, with block, documentation and comments', () => {
    const text = `${apart(DRIVE)}pair nvme0 -> mlx0 = bus_addr\n`;
    expect(after(text, TITLE)).toBe(`host_bridge pci0 @ 0000:00 [8086:4c43] {
  root_port @ 00:01.0 {
    switch sw0 @ 01:00.0 {
      port @ 02:00.0 {
        nic mlx0 @ 03:00.0
      } // slot 1
      port {
        /// Fast.
        nvme nvme0 [144d:a824] {
          bar 4 16MiB // CMB
        }
      }
    }
  }
  root_port @ 00:02.0 { // slot 2
  }
}
pair nvme0 -> mlx0 = bus_addr
`);
    expect(fixesOf(text).find(({ title }) => TITLE.test(title))).toMatchObject({
      preferred: false,
      price: 'the device must be plugged in there',
    });
  });

  it('in CRLF', () => {
    const text = `${apart(DRIVE)}pair nvme0 -> mlx0 = bus_addr\n`;
    expect(after(text.replaceAll('\n', '\r\n'), TITLE)).toBe(after(text, TITLE).replaceAll('\n', '\r\n'));
  });

  it('only where the assertion then holds', () => {
    const titles = (settings: string, answer: string): readonly string[] =>
      fixesOf(`${settings}${apart(DRIVE)}pair nvme0 -> mlx0 = ${answer}\n`).map(({ title }) => title);
    expect(titles('', 'supported')).toContain('Move nvme0 into a new port of sw0');
    // With an IOMMU the new port redirects like the old one.
    expect(titles('iommu on\n', 'bus_addr').filter((title) => TITLE.test(title))).toEqual([]);
    expect(titles('', 'thru_host_bridge').filter((title) => TITLE.test(title))).toEqual([]);
  });

  it('only where nothing else starts to fail by it', () => {
    const published = DRIVE.replace('16MiB', '16MiB p2pmem published');
    const text = `${apart(published)}pair nvme0 -> mlx0 = bus_addr\n`;
    const titles = (each: string): readonly string[] => fixesOf(each).map(({ title }) => title);
    expect(titles(text)).toContain('Move nvme0 into a new port of sw0');
    expect(titles(`${text}provider for mlx0 = none\n`).filter((title) => TITLE.test(title))).toEqual([]);
  });

  it('not of one function of several of a device', () => {
    const two = `${apart('nvme nvme0 @ 05:00.0\n    nvme nvme1 @ 05:00.1')}pair nvme0 -> mlx0 = bus_addr\n`;
    expect(fixesOf(two).filter(({ title }) => TITLE.test(title))).toEqual([]);
  });
});

describe('the bits in the file', () => {
  it('are those that were pinned, without the redirect', () => {
    const pinned = TREE.replace(
      '02:00.0 [11f8:4036] {',
      '02:00.0 [11f8:4036] { acs SV RR CR UF caps SV RR CR UF',
    ).replace('02:01.0 [11f8:4036] {', '02:01.0 [11f8:4036] { acs RR CR');
    const text = `${pinned}pair nvme0 -> mlx0 = bus_addr\n`;
    expect(after(text, /Take RR, CR and EC out of the bits of 0000:02:00.0 and 0000:02:01.0/)).toBe(
      text.replace('acs SV RR CR UF caps', 'acs SV UF caps').replace('acs RR CR ', 'acs none '),
    );
  });

  it('are those that the kernel computes where nothing was said', () => {
    const text = `iommu on\n${TREE}pair nvme0 -> mlx0 = bus_addr\n`;
    expect(after(text, /Write the bits of/)).toBe(text.replaceAll(/(02:0[01].0 \[11f8:4036\] \{)/g, '$1 acs SV UF'));
  });
});
