// Since when a pair works, what the kernel would print, and which parameter repairs it: what an administrator acts on.

import { describe, expect, test } from 'vitest';
import { bootMachine } from '../../core/boot';
import { computedAcs } from '../../core/computed-acs';
import { KERNEL_RELEASES } from '../../core/kernel/resolve';
import type { Machine } from '../../core/machine';
import { acsMask } from '../../core/pci/acs';
import type { AcsDescription } from '../../core/pci/acs';
import { pairHistory } from '../../core/p2pdma/history';
import { joinNames } from '../../core/p2pdma/messages';
import type { RepairProposal } from '../../core/p2pdma/repair';
import { proposeRepair } from '../../core/p2pdma/repair';
import type { SettingsOptions } from './build';
import {
  AMD_ZEN,
  auto,
  decide,
  device,
  hostBridge,
  index,
  machine,
  oneSwitch,
  outcome,
  pinned,
  port,
  REDIRECTING,
  rootPort,
  twoHostBridges,
  twoRootPorts,
  upstream,
} from './build';

function repair(built: Machine): RepairProposal {
  return proposeRepair(built, index(built, 'a'), index(built, 'b'));
}

function history(built: Machine): readonly string[] {
  return pairHistory(built, index(built, 'a'), index(built, 'b')).map(
    ({ first, last, verdict, parameterBroken }) =>
      `${first.label}-${last.label} ${verdict.mapType} ${verdict.rule}${parameterBroken ? ' parameter broken' : ''}`,
  );
}

describe('since when', () => {
  test('Ice Lake Xeon, two root ports', () => {
    expect(history(twoRootPorts({}, '8086:09a2'))).toEqual([
      '4.20-5.3 NOT_SUPPORTED no-common-bridge',
      '5.4-5.17 NOT_SUPPORTED not-listed',
      '5.18-7.3 THRU_HOST_BRIDGE whitelist',
    ]);
  });

  test('AMD Zen, two host bridges', () => {
    expect(history(twoHostBridges({ cpu: AMD_ZEN }, '1022:1450', '1022:1450'))).toEqual([
      '4.20-5.1 NOT_SUPPORTED no-common-bridge',
      '5.2-5.3 BUS_ADDR root-complex',
      '5.4-5.8 THRU_HOST_BRIDGE whitelist',
      '5.9-7.3 THRU_HOST_BRIDGE cpu',
    ]);
  });

  test('a parameter that 6.11 to 6.14 read wrongly: firmware had set every bit', () => {
    const built = oneSwitch(
      { iommu: 'on', commandLine: 'pci=disable_acs_redir=pci:0:0' },
      auto(0x5f, 0x5f),
      '8086:29c0',
    );
    expect(history(built)).toEqual([
      '4.20-6.10 BUS_ADDR common-bridge',
      '6.11-6.14 NOT_SUPPORTED not-listed parameter broken',
      '6.15-7.3 BUS_ADDR common-bridge',
    ]);
  });
});

describe('repair', () => {
  const switched = (options: SettingsOptions, first: AcsDescription, second: AcsDescription): Machine =>
    machine(
      options,
      hostBridge(
        '8086:29c0',
        rootPort(
          { acs: pinned() },
          upstream(
            {},
            port({ at: '02:00.0', acs: first }, device('a')),
            port({ at: '02:01.0', acs: second }, device('b')),
          ),
        ),
      ),
    );

  test.each(KERNEL_RELEASES.map(({ label }) => label))(
    '%s: two pinned ports become auto and the hint’s list is the parameter',
    (label) => {
      const built = switched({ kernel: label, iommu: 'on' }, REDIRECTING, REDIRECTING);
      const [first] = repair(built).repairs;
      expect(first).toMatchObject({
        option: 'disable_acs_redir',
        parameter: 'pci=disable_acs_redir=0000:02:00.0;0000:02:01.0',
      });
      expect(first?.makeAuto).toEqual([index(built, '0000:02:00.0'), index(built, '0000:02:01.0')]);
      expect(first?.verdict.mapType).toBe('BUS_ADDR');
      // Applied for real, by somebody who does both edits.
      const functions = built.topology.functions.map((one) =>
        one.acs.mode === 'pinned' ? { ...one, acs: auto() } : one,
      );
      const again = bootMachine(
        { ...built.topology, functions },
        { ...built.settings, commandLine: first?.commandLine ?? '' },
      );
      expect(outcome(decide(again, 'a', 'b'))).toBe('BUS_ADDR 4 common-bridge');
      expect(again.commandLine.observations).toEqual([]);
    },
  );

  test.each([
    ['6.10', []],
    ['6.15', ['SV', 'UF']],
  ] as const)('%s: the price of disable_acs_redir', (label, lost) => {
    const [first] = repair(switched({ kernel: label, iommu: 'on' }, auto(0), pinned())).repairs;
    expect(first?.price.map((one) => one.lost)).toEqual([acsMask(lost)]);
  });

  test('6.15: config_acs is the other way, and keeps what was set', () => {
    const { repairs } = repair(switched({ kernel: '6.15', iommu: 'on' }, auto(0), pinned()));
    expect(repairs.map(({ parameter }) => parameter)).toEqual([
      'pci=disable_acs_redir=0000:02:00.0',
      'pci=config_acs=x0100x1@0000:02:00.0',
    ]);
    expect(repairs[1]?.price.map((one) => one.lost)).toEqual([0]);
  });

  test('an option that is there is extended, not repeated', () => {
    const commandLine = 'quiet pci=noats,disable_acs_redir=0000:02:00.0 ro';
    const [first] = repair(switched({ kernel: '6.1', iommu: 'on', commandLine }, auto(0), auto(0))).repairs;
    expect(first?.commandLine).toBe('quiet pci=noats,disable_acs_redir=0000:02:00.0;0000:02:01.0 ro');
  });

  test('a config_acs that sets redirect outweighs disable_acs_redir, so it is what changes', () => {
    const commandLine = 'pci=config_acs=xxx11xx@pci:0:0';
    const { repairs } = repair(switched({ kernel: '7.3', commandLine }, auto(0), pinned()));
    expect(repairs.map(({ commandLine: text }) => text)).toEqual([
      'pci=config_acs=xxx00xx@0000:02:00.0;xxx11xx@pci:0:0'.replace('xxx00xx', 'x0x00xx'),
    ]);
  });

  test('6.11 to 6.14 with firmware bits set: no parameter helps, 6.15 is the first that can', () => {
    const built = switched({ kernel: '6.12.24', iommu: 'on' }, auto(0x5f, 0x5f), pinned());
    expect(repair(built)).toEqual({ repairs: [], refusal: { reason: 'kernel-cannot', firstKernel: '6.15' } });
  });

  // Without an IOMMU the kernel sets nothing, so what was read is firmware's, and 6.11 to 6.14 give firmware its bits back.
  test.each([
    ['6.10', 'off', ['RR', 'CR'], 'repaired'],
    ['6.12.24', 'off', ['RR', 'CR'], '6.15'],
    ['6.12.25', 'off', ['RR', 'CR'], 'repaired'],
    ['6.15', 'off', ['RR', 'CR'], 'repaired'],
    // EC is in no kernel's defaults.
    ['6.12.24', 'on', ['SV', 'RR', 'CR', 'UF', 'EC'], '6.15'],
    ['6.15', 'on', ['SV', 'RR', 'CR', 'UF', 'EC'], 'repaired'],
  ] as const)('%s, IOMMU %s, pinned %o: %s', (label, iommu, flags, wanted) => {
    const { repairs, refusal } = repair(switched({ kernel: label, iommu }, pinned(...flags), pinned()));
    const first = refusal?.reason === 'kernel-cannot' ? refusal.firstKernel : null;
    expect(repairs.length > 0 ? 'repaired' : first).toBe(wanted);
  });

  test.each([
    // RR and CR may be the kernel's or firmware's; 6.11 to 6.14 clear them only if firmware had not set them.
    ['6.12.24', ['SV', 'RR', 'CR', 'UF'], true],
    // TB is firmware's, which says nothing about the others.
    ['6.12.24', ['SV', 'TB', 'RR', 'CR', 'UF'], true],
    ['6.10', ['SV', 'RR', 'CR', 'UF'], false],
    ['6.15', ['SV', 'TB', 'RR', 'CR', 'UF'], false],
  ] as const)('%s: a pinned %o is cleared only if firmware left none: %s', (label, flags, assumed) => {
    const built = switched({ kernel: label, iommu: 'on' }, pinned(...flags), pinned());
    const [first] = repair(built).repairs;
    expect(first?.assumes).toEqual(assumed ? [index(built, '0000:02:00.0')] : []);
  });

  test('no redirect on the path: nothing to repair', () => {
    expect(repair(twoRootPorts({ iommu: 'on' }, '8086:29c0')).refusal).toEqual({ reason: 'no-redirect' });
  });
});

describe('what is assumed', () => {
  test('a port whose firmware bits are not known: the verdict says so where it matters', () => {
    const open = oneSwitch({}, auto(), '8086:29c0');
    expect(decide(open, 'a', 'b').assumes).toEqual([
      { assumption: 'firmware left no ACS bits', function: index(open, '0000:02:00.0') },
    ]);
    expect(decide(oneSwitch({}, auto(0), '8086:29c0'), 'a', 'b').assumes).toEqual([]);
    expect(decide(oneSwitch({ iommu: 'on' }, auto(), '8086:29c0'), 'a', 'b').assumes).toEqual([]);
    expect(decide(twoRootPorts({}, '8086:29c0'), 'a', 'b').assumes).toEqual([]);
  });

  test('AMD without a family is undecided only where the whitelist does not decide', () => {
    const cpu = { vendor: 'amd', family: null, model: null } as const;
    expect(decide(twoRootPorts({ cpu }, '1022:1480'), 'a', 'b')).toMatchObject({
      mapType: 'UNKNOWN',
      possible: ['NOT_SUPPORTED', 'THRU_HOST_BRIDGE'],
      undecidedBy: [{ missing: 'CPU family' }],
    });
    expect(decide(twoRootPorts({ cpu }, '8086:09a2'), 'a', 'b').mapType).toBe('THRU_HOST_BRIDGE');
    expect(decide(twoRootPorts({ cpu, kernel: '5.8' }, '1022:1480'), 'a', 'b').mapType).toBe('NOT_SUPPORTED');
  });

  test('nothing known of 00.0 is undecided, unless the other host bridge refuses anyway', () => {
    expect(decide(twoRootPorts({}, 'unknown'), 'a', 'b')).toMatchObject({
      mapType: 'UNKNOWN',
      undecidedBy: [{ missing: 'function at 00.0', hostBridge: 0 }],
    });
    expect(decide(twoHostBridges({}, 'unknown', '8086:29c0'), 'a', 'b').mapType).toBe('NOT_SUPPORTED');
    expect(decide(twoRootPorts({ cpu: AMD_ZEN }, 'unknown'), 'a', 'b').mapType).toBe('THRU_HOST_BRIDGE');
  });
});

describe('3.8 the list of the hint', () => {
  const names = (count: number): readonly string[] =>
    Array.from({ length: count }, (_, one) => `0000:c1:${(one + 20).toString(16)}.0`);

  test('3.8 nine usual entries fit into 128 bytes', () => {
    expect(joinNames(names(9), 128)).toBe(names(9).join(';'));
  });

  test('3.8 a tenth entry is cut after ten characters, further ones are dropped', () => {
    const cut = `${names(9).join(';')};${'0000:c1:1d'}`;
    expect([joinNames(names(10), 128), joinNames(names(11), 128), cut.length]).toEqual([cut, cut, 127]);
  });

  test('3.8 up to 5.13 one page holds 315 entries, on ppc64le a page is larger', () => {
    const many = Array.from(
      { length: 316 },
      (_, one) => `0000:${(one >> 5).toString(16).padStart(2, '0')}:${(one & 31).toString(16).padStart(2, '0')}.0`,
    );
    expect(joinNames(many.slice(0, 315), 4096)).toBe(many.slice(0, 315).join(';'));
    expect(joinNames(many, 4096).length).toBe(4095);
  });
});

describe('what a pinned control word says of firmware', () => {
  test.each([
    ['off', '', ['RR', 'CR'], ['RR', 'CR']],
    ['off', 'pci=noats', [], []],
    ['on', '', ['SV', 'RR', 'CR', 'UF'], null],
    ['passthrough', '', ['SV', 'RR', 'CR', 'UF', 'DT'], ['DT']],
    ['on', '', ['RR', 'EC'], ['EC']],
    ['on', '', ['TB'], ['TB']],
    ['on', 'pci=noats', ['TB', 'RR'], null],
  ] as const)('IOMMU %s, command line "%s", %o: firmware left %o', (iommu, commandLine, flags, firmware) => {
    const built = oneSwitch({ iommu, commandLine }, pinned(...flags));
    expect(computedAcs(built, index(built, '0000:02:00.0'))).toEqual(
      auto(firmware === null ? null : acsMask(firmware)),
    );
  });

  test('an untrusted device gets TB from the kernel', () => {
    const built = machine(
      { iommu: 'on' },
      hostBridge('none', rootPort({ acs: pinned('TB'), untrusted: true, name: 'rp' })),
    );
    expect(computedAcs(built, index(built, 'rp'))).toEqual(auto());
  });

  test('the capability stays, and what is not pinned stays as it is', () => {
    const known = machine(
      {},
      hostBridge(
        'none',
        rootPort({ name: 'rp', acs: { mode: 'pinned', control: 0x04, capability: 0x5f } }),
        rootPort({ name: 'other', acs: auto(0x10) }),
      ),
    );
    expect(computedAcs(known, index(known, 'rp'))).toEqual(auto(0x04, 0x5f));
    expect(computedAcs(known, index(known, 'other'))).toEqual(auto(0x10));
  });
});
