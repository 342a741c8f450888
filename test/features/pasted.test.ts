// Protects what becomes of text pasted from `lspci`: the property or node that says the same, in place of every line of the
// paste, at its depth and in the file's line ends; and that a paste which cannot stand where it is gets no such fix.

import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/features/edit';
import { fixesFor } from '../../server/features/fixes/quick-fixes';
import { analyseText, URI } from './fixture';

/** A machine with one free port, in whose block `lines` stand; and its own `acs`, if any. */
function machine(lines: string, port = ''): string {
  return `host_bridge pci0 @ 0000:00 [8086:09a2] {
  root_port @ 00:01.0 {
    switch @ 01:00.0 {
      port @ 02:00.0 {${port}
${lines}      }
      port @ 02:01.0 { nic mlx0 @ 04:00.0 }
    }
  }
}
`;
}

const CONTROL = '\t\tACSCtl:\tSrcValid+ TransBlk- ReqRedir+ CmpltRedir+ UpstreamFwd+ EgressCtrl- DirectTrans-\n';
const CAPABILITY = '\t\tACSCap:\tSrcValid+ TransBlk+ ReqRedir+ CmpltRedir+ UpstreamFwd+ EgressCtrl- DirectTrans+\n';
const HEADING = '\tCapabilities: [148 v1] Access Control Services\n';

/** The text after the preferred fix of any of its syntax errors: each of them offers the same. */
function repaired(text: string): string {
  const analysis = analyseText(text);
  const faults = analysis.diagnostics.filter(({ code }) => code === 'syntax');
  expect(faults).not.toEqual([]);
  const texts = faults.map((diagnostic) => {
    const fix = fixesFor(analysis, diagnostic).find(({ title }) => title.startsWith('Write it as'));
    expect(fix?.preferred, diagnostic.message).toBe(true);
    return applyEdits(URI, text, fix?.edits ?? []);
  });
  const [fixed = ''] = texts;
  expect(new Set(texts)).toEqual(new Set([fixed]));
  expect(analyseText(fixed).diagnostics).toEqual([]);
  return fixed;
}

function onlyFix(text: string): { readonly title: string; readonly preferred: boolean; readonly after: string } {
  const analysis = analyseText(text);
  const fault = analysis.diagnostics.find(({ code }) => code === 'syntax');
  const [fix, ...others] = fault === undefined ? [] : fixesFor(analysis, fault);
  expect(others).toEqual([]);
  return {
    title: fix?.title ?? '',
    preferred: fix?.preferred ?? false,
    after: applyEdits(URI, text, fix?.edits ?? []),
  };
}

describe('ACS lines', () => {
  it('ACSCtl: the control bits, pinned', () => {
    expect(repaired(machine(CONTROL))).toBe(machine('        acs SV RR CR UF\n'));
  });

  it('ACSCap: what the capability has', () => {
    expect(repaired(machine(CAPABILITY))).toBe(machine('        acs auto caps SV TB RR CR UF DT\n'));
  });

  it('both with their heading, whichever line the finding stands on', () => {
    const text = machine(HEADING + CAPABILITY + CONTROL);
    expect(repaired(text)).toBe(machine('        acs SV RR CR UF caps SV TB RR CR UF DT\n'));
  });

  it('no bit at all', () => {
    expect(repaired(machine(CONTROL.replaceAll('+', '-')))).toBe(machine('        acs none\n'));
  });

  it('over the bits that were there, the capability kept', () => {
    const own = '\n        acs SV TB caps SV TB RR CR UF // as shipped';
    expect(repaired(machine(CONTROL, own))).toBe(machine('', own.replace('SV TB caps', 'SV RR CR UF caps')));
    expect(repaired(machine(CAPABILITY, '\n        acs auto firmware RR'))).toBe(
      machine('', '\n        acs auto firmware RR caps SV TB RR CR UF DT'),
    );
  });

  it('in CRLF', () => {
    expect(repaired(machine(CAPABILITY + CONTROL).replaceAll('\n', '\r\n'))).toBe(
      machine('        acs SV RR CR UF caps SV TB RR CR UF DT\n').replaceAll('\n', '\r\n'),
    );
  });

  it('tells of the machine what the bits change: the assertion that fails by them is no reason to keep them', () => {
    const text = `${machine(`${CONTROL}        nvme nvme0 @ 03:00.0\n`)}pair nvme0 -> mlx0 = bus_addr\n`;
    const analysis = analyseText(text);
    const fault = analysis.diagnostics.find(({ code }) => code === 'syntax');
    const [fix] = fault === undefined ? [] : fixesFor(analysis, fault);
    const after = analyseText(applyEdits(URI, text, fix?.edits ?? []));
    expect(after.diagnostics.map(({ code }) => code)).toEqual(['pair-mismatch']);
  });
});

const DRIVE = `03:00.0 Non-Volatile memory controller [0108]: Example Corp NVMe SSD [144d:a824] (prog-if 02 [NVM Express])
\tSubsystem: Example Corp Device [144d:a801]
\tControl: I/O- Mem+ BusMaster+ SpecCycle- MemWINV- VGASnoop- ParErr+ Stepping- SERR+ FastB2B- DisINTx+
\tLatency: 0, Cache Line Size: 64 bytes
\tNUMA node: 1
\tRegion 0: Memory at 92000000 (64-bit, non-prefetchable) [size=32K]
\tRegion 2: I/O ports at 5000 [size=128]
\tRegion 4: Memory at 380000000000 (64-bit, prefetchable) [size=512M]
\tCapabilities: [70] Express (v2) Endpoint, MSI 00
\t\tDevCap:\tMaxPayload 512 bytes, PhantFunc 0, Latency L0s unlimited, L1 unlimited
\t\t\tExtTag+ AttnBtn- AttnInd- PwrInd- RBE+ FLReset+ SlotPowerLimit 25W
\tCapabilities: [100 v1] Access Control Services
\t\tACSCap:\tSrcValid- TransBlk- ReqRedir- CmpltRedir- UpstreamFwd- EgressCtrl- DirectTrans-
\t\tACSCtl:\tSrcValid- TransBlk- ReqRedir- CmpltRedir- UpstreamFwd- EgressCtrl- DirectTrans-
\tKernel driver in use: nvme
\tKernel modules: nvme
`;

const DRIVE_NODE = `        nvme nvme0 @ 03:00.0 [144d:a824] [144d:a801] {
          bar 0 32KiB at 0x92000000
          bar 4 512MiB at 0x380000000000
          numa 1
        }
`;

describe('a device', () => {
  it('of its first line alone', () => {
    const [line = ''] = DRIVE.split('\n');
    expect(repaired(machine(`        ${line}\n`))).toBe(machine('        nvme nvme0 @ 03:00.0 [144d:a824]\n'));
  });

  it('without numbers, by the name of its class', () => {
    const line = '        03:00.0 3D controller: Example Corp Accelerator (rev a1)\n';
    expect(repaired(machine(line))).toBe(machine('        gpu gpu0 @ 03:00.0\n'));
  });

  it('with all its lines, at the depth of the block it was pasted into', () => {
    expect(repaired(machine(DRIVE))).toBe(machine(DRIVE_NODE));
  });

  it('whose lines an editor indented', () => {
    const indented = DRIVE.replace(/^(?=.)/gm, '        ');
    expect(repaired(machine(indented))).toBe(machine(DRIVE_NODE));
  });

  it('in CRLF', () => {
    expect(repaired(machine(DRIVE).replaceAll('\n', '\r\n'))).toBe(machine(DRIVE_NODE).replaceAll('\n', '\r\n'));
  });

  it('with a name that is free', () => {
    const text = machine(DRIVE).replace('nic mlx0', 'nvme nvme0');
    expect(repaired(text)).toBe(machine(DRIVE_NODE.replace('nvme0', 'nvme1')).replace('nic mlx0', 'nvme nvme0'));
  });

  it('with its virtual functions', () => {
    const text = `03:00.0 Ethernet controller [0200]: Example Corp Adapter [15b3:101d]
\tCapabilities: [180 v1] Single Root I/O Virtualization (SR-IOV)
\t\tInitial VFs: 8, Total VFs: 8, Number of VFs: 4, Function Dependency Link: 00
\t\tVF offset: 2, stride: 1, Device ID: 101e
\t\tRegion 0: Memory at 0000380040000000 (64-bit, prefetchable)
`;
    expect(repaired(machine(text))).toBe(
      machine('        nic nic0 @ 03:00.0 [15b3:101d] {\n          vfs 4 offset 2 stride 1\n        }\n'),
    );
  });

  it("on the bus of its place, where the one that was printed is another machine's", () => {
    const text = machine('        41:00.0 Ethernet controller [0200]: Example [15b3:101d]\n').replace(
      'port @ 02:00.0 {\n',
      'port @ 02:00.0 {\n        nvme nvme0 @ 03:00.1\n',
    );
    const { title, preferred, after } = onlyFix(text);
    expect(after).toContain('        nic nic0 @ 00.0 [15b3:101d]\n');
    expect(title).toBe('Write it as nic nic0, without the bus of 41:00.0');
    expect(preferred).toBe(false);
  });

  it('leaves what follows it alone', () => {
    const behind = '        nvme nvme7 @ 03:00.1 // kept\n';
    expect(repaired(machine(DRIVE + behind))).toBe(machine(DRIVE_NODE + behind));
  });
});

describe('a port', () => {
  const PORT = `02:02.0 PCI bridge [0604]: Example Corp Switch [11f8:4036] (prog-if 00 [Normal decode])
\tBus: primary=02, secondary=05, subordinate=05, sec-latency=0
\tCapabilities: [40] Express (v2) Downstream Port (Slot+), MSI 00
`;
  const withPort = (lines: string): string =>
    machine('').replace('      port @ 02:01.0', `${lines}      port @ 02:01.0`);

  it('without the capability is said to have none', () => {
    expect(repaired(withPort(PORT))).toBe(
      withPort('      port @ 02:02.0 [11f8:4036] {\n        acs absent\n      }\n'),
    );
  });

  it('with it has the bits that were read', () => {
    expect(repaired(withPort(PORT + HEADING + CAPABILITY + CONTROL))).toBe(
      withPort('      port @ 02:02.0 [11f8:4036] {\n        acs SV RR CR UF caps SV TB RR CR UF DT\n      }\n'),
    );
  });
});

describe('a bridge that does not say what it is', () => {
  const bridge = (address: string): string => `${address} PCI bridge [0604]: Example Corp Bridge [11f8:4036]\n`;

  it.each([
    ['a root port below a host bridge', 'host_bridge p {\n', '00:03.0', '', 'root_port @ 00:03.0'],
    ['a switch below a root port', 'host_bridge p {\n  root_port {\n', '01:00.0', '  }\n', 'switch @ 01:00.0'],
    ['a port in a switch', 'host_bridge p {\n  root_port { switch {\n', '02:00.0', '  } }\n', 'port @ 02:00.0'],
  ])('is %s', (_what, before, address, behind, node) => {
    const { after } = onlyFix(`${before}${bridge(address)}${behind}}\n`);
    expect(after.replace(/\n */g, '\n')).toBe(`${before}${node} [11f8:4036]\n${behind}}\n`.replace(/\n */g, '\n'));
  });

  it('is one of conventional PCI if its capabilities are shown and are none of PCI Express', () => {
    const text = `host_bridge p {\n${bridge('00:03.0')}\tCapabilities: [50] Subsystem: Example Corp Device 0000\n}\n`;
    expect(onlyFix(text).after).toBe('host_bridge p {\n  pci_bridge @ 00:03.0 [11f8:4036]\n}\n');
  });
});

describe('no such fix', () => {
  it.each([
    [
      'the device is there already',
      machine('        04:00.0 Ethernet controller [0200]: Example [15b3:101d]\n').replace(
        '02:00.0 {\n',
        '02:00.0 { nic nic0 @ 04:00.0\n',
      ),
    ],
    ['a host bridge is no device of a port', machine('        00:00.0 Host bridge [0600]: Example [8086:09a2]\n')],
    ['ACS bits outside of a device', `${CONTROL}${machine('')}`],
    ['words that only look like flags', machine('        ACSCtl: SrcValid ReqRedir\n')],
  ])('%s', (_why, text) => {
    const analysis = analyseText(text);
    const fixes = analysis.diagnostics.flatMap((diagnostic) => fixesFor(analysis, diagnostic));
    expect(fixes.map(({ title }) => title).filter((title) => title.startsWith('Write it as'))).toEqual([]);
  });
});
