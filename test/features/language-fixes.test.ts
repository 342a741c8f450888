// Protects what the fixes for the findings of the language itself write: the text after each, thought out by hand. That they
// remove their finding and add none is tested for all fixes together (every-fix.test.ts).

import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/features/edit';
import { fixesFor } from '../../server/features/fixes/quick-fixes';
import type { QuickFix } from '../../server/features/fixes/quick-fix';
import { analyseText, repairsAmong, URI } from './fixture';

/** Two endpoints below one switch; `drive` stands in the block of the drive. */
function tree(drive = '', adapter = ''): string {
  return `host_bridge pci0 @ 0000:00 [8086:4c43] {
  root_port @ 00:01.0 {
    switch sw0 @ 01:00.0 {
      port @ 02:00.0 {
        nvme nvme0 @ 03:00.0 {${drive}}
      }
      port @ 02:01.0 {
        nic mlx0 @ 04:00.0 {${adapter}}
      }
    }
  }
}
`;
}

function fixesOf(text: string, code: string): readonly QuickFix[] {
  const analysis = analyseText(text);
  const found = analysis.diagnostics.filter((diagnostic) => diagnostic.code === code);
  return repairsAmong(found.flatMap((diagnostic) => fixesFor(analysis, diagnostic)));
}

function titles(text: string, code: string): readonly string[] {
  return fixesOf(text, code).map(({ title, preferred }) => (preferred ? `* ${title}` : title));
}

/** The text after a fix; all findings are gone. */
function after(text: string, code: string, title: string): string {
  const fix = fixesOf(text, code).find((candidate) => candidate.title === title);
  if (fix === undefined) {
    throw new Error(`expected the fix '${title}', found ${titles(text, code).join('; ') || 'none'}`);
  }
  const fixed = applyEdits(URI, text, fix.edits);
  expect(analyseText(fixed).diagnostics).toEqual([]);
  return fixed;
}

describe('a name that nothing has', () => {
  const two = tree().replace('nic mlx0 @ 04:00.0 {}', 'nic mlx0 @ 04:00.0 {} nic mlx1 @ 04:00.1');

  it('becomes the nearest one', () => {
    expect(titles(`${two}pair nvem0 -> mlx0\n`, 'name-unknown')).toEqual(['* Change nvem0 to nvme0']);
  });

  it('is a choice among those that are equally near', () => {
    const text = `${two}pair nvme0 -> mlx7\n`;
    expect(titles(text, 'name-unknown')).toEqual(['Change mlx7 to mlx0', 'Change mlx7 to mlx1']);
    expect(after(text, 'name-unknown', 'Change mlx7 to mlx1')).toBe(text.replace('mlx7', 'mlx1'));
    const [finding] = analyseText(text).diagnostics;
    expect(finding?.message).toContain('did you mean `mlx0` or `mlx1`?');
  });

  it("is nobody's where too many are", () => {
    const many = two.replace('nic mlx1 @ 04:00.1', 'nic mlx1 nic mlx2 nic mlx3');
    expect(titles(`${many}pair nvme0 -> mlx7\n`, 'name-unknown')).toEqual([]);
  });

  it('is that of a scatterlist where one is asked for', () => {
    const text = `${two}sgl list { ram 4KiB }\nsgl lisp { ram 4KiB }\nmap lis -> mlx0\n`;
    expect(titles(text, 'name-unknown')).toEqual(['Change lis to list', 'Change lis to lisp']);
  });
});

describe('a BAR that is not aligned', () => {
  it.each([
    ['0x380010000000', '0x380000000000'],
    // Nothing lies at 0: the first multiple above it.
    ['0x12345000', '0x20000000'],
  ])('at %s begins at the multiple of its size below, %s', (written, meant) => {
    const text = tree(` bar 4 512MiB at ${written} `);
    const [finding] = analyseText(text).diagnostics;
    expect(finding?.message).toContain(`a multiple of the size 512MiB; write \`${meant}\``);
    expect(after(text, 'bar-address', `Begin the BAR at ${meant}`)).toBe(text.replace(written, meant));
  });
});

describe('what stands twice', () => {
  it('goes with its line where both say the same, and that is the one right thing', () => {
    const text = tree('\n          numa 0\n          numa  0\n        ');
    expect(titles(text, 'property-duplicate')).toEqual(['* Remove the second numa 0']);
    expect(after(text, 'property-duplicate', 'Remove the second numa 0')).toBe(text.replace('          numa  0\n', ''));
  });

  it('may be either one where they differ; the comment beside it stays', () => {
    const text = `kernel 6.1 // here\nkernel 6.15 // or here\n${tree()}`;
    expect(titles(text, 'setting-duplicate')).toEqual([
      'Remove the later kernel 6.15',
      'Remove the earlier kernel 6.1',
    ]);
    expect(after(text, 'setting-duplicate', 'Remove the later kernel 6.15')).toBe(text.replace('kernel 6.15 ', ''));
    expect(after(text, 'setting-duplicate', 'Remove the earlier kernel 6.1')).toBe(text.replace('kernel 6.1 ', ''));
  });

  it('is left alone where a comment stands inside of it', () => {
    expect(titles(tree('\n dma {\n // why\n untrusted }\n dma { // why not\n }\n'), 'property-duplicate')).toEqual([]);
  });

  it('as the device of a namespace takes the whole entry along', () => {
    const text = `${tree()}nvmet s {\n  port mlx0\n  namespace nvme0\n  namespace nvme0\n}\n`;
    expect(after(text, 'nvmet-duplicate', 'Remove the second namespace nvme0')).toBe(
      text.replace('  namespace nvme0\n', ''),
    );
  });
});

describe('names', () => {
  it('that are taken count up, past every name that is declared or asked for', () => {
    const text = `${tree().replace('nic mlx0', 'nvme nvme0')}sgl nvme1 { ram 4KiB }\nmap nvme1 -> nvme0\n`;
    expect(after(text, 'name-duplicate', 'Call this one nvme2')).toBe(
      text.replace('nvme nvme0 @ 04', 'nvme nvme2 @ 04'),
    );
  });

  it('of all virtual functions become one of them, or the device', () => {
    const text = `${tree('', 'vfs 2')}sgl s { ram 4KiB }\nmap s -> mlx0.vf*\n`;
    expect(titles(text, 'name-kind')).toEqual(['Change mlx0.vf* to mlx0.vf0', 'Change mlx0.vf* to mlx0']);
    expect(after(text, 'name-kind', 'Change mlx0.vf* to mlx0.vf0')).toBe(text.replace('vf*', 'vf0'));
  });

  it('of virtual functions: as many as are named, or the last one that there is', () => {
    const text = `${tree('', 'vfs 2')}pair nvme0 -> mlx0.vf4\n`;
    expect(after(text, 'vf-unknown', 'Give mlx0 5 virtual functions')).toBe(text.replace('vfs 2', 'vfs 5'));
    expect(after(text, 'vf-unknown', 'Change mlx0.vf4 to mlx0.vf1')).toBe(text.replace('vf4', 'vf1'));
    const none = `${tree()}pair nvme0 -> mlx0.vf*\n`;
    expect(after(none, 'vf-unknown', 'Give mlx0 1 virtual function')).toBe(
      none.replace('nic mlx0 @ 04:00.0 {', 'nic mlx0 @ 04:00.0 { vfs 1 '),
    );
    expect(after(none, 'vf-unknown', 'Change mlx0.vf* to mlx0')).toBe(none.replace('.vf*', ''));
  });
});

describe('addresses', () => {
  it('that are taken: the next function of the device below a port', () => {
    const text = tree().replace('{}', '{}\n        nvme nvme1 @ 03:00.0\n        nvme nvme2 @ 03:00.1');
    expect(after(text, 'address-taken', 'Write the address 03:00.2')).toBe(
      text.replace('nvme1 @ 03:00.0', 'nvme1 @ 03:00.2'),
    );
  });

  it('that are taken: the next device on the bus inside of a switch', () => {
    const text = tree().replace('port @ 02:01.0', 'port @ 02:00.0');
    expect(after(text, 'address-taken', 'Write the address 02:01.0')).toBe(tree());
  });

  it('on the wrong bus: the right one, and where none can be told, none', () => {
    expect(after(tree().replace('00:01.0', '40:01.0'), 'address-wrong-bus', 'Change 40:01.0 to 00:01.0')).toBe(tree());
    expect(after(tree().replace('03:00.0', '01:00.0'), 'address-wrong-bus', 'Write the address 00.0')).toBe(
      tree().replace('03:00.0', '00.0'),
    );
  });

  it('of root buses: a domain of its own', () => {
    const text = `${tree()}host_bridge pci1 @ 0000:00 {}\n`;
    expect(after(text, 'host-bridge-bus-taken', 'Make it the root bus 0001:00, of a domain of its own')).toBe(
      text.replace('pci1 @ 0000:00', 'pci1 @ 0001:00'),
    );
  });
});

describe('BARs', () => {
  const bar = (words: string): string => tree(` bar 4 ${words} `);

  it('have the next power of two', () => {
    expect(after(bar('500MiB'), 'bar-size', 'Make the BAR 512MiB')).toBe(bar('512MiB'));
    expect(after(bar('12B'), 'bar-size', 'Make the BAR 0x10')).toBe(bar('0x10'));
  });

  it('begin at a multiple of their size', () => {
    expect(after(bar('1MiB at 0x380000180000'), 'bar-address', 'Begin the BAR at 0x380000100000')).toBe(
      bar('1MiB at 0x380000100000'),
    );
    expect(after(bar('1MiB at 0x380000180000'), 'bar-address', 'Leave the address of the BAR out')).toBe(bar('1MiB'));
  });

  it('lie behind what they overlap and whatever follows it', () => {
    const text = tree(' bar 0 1MiB at 0x380000000000 bar 2 2MiB at 0x380000200000 bar 4 1MiB at 0x380000000000 ');
    expect(after(text, 'bar-overlap', 'Begin the BAR at 0x380000100000')).toBe(
      text.replace('4 1MiB at 0x380000000000', '4 1MiB at 0x380000100000'),
    );
    const tight = text.replace('2 2MiB at 0x380000200000', '2 1MiB at 0x380000100000');
    expect(after(tight, 'bar-overlap', 'Begin the BAR at 0x380000200000')).toBe(
      tight.replace('4 1MiB at 0x380000000000', '4 1MiB at 0x380000200000'),
    );
  });

  it('have memory up to their end', () => {
    expect(
      after(bar('16MiB p2pmem 16MiB offset 2MiB'), 'p2pmem-beyond-bar', 'Register the memory up to the end of the BAR'),
    ).toBe(bar('16MiB p2pmem offset 2MiB'));
    expect(after(bar('16MiB p2pmem 4MiB offset 16MiB'), 'p2pmem-beyond-bar', 'Register the whole BAR')).toBe(
      bar('16MiB p2pmem'),
    );
  });
});

describe('kernels, ACS bits, comments', () => {
  it('take the nearest kernel that is known', () => {
    expect(after(`kernel 99.0\n${tree()}`, 'kernel-newer', 'Take kernel 7.3, the newest known')).toMatch(
      /^kernel 7\.3\n/,
    );
    expect(after(`kernel 4.14\n${tree()}`, 'kernel-too-old', 'Take kernel 4.20, the first with P2PDMA')).toMatch(
      /^kernel 4\.20\n/,
    );
  });

  it('have the capability that the bits need, or fewer bits', () => {
    const text = tree().replace('02:00.0 {', '02:00.0 {\n        acs SV RR EC caps SV CR');
    expect(after(text, 'acs-beyond-caps', 'Add RR EC to caps')).toBe(text.replace('caps SV CR', 'caps SV RR CR EC'));
    expect(after(text, 'acs-beyond-caps', 'Take out RR EC')).toBe(text.replace('acs SV RR EC', 'acs SV'));
  });

  it('lose the code that ignores nothing, and the comment with the last one', () => {
    const text = `kernel 99.0 // p2p-ignore kernel-newer, pair-empty: known\n${tree()}`;
    expect(after(text, 'ignore-unused', 'Remove pair-empty from the comment')).toBe(text.replace(', pair-empty', ''));
    const whole = `// p2p-ignore pair-empty: known\n${tree()}`;
    expect(after(whole, 'ignore-unused', 'Remove the comment')).toBe(tree());
    expect(after(`iommu on // p2p-ignore pair-empty: x\n${tree()}`, 'ignore-unused', 'Remove the comment')).toBe(
      `iommu on\n${tree()}`,
    );
  });

  it('get a reason to write over', () => {
    const text = `kernel 99.0 // p2p-ignore kernel-newer\n${tree()}`;
    const fixed = after(text, 'ignore-malformed', 'Add a reason');
    expect(fixed).toBe(text.replace('newer\n', 'newer: known and accepted\n'));
    const selection = fixesOf(text, 'ignore-malformed')[0]?.selection?.range;
    expect(fixed.slice(selection?.start, selection?.end)).toBe('known and accepted');
  });
});

describe('accepting a finding', () => {
  const REASON = 'known and accepted';

  function accepted(text: string, code: string): { readonly text: string; readonly selected: string } {
    const analysis = analyseText(text);
    const diagnostic = analysis.diagnostics.find((each) => each.code === code);
    const fix = diagnostic && fixesFor(analysis, diagnostic).at(-1);
    expect(fix).toMatchObject({ title: `Ignore ${code} here, with a reason`, preferred: false });
    const fixed = applyEdits(URI, text, fix?.edits ?? []);
    expect(analyseText(fixed).diagnostics).toEqual([]);
    const range = fix?.selection?.range;
    return { text: fixed, selected: fixed.slice(range?.start, range?.end) };
  }

  it('puts the comment above the line, as deep, the reason selected', () => {
    const text = `${tree()}scenario s {\n  kernel 99.0\n  pair nvme0 -> mlx0\n}\n`;
    expect(accepted(text, 'kernel-newer')).toEqual({
      text: text.replace('  kernel', `  // p2p-ignore kernel-newer: ${REASON}\n  kernel`),
      selected: REASON,
    });
  });

  it('does not come between a declaration and its documentation, and keeps CRLF and the byte order mark', () => {
    const text = `\ufeff/// Of the old machine.\nkernel 99.0\n${tree()}`.replaceAll('\n', '\r\n');
    expect(accepted(text, 'kernel-newer').text).toBe(
      text.replace('///', `// p2p-ignore kernel-newer: ${REASON}\r\n///`),
    );
  });

  it('is not offered for what is wrong', () => {
    const analysis = analyseText(`${tree()}pair nvme0 -> mlx9\nkernel\n`);
    const offered = analysis.diagnostics.flatMap((diagnostic) => fixesFor(analysis, diagnostic));
    expect(analysis.diagnostics.map(({ severity }) => severity)).toEqual(['error', 'error']);
    expect(offered.filter(({ title }) => title.startsWith('Ignore'))).toEqual([]);
  });
});

describe('functions in an endpoint', () => {
  it('go behind it, with their documentation and their comments', () => {
    const inside = `
          bar 0 16KiB
          /// The adapter.
          nic mlx1 { // near
            numa 0
          }
        `;
    expect(after(tree(inside), 'endpoint-children', 'Move mlx1 out of nvme0, beside it')).toBe(
      tree('\n          bar 0 16KiB\n        ').replace(
        '16KiB\n        }\n',
        '16KiB\n        }\n        /// The adapter.\n        nic mlx1 { // near\n          numa 0\n        }\n',
      ),
    );
  });
});

describe('syntax', () => {
  it('closes a block behind its last line, as deep as it opens', () => {
    const text = tree().replace(
      '        nvme nvme0 @ 03:00.0 {}\n      }\n',
      '        nvme nvme0 @ 03:00.0 {} // last\n',
    );
    expect(after(text, 'syntax', 'Close the block')).toBe(text.replace('// last\n', '// last\n      }\n'));
  });

  it('closes a block at the end of the file', () => {
    const text = `${tree()}scenario s {\n  kernel 6.1\n`;
    expect(after(text, 'syntax', 'Close the block')).toBe(`${text.trimEnd()}\n}\n`);
  });

  it('takes out a brace that closes nothing', () => {
    expect(after(`${tree()}}\n`, 'syntax', 'Remove the closing brace')).toBe(tree());
  });

  it('closes a string before the comment that it swallowed', () => {
    const text = `cmdline "pci=noats // no ATS\n${tree()}`;
    expect(after(text, 'syntax', 'Close the string')).toBe(text.replace('noats', 'noats"'));
  });

  it.each([
    ['Insert ->', 'pair nvme0 mlx0', 'pair nvme0 -> mlx0'],
    ['Insert =', 'pair nvme0 -> mlx0 bus_addr', 'pair nvme0 -> mlx0 = bus_addr'],
  ])('%s', (title, written, meant) => {
    expect(after(`${tree()}${written}\n`, 'syntax', title)).toBe(`${tree()}${meant}\n`);
  });

  it('closes an id', () => {
    expect(after(tree().replace('4c43]', '4c43'), 'syntax', 'Insert ]')).toBe(tree());
  });

  it('names an endpoint', () => {
    expect(after(tree().replace('nic mlx0 @', 'nic @'), 'syntax', 'Call it nic0')).toBe(tree().replace('mlx0', 'nic0'));
  });
});
