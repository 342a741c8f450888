// Protects what somebody gets who writes as the kernel, lspci, a shell or C does: the word or sign that the language has, said
// where the other one stands, and a fix that writes it and changes nothing else.

import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/features/edit';
import { fixesFor } from '../../server/features/fixes/quick-fixes';
import { analyseText, underlined, URI } from './fixture';

const TREE = `host_bridge pci0 [8086:09a2] {
  root_port { nvme nvme0 }
  root_port { nic mlx0 }
}
`;

function withAcs(acs: string): string {
  return TREE.replace('{ nvme', `{ acs ${acs} nvme`);
}

/** What is underlined, and the text after the one fix, which is preferred; both texts have one finding and none. */
function repaired(text: string): readonly [string, string] {
  const { diagnostics } = analyseText(text);
  const [finding] = diagnostics;
  expect(diagnostics.map(({ code }) => code)).toEqual(['syntax']);
  if (finding === undefined) throw new Error('expected a finding, found none');
  const [fix, ...others] = fixesFor(analyseText(text), finding);
  expect(others).toEqual([]);
  expect(fix?.preferred).toBe(true);
  const after = applyEdits(URI, text, fix?.edits ?? []);
  expect(analyseText(after).diagnostics.filter(({ code }) => code === 'syntax')).toEqual([]);
  return [underlined(text, finding), after];
}

describe('a word that the language spells otherwise', () => {
  it.each([
    ['iommu pt', 'pt', 'iommu passthrough'],
    ['arch aarch64', 'aarch64', 'arch arm64'],
    ['arch amd64', 'amd64', 'arch x86_64'],
    ['cpu AuthenticAMD', 'AuthenticAMD', 'cpu amd'],
  ])('%s', (setting, found, meant) => {
    expect(repaired(`${setting} // here\n${TREE}`)).toEqual([found, `${meant} // here\n${TREE}`]);
  });

  it("the kernel's own name of a map type", () => {
    const query = `${TREE}pair nvme0 -> mlx0 = `;
    const found = 'PCI_P2PDMA_MAP_THRU_HOST_BRIDGE';
    expect(repaired(`${query}${found}\n`)).toEqual([found, `${query}thru_host_bridge\n`]);
  });
});

describe('ACS flags as others print them', () => {
  it.each([
    ['ReqRedir', 'ReqRedir', 'RR'],
    ['SrcValid+ TransBlk- ReqRedir+ EgressCtrl-', 'SrcValid+ TransBlk- ReqRedir+ EgressCtrl-', 'SV RR'],
    ['ReqRedir- CmpltRedir-', 'ReqRedir- CmpltRedir-', 'none'],
    ['RR+ CR-', 'RR+ CR-', 'RR'],
    ['0x001d', '0x001d', 'SV RR CR UF'],
    ['0x7f', '0x7f', 'SV TB RR CR UF EC DT'],
    ['0x0', '0x0', 'none'],
    ['SV,RR', ',', 'SV RR'],
  ])('%s', (written, found, meant) => {
    expect(repaired(withAcs(written))).toEqual([found, withAcs(meant)]);
  });

  it('a word above the seven bits is no such flags', () => {
    const [finding] = analyseText(withAcs('0x00ff')).diagnostics;
    expect(finding?.replacement).toBeUndefined();
  });
});

describe('a sign that the language has not', () => {
  it.each([
    ['# two drives\n', '#', '// two drives\n'],
    ['/* two drives */\n', '/*', '// two drives\n'],
    ['kernel = 6.15\n', '=', 'kernel 6.15\n'],
    ['iommu on;\n', ';', 'iommu on\n'],
    ['iommu on, // both\n', ',', 'iommu on // both\n'],
  ])('%j', (line, found, meant) => {
    expect(repaired(`${line}${TREE}`)).toEqual([found, `${meant}${TREE}`]);
  });

  it.each([
    ['pair nvme0 => mlx0', '=', 'pair nvme0 -> mlx0'],
    ['pair nvme0 -> mlx0 == supported', '=', 'pair nvme0 -> mlx0 = supported'],
    ['pair nvme0 -> mlx0;', ';', 'pair nvme0 -> mlx0'],
  ])('%j', (query, found, meant) => {
    expect(repaired(`${TREE}${query}\n`)).toEqual([found, `${TREE}${meant}\n`]);
  });

  it('is told with what the language has', () => {
    const messages = ['# x', '/* x', 'iommu on;'].map(
      (line) => analyseText(`${line}\n${TREE}`).diagnostics[0]?.message,
    );
    expect(messages).toEqual([
      expect.stringMatching(/; a comment begins with `\/\/` and ends with its line$/),
      expect.stringMatching(/; a comment begins with `\/\/` and ends with its line$/),
      expect.stringMatching(/; nothing ends with `;`, take it out$/),
    ]);
  });
});
