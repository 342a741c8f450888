// Names of PCI ids: what the packed list says of ids that people meet, that it is what the script makes of the original, and
// that it stays small. A hover shows them with the date of the list, and says nothing of what the list does not have.

import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { hover } from '../../server/features/hover/hover';
import { readPciNames } from '../../server/features/pci-names';
import { loadPciNames } from '../../server/lsp/node/pci-names';
import { at, MACHINE, NAMES, PCI_IDS } from './fixture';

interface Script {
  compactPciIds(text: string): string;
}
const { compactPciIds } = (await import(new URL('../../scripts/refresh-pci-ids.mjs', import.meta.url).href)) as Script;

const SAMPLE = `#
#	Version: 2001.02.03
#	Date:    2001-02-03 03:15:01
#
# Vendors
0001  First  Maker
0002  Second Maker
	0001  One
		0001 0009  A board of the first
	0003  Three [a/b]
	0002  Two
ffff  Illegal Vendor ID

C 00  Unclassified device
	00  Non-VGA unclassified device
`;

describe('the list of PCI names', () => {
  it.each([
    [0x8086, 0x09a2, 'Intel Corporation', 'Xeon 6900 6700 6500 Series with P-Cores Processors VT-d'],
    [0x15b3, 0x1021, 'Mellanox Technologies', 'MT2910 Family [ConnectX-7]'],
    [0x10de, 0x2330, 'NVIDIA Corporation', 'GH100 [H100 SXM5 80GB]'],
  ])('knows %i:%i', (vendor, device, vendorName, deviceName) => {
    expect(NAMES.vendor(vendor)).toBe(vendorName);
    expect(NAMES.device(vendor, device)).toBe(deviceName);
  });

  it('says nothing of what it does not have', () => {
    expect(NAMES.vendor(0x0b0c)).toBeNull();
    expect(NAMES.device(0x0b0c, 1)).toBeNull();
    expect(NAMES.device(0x8086, 0xfffe)).toBeNull();
  });

  it('is dated, small, and beside its licence', () => {
    expect(NAMES.date).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(statSync(PCI_IDS).size).toBeLessThanOrEqual(200_000);
    const licence = readFileSync(new URL('pci.ids.LICENSE.txt', PCI_IDS), 'utf8');
    expect(licence).toContain('Redistribution and use in source and binary forms');
  });

  it('has every vendor and device in ascending order, each once', () => {
    const vendors = NAMES.vendors().map(({ id }) => id);
    expect(vendors).toEqual([...new Set(vendors)].sort((one, other) => one - other));
    const devices = NAMES.devices(0x8086).map(({ id }) => id);
    expect(devices.length).toBeGreaterThan(5000);
    expect(devices).toEqual([...new Set(devices)].sort((one, other) => one - other));
  });
});

describe('the packed list', () => {
  it('is read by what a browser has, as by zlib', async () => {
    const stream = new Blob([readFileSync(PCI_IDS)]).stream().pipeThrough(new DecompressionStream('gzip'));
    const text = await new Response(stream).text();
    expect(text === gunzipSync(readFileSync(PCI_IDS)).toString('utf8')).toBe(true);
  });
});

describe('the script that makes the list', () => {
  const names = readPciNames(compactPciIds(SAMPLE));

  it('keeps the date, vendors and devices; subsystems and classes go', () => {
    expect(names.date).toBe('2001-02-03');
    expect(names.vendors().map(({ id, name }) => [id, name])).toEqual([
      [1, 'First Maker'],
      [2, 'Second Maker'],
      [0xffff, 'Illegal Vendor ID'],
    ]);
    expect(names.devices(1)).toEqual([]);
    expect(names.devices(2)).toEqual([
      { id: 1, name: 'One' },
      { id: 2, name: 'Two' },
      { id: 3, name: 'Three [a/b]' },
    ]);
  });

  it('made the committed list: written out as an original, that becomes the same again', () => {
    const committed = gunzipSync(readFileSync(PCI_IDS)).toString('utf8');
    const hex = (id: number): string => id.toString(16).padStart(4, '0');
    const original = NAMES.vendors().flatMap((vendor) => [
      `${hex(vendor.id)}  ${vendor.name}`,
      ...NAMES.devices(vendor.id).map(({ id, name }) => `\t${hex(id)}  ${name}`),
    ]);
    expect(compactPciIds([`#\tDate:    ${NAMES.date} 03:15:02`, ...original].join('\n')) === committed).toBe(true);
  });

  it.each(['', '# no date\n0001  Maker\n', '#	Date:    2001-02-03\n'])('refuses what is no list: %j', (text) => {
    expect(() => compactPciIds(text)).toThrow(/expected/);
  });
});

describe('the loader', () => {
  it('reads the list from its folder', async () => {
    const names = await loadPciNames(fileURLToPath(new URL('.', PCI_IDS)), () => undefined);
    expect(names?.vendor(0x8086)).toBe('Intel Corporation');
  });

  it('does without, and says why', async () => {
    const told: string[] = [];
    expect(await loadPciNames('/nowhere', (message) => told.push(message))).toBeNull();
    expect(told).toEqual([expect.stringMatching(/^PCI names are not shown, \/nowhere\/pci\.ids\.gz cannot be read: /)]);
  });
});

describe('names in hovers', () => {
  const shown = (source: string): string => {
    const { analysis, file, offset } = at(source);
    return hover(analysis, file, offset, NAMES)?.markdown ?? '';
  };

  it.each([
    ['nic ml$0x0', 'Mellanox Technologies · MT2910 Family \\[ConnectX-7\\]'],
    ['host_bridge pc$0i0', 'Intel Corporation · Xeon 6900 6700 6500 Series with P-Cores Processors VT-d'],
  ])('%s: names, and the date once', (place, expected) => {
    const markdown = shown(MACHINE.replace(place.replace('$0', ''), place));
    expect(markdown).toContain(`${expected} *(pci.ids ${NAMES.date})*`);
    expect(markdown.split('pci.ids')).toHaveLength(2);
  });

  it('stand beside an id of the command line', () => {
    const markdown = shown(`${MACHINE}cmdline "pci=disable_acs_redir=pci:11f8:4$0036"`);
    expect(markdown).toContain('Switchtec PFX 36xG4');
    expect(markdown).toContain(`*(pci.ids ${NAMES.date})*`);
  });

  it('are left out where the list has none, or there is no list', () => {
    const source = MACHINE.replace('nic mlx0 @ 05:00.0 [15b3:1021]', 'nic ml$0x0 @ 05:00.0 [0b0c:0001]');
    expect(shown(source)).toContain('0b0c:0001');
    expect(shown(source)).not.toContain('pci.ids');
    const { analysis, file, offset } = at(MACHINE.replace('nic mlx0', 'nic ml$0x0'));
    expect(hover(analysis, file, offset)?.markdown).not.toContain('pci.ids');
  });
});
