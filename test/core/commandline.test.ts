// What the kernel reads in a command line, and what it makes of the mistakes that people make: the places are what the
// editor underlines, the logged texts are the kernel's own.

import { describe, expect, test } from 'vitest';
import type { CommandLineObservation } from '../../core/kernel/commandline';
import { parseCommandLine } from '../../core/kernel/commandline-parse';
import { iommuParameters } from '../../core/kernel/iommu-parameters';
import { withAcsOption } from '../../core/kernel/edit-commandline';
import { kernel } from './build';

/** `observation: the text at its place | what the kernel logs` */
function observed(text: string, version = '7.3'): readonly string[] {
  const show = (one: CommandLineObservation): string =>
    `${one.observation}: ${text.slice(one.span.start, one.span.end)} | ${one.log ?? ''}`;
  return parseCommandLine(text, kernel(version)).observations.map(show);
}

function entries(text: string, version = '7.3'): readonly string[] {
  const { disableAcsRedir, configAcs } = parseCommandLine(text, kernel(version));
  return [disableAcsRedir, configAcs]
    .flatMap((option) => option?.entries ?? [])
    .map((one) => `${one.text} ${one.state}`);
}

describe('tokens', () => {
  test.each([
    ['quiet pci=disable_acs_redir=00:01.0 ro', ['00:01.0 applies']],
    ['pci="disable_acs_redir=00:01.0;00:02.0" ro', ['00:01.0 applies', '00:02.0 applies']],
    ['"pci=disable_acs_redir=00:01.0" ro', ['00:01.0 applies']],
    ['pci=noats,disable_acs_redir=00:01.0', ['00:01.0 applies']],
    ['ro -- pci=disable_acs_redir=00:01.0', []],
    ['pci=disable_acs_redir=', []],
    ['pci=disable_acs_redir=00:01.0;', ['00:01.0 applies']],
    ['pci', []],
    ['', []],
  ])('%s', (text, wanted) => {
    expect(entries(text)).toEqual(wanted);
  });

  test('every piece knows its place', () => {
    const text = 'ro  pci=noats,config_acs=x0x@00:01.0;1@pci:8086:0 quiet';
    const parsed = parseCommandLine(text, kernel('7.3'));
    expect(parsed.parameters.map(({ span }) => text.slice(span.start, span.end))).toEqual(text.split(/ +/));
    expect(parsed.configAcs?.entries.map(({ span }) => text.slice(span.start, span.end))).toEqual([
      'x0x@00:01.0',
      '1@pci:8086:0',
    ]);
    expect(parsed.noAts).toBe(true);
  });
});

describe('5.4 common mistakes', () => {
  test.each([
    [
      '5.4 an option that does not exist',
      'pci=noacs',
      '7.3',
      ["pci-option-unknown: noacs | PCI: Unknown option `noacs'"],
    ],
    [
      '5.4 a comma between devices',
      'pci=disable_acs_redir=0000:0c:10.0,0000:0a:00.0',
      '7.3',
      ["comma-between-devices: 0000:0a:00.0 | PCI: Unknown option `0000:0a:00.0'"],
    ],
    [
      '5.4 two parameters, the last wins',
      'pci=disable_acs_redir=00:01.0 pci=disable_acs_redir=00:02.0',
      '7.3',
      ['option-repeated: disable_acs_redir=00:01.0 | '],
    ],
    [
      '5.4 a wildcard, before 6.11',
      'pci=disable_acs_redir=pci:10de:*',
      '6.10',
      ["device-unparsable: pci:10de:* | PCI: Can't parse disable_acs_redir parameter: pci:10de:*"],
    ],
    [
      '5.4 a wildcard, from 6.11',
      'pci=disable_acs_redir=pci:10de:*',
      '6.11',
      ["device-unparsable: pci:10de:* | PCI: Can't parse ACS command line parameter"],
    ],
    [
      '5.4 config_acs before 6.11',
      'pci=config_acs=1@00:01.0',
      '6.10',
      ["pci-option-too-new: config_acs=1@00:01.0 | PCI: Unknown option `config_acs=1@00:01.0'"],
    ],
    [
      '5.4 no @: the example of the old documentation',
      'pci=config_acs=10x',
      '7.3',
      ['flags-missing: 10x | ACS Flags missing'],
    ],
    [
      '5.4 wrong flag characters',
      'pci=config_acs=1y0@00:01.0',
      '7.3',
      ['flags-invalid: 1y0 | Invalid ACS flags... Ignoring'],
    ],
    [
      '5.4 a bit above DT',
      'pci=config_acs=10000000@00:01.0',
      '7.3',
      ['flags-invalid: 10000000 | Invalid ACS flags specified'],
    ],
    ['5.4 an x above DT is harmless', 'pci=config_acs=x0000000@00:01.0', '7.3', []],
    [
      '5.4 several devices on 6.11 to 6.14',
      'pci=config_acs=1@00:01.0;1@00:02.0',
      '6.14',
      ["only-first-entry: 1@00:02.0 | PCI: Can't parse ACS command line parameter"],
    ],
    ['5.4 several devices from 6.15 on', 'pci=config_acs=1@00:01.0;1@00:02.0', '6.15', []],
    [
      '5.4 the out-of-tree override',
      'pcie_acs_override=downstream,multifunction',
      '7.3',
      ['acs-override: pcie_acs_override=downstream,multifunction | '],
    ],
    ['known options are silent', 'pci=nocrs,realloc=on,pcie_bus_perf,noats', '7.3', []],
    // commit f69767a1ada3 "PCI: Add TLP Processing Hints (TPH) support"
    ['notph from 6.13 on', 'pci=notph', '6.13', []],
    ['notph before 6.13', 'pci=notph', '6.12.117', ["pci-option-unknown: notph | PCI: Unknown option `notph'"]],
  ])('%s', (_, text, version, wanted) => {
    expect(observed(text, version)).toEqual(wanted);
  });

  test('5.4 what stands behind a fault is never reached', () => {
    const text = 'pci=disable_acs_redir=00:01.0;0000:02:01;00:03.0';
    expect(entries(text)).toEqual(['00:01.0 applies', '0000:02:01 unparsable', '00:03.0 after-unparsable']);
    const [fault] = parseCommandLine(text, kernel('7.3')).observations;
    expect(fault).toMatchObject({ reason: 'malformed', ignored: { start: text.indexOf('00:03.0'), end: text.length } });
  });

  // The kernel's hint fills 127 characters: only the end of a long list can be what is left of its tenth name.
  const NINE = Array.from({ length: 9 }, (_, one) => `0000:02:0${String(one)}.0`).join(';');
  test.each([
    ['the end of a long list', `pci=disable_acs_redir=${NINE};0000:02:09`, 'cut'],
    ['a shorter beginning', `pci=disable_acs_redir=${NINE};0000`, 'cut'],
    ['a hint with an entry taken out', `pci=disable_acs_redir=${NINE.slice(0, 103)};0000:`, 'cut'],
    ['the end of a short list', 'pci=disable_acs_redir=0000:02:00.0;0000:02:01', 'malformed'],
    ['the middle of a long list', `pci=disable_acs_redir=0000:02:09;${NINE}`, 'malformed'],
    [
      'another option, whose list no hint gives',
      `pci=config_acs=1@${NINE.replaceAll(';', ';1@')};1@0000:02:09`,
      'malformed',
    ],
    ['no beginning of an address', `pci=disable_acs_redir=${NINE};sw0`, 'malformed'],
    ['a wildcard', `pci=disable_acs_redir=${NINE};0000:02:*`, 'wildcard'],
  ])('3.8 %s', (_, text, reason) => {
    expect(parseCommandLine(text, kernel('7.3')).observations.at(-1)).toMatchObject({ reason });
  });
});

// Each driver has a switch of its own: another one's does nothing on this machine, so it contradicts nothing.
const INTEL = { architecture: 'x86_64', vendor: 'intel' } as const;
const AMD = { architecture: 'x86_64', vendor: 'amd' } as const;
const ARM = { architecture: 'arm64', vendor: 'other' } as const;

test.each([
  [INTEL, 'intel_iommu=on', 'on: intel_iommu=on', null],
  [INTEL, 'intel_iommu=off', 'off: intel_iommu=off', null],
  [INTEL, 'intel_iommu=sm_on,on', 'on: intel_iommu=sm_on,on', null],
  [INTEL, 'intel_iommu=off intel_iommu=on', 'on: intel_iommu=on', null],
  [INTEL, 'amd_iommu=off', null, null],
  [INTEL, 'iommu=off', 'off: iommu=off', null],
  // no_iommu is never taken back.
  [INTEL, 'iommu=off intel_iommu=on', 'off: iommu=off', null],
  [INTEL, 'iommu=pt', null, 'passthrough: iommu=pt'],
  [INTEL, 'iommu=pt intel_iommu=on', 'on: intel_iommu=on', 'passthrough: iommu=pt'],
  [INTEL, 'iommu=pt iommu=nopt', null, 'translated: iommu=nopt'],
  [INTEL, 'iommu.passthrough=1 iommu.passthrough=off', null, 'translated: iommu.passthrough=off'],
  [INTEL, 'quiet constructor=on iommu=constructor', null, null],
  [AMD, 'amd_iommu=off', 'off: amd_iommu=off', null],
  [AMD, 'intel_iommu=off', null, null],
  [AMD, 'iommu=off', 'off: iommu=off', null],
  [{ ...AMD, vendor: 'hygon' }, 'amd_iommu=off', 'off: amd_iommu=off', null],
  [{ ...AMD, vendor: 'zhaoxin' }, 'amd_iommu=off intel_iommu=off', null, null],
  [{ ...INTEL, architecture: 'i386' }, 'intel_iommu=off', 'off: intel_iommu=off', null],
  [ARM, 'intel_iommu=off amd_iommu=off iommu=off iommu=pt', null, null],
  [ARM, 'iommu.passthrough=1', null, 'passthrough: iommu.passthrough=1'],
  [ARM, 'iommu.passthrough=y', null, 'passthrough: iommu.passthrough=y'],
  [{ ...ARM, architecture: 'ppc64le' }, 'iommu=pt', null, null],
  [{ ...ARM, architecture: 'riscv64' }, 'iommu=off', null, null],
] as const)('on %o "%s" switches the IOMMU %s, its domains %s', ({ architecture, vendor }, text, power, domains) => {
  const cpu = { vendor, family: null, model: null };
  const found = iommuParameters(parseCommandLine(text, kernel('7.3')), { architecture, cpu });
  const words = (asked: typeof found.power | typeof found.domains): string | null =>
    asked === null ? null : `${asked.value}: ${text.slice(asked.span.start, asked.span.end)}`;
  expect([words(found.power), words(found.domains)]).toEqual([power, domains]);
});

test.each([
  ['', 'pci=disable_acs_redir=X'],
  ['quiet', 'quiet pci=disable_acs_redir=X'],
  ['pci=noats quiet', 'pci=noats quiet pci=disable_acs_redir=X'],
  ['quiet -- init', 'quiet pci=disable_acs_redir=X -- init'],
  ['-- init', 'pci=disable_acs_redir=X -- init'],
  ['pci=disable_acs_redir=00:01.0 quiet', 'pci=disable_acs_redir=X quiet'],
  ['pci="noats,disable_acs_redir=00:01.0" quiet', 'pci="noats,disable_acs_redir=X" quiet'],
])('an option is put into "%s" without repeating it', (text, wanted) => {
  expect(withAcsOption(parseCommandLine(text, kernel('7.3')), 'disable_acs_redir', 'X')).toBe(wanted);
});
