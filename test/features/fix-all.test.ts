// Protects `source.fixAll`: what is applied unseen changes how something is written and never what the machine is, it goes on
// until nothing is left to do, and it adds no finding.

import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/features/edit';
import { fixAll } from '../../server/features/fixes/fix-all';
import type { Analysis } from '../../server/language/analysis';
import { TREE } from '../rules/fixtures';
import { added, analyseTexts, SAMPLES, type Texts } from './fix-samples';

const ROOT = 'file:///machines/machine.p2p';
const PART = 'file:///machines/part.p2p';

function after(text: string): string {
  return applyEdits(ROOT, text, fixAll([analyseTexts(new Map([[ROOT, text]]))], ROOT));
}

describe('fix all', () => {
  it('repairs the command line, the kernel, what stands twice and comments without a use, and keeps the other comments', () => {
    const text = `kernel 6.15.0-rc3 // as booted
iommu on
iommu  on
cmdline "quiet pci=disable_acs_redir=0000:02:00.0,0000:02:01.0" // p2p-ignore pair-empty: old
${TREE}pair nvme0 -> mlx0 = bus_addr // checked
`;
    expect(after(text)).toBe(`kernel 6.15 // as booted
iommu on
cmdline "quiet pci=disable_acs_redir=0000:02:00.0;0000:02:01.0"
${TREE}pair nvme0 -> mlx0 = bus_addr // checked
`);
  });

  it('goes on where one repair shows the next fault', () => {
    const list = '0000:02:00.0;0000:02:01.0,0000:02:00.0';
    const text = `iommu on\ncmdline "pci=disable_acs_redir=${list}"\n${TREE}`;
    // With the comma a semicolon, the third entry matches what the first has matched already.
    expect(after(text)).toBe(text.replace(list, '0000:02:00.0;0000:02:01.0'));
  });

  it('leaves out what would show a fault that it cannot repair, and does the rest', () => {
    // With the comma a semicolon, the second entry counts, and no function of the machine matches it.
    const line = 'cmdline "pci=disable_acs_redir=0000:02:00.0,0000:99:00.0"';
    expect(after(`kernel 6.15-generic\niommu on\n${line}\n${TREE}`)).toBe(`kernel 6.15\niommu on\n${line}\n${TREE}`);
  });

  it('keeps CRLF', () => {
    const text = `kernel 6.1.0-18-amd64\niommu on\n${TREE}`.replaceAll('\n', '\r\n');
    expect(after(text)).toBe(text.replace('6.1.0-18-amd64', '6.1'));
  });

  it.each([
    ['another kernel', `kernel 99.0\n${TREE}`],
    ['an assertion', `${TREE}pair nvme0 -> mlx0 = not_supported\n`],
    ['a parameter that was not there', `iommu on\n${TREE}pair nvme0 -> mlx0\n`],
    ['one of two that differ', `kernel 6.1\nkernel 6.15\n${TREE}`],
    ['a name', `${TREE}pair nvme0 -> mlx1\n`],
    ['an entry that may be a slip of the pen', `iommu on\ncmdline "pci=disable_acs_redir=0000:02:07.0"\n${TREE}`],
    ['a BAR', TREE.replace('03:00.0 }', '03:00.0 { bar 4 500MiB } }')],
    ['a word of the grammar', `${TREE}iomu on\n`],
  ])('never changes %s', (_what, text) => {
    expect(analyseTexts(new Map([[ROOT, text]])).diagnostics).not.toEqual([]);
    expect(after(text)).toBe(text);
  });

  it('changes the file that it is asked for, and no other', () => {
    const texts: Texts = new Map([
      [ROOT, `include "part.p2p"\niommu on\niommu on\n`],
      [PART, `kernel 6.1.0-18-amd64\n${TREE}`],
    ]);
    const analysis = analyseTexts(texts);
    expect(new Set(fixAll([analysis], ROOT).map(({ file }) => file))).toEqual(new Set([ROOT]));
    expect(applyEdits(PART, texts.get(PART) ?? '', fixAll([analysis], PART))).toBe(`kernel 6.1\n${TREE}`);
  });

  it('keeps in a file of two machines what one of them needs, and does what is right for both', () => {
    const part = `kernel 6.1.0-18-amd64\n${TREE}pair nvme0 -> mlx0 // p2p-ignore acs-redirect: as sold\n`;
    const machineOf = (root: string, setting: string): Analysis => {
      const texts: Texts = new Map([
        [root, `include "part.p2p"\n${setting}\n`],
        [PART, part],
      ]);
      return analyseTexts(texts);
    };
    const redirects = machineOf('file:///machines/one.p2p', 'iommu on');
    const direct = machineOf('file:///machines/other.p2p', 'iommu off');
    const result = (...machines: readonly Analysis[]): string => applyEdits(PART, part, fixAll(machines, PART));
    expect(result(direct)).toBe(`kernel 6.1\n${TREE}pair nvme0 -> mlx0\n`);
    expect(result(direct, redirects)).toBe(part.replace('6.1.0-18-amd64', '6.1'));
  });

  it('takes no entry out that only one of two machines has no use for', () => {
    const part = 'kernel 6.15\niommu on\ncmdline "pci=disable_acs_redir=pci:11f8:4036;0000:02:01.0"\n';
    const machineOf = (root: string, tree: string): Analysis =>
      analyseTexts(
        new Map([
          [root, `include "part.p2p"\n${tree}`],
          [PART, part],
        ]),
      );
    const alike = machineOf('file:///machines/one.p2p', TREE);
    const other = machineOf('file:///machines/other.p2p', TREE.replace('02:01.0 [11f8:4036]', '02:01.0 [11f8:4037]'));
    expect(applyEdits(PART, part, fixAll([alike], PART))).toBe(part.replace(';0000:02:01.0', ''));
    expect(fixAll([alike, other], PART)).toEqual([]);
  });

  it('has nothing to do for a file that is no part of the machine', () => {
    expect(fixAll([analyseTexts(new Map([[ROOT, TREE]]))], PART)).toEqual([]);
  });
});

describe.each(SAMPLES)('on $code: $name', ({ text }) => {
  const texts: Texts = new Map([[ROOT, text]]);
  const analysis = analyseTexts(texts);
  const edits = fixAll([analysis], ROOT);

  it('adds no finding, and has nothing left to do', () => {
    if (edits.length === 0) return;
    const result = new Map([[ROOT, applyEdits(ROOT, text, edits)]]);
    const again = analyseTexts(result);
    expect(added(analysis, again)).toEqual([]);
    expect(again.diagnostics.length).toBeLessThan(analysis.diagnostics.length);
    expect(fixAll([again], ROOT)).toEqual([]);
  });
});
