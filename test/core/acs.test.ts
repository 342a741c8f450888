// What firmware, the kernel's defaults and the command line leave in the ACS control word, version by version, with the
// faults that each version has. The words and values are those of the facts and of the recorded logs.

import { describe, expect, test } from 'vitest';
import { effectsByEntry } from '../../core/entry-effects';
import type { AcsOptionName } from '../../core/kernel/commandline';
import type { Machine } from '../../core/machine';
import type { AcsDescription } from '../../core/pci/acs';
import type { FunctionOptions, SettingsOptions } from './build';
import { auto, decide, device, hostBridge, index, machine, pinned, rootPort } from './build';

/** One port `rp` at 00:01.0 with this ACS and command line. */
function onePort(options: SettingsOptions, acs: AcsDescription, port: FunctionOptions = {}): Machine {
  const above = rootPort({ name: 'rp', at: '00:01.0', id: '1b36:000c', acs, ...port }, device('a'), device('b'));
  return machine(options, hostBridge('8086:29c0', above));
}

function control(built: Machine, name = 'rp'): number | null {
  return built.acs[index(built, name)]?.control ?? null;
}

const CAPABILITY = 0x5f;

describe('5.2 kernel defaults', () => {
  test.each([
    ['off', '', 0x00],
    ['on', '', 0x1d],
    ['passthrough', '', 0x1d],
    // The setting says what the machine has; what the command line says of the IOMMU is a rule's business.
    ['on', 'intel_iommu=off', 0x1d],
    ['on', 'amd_iommu=off', 0x1d],
    ['on', 'iommu=off', 0x1d],
    ['off', 'intel_iommu=on', 0x00],
    ['on', 'iommu=pt', 0x1d],
    ['on', 'pci=noats', 0x1f],
    ['off', 'pci=noats', 0x00],
  ] as const)('5.2 IOMMU %s, command line "%s"', (iommu, commandLine, wanted) => {
    expect(control(onePort({ iommu, commandLine }, auto(0, CAPABILITY)))).toBe(wanted);
  });

  test('5.2 an untrusted device gets TB', () => {
    expect(control(onePort({ iommu: 'on' }, auto(0, CAPABILITY), { untrusted: true }))).toBe(0x1f);
  });

  test('5.2 bits that firmware set stay, bits that the capability lacks are never set', () => {
    expect(control(onePort({ iommu: 'on' }, auto(0x62, 0x7f)))).toBe(0x7f);
    expect(control(onePort({ iommu: 'on' }, auto(0x7f, 0x05)))).toBe(0x05);
  });

  test('a pinned control word is touched by nothing', () => {
    const built = onePort({ iommu: 'on', commandLine: 'pci=disable_acs_redir=pci:0:0' }, pinned('RR'));
    expect(control(built)).toBe(0x04);
    expect(built.commandLineEffects.map(({ outcome }) => outcome)).toContain('pinned');
  });

  test('firmware that is not known is assumed to have left nothing, and the bits that rest on that are marked', () => {
    const off = onePort({}, auto(null, CAPABILITY)).acs[0];
    expect([off?.control, off?.assumed]).toEqual([0, CAPABILITY]);
    const on = onePort({ iommu: 'on' }, auto(null, CAPABILITY)).acs[0];
    expect([on?.control, on?.assumed]).toEqual([0x1d, 0x42]);
    expect(onePort({}, auto(0, CAPABILITY)).acs[0]?.assumed).toBe(0);
  });
});

describe('5.3 quirks', () => {
  test.each(['8086:3b42', '8086:1c1f', '8086:9c1b', '8086:1d1e', '8086:8d11', '8086:8c9e'])(
    '5.3 PCH root port %s has no capability: not redirecting',
    (id) => {
      const built = onePort({ iommu: 'on' }, auto(), { id });
      expect(control(built)).toBeNull();
      expect(decide(built, 'a', 'b').mapType).toBe('BUS_ADDR');
    },
  );

  test.each(['8086:3b52', '8086:1d11', '8086:8c9f', '1022:1c10'])('5.3 %s is no such PCH port', (id) => {
    expect(control(onePort({ iommu: 'on' }, auto(), { id }))).toBe(0x1d);
  });

  test.each(['8086:a110', '8086:a16a', '8086:a29f', '8086:a2e7', '8086:9d1b'])(
    '5.3 Sunrise Point root port %s: the P2P test reads beside the control word and sees no redirect',
    (id) => {
      const built = onePort({ iommu: 'on' }, auto(), { id });
      expect([control(built), decide(built, 'a', 'b').mapType]).toEqual([0x1d, 'BUS_ADDR']);
    },
  );

  test.each([
    ['6.19', 0x1d],
    ['7.0', 0x1c],
  ])('5.3 IDT 111d:80b5 loses SV from 7.x: %s', (kernel, wanted) => {
    expect(control(onePort({ kernel, iommu: 'on' }, auto(0), { id: '111d:80b5' }))).toBe(wanted);
  });
});

const MATCHING = 'pci=disable_acs_redir=0000:00:01.0';

describe('5.4 disable_acs_redir', () => {
  test.each([
    // firmware 0, IOMMU on: the recorded kernels gave 0x11 and 0x00.
    ['4.20', 0x00, 'on', 0x11, 'disabled ACS redirect'],
    ['5.10', 0x00, 'on', 0x11, 'disabled ACS redirect'],
    ['6.10', 0x00, 'on', 0x11, 'disabled ACS redirect'],
    ['6.11', 0x00, 'on', 0x53, 'Configured ACS to 0xffd3'],
    ['6.14', 0x00, 'on', 0x53, 'Configured ACS to 0xffd3'],
    ['6.12.24', 0x00, 'on', 0x53, 'Configured ACS to 0xffd3'],
    ['6.12.25', 0x00, 'on', 0x00, 'Configured ACS to 0x0000'],
    ['6.12.117', 0x00, 'on', 0x00, 'Configured ACS to 0x0000'],
    ['6.15', 0x00, 'on', 0x00, 'Configured ACS to 0x0000'],
    ['7.3', 0x00, 'on', 0x00, 'Configured ACS to 0x0000'],
    // Applied even if no IOMMU asked for ACS.
    ['6.1', 0x1d, 'off', 0x11, 'disabled ACS redirect'],
    ['7.3', 0x1d, 'off', 0x11, 'Configured ACS to 0x0011'],
  ] as const)('5.4 %s, firmware %i, IOMMU %s', (kernel, firmware, iommu, wanted, message) => {
    const built = onePort({ kernel, iommu, commandLine: MATCHING }, auto(firmware, CAPABILITY));
    expect(control(built)).toBe(wanted);
    expect(built.commandLineEffects[0]?.message).toBe(message);
  });

  // The vectors of the fix's commit message: mask 0x2c, flags 0xffd3.
  test.each([
    ['6.14', 0x7b, '0xfffb', true],
    ['6.15', 0x7b, '0x0053', false],
    ['6.14', 0x5f, '0xffdf', true],
    ['6.15', 0x5f, '0x0053', false],
    ['6.14', 0x00, '0xffd3', false],
    ['6.15', 0x00, '0x0000', false],
  ] as const)('5.4 vector on %s: firmware %i gives %s', (kernel, firmware, logged, redirects) => {
    const built = onePort({ kernel, iommu: 'on', commandLine: MATCHING }, auto(firmware, 0x7f));
    expect(built.commandLineEffects[0]?.message).toBe(`Configured ACS to ${logged}`);
    expect(control(built)).toBe(Number(logged) & 0x7f);
    expect(decide(built, 'a', 'b').mapType === 'BUS_ADDR').toBe(!redirects);
  });

  test.each([
    ['6.10', 'cannot disable ACS redirect for this hardware as it does not have ACS capabilities'],
    ['6.11', null],
  ])('5.4 a function without the capability, %s', (kernel, message) => {
    const built = onePort({ kernel, commandLine: MATCHING }, { mode: 'absent' });
    expect(built.commandLineEffects).toMatchObject([{ outcome: 'no-capability', message }]);
  });

  test('5.4 a parse error stops the scan, entries before it still count', () => {
    const built = onePort(
      { iommu: 'on', kernel: '6.1', commandLine: 'pci=disable_acs_redir=0000:02:01;0000:00:01.0' },
      auto(0),
    );
    expect(control(built)).toBe(0x1d);
    const after = onePort(
      { iommu: 'on', kernel: '6.1', commandLine: 'pci=disable_acs_redir=0000:00:01.0;0000:02:01' },
      auto(0),
    );
    expect(control(after)).toBe(0x11);
  });

  test('a function whose id is not known may be named by its id: the pair hinges on that', () => {
    const unnamed = rootPort({ at: '00:01.0', acs: auto(0) }, device('a'), device('b'));
    const built = machine(
      { iommu: 'on', kernel: '6.1', commandLine: 'pci=disable_acs_redir=pci:8086:0' },
      hostBridge('8086:29c0', unnamed),
    );
    const verdict = decide(built, 'a', 'b');
    expect(verdict).toMatchObject({ mapType: 'UNKNOWN', possible: ['NOT_SUPPORTED', 'BUS_ADDR'] });
    expect(verdict.undecidedBy).toEqual([{ missing: 'PCI id', function: 0 }]);
    const any = machine(
      { iommu: 'on', kernel: '6.1', commandLine: 'pci=disable_acs_redir=pci:0:0' },
      hostBridge('8086:29c0', unnamed),
    );
    expect(decide(any, 'a', 'b').mapType).toBe('BUS_ADDR');
  });
});

describe('5.4 config_acs', () => {
  test.each([
    ['1111011', 0x53, 0x7b],
    ['101xxxx', 0x00, 0x50],
    ['1x0x1x1', 0x00, 0x45],
    ['0', 0x7f, 0x7e],
    ['xxx0000000', 0x7f, 0x00],
  ] as const)('5.4 vector from 6.15 on: %s over firmware %i', (flags, firmware, wanted) => {
    const commandLine = `pci=config_acs=${flags}@0000:00:01.0`;
    const built = onePort({ kernel: '6.15', iommu: 'on', commandLine }, auto(firmware, 0x7f));
    expect(control(built)).toBe(wanted);
  });

  test('5.4 6.11 to 6.14: a 0 does not clear what firmware set, x keeps the kernel value', () => {
    const commandLine = 'pci=config_acs=xx0x0xx@0000:00:01.0';
    // (0x1d & ~0x14) | (0x04 & 0x14) | 0
    expect(control(onePort({ kernel: '6.14', iommu: 'on', commandLine }, auto(0x04, 0x7f)))).toBe(0x0d);
    expect(control(onePort({ kernel: '6.15', iommu: 'on', commandLine }, auto(0x04, 0x7f)))).toBe(0x00);
  });

  test.each([
    ['6.14', [0x5d, 0x1d]],
    ['6.15', [0x40, 0x40]],
  ] as const)('5.4 the second entry counts from 6.15 on: %s', (kernel, wanted) => {
    const commandLine = 'pci=config_acs=1xxxxxx@0000:00:01.0;1xxxxxx@0000:00:02.0';
    const ports = [
      rootPort({ at: '00:01.0', name: 'p', acs: auto(0) }),
      rootPort({ at: '00:02.0', name: 'q', acs: auto(0) }),
    ];
    const built = machine({ kernel, iommu: 'on', commandLine }, hostBridge('8086:29c0', ...ports));
    expect([control(built, 'p'), control(built, 'q')]).toEqual(wanted);
  });

  test('5.4 it replaces what disable_acs_redir computed for the same function', () => {
    const commandLine = 'pci=config_acs=x11x1xx@pci:1b36:000c,disable_acs_redir=0000:00:01.0';
    const built = onePort({ kernel: '7.3', iommu: 'on', commandLine }, auto(0, CAPABILITY));
    expect(control(built)).toBe(0x14);
    expect(built.commandLineEffects.filter((effect) => effect.function === 0).map(({ message }) => message)).toEqual([
      'Configured ACS to 0x0000',
      'Configured ACS to 0x0034',
    ]);
  });

  test('5.4 it does not exist before 6.11', () => {
    const built = onePort({ kernel: '6.10', iommu: 'on', commandLine: 'pci=config_acs=0000000@pci:0:0' }, auto(0));
    expect(control(built)).toBe(0x1d);
  });

  test('5.4 only the first matching entry is applied, later ones are shadowed', () => {
    const commandLine = 'pci=config_acs=1@0000:00:01.0;0@pci:0:0';
    const built = onePort({ commandLine }, auto(0));
    expect(control(built)).toBe(1);
    expect(built.commandLineEffects.find((effect) => effect.function === 0)).toMatchObject({ entry: 0, shadowed: [1] });
  });
});

describe('5.4 device formats', () => {
  test.each([
    ['00:01.0', true],
    ['0000:00:01.0', true],
    ['1:00:01.0', false],
    ['0:0:1.0', true],
    ['00:01.1', false],
    ['pci:1b36:000c', true],
    ['pci:1b36:0', true],
    ['pci:0:c', true],
    ['pci:0:0', true],
    ['pci:8086:0', false],
    ['pci:1b36:000c:1af4:1100', true],
    ['pci:1b36:000c:1af4:1101', false],
    ['pci:1b36:*', false],
    ['00:01.0x', false],
  ])('5.4 %s names the port: %s', (text, matches) => {
    const commandLine = `pci=disable_acs_redir=${text}`;
    const built = onePort({ kernel: '6.1', iommu: 'on', commandLine }, auto(0), { subsystem: '1af4:1100' });
    expect(control(built)).toBe(matches ? 0x11 : 0x1d);
  });

  test.each([
    ['00:01.0/00.0/01.0', true],
    ['00:01.0/00.0/00.0', false],
    ['00:02.0/00.0/01.0', false],
    ['01:00.0/01.0', true],
    ['00.0/01.0', false],
  ])('5.4 the path %s names the downstream port: %s', (text, matches) => {
    const tree = rootPort(
      { at: '00:01.0' },
      {
        ...rootPort({ at: '01:00.0' }, rootPort({ name: 'down', at: '02:01.0', acs: auto(0) })),
        kind: 'switch',
      },
    );
    const built = machine(
      { kernel: '6.1', iommu: 'on', commandLine: `pci=disable_acs_redir=${text}` },
      hostBridge('none', tree),
    );
    expect(control(built, 'down')).toBe(matches ? 0x11 : 0x1d);
  });
});

describe('the effects of an entry', () => {
  // The first entry takes one function, the second the rest; the third and fourth come too late, the fifth is another option's.
  const commandLine = 'pci=disable_acs_redir=00:01.0;pci:1b36:0;00:01.0;00:02.0,config_acs=1@00:02.0';
  const built = machine(
    { kernel: '6.15', iommu: 'on', commandLine },
    hostBridge(
      '8086:29c0',
      ...['00:01.0', '00:02.0', '00:03.0'].map((at) => rootPort({ name: at, at, id: '1b36:000c', acs: auto(0) })),
    ),
  );
  const named = (option: AcsOptionName, entry: number): Readonly<Record<string, readonly string[]>> => {
    const { effects, shadows } = effectsByEntry(built.commandLineEffects, option)(entry);
    const names = (found: typeof effects): readonly string[] =>
      found.map((effect) => built.topology.functions[effect.function]?.name ?? '');
    return { effects: names(effects), shadows: names(shadows) };
  };

  test.each([
    ['disable_acs_redir', 0, ['00:01.0'], []],
    ['disable_acs_redir', 1, ['00:02.0', '00:03.0'], ['00:01.0']],
    ['disable_acs_redir', 2, [], ['00:01.0']],
    ['disable_acs_redir', 3, [], ['00:02.0']],
    ['disable_acs_redir', 4, [], []],
    ['config_acs', 0, ['00:02.0'], []],
    ['config_acs', 1, [], []],
  ] as const)('%s, entry %i', (option, entry, effects, shadows) => {
    expect(named(option, entry)).toEqual({ effects, shadows });
  });
});
