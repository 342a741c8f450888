// Core against the literal model, and every trace against its verdict, on random machines over all versions.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bootMachine } from '../../core/boot';
import { KERNEL_RELEASES, KERNEL_VERSIONS } from '../../core/kernel/resolve';
import type { KernelVersion } from '../../core/kernel/version';
import type { Machine } from '../../core/machine';
import type { AcsDescription } from '../../core/pci/acs';
import { deviceFunction, formatAddress } from '../../core/pci/address';
import type { FunctionDescription, FunctionKind, HostBridgeDescription } from '../../core/pci/description';
import { enumerate } from '../../core/pci/enumerate';
import type { PciFunction, Topology } from '../../core/pci/topology';
import { classVerdict, decideClasses } from '../../core/p2pdma/classes';
import { linkBetween } from '../../core/p2pdma/link';
import { decidePair } from '../../core/p2pdma/decide';
import { pairHistory } from '../../core/p2pdma/history';
import type { Verdict } from '../../core/p2pdma/verdict';
import { isBridge } from '../../core/pci/topology';
import { formatId } from '../../core/pci/id';
import { hostBridge, node } from './build';
import { deriveFromTrace } from './check-trace';
import type { LiteralFunction, LiteralKernel } from './literal-model';
import { decideLiterally } from './literal-model';

const IDS = [
  '8086:09a2',
  '8086:2f00',
  '8086:2030',
  '8086:2033',
  '1022:1450',
  '1022:1630',
  '1ae0:1234',
  '8086:1212',
  '10de:2f98',
  '1d17:1003',
  '1d17:1008',
  '8086:29c0',
];

const idText = fc.constantFrom(...IDS);

const pinnedAcs: fc.Arbitrary<AcsDescription> = fc.oneof(
  fc.constant<AcsDescription>({ mode: 'absent' }),
  fc.integer({ min: 0, max: 0x7f }).map((control): AcsDescription => ({
    mode: 'pinned',
    control: control & (control % 3 === 0 ? 0x7f : 0x53),
    capability: null,
  })),
);

const numaNode = fc.constantFrom<{ readonly numa?: number }>({}, { numa: 0 }, { numa: 1 });

const leaf: fc.Arbitrary<FunctionDescription> = fc
  .record({ id: idText, acs: pinnedAcs, draw: fc.nat(5), vfs: fc.integer({ min: 0, max: 1 }), numa: numaNode })
  .map(({ id, acs, draw, vfs, numa }) =>
    node('nvme', {
      id,
      acs,
      virt: draw === 0 && vfs === 0,
      ...numa,
      ...(vfs > 0 ? { vfs: { count: vfs, offset: 128, stride: 1 } } : {}),
    }),
  );

function tree(depth: number): fc.Arbitrary<FunctionDescription> {
  if (depth === 0) return leaf;
  const kinds = fc.constantFrom<FunctionKind>('root_port', 'port', 'switch', 'pci_bridge');
  const bridge = fc
    .record({ kind: kinds, id: idText, acs: pinnedAcs, children: fc.array(tree(depth - 1), { maxLength: 3 }) })
    .map(({ kind, id, acs, children }) => node(kind, { id, acs }, ...children));
  return fc.oneof({ weight: 1, arbitrary: leaf }, { weight: 2, arbitrary: bridge });
}

const bridges: fc.Arbitrary<readonly HostBridgeDescription[]> = fc.array(
  fc
    .record({
      at00: fc.boolean(),
      id: idText,
      numa: numaNode,
      children: fc.array(tree(3), { minLength: 1, maxLength: 3 }),
    })
    .map(({ at00, id, numa, children }) =>
      at00
        ? hostBridge({ id: 'unknown', ...numa }, node('device', { at: '00.0', id }), ...children)
        : hostBridge({ id: 'none', ...numa }, ...children),
    ),
  { minLength: 1, maxLength: 3 },
);

interface Case {
  readonly hostBridges: readonly HostBridgeDescription[];
  readonly kernel: KernelVersion;
  readonly family: number | null;
  readonly iommu: boolean;
  readonly is64Bit: boolean;
  /** Which pairs are asked: indices beyond the machine's functions wrap around. */
  readonly picks: readonly (readonly [number, number])[];
}

/** The chosen pairs among these functions, and the first one with itself. */
function pairsOf(one: Case, functions: readonly PciFunction[]): readonly (readonly [PciFunction, PciFunction])[] {
  return [[0, 0] as const, ...one.picks].flatMap(([left, right]) => {
    const provider = functions[left % functions.length];
    const client = functions[right % functions.length];
    return provider === undefined || client === undefined ? [] : [[provider, client] as const];
  });
}

const cases: fc.Arbitrary<Case> = fc.record({
  hostBridges: bridges,
  kernel: fc.constantFrom(...KERNEL_VERSIONS),
  family: fc.constantFrom(null, 0x16, 0x17, 0x19),
  iommu: fc.boolean(),
  is64Bit: fc.integer({ min: 0, max: 5 }).map((draw) => draw > 0),
  picks: fc.array(fc.tuple(fc.nat(9999), fc.nat(9999)), { minLength: 12, maxLength: 12 }),
});

function boot(one: Case, topology: Topology): Machine {
  return bootMachine(topology, {
    kernel: one.kernel,
    architecture: one.is64Bit ? 'x86_64' : 'i386',
    cpu:
      one.family === null
        ? { vendor: 'intel', family: 6, model: null }
        : { vendor: 'amd', family: one.family, model: null },
    iommu: one.iommu ? 'on' : 'off',
    commandLine: '',
  });
}

function literalFunctions(topology: Topology): readonly LiteralFunction[] {
  const all: LiteralFunction[] = [];
  for (const one of topology.functions) {
    all.push({
      name: formatAddress(one.address),
      upstream: one.upstreamBridge === null ? null : (all[one.upstreamBridge] ?? null),
      rootBus: String(one.hostBridge),
      devfn: one.virtualIndex === null ? deviceFunction(one.address) : 255,
      isRootPort: one.kind === 'root_port',
      vendor: one.id?.vendor ?? 0,
      device: one.id?.device ?? 0,
      control: one.acs.mode === 'pinned' ? one.acs.control : null,
      virt: one.dma.ops === 'virt',
    });
  }
  return all;
}

function literalKernel(one: Case): LiteralKernel {
  const { label, kind } = one.kernel;
  const [major, minor] = (kind === 'series' ? '5.12' : kind === 'next' ? '7.3' : label).split('.').map(Number);
  return {
    major: major ?? 0,
    minor: minor ?? 0,
    series: kind === 'series' ? 'v1' : kind === 'next' ? 'next' : null,
    amdFamily: one.family,
    iommu: one.iommu,
    is64Bit: one.is64Bit,
  };
}

/** What may not differ between the members of a class; indices may. */
function summary(topology: Topology, verdict: Verdict | null): unknown {
  if (verdict === null) return null;
  const { mapType, distance, rule, acsRedirects, messages, possible } = verdict;
  const link = linkBetween(topology, verdict.provider, verdict.client);
  return { mapType, distance, rule, possible, redirects: acsRedirects.length, lines: messages.length, link };
}

describe('random machines', () => {
  test('core and the literal model give the same type, distance, list and words for every pair', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { topology, faults } = enumerate({ hostBridges: one.hostBridges });
        expect(faults).toEqual([]);
        const machine = boot(one, topology);
        const literal = literalFunctions(topology);
        const kernel = literalKernel(one);
        const compared = pairsOf(one, topology.functions).map(([provider, client]) => {
          const verdict = decidePair(machine, provider.index, client.index);
          const left = literal[provider.index];
          const right = literal[client.index];
          if (left === undefined || right === undefined) {
            throw new Error('a function is missing in the literal model');
          }
          const found = {
            type: verdict.mapType,
            distance: verdict.distance,
            list: verdict.acsRedirects.map((index) => literal[index]?.name),
            log: verdict.messages.map(({ address, text }) => `${address}: ${text}`),
          };
          return { found, wanted: decideLiterally(kernel, literal, left, right) };
        });
        expect(compared.map(({ found }) => found)).toEqual(compared.map(({ wanted }) => wanted));
      }),
      { numRuns: 120, seed: 4 },
    );
  });

  test('a trace alone proves its verdict', () => {
    fc.assert(
      fc.property(cases, fc.boolean(), (one, forget) => {
        const { topology } = enumerate({ hostBridges: one.hostBridges });
        // Some ids forgotten, so that undecided verdicts are proved too.
        const functions = topology.functions.map((device) =>
          forget && device.index % 2 === 0 ? { ...device, id: null } : device,
        );
        const machine = boot(one, { ...topology, functions });
        const verdicts = pairsOf(one, functions).map(([provider, client]) =>
          decidePair(machine, provider.index, client.index),
        );
        expect(verdicts.map((verdict) => deriveFromTrace(verdict, one.kernel))).toEqual(
          verdicts.map(({ mapType, possible, distance, commonBridge, acsRedirects }) => ({
            possible: mapType === 'UNKNOWN' ? possible : [mapType],
            distance,
            commonBridge,
            acsRedirects,
          })),
        );
        expect(verdicts.filter(({ undecidedBy }) => undecidedBy.length > 0)).toEqual(
          verdicts.filter(({ mapType }) => mapType === 'UNKNOWN'),
        );
      }),
      { numRuns: 120, seed: 5 },
    );
  });

  test('the history of a pair is its verdict on every release, also where rules did not change', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { topology } = enumerate({ hostBridges: one.hostBridges });
        const pair = pairsOf(one, topology.functions)[0];
        if (pair === undefined) return;
        const [provider, client] = [pair[0].index, pair[1].index];
        const runs = pairHistory(boot(one, topology), provider, client);
        const told = KERNEL_RELEASES.map((kernel) => {
          const run = runs.find(({ first, last }) => first.order <= kernel.order && kernel.order <= last.order);
          return [kernel.label, run?.verdict.mapType, run?.verdict.rule];
        });
        const decided = KERNEL_RELEASES.map((kernel) => {
          const { mapType, rule } = decidePair(boot({ ...one, kernel }, topology), provider, client);
          return [kernel.label, mapType, rule];
        });
        expect(told).toEqual(decided);
      }),
      { numRuns: 40, seed: 8 },
    );
  });

  test('a class verdict is the verdict of each of its pairs', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { topology } = enumerate({ hostBridges: one.hostBridges });
        const machine = boot(one, topology);
        const classes = decideClasses(machine);
        const endpoints = topology.functions.filter((device) => !isBridge(device.kind));
        expect(classes.classes.flat().sort((left, right) => left - right)).toEqual(endpoints.map(({ index }) => index));
        const pairs = pairsOf(one, endpoints).map(([provider, client]) => [provider.index, client.index] as const);
        expect(pairs.map((pair) => summary(topology, classVerdict(classes, ...pair)))).toEqual(
          pairs.map((pair) => summary(topology, decidePair(machine, ...pair))),
        );
      }),
      { numRuns: 80, seed: 6 },
    );
  });

  test('the ids of these machines are as often listed as not', () => {
    const listed = new Set(
      KERNEL_VERSIONS.flatMap(({ p2pdma }) =>
        p2pdma.whitelist.map((entry) => formatId({ vendor: entry.vendor, device: entry.device ?? 0x1234 })),
      ),
    );
    expect(IDS.filter((text) => !listed.has(text))).toEqual(['8086:29c0']);
  });
});
