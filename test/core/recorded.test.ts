// Every verdict that real kernels gave must be core's verdict, 100 %: this is what the whole project rests on. What was
// compared is counted per kernel and kind, against a count of the files that does not use core, so nothing is passed over.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { decidePair } from '../../core/p2pdma/decide';
import type { Verdict } from '../../core/p2pdma/verdict';
import type { Machine } from '../../core/machine';
import { formatAddress } from '../../core/pci/address';
import type { RecordedBoot, RecordedPair, RecordedRound, RecordedSweep } from './recorded-boot';
import { enumerateBoot, firstOfRootBus, machineOf, parseId, readText, recordedFiles, withId } from './recorded-boot';

type Kind =
  | 'boots'
  | 'devices'
  | 'distance'
  | 'mapType'
  | 'mapType 5.10 MAPPED'
  | 'mapType ERROR'
  | 'acs as booted'
  | 'warnings'
  | 'silent pairs'
  | 'many'
  | 'nonPci'
  | 'sweep ids'
  | 'sweep where';

const compared = new Map<string, Map<string, number>>();
const files = recordedFiles();

function count(kernel: string, kind: Kind, by = 1): void {
  const kinds = compared.get(kernel) ?? new Map<string, number>();
  compared.set(kernel, kinds.set(kind, (kinds.get(kind) ?? 0) + by));
}

function total(kernel: string, kind: Kind): number {
  return compared.get(kernel)?.get(kind) ?? 0;
}

/** Index by address, for one topology. */
type Names = ReadonlyMap<string, number>;

function indexOf(names: Names, name: string): number {
  const index = names.get(name);
  if (index === undefined) throw new Error(`${name} is not in the enumerated topology`);
  return index;
}

function answer(verdict: Verdict): number {
  return verdict.mapType === 'NOT_SUPPORTED' ? -1 : verdict.distance;
}

function expectPair(boot: RecordedBoot, pair: RecordedPair, verdict: Verdict, differences: string[]): void {
  const differs = (found: string, recorded: string): void => {
    differences.push(`${pair.provider} -> ${pair.client}: ${found}, recorded ${recorded}`);
  };
  count(boot.kernel, 'distance');
  if (answer(verdict) !== pair.distance) differs(`distance ${String(answer(verdict))}`, String(pair.distance));
  // 5.10 without a bus offset cannot tell the two ways apart; swiotlb=force makes mapping fail behind the host bridge.
  if (pair.mapType === 'MAPPED') {
    count(boot.kernel, 'mapType 5.10 MAPPED');
    if (verdict.mapType !== 'BUS_ADDR' && verdict.mapType !== 'THRU_HOST_BRIDGE') {
      differs(verdict.mapType, pair.mapType);
    }
  } else if (pair.mapType === 'ERROR') {
    count(boot.kernel, 'mapType ERROR');
    expect(boot.cmdline).toContain('swiotlb=force');
    if (verdict.mapType !== 'THRU_HOST_BRIDGE') differs(verdict.mapType, pair.mapType);
  } else {
    count(boot.kernel, 'mapType');
    if (verdict.mapType !== pair.mapType) differs(verdict.mapType, pair.mapType);
  }
}

/** pci_p2pdma_distance_many() as every version has it: the sum, -1 where one is refused or there is none. */
function distanceToMany(machine: Machine, provider: number, clients: readonly number[]): number {
  const distances = clients.map((client) => answer(decidePair(machine, provider, client)));
  return distances.length === 0 || distances.includes(-1) ? -1 : distances.reduce((sum, one) => sum + one, 0);
}

/** The recorded lines carry the driver's name before the address, which core cannot know. */
function loggedLine(line: string): string {
  return line.replace(/^\S+ /, '');
}

function compareRound(
  boot: RecordedBoot,
  round: RecordedRound,
  machine: Machine,
  names: Names,
  differences: string[],
): void {
  const verdicts = new Map<number, Verdict>();
  const decide = (provider: string, client: string): Verdict => {
    const [left, right] = [indexOf(names, provider), indexOf(names, client)];
    const key = left * names.size + right;
    const known = verdicts.get(key);
    if (known !== undefined) return known;
    const decided = decidePair(machine, left, right);
    verdicts.set(key, decided);
    return decided;
  };
  for (const pair of round.pairs) expectPair(boot, pair, decide(pair.provider, pair.client), differences);
  const warnings = round.warnings ?? [];
  const warned = new Set(warnings.map(({ provider, client }) => `${provider} ${client}`));
  for (const { provider, client, lines } of warnings) {
    count(boot.kernel, 'warnings');
    const said = decide(provider, client).messages.map(({ address, text }) => `${address}: ${text}`);
    const logged = lines.map(loggedLine);
    if (said.join('\n') !== logged.join('\n')) {
      differences.push(`${provider} -> ${client} says\n${said.join('\n')}\nrecorded\n${logged.join('\n')}`);
    }
  }
  if (warnings.length > 0) {
    for (const { provider, client } of round.pairs) {
      if (warned.has(`${provider} ${client}`)) continue;
      count(boot.kernel, 'silent pairs');
      if (decide(provider, client).messages.length > 0) differences.push(`${provider} -> ${client} was silent`);
    }
  }
  for (const { provider, clients, distance } of round.many ?? []) {
    count(boot.kernel, 'many');
    const sum = distanceToMany(
      machine,
      indexOf(names, provider),
      clients.map((client) => indexOf(names, client)),
    );
    if (sum !== distance) {
      differences.push(`${provider} -> ${clients.join(', ')}: ${String(sum)}, recorded ${String(distance)}`);
    }
  }
  if (round.round > 0) return;
  for (const [name, control] of Object.entries(round.acs)) {
    count(boot.kernel, 'acs as booted');
    const computed = machine.acs[indexOf(names, name)]?.control;
    if (computed !== control) differences.push(`${name}: ACS control ${String(computed)}, recorded ${String(control)}`);
  }
}

/** A client that is no PCI device is not core's to answer; the PCI device above it, no client and a provider without memory are. */
function compareNonPci(boot: RecordedBoot, machine: Machine, names: Names, differences: string[]): void {
  const { provider, child, noClients, notAProvider } = boot.nonPci;
  const ask = (client: string): number => answer(decidePair(machine, indexOf(names, provider), indexOf(names, client)));
  count(boot.kernel, 'nonPci', 3);
  if (ask(child.of) !== child.ofItself || child.distance !== child.ofItself) {
    differences.push(`child of ${child.of}: ${String(ask(child.of))}, recorded ${String(child.distance)}`);
  }
  if (distanceToMany(machine, indexOf(names, provider), []) !== noClients) differences.push('no clients');
  const without = answer(decidePair(machine, indexOf(names, notAProvider.dev), indexOf(names, provider)));
  if (without !== notAProvider.distance) {
    differences.push(
      `not a provider ${notAProvider.dev}: ${String(without)}, recorded ${String(notAProvider.distance)}`,
    );
  }
}

function compareSweep(
  boot: RecordedBoot,
  sweep: RecordedSweep,
  machine: Machine,
  names: Names,
  differences: string[],
): void {
  for (const { rootBus, first, last, p, c, where } of sweep.where) {
    // Conventional bridges are no root ports.
    const above = [p, c]
      .map((name) => topmost(machine, indexOf(names, name)))
      .filter((name) => machine.topology.functions[indexOf(names, name)]?.kind === 'root_port');
    const places: Readonly<Record<string, readonly string[]>> = {
      'first on the root bus': [first],
      'last on the root bus': [last],
      provider: [p],
      client: [c],
      'provider and client': [p, c],
      'root ports above both': above,
    };
    for (const [place, distances] of Object.entries(where)) {
      for (const [text, distance] of Object.entries(distances)) {
        const id = parseId(text);
        const at = places[place];
        if (id === null || at === undefined) throw new Error(`unknown place ${place} or id ${text} on ${rootBus}`);
        count(boot.kernel, 'sweep where');
        const changed = withId(
          machine,
          at.map((name) => indexOf(names, name)),
          id,
        );
        const found = answer(decidePair(changed, indexOf(names, p), indexOf(names, c)));
        if (found !== distance) {
          differences.push(`${text} on ${place} of ${rootBus}: ${String(found)}, recorded ${String(distance)}`);
        }
      }
    }
  }
  if (sweep.pairs !== undefined) compareIds(boot, sweep, sweep.pairs, machine, names, differences);
}

function compareIds(
  boot: RecordedBoot,
  sweep: RecordedSweep,
  pairs: NonNullable<RecordedSweep['pairs']>,
  machine: Machine,
  names: Names,
  differences: string[],
): void {
  const table = machine.settings.kernel.p2pdma.whitelist;
  const asked = [pairs.same, pairs.cross].map(([provider, client]) => {
    const [left, right] = [indexOf(names, provider), indexOf(names, client)];
    return { left, right, firsts: [left, right].map((index) => firstOfRootBus(machine.topology, index)) };
  });
  const distances = (vendor: number, device: number): readonly number[] =>
    asked.map(({ left, right, firsts }) =>
      answer(decidePair(withId(machine, firsts, { vendor, device }), left, right)),
    );
  const accepted = new Set<string>();
  for (const [vendor, device, same, across] of sweep.vendors?.v ?? []) {
    count(boot.kernel, 'sweep ids');
    accepted.add(`${String(vendor)}:${String(device)}`);
    const found = distances(vendor ?? 0, device ?? 0);
    if (found[0] !== same || found[1] !== across) {
      differences.push(`id ${String(vendor)}:${String(device)}: ${found.join()}`);
    }
  }
  // All 65,536 device ids of these vendors were tried (the list ends after 400), and two device ids of all vendors.
  for (const vendor of sweep.vendors?.vendors ?? []) {
    count(boot.kernel, 'sweep ids', 0x10000);
    const listed = table.filter((entry) => entry.vendor === vendor);
    const found = (sweep.vendors?.v ?? []).filter((row) => row[0] === vendor).map((row) => row[1] ?? -1);
    const expected = listed.some((entry) => entry.device === null)
      ? Array.from({ length: 400 }, (_, device) => device)
      : listed.map((entry) => entry.device ?? -1);
    if (sorted(found) !== sorted(expected)) {
      differences.push(`vendor ${String(vendor)}: ${sorted(expected)}, recorded ${sorted(found)}`);
    }
  }
  for (const device of sweep.anyVendor?.device ?? []) {
    count(boot.kernel, 'sweep ids', 0x10000);
    const found = (sweep.anyVendor?.v ?? []).map((row) => row[0] ?? -1);
    const expected = table
      .filter((entry) => entry.device === null || entry.device === device)
      .map((entry) => entry.vendor);
    if (sorted(found) !== sorted(expected)) {
      differences.push(`device ${String(device)}: ${sorted(expected)}, recorded ${sorted(found)}`);
    }
  }
}

function sorted(numbers: readonly number[]): string {
  return [...numbers].sort((left, right) => left - right).join();
}

function firstOn(machine: Machine, index: number): string {
  const device = machine.topology.functions[index];
  return device === undefined ? '' : formatAddress(device.address);
}

function topmost(machine: Machine, index: number): string {
  const above = machine.topology.functions[index]?.upstreamBridge ?? null;
  return above === null ? firstOn(machine, index) : topmost(machine, above);
}

/** What stands in the files, by kernel and kind, found without core and without parsing them. */
const inText = new Map<string, number>();

const PATTERNS: readonly (readonly [Kind, RegExp])[] = [
  ['distance', /\{"provider":\s*"[^"]+",\s*"client":\s*"[^"]+",\s*"distance":/g],
  ['warnings', /"lines":\s*\["?[^\]]*"[0-9a-z_-]+ [0-9a-f]{4,}:[0-9a-f]{2}:/g],
  ['many', /"clients":\s*\[[^\]]*\],\s*"distance":/g],
  ['boots', /"format":\s*"p2po-1"/g],
  ['devices', /"bdf":/g],
];

function countInText(file: string, text: string): void {
  const kernel = file.split(/[/\\]/)[0] ?? '';
  for (const [kind, pattern] of PATTERNS) {
    const key = `${kernel} ${kind}`;
    inText.set(key, (inText.get(key) ?? 0) + (text.match(pattern)?.length ?? 0));
  }
}

describe('recorded verdicts of real kernels', () => {
  test.each(files)('%s agrees', (file) => {
    const text = readText(file);
    countInText(file, text);
    const boot = JSON.parse(text) as RecordedBoot;
    const { topology, faults } = enumerateBoot(boot);
    const names = new Map(topology.functions.map((device) => [formatAddress(device.address), device.index]));
    count(boot.kernel, 'boots');
    expect(faults).toEqual([]);
    for (const device of boot.topology.devices) {
      count(boot.kernel, 'devices');
      const found = topology.functions[indexOf(names, device.bdf)];
      const upstream = found?.upstreamBridge ?? null;
      expect(upstream === null ? null : firstOn({ topology } as Machine, upstream)).toBe(device.upstream);
      expect(found?.secondaryBus ?? undefined).toBe(device.secondary);
    }
    const differences: string[] = [];
    boot.rounds.forEach((round, index) => {
      const machine = machineOf(boot, topology, round);
      compareRound(boot, round, machine, names, differences);
      if (index === 0) compareNonPci(boot, machine, names, differences);
      if (index === 0 && boot.sweep !== undefined) compareSweep(boot, boot.sweep, machine, names, differences);
    });
    expect(differences.slice(0, 10)).toEqual([]);
  });

  test('nothing in the files was passed over', () => {
    const found = new Map<string, number>();
    for (const [key] of inText) {
      const [kernel = '', kind = ''] = key.split(' ');
      found.set(key, total(kernel, kind as Kind));
    }
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(inText));
    expect([...compared.keys()].sort()).toEqual(['5.10', '6.1', '6.12', '7.3']);
    expect(files.length).toBeGreaterThanOrEqual(90);
  });
});

afterAll(() => {
  const kernels = [...compared.keys()].sort((left, right) => Number.parseFloat(left) - Number.parseFloat(right));
  const kinds = [...new Set([...compared.values()].flatMap((counts) => [...counts.keys()]))];
  const row = (name: string, cells: readonly string[]): string =>
    `  ${name.padEnd(22)}${cells.map((cell) => cell.padStart(10)).join('')}\n`;
  const lines = kinds.map((kind) =>
    row(
      kind,
      kernels.map((kernel) => String(total(kernel, kind as Kind))),
    ),
  );
  process.stdout.write(`\nRecorded answers of real kernels that agree:\n${row('', kernels)}${lines.join('')}`);
  const out = join(__dirname, '../../out');
  mkdirSync(out, { recursive: true });
  const table = Object.fromEntries(kernels.map((kernel) => [kernel, Object.fromEntries(compared.get(kernel) ?? [])]));
  writeFileSync(join(out, 'recorded-counts.json'), `${JSON.stringify(table, null, 2)}\n`);
});
