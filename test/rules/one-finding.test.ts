// Protects the Problems view from echoes: one fault is one finding, however many kernels, questions or rules come upon it.

import { describe, expect, it } from 'vitest';
import { analyseText } from '../features/fixture';
import { tree } from '../language/query-machine';
import { TREE } from './fixtures';

function codes(text: string): readonly string[] {
  return analyseText(text).diagnostics.map(({ code, severity }) => `${severity} ${code}`);
}

describe('memory that is not registered', () => {
  const misaligned = tree().replace('bar 4 16MiB at 0x380002000000', 'bar 4 1MiB at 0x380002000000');

  it('is told once for two kernels that word it differently', () => {
    expect(codes(`${misaligned}scenario old { kernel 6.13 }\n`)).toEqual(['warning memory-misaligned']);
  });

  it('is an error if a list of either kernel needs it', () => {
    const list = 'sgl l { p2pmem nvme2 4KiB }\n';
    expect(codes(`${misaligned}${list}scenario old { kernel 6.13 map l -> mlx0 }\n`)).toEqual([
      'error memory-misaligned',
    ]);
  });
});

describe('a list', () => {
  it.each(['rma 4KiB', 'ram', '4KiB', 'nvme0 4KiB', 'kernel 6.1'])(
    'of which all is %s is not called empty',
    (entry) => {
      expect(codes(`${tree()}sgl l { ${entry} }\n`)).toEqual(['error syntax']);
    },
  );
});

describe('memory that a namespace cannot have', () => {
  const namespace = (memory: string): string => `nvmet s { port mlx0 namespace nvme0 p2pmem ${memory} = nvme0 }\n`;

  it.each([
    ['mlx0', tree(), 'error memory-missing'],
    ['nvme2', tree().replace('0x380002000000 p2pmem published', '0x380002000000 p2pmem'), 'error memory-unpublished'],
    ['nvme2', tree().replace('16MiB at 0x380002000000', '1MiB at 0x380002000000'), 'error memory-misaligned'],
  ])('is told where it is named, and not again at the claim: %s', (memory, machine, expected) => {
    expect(codes(`${machine}${namespace(memory)}`)).toEqual([expected]);
  });
});

describe('memory that nobody publishes', () => {
  it('is told once, however many questions pass it over', () => {
    const machine = tree().replace('0x380002000000 p2pmem published', '0x380002000000 p2pmem');
    const asked = 'provider for nvme2\nprovider for nvme2, nvme2\nscenario s { kernel 6.1 provider for nvme2 }\n';
    expect(codes(`${machine}${asked}`)).toEqual(['information memory-unpublished']);
  });
});

describe('an entry of the command line', () => {
  const line = 'kernel 6.15\ncmdline "pci=disable_acs_redir=0000:00:01.0"\n';

  it.each([
    'hots host_bridge pci0 { root_port @ 00:01.0 }',
    'host_bridge pci0 { root_prot @ 00:01.0 }',
    'include "gone.p2p"',
  ])('is not said to match nothing where a part of the machine is not understood: %s', (machine) => {
    expect(codes(`${line}${machine}\n`)).toHaveLength(1);
  });
});

describe('a list of devices that the kernel does not read as it was meant', () => {
  const list = '0000:02:00.0;0000:02:01.0';
  const booted = (commandLine: string): string =>
    `kernel 6.15\niommu on\ncmdline "${commandLine}"\n${TREE}pair nvme0 -> mlx0\n`;

  it.each([
    ['shell', `pci=disable_acs_redir=${list.replace(';', '\\\\;')}`],
    ['shell', `'pci=disable_acs_redir=${list}'`],
    ['comma', `pci=disable_acs_redir=${list.replace(';', ',')}`],
    ['blank', `pci=disable_acs_redir=${list.replace(';', ' ')}`],
    ['bare-option', `disable_acs_redir=${list}`],
    ['wildcard', 'pci=disable_acs_redir=pci:11f8:*'],
    ['missing-at', 'pci=config_acs=x0x00xx'],
    ['unparsable-device', 'pci=disable_acs_redir=nvme0'],
  ])('is told where it stands, and not again at the pair: %s', (fault, commandLine) => {
    expect(codes(booted(commandLine))).toEqual([`warning cmdline-${fault}`]);
  });

  it('does not hide a pair of another scenario, nor one beside an option that is only unknown', () => {
    const scenario = 'scenario plain {\n  cmdline ""\n  pair nvme0 -> mlx0\n}\n';
    expect(codes(`${booted(`pci=disable_acs_redir=${list.replace(';', ',')}`)}${scenario}`)).toEqual([
      'warning cmdline-comma',
      'information acs-redirect',
    ]);
    expect(codes(booted('pci=noacs'))).toEqual(['warning cmdline-unknown-option', 'information acs-redirect']);
  });
});
