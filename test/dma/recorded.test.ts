// What real kernels made of scatterlists, single pages, provider searches and stale caches must be what core says, 100 %.
// Addresses are compared exactly where the kernel has no choice (bus, physical), by their distances where it has (IOVA).
// Every comparison is counted by kernel and IOMMU mode against a plain count of the files, so nothing is passed over.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import type { MapResult } from '../../core/dma/mapping';
import { mapPage } from '../../core/dma/map-page';
import { mapScatterlist } from '../../core/dma/map-scatterlist';
import { unmapScatterlist } from '../../core/dma/unmap';
import { ERRNO } from '../../core/kernel/dma-errno';
import type { Machine } from '../../core/machine';
import { distanceMany } from '../../core/providers/distance';
import { findMany } from '../../core/providers/find';
import type { MapTypeCache } from '../../core/providers/map-types';
import { askDistance, cachedMapTypes, EMPTY_CACHE } from '../../core/providers/map-types';
import { readText, recordedFiles } from '../core/recorded-boot';
import type { BootMachines, DmaBoot, DmaRound, Mode, RecordedList, RecordedOther } from './recorded-machine';
import { listOf, machinesOf, modeOf, onePage, operationsOf } from './recorded-machine';

type Kind =
  | 'sgl'
  | 'segments'
  | 'mapPage'
  | 'mapSgReturns'
  | 'mask32'
  | 'stale'
  | 'many'
  | 'find'
  | 'onePage'
  | 'addr'
  | 'nonPci';

const files = recordedFiles();
const compared = new Map<string, number>();
const present = new Map<string, number>();

function count(to: Map<string, number>, boot: DmaBoot, mode: Mode | 'any', kind: Kind, by = 1): void {
  const key = `${boot.kernel} ${mode} ${kind}`;
  to.set(key, (to.get(key) ?? 0) + by);
}

function readBoot(file: string): DmaBoot {
  return JSON.parse(readText(file)) as DmaBoot;
}

/** 5.10's one-page mappings and those under swiotlb=force are mapped one by one; elsewhere only where they point to. */
function mapsEachPair(boot: DmaBoot): boolean {
  return boot.kernel === '5.10' || boot.cmdline.includes('swiotlb=force');
}

/** Counted from the files alone. */
function countFile(boot: DmaBoot): void {
  for (const round of boot.rounds) {
    for (const list of round.sgl ?? []) {
      count(present, boot, modeOf(boot, list.client), 'sgl');
      count(present, boot, modeOf(boot, list.client), 'segments', list.out?.length ?? 0);
    }
    for (const other of round.other ?? []) {
      for (const kind of ['mapPage', 'mapSgReturns', 'mask32'] as const) {
        count(present, boot, modeOf(boot, other.client), kind);
      }
    }
    for (const stale of round.stale ?? []) count(present, boot, modeOf(boot, stale.client), 'stale');
    for (const pair of round.pairs) {
      if (mapsEachPair(boot)) count(present, boot, modeOf(boot, pair.client), 'onePage');
      if (pair.addr !== undefined && !mapsEachPair(boot)) count(present, boot, modeOf(boot, pair.client), 'addr');
    }
    count(present, boot, 'any', 'many', round.many?.length ?? 0);
    count(present, boot, 'any', 'find', round.find?.length ?? 0);
  }
  count(present, boot, 'any', 'nonPci', 6);
}

/** Collects instead of expecting each: there are hundreds of thousands of comparisons. */
function same(differences: string[], what: string, found: unknown, recorded: unknown): void {
  if (isDeepStrictEqual(found, recorded)) return;
  const show = (value: unknown): string =>
    JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? `0x${part.toString(16)}` : part));
  differences.push(`${what}: ${show(found)}, recorded ${show(recorded)}`);
}

function returned(result: MapResult): number {
  if (result.outcome === 'mapped') return 0;
  if (result.outcome !== 'error' || result.errno === null) throw new Error(`no return value: ${result.outcome}`);
  return -ERRNO[result.errno];
}

function compareList(machines: BootMachines, machine: Machine, list: RecordedList, differences: string[]): void {
  const { boot } = machines;
  const mode = modeOf(boot, list.client);
  const result = mapScatterlist(machine, listOf(machines, list.in), machines.index(list.client), {
    limits: { maxSegment: BigInt(list.maxSeg), boundary: BigInt(list.segBoundary) },
    busOffsetOf: machines.busOffsetOf,
  });
  const what = `list for ${list.client}`;
  same(differences, `${what}, return value`, returned(result), list.ret);
  count(compared, boot, mode, 'sgl');
  if (result.outcome !== 'mapped') return;
  same(differences, `${what}, path`, result.path, mode === 'iommu' ? 'dma-iommu' : 'dma-direct');
  const out = list.out ?? [];
  const shapes = result.segments.map(({ length, kind }) => [Number(length), kind === 'bus']);
  same(
    differences,
    `${what}, lengths and flags`,
    shapes,
    out.map(({ len, bus }) => [len, bus]),
  );
  const first = BigInt(out.find(({ bus }) => !bus)?.addr ?? 0);
  const firstIova = result.segments.find(({ kind }) => kind === 'iova')?.address ?? 0n;
  const addresses = result.segments.map((segment, position) => {
    const recorded = BigInt(out[position]?.addr ?? 0);
    count(compared, boot, mode, 'segments');
    if (segment.kind !== 'iova') return segment.bounced ? recorded : segment.address;
    same(differences, `${what}, offset in the granule`, (segment.address ?? 0n) % 4096n, recorded % 4096n);
    return (segment.address ?? 0n) - firstIova + first;
  });
  const recordedAddresses = out.map(({ addr }) => BigInt(addr));
  same(differences, `${what}, addresses`, addresses, recordedAddresses);
  for (const [position, { phys }] of out.entries()) {
    const runs = result.segments[position]?.runs.map(({ start, length }) => [
      `0x${start.toString(16)}`,
      Number(length),
    ]);
    same(differences, `${what}, page tables`, runs, phys ?? []);
  }
  const unmapped = unmapScatterlist(result, 4096n);
  // A mark would stay where the walk over the segments ended too early.
  expect(list.afterUnmap).toEqual({
    mapped: 0,
    busFlags: unmapped.fields.filter(({ busAddress }) => busAddress).length,
  });
  expect(unmapped.iova).toEqual(result.iova === null ? [] : [result.iova]);
}

function compareOther(machines: BootMachines, machine: Machine, other: RecordedOther, differences: string[]): void {
  const { boot, busOffsetOf } = machines;
  const mode = modeOf(boot, other.client);
  const what = `${other.provider} -> ${other.client}`;
  const page = onePage(machines, other.provider);
  const client = machines.index(other.client);
  const [piece] = page;
  if (piece === undefined) throw new Error('no page');

  const single = mapPage(machine, piece, client, { busOffsetOf });
  const kind = single.outcome === 'mapped' ? (single.bounced ? 'iova' : single.kind) : single.outcome;
  same(differences, `${what}, dma_map_page()`, kind === 'physical' ? 'phys' : kind, other.mapPage);
  count(compared, boot, mode, 'mapPage');

  const plain = mapScatterlist(machine, page, client, { call: 'dma_map_sg', busOffsetOf });
  const returnedByPlain = plain.outcome === 'mapped' ? plain.segments.length : 0;
  same(differences, `${what}, dma_map_sg()`, returnedByPlain, other.mapSgReturns);
  count(compared, boot, mode, 'mapSgReturns');

  const masked = mapScatterlist(machine, page, client, { limits: { mask: 0xffff_ffffn }, busOffsetOf });
  same(differences, `${what}, 32 bits`, returned(masked), other.mask32.ret);
  if (masked.outcome === 'mapped') {
    const [segment] = masked.segments;
    same(differences, `${what}, 32 bits, flag`, segment?.kind === 'bus', other.mask32.bus);
    const recorded = BigInt(other.mask32.addr);
    // Where the kernel chooses the address, it must be one that the mask allows.
    const wanted = segment?.illustrative === false ? segment.address : recorded <= 0xffff_ffffn ? recorded : null;
    same(differences, `${what}, 32 bits, address`, wanted, recorded);
  }
  count(compared, boot, mode, 'mask32');
}

interface NamedOutcome {
  readonly mapType: string;
  readonly addr?: string;
  readonly ret?: number;
}

/** What the recorder called the outcome of mapping one page. */
function nameOf(result: MapResult): NamedOutcome {
  if (result.outcome === 'error') {
    if (result.errno === null || result.errno === 'EREMOTEIO') return { mapType: 'NOT_SUPPORTED' };
    return { mapType: 'ERROR', ret: returned(result) };
  }
  const [segment] = result.outcome === 'mapped' ? result.segments : [];
  if (segment === undefined) throw new Error(`mapping one page gave ${result.outcome}`);
  if (segment.kind === 'bus') return { mapType: 'BUS_ADDR' };
  return { mapType: 'THRU_HOST_BRIDGE', addr: segment.kind === 'iova' || segment.bounced ? 'iova' : 'phys' };
}

function comparePairs(machines: BootMachines, machine: Machine, round: DmaRound): void {
  const { boot, busOffsetOf } = machines;
  const differences: string[] = [];
  for (const pair of round.pairs) {
    const client = machines.index(pair.client);
    const mode = modeOf(boot, pair.client);
    if (!mapsEachPair(boot)) {
      if (pair.addr === undefined) continue;
      const addr = operationsOf(machine, client) === 'iommu' ? 'iova' : 'phys';
      if (pair.addr !== addr) differences.push(`${pair.provider} -> ${pair.client}: ${addr}, recorded ${pair.addr}`);
      count(compared, boot, mode, 'addr');
      continue;
    }
    const named = nameOf(mapScatterlist(machine, onePage(machines, pair.provider), client, { busOffsetOf }));
    const recorded = expectedName(pair);
    if (!agrees(recorded, named)) {
      const found = `${JSON.stringify(named)}, recorded ${JSON.stringify(recorded)}`;
      differences.push(`${pair.provider} -> ${pair.client}: ${found}`);
    }
    count(compared, boot, mode, 'onePage');
  }
  expect(differences).toEqual([]);
}

function expectedName({ mapType, addr, ret }: DmaRound['pairs'][number]): NamedOutcome {
  return { mapType, ...(addr === undefined ? {} : { addr }), ...(ret === undefined ? {} : { ret }) };
}

/** 5.10 without a bus offset records MAPPED: bus address and physical address are the same number. */
function agrees(recorded: NamedOutcome, found: NamedOutcome): boolean {
  if (recorded.mapType === 'MAPPED') return found.mapType === 'BUS_ADDR' || found.mapType === 'THRU_HOST_BRIDGE';
  return recorded.mapType === found.mapType && recorded.addr === found.addr && recorded.ret === found.ret;
}

/** Mapped after the round's changes and before anybody asked again: the answers of the round before. */
function compareStale(machines: BootMachines, before: Machine | null, machine: Machine, round: DmaRound): void {
  const { boot, busOffsetOf, index } = machines;
  if (round.stale === undefined) return;
  const differences: string[] = [];
  if (before === null) throw new Error('a stale mapping in the first round');
  const cache = round.stale.reduce<MapTypeCache>(
    (known, { provider, client }) => askDistance(before, known, index(provider), index(client)).cache,
    EMPTY_CACHE,
  );
  const mapTypes = cachedMapTypes(machine, cache);
  for (const { provider, client, mapType } of round.stale) {
    const named = nameOf(
      mapScatterlist(machine, onePage(machines, provider), index(client), { mapTypes, busOffsetOf }),
    );
    const found = { mapType: named.mapType };
    if (!agrees({ mapType }, found)) {
      differences.push(`${provider} -> ${client}: ${named.mapType}, recorded ${mapType}`);
    }
    count(compared, boot, modeOf(boot, client), 'stale');
  }
  expect(differences).toEqual([]);
}

function compareProviders(machines: BootMachines, machine: Machine, round: DmaRound): void {
  const { boot, index, name } = machines;
  const differences: string[] = [];
  for (const { provider, clients, distance } of round.many ?? []) {
    const found = distanceMany(machine, index(provider), clients.map(index)).distance;
    same(differences, `${provider} -> ${clients.join(', ')}`, found, distance);
    count(compared, boot, 'any', 'many');
  }
  for (const { clients, picks } of round.find ?? []) {
    const { chosen, distance, undecided } = findMany(machine, clients.map(index));
    const what = `provider for ${clients.join(', ')}`;
    const nearest = nearestRecorded(round, clients);
    const found = { providers: chosen.map(name).sort(), distance };
    same(differences, what, [found, undecided], [nearest, []]);
    // The kernel's draws belong to the set, or the record would contradict itself.
    const drawn: readonly (string | null)[] = nearest.providers.length === 0 ? [null] : nearest.providers;
    const strangers = picks.filter((pick) => !drawn.includes(pick));
    same(differences, `${what}, draws out of ${drawn.join(', ')}`, strangers, []);
    count(compared, boot, 'any', 'find');
  }
  expect(differences).toEqual([]);
}

/** The published providers with the smallest sum of recorded distances: from the record alone, nothing of core's. */
function nearestRecorded(
  round: DmaRound,
  clients: readonly string[],
): { readonly providers: readonly string[]; readonly distance: number | null } {
  const sums = round.published.flatMap((provider) => {
    const distances = clients.map((client) => {
      const pair = round.pairs.find((one) => one.provider === provider && one.client === client);
      if (pair === undefined) throw new Error(`no distance is recorded for ${provider} -> ${client}`);
      return pair.distance;
    });
    if (distances.some((distance) => distance < 0)) return [];
    return [{ provider, sum: distances.reduce((left, right) => left + right, 0) }];
  });
  const distance = sums.length === 0 ? null : Math.min(...sums.map(({ sum }) => sum));
  const providers = sums.flatMap(({ provider, sum }) => (sum === distance ? [provider] : []));
  return { providers: providers.sort(), distance };
}

/** Asked once a boot, in the state of the first round. */
function compareNonPci({ boot, index }: BootMachines, machine: Machine): void {
  const { nonPci } = boot;
  const provider = index(nonPci.provider);
  const plain = { childOf: null };
  const child = index(nonPci.child.of);
  expect(distanceMany(machine, provider, []).distance).toBe(nonPci.noClients);
  expect(distanceMany(machine, provider, [plain]).distance).toBe(nonPci.plain);
  expect(distanceMany(machine, provider, [{ childOf: child }]).distance).toBe(nonPci.child.distance);
  expect(distanceMany(machine, provider, [child]).distance).toBe(nonPci.child.ofItself);
  expect(distanceMany(machine, provider, [provider, plain]).distance).toBe(nonPci.selfAndPlain);
  const without = index(nonPci.notAProvider.dev);
  expect(distanceMany(machine, without, [provider]).distance).toBe(nonPci.notAProvider.distance);
  count(compared, boot, 'any', 'nonPci', 6);
}

describe('recorded DMA mappings', () => {
  test.each(files)('%s', (file) => {
    const boot = readBoot(file);
    countFile(boot);
    const machines = machinesOf(boot);
    let before: Machine | null = null;
    for (const round of boot.rounds) {
      const machine = machines.machine(round);
      compareStale(machines, before, machine, round);
      comparePairs(machines, machine, round);
      compareProviders(machines, machine, round);
      const differences: string[] = [];
      for (const list of round.sgl ?? []) compareList(machines, machine, list, differences);
      for (const other of round.other ?? []) compareOther(machines, machine, other, differences);
      expect(differences).toEqual([]);
      before = machine;
    }
    const [first] = boot.rounds;
    if (first !== undefined) compareNonPci(machines, machines.machine(first));
  });

  test('every recorded list, page, search and stale mapping was compared', () => {
    expect(files.length).toBe(104);
    expect(Object.fromEntries(compared)).toEqual(Object.fromEntries(present));
  });
});

afterAll(() => {
  // What was never recorded is said as 0: identity domains, and scatterlists on 5.10.
  const nothing = ['5.10', '6.1', '6.12', '7.3'].flatMap((kernel) =>
    (['direct', 'iommu', 'passthrough'] as const).map((mode): [string, number] => [`${kernel} ${mode} sgl`, 0]),
  );
  const rows = [...new Map([...nothing, ...compared])].sort(([left], [right]) => (left < right ? -1 : 1));
  mkdirSync(join(__dirname, '../../out'), { recursive: true });
  writeFileSync(
    join(__dirname, '../../out/recorded-dma-counts.json'),
    `${JSON.stringify(Object.fromEntries(rows), null, 2)}\n`,
  );
  process.stdout.write(`${rows.map(([key, number]) => `recorded DMA: ${key} ${String(number)}`).join('\n')}\n`);
});
