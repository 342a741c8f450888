// Protects the sentences that answer a belief where the file shows it: beside a claim that fails, at the place in the text, and
// nowhere else.

import { describe, expect, it } from 'vitest';
import { analyseText } from '../features/fixture';
import { tree } from '../language/query-machine';
import { TREE } from './fixtures';

function said(text: string, code: string): readonly string[] {
  const found = analyseText(text).diagnostics.filter((diagnostic) => diagnostic.code === code);
  expect(found).toHaveLength(1);
  return (found[0]?.related ?? []).map(({ range, message }) => `${text.slice(range.start, range.end)}: ${message}`);
}

describe('an IOMMU parameter that is taken for an ACS switch', () => {
  const failing = (commandLine: string, tail = 'pair nvme0 -> mlx0 = bus_addr\n'): readonly string[] =>
    said(`iommu passthrough\ncmdline "${commandLine}"\n${TREE}${tail}`, 'pair-mismatch');

  it('is answered where the pair is redirected', () => {
    expect(failing('quiet intel_iommu=on iommu=pt')).toContain(
      'intel_iommu=on: intel_iommu=on clears no ACS bit: with an IOMMU the kernel sets RR and CR, in passthrough too',
    );
  });

  it('is not, where the command line does concern ACS', () => {
    const related = failing('intel_iommu=on iommu=pt pci=disable_acs_redir=0000:02:00.0');
    expect(related.filter((words) => words.includes('clears no ACS bit'))).toEqual([]);
  });

  it('is not, where nothing redirects', () => {
    const claim = 'pair nvme0 -> mlx0 = not_supported\n';
    const related = said(`${TREE}${claim}`.replace(/^/, 'cmdline "iommu=pt"\niommu off\n'), 'pair-mismatch');
    expect(related.filter((words) => words.includes('clears no ACS bit'))).toEqual([]);
  });
});

describe('two functions of one card', () => {
  const card = (acs: string): string =>
    `host_bridge pci0 @ 0000:00 [8086:4c43] {\n  root_port @ 00:01.0 {\n    gpu gpu0 @ 01:00.0 { ${acs} }\n    nic nic0 @ 01:00.1 { ${acs} }\n  }\n}\n`;

  it('are not exempt, which is said where one redirects', () => {
    expect(said(`${card('acs RR CR')}pair gpu0 -> nic0 = bus_addr\n`, 'pair-mismatch')).toContain(
      'nic0: the two are functions of one device, which the kernel treats like any other pair',
    );
  });

  it('need no word where the claim fails for another reason', () => {
    const related = said(`${card('')}pair gpu0 -> nic0 = not_supported\n`, 'pair-mismatch');
    expect(related.filter((words) => words.includes('one device'))).toEqual([]);
  });
});

describe('a client root complex', () => {
  const ports = (id: string): string =>
    `host_bridge pci0 @ 0000:00 [${id}] {\n  root_port @ 00:01.0 { nvme nvme0 @ 01:00.0 }\n  root_port @ 00:02.0 { nic mlx0 @ 02:00.0 }\n}\npair nvme0 -> mlx0 = thru_host_bridge\n`;

  it('carries writes only, which is said where the way through it is claimed', () => {
    expect(said(ports('8086:4c43'), 'pair-mismatch').at(-1)).toMatch(/^mlx0: Client Intel root complexes/);
    expect(said(ports('8086:1237'), 'pair-mismatch').filter((words) => words.includes('Client Intel'))).toEqual([]);
  });
});

describe('a provider that is claimed for its NUMA node', () => {
  const machine = (far: number): string => `host_bridge pci0 @ 0000:00 [8086:09a2] {
  numa 0
  root_port @ 00:01.0 {
    switch @ 01:00.0 {
      port @ 02:00.0 { nvme near @ 03:00.0 { numa 1 bar 4 16MiB p2pmem published } }
      port @ 02:01.0 { nic mlx0 @ 04:00.0 }
    }
  }
  root_port @ 00:02.0 { nvme local @ 05:00.0 { numa ${String(far)} bar 4 16MiB p2pmem published } }
}
provider for mlx0 = local
`;
  const words = 'local: local is on the NUMA node of its client, for which the kernel does not ask: it counts hops';

  it('is told that the kernel counts hops', () => {
    expect(said(machine(0), 'provider-mismatch')).toContain(words);
  });

  it('is not, where it is on another node', () => {
    expect(said(machine(1), 'provider-mismatch')).not.toContain(words);
  });
});

describe('an undecided namespace says what it may come to', () => {
  const undecided = (namespace: string): string => {
    const text = `${tree('')}nvmet s {\n  port mlx0\n  namespace ${namespace}\n}\n`;
    const found = analyseText(text).diagnostics.filter(({ code }) => code === 'nvmet-undecided');
    return /is undecided( \([^)]*\))?:/.exec(found[0]?.message ?? '')?.[1] ?? 'nothing';
  };

  it.each([
    // The drive is its own provider, so enabling succeeds; the way to the adapter is open.
    ['nvme2 p2pmem nvme2 = nvme2', ' (nvme2 or none)'],
    // The way to the drive is open too: without it enabling fails.
    ['nvme2 p2pmem nvme0 = nvme0', ' (EINVAL or nvme0)'],
  ])('%s', (namespace, outcomes) => {
    expect(undecided(namespace)).toBe(outcomes);
  });
});
