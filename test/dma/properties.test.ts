// What must hold for every list: the bytes that come out are the bytes that went in, segments never overlap in what the
// device sees, unmapping gives back exactly what was taken, a failure leaves nothing, and core's dma-iommu agrees with a
// literal model of the kernel's own bookkeeping.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MapResult, Mapped } from '../../core/dma/mapping';
import { mapScatterlist } from '../../core/dma/map-scatterlist';
import type { Scatterlist } from '../../core/dma/scatterlist';
import { dmaFields, unmapScatterlist } from '../../core/dma/unmap';
import type { Machine } from '../../core/machine';
import type { LiteralEntry } from './literal';
import { literalMap } from './literal';
import { BUS_OFFSET, buildTree, named, peer, ram } from './tree';

const GRANULE = 4096n;
const PROVIDERS = ['near', 'far', 'foreign'] as const;
const TYPES = { near: 'BUS', far: 'THRU', foreign: 'NOT' } as const;

type Piece =
  | { readonly from: 'ram'; readonly page: number; readonly offset: number; readonly length: number }
  | {
      readonly from: (typeof PROVIDERS)[number];
      readonly offset: number;
      readonly length: number;
    };

/** Offsets and lengths meet page borders often, and are odd often. */
const offset = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 0, max: 4095 }),
  fc.integer({ min: 0, max: 64 }).map((page) => page * 4096),
);
const length = fc.oneof(
  fc.integer({ min: 1, max: 20 }).map((pages) => pages * 4096),
  fc.integer({ min: 1, max: 70000 }),
);
const piece = (providers: readonly (typeof PROVIDERS)[number][]): fc.Arbitrary<Piece> =>
  fc.oneof(
    fc.record({
      from: fc.constant('ram' as const),
      page: fc.integer({ min: 256, max: 4096 }),
      offset: fc.integer({ min: 0, max: 4095 }),
      length,
    }),
    fc.record({ from: fc.constantFrom(...providers), offset, length }),
  );
const pieces = (providers: readonly (typeof PROVIDERS)[number][] = PROVIDERS): fc.Arbitrary<readonly Piece[]> =>
  fc.array(piece(providers), { minLength: 1, maxLength: 12 });
const limits = fc.record({
  maxSegment: fc.constantFrom(4096n, 8192n, 16384n, 65536n, 1048576n, 0xffff_ffffn),
  boundary: fc.constantFrom(0x3fffn, 0xffffn, 0x1ffffn, 0xffff_ffffn),
});
const kernel = fc.constantFrom('p2pdma_map_ops_v1', '6.0', '6.12', '7.3');
const iommu = fc.constantFrom('on' as const, 'off' as const, 'passthrough' as const);

const machines = new Map<string, Machine>();

function machineOf(label: string, mode: 'on' | 'off' | 'passthrough'): Machine {
  const key = `${label} ${mode}`;
  const known = machines.get(key);
  if (known !== undefined) return known;
  const made = buildTree({ kernel: label, iommu: mode });
  machines.set(key, made);
  return made;
}

function toList(machine: Machine, list: readonly Piece[]): Scatterlist {
  return list.map((one) =>
    one.from === 'ram'
      ? ram(BigInt(one.page) * 4096n + BigInt(one.offset), BigInt(one.length))
      : peer(machine, one.from, BigInt(one.length), BigInt(one.offset)),
  );
}

function mapped(result: MapResult): Mapped {
  if (result.outcome !== 'mapped') throw new Error(`expected a mapping, got ${result.outcome}`);
  return result;
}

function physicalOf(machine: Machine, one: Scatterlist[number]): bigint {
  if (one.memory === 'ram') return one.physical;
  const bar = machine.topology.functions[one.provider]?.bars[0];
  if (bar === undefined) throw new Error('no BAR');
  return bar.physical + one.offset;
}

describe('every mapping', () => {
  test('maps every byte of the list once, in order', () => {
    fc.assert(
      fc.property(kernel, iommu, pieces(['near', 'far']), limits, (label, mode, list, bounds) => {
        const machine = machineOf(label, mode);
        const scatterlist = toList(machine, list);
        const result = mapped(mapScatterlist(machine, scatterlist, named(machine, 'client'), { limits: bounds }));
        expect(result.segments.flatMap(({ entries }) => entries)).toEqual(scatterlist.map((_one, index) => index));
        for (const segment of result.segments) {
          const bytes = segment.entries.reduce((sum, index) => sum + (scatterlist[index]?.length ?? 0n), 0n);
          expect(segment.length).toBe(bytes);
          if (segment.kind === 'iova') expect(segment.runs.reduce((sum, run) => sum + run.length, 0n)).toBe(bytes);
        }
        // Byte by byte at the edges: where the device points is where the entry lies.
        for (const segment of result.segments.filter(({ kind }) => kind !== 'iova')) {
          const first = scatterlist[segment.entries[0] ?? -1];
          if (first === undefined) throw new Error('a segment without an entry');
          const shift = segment.kind === 'bus' ? BUS_OFFSET : 0n;
          expect(segment.address).toBe(physicalOf(machine, first) + shift);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('gives no two IOVA segments a byte in common, inside the allocated range', () => {
    fc.assert(
      fc.property(pieces(['near', 'far']), limits, (list, bounds) => {
        const machine = machineOf('7.3', 'on');
        const result = mapped(
          mapScatterlist(machine, toList(machine, list), named(machine, 'client'), { limits: bounds }),
        );
        const { iova } = result;
        const own = result.segments.filter(({ kind }) => kind === 'iova');
        expect(own.length === 0).toBe(iova === null);
        let end = iova?.start ?? 0n;
        for (const { address, length: bytes } of own) {
          expect(address).toBeGreaterThanOrEqual(end);
          end = (address ?? 0n) + bytes;
        }
        if (iova !== null) expect(end).toBeLessThanOrEqual(iova.start + iova.length);
      }),
      { numRuns: 300 },
    );
  });

  test('never lets an IOVA segment cross the boundary, unless one entry alone is longer', () => {
    fc.assert(
      fc.property(pieces(['near', 'far']), limits, (list, bounds) => {
        const machine = machineOf('6.12', 'on');
        const scatterlist = toList(machine, list);
        const result = mapped(mapScatterlist(machine, scatterlist, named(machine, 'client'), { limits: bounds }));
        const fits = scatterlist.every(({ length: bytes }) => bytes + 4095n <= bounds.boundary);
        for (const { kind, address, length: bytes } of result.segments) {
          if (kind !== 'iova' || !fits || address === null) continue;
          expect(address / (bounds.boundary + 1n)).toBe((address + bytes - 1n) / (bounds.boundary + 1n));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('is given back whole by unmapping: the IOVA range, and every mark', () => {
    fc.assert(
      fc.property(kernel, iommu, pieces(['near', 'far']), limits, (label, mode, list, bounds) => {
        const machine = machineOf(label, mode);
        const result = mapped(
          mapScatterlist(machine, toList(machine, list), named(machine, 'client'), { limits: bounds }),
        );
        const unmapped = unmapScatterlist(result, GRANULE);
        const marked = dmaFields(result).flatMap(({ busAddress }, index) => (busAddress ? [index] : []));
        expect(unmapped.unmarked).toEqual(marked);
        expect(unmapped.fields.some(({ busAddress }) => busAddress)).toBe(false);
        expect(unmapped.iova).toEqual(result.iova === null ? [] : [result.iova]);
        const direct = result.segments.flatMap(({ kind }, index) => (kind === 'physical' ? [index] : []));
        expect(unmapped.pages).toEqual(direct);
      }),
      { numRuns: 300 },
    );
  });

  test('fails as a whole where one entry cannot be reached, and keeps nothing', () => {
    fc.assert(
      fc.property(kernel, iommu, pieces(), pieces(['near', 'far']), (label, mode, before, after) => {
        const machine = machineOf(label, mode);
        const list = [...before, { from: 'foreign', offset: 0, length: 4096 } as const, ...after];
        const result = mapScatterlist(machine, toList(machine, list), named(machine, 'client'));
        if (result.outcome !== 'error') throw new Error(result.outcome);
        const first = list.findIndex(({ from }) => from === 'foreign');
        expect([result.errno, result.entry]).toEqual(['EREMOTEIO', first]);
        expect(result.entries.map(({ segment }) => segment)).toEqual(list.map(() => null));
        expect(result.entries.map(({ rule }) => rule)).toEqual(
          list.map((_one, index) => (index < first ? 'undone' : index === first ? 'refused' : 'not-reached')),
        );
      }),
      { numRuns: 200 },
    );
  });
});

describe('dma-iommu', () => {
  test("agrees with the literal model of the kernel's bookkeeping", () => {
    fc.assert(
      fc.property(pieces(), limits, (list, bounds) => {
        const machine = machineOf('7.3', 'on');
        const scatterlist = toList(machine, list);
        const result = mapScatterlist(machine, scatterlist, named(machine, 'client'), { limits: bounds });
        const literalEntries = scatterlist.map((one, index): LiteralEntry => {
          const from = list[index]?.from ?? 'ram';
          const type = from === 'ram' ? 'N' : TYPES[from];
          return { physical: physicalOf(machine, one), length: one.length, type, busOffset: BUS_OFFSET };
        });
        const start = result.outcome === 'mapped' ? (result.iova?.start ?? 0n) : 0n;
        const literal = literalMap(literalEntries, { granule: GRANULE, ...bounds }, () => start);
        const restored = literal.elements.map(({ page, offset: within, length: bytes }) => [page + within, bytes]);
        expect(restored).toEqual(literalEntries.map(({ physical, length: bytes }) => [physical, bytes]));
        if (literal.returned === 'EREMOTEIO') {
          expect(result).toMatchObject({ outcome: 'error', errno: 'EREMOTEIO' });
          expect(literal.elements.some(({ marked }) => marked)).toBe(false);
          return;
        }
        const { segments, iova } = mapped(result);
        expect(segments.length).toBe(literal.returned);
        expect(iova?.length ?? 0n).toBe(literal.iovaLength);
        expect(segments.map(({ address, length: bytes, kind }) => [address, bytes, kind === 'bus'])).toEqual(
          literal.elements
            .slice(0, literal.returned)
            .map(({ dmaAddress, dmaLength, marked }) => [dmaAddress, dmaLength, marked]),
        );
      }),
      { numRuns: 2000 },
    );
  });
});
