// Names by what their place takes: a scatterlist entry wants memory, a port of the NVMe-oF target a network adapter. Those
// that fit best come first; what the list has already is left out.

import type { PciFunction } from '../../../core/pci/topology';
import type { Analysis } from '../../language/analysis';
import { entries, limited, type Entries, type Entry } from './completion';
import type { CursorPlace } from './cursor-place';
import { deviceDescription, hasMemory, namedDevices, virtualFunctionCounts } from './devices';
import type { Values } from './form';

type Role = Extract<Values, { of: 'names' }>['role'];

interface Wanted {
  /** Lower is better; null: not here. */
  readonly rank: (device: PciFunction) => number | null;
  /** One function: a name for all virtual functions is none. */
  readonly single: boolean;
}

const KIND_RANK = { nic: 0, gpu: 1, nvme: 2, device: 2, root_port: 4, switch: 4, port: 4, pci_bridge: 4 } as const;

function kindRank({ kind }: PciFunction): number {
  return KIND_RANK[kind];
}

const WANTED: Readonly<Record<Exclude<Role, 'scatterlist'>, Wanted>> = {
  provider: { rank: (device) => (hasMemory(device) ? 0 : 1 + kindRank(device)), single: false },
  client: { rank: kindRank, single: false },
  memory: { rank: (device) => (hasMemory(device) ? 0 : null), single: true },
  port: { rank: (device) => rankOf(device, ['nic', 'device']), single: true },
  namespace: { rank: (device) => rankOf(device, ['nvme', 'device']), single: true },
  'namespace-provider': {
    rank: (device) => (hasMemory(device) ? (device.published ? 0 : 1) : null),
    single: true,
  },
};

function rankOf({ kind }: PciFunction, kinds: readonly string[]): number | null {
  const rank = kinds.indexOf(kind);
  return rank < 0 ? null : rank;
}

export function nameEntries(analysis: Analysis, place: CursorPlace, role: Role, taken: ReadonlySet<string>): Entries {
  if (role === 'scatterlist') return entries(listEntries(analysis));
  const single = WANTED[role].single || (role === 'client' && place.construct?.kind === 'map');
  const found = deviceEntries(analysis, place.typed, { ...WANTED[role], single }, taken);
  if (role !== 'namespace-provider') return found;
  const words: readonly Entry[] = [
    { label: 'auto', kind: 'value', description: 'the nearest published memory' },
    { label: 'off', kind: 'value', description: 'memory of the host' },
  ];
  return { ...found, entries: [...words, ...found.entries] };
}

export function publisherEntries(analysis: Analysis, typed: string, taken: ReadonlySet<string>): Entries {
  const rank = (device: PciFunction): number | null => (hasMemory(device) && device.published ? 0 : null);
  return deviceEntries(analysis, typed, { rank, single: true }, taken);
}

function listEntries(analysis: Analysis): readonly Entry[] {
  return analysis.declarations.flatMap((declaration): readonly Entry[] => {
    const { kind, name } = declaration;
    if (kind !== 'sgl' || name === null) return [];
    const count = declaration.syntax.block?.members.length ?? 0;
    const description = `scatterlist · ${String(count)} ${count === 1 ? 'entry' : 'entries'}`;
    return [{ label: name, kind: 'list', description, data: { kind: 'declaration', name } }];
  });
}

function deviceEntries(
  analysis: Analysis,
  typed: string,
  { rank, single }: Wanted,
  taken: ReadonlySet<string>,
): Entries {
  const dot = typed.indexOf('.');
  const owner = dot < 0 ? null : typed.slice(0, dot);
  const ranked = namedDevices(analysis).flatMap((device) => {
    const place = owner === null || device.name === owner ? rank(device) : null;
    return place === null ? [] : [{ device, place }];
  });
  ranked.sort((one, other) => one.place - other.place || one.device.index - other.device.index);
  const counts = virtualFunctionCounts(analysis);
  const near = limited(ranked, owner ?? typed, ({ device }) => device.name);
  const labelled = near.items.flatMap(({ device }) =>
    labelsOf(device.name, counts.get(device.index) ?? 0, owner !== null, single).flatMap((label) =>
      taken.has(label) ? [] : [{ device, label }],
    ),
  );
  const { items, incomplete } = limited(labelled, typed, ({ label }) => label);
  const list = items.map(({ device, label }): Entry => ({
    label,
    kind: 'device',
    description: label.endsWith('.vf*')
      ? `${device.kind} · its ${String(counts.get(device.index) ?? 0)} virtual functions`
      : deviceDescription(device),
    data: { kind: 'declaration', name: device.name },
  }));
  return entries(list, near.incomplete || incomplete || owner !== null);
}

const MOST_VIRTUAL_FUNCTIONS = 64;

/** The virtual functions one by one only where somebody has typed the dot. */
function labelsOf(name: string, count: number, withDot: boolean, single: boolean): readonly string[] {
  const all = single || count === 0 ? [] : [`${name}.vf*`];
  if (!withDot) return [name, ...all];
  const shown = Math.min(count, MOST_VIRTUAL_FUNCTIONS);
  return [...all, ...Array.from({ length: shown }, (_, index) => `${name}.vf${String(index)}`)];
}
