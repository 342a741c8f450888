// The words of a row, in the columns in which the topology shows them. Kept with the drawing and apart from any
// document, so that the panel and an exported picture say the same.

import type { ReportDevice, ReportHostBridge } from '../server/protocol/report';
import type { ReportAcsFlag } from '../server/protocol/report-words';
import type { Row } from './rows';
import type { FunctionNode, Topology, TopologyNode } from './tree';

export interface RowLabel {
  /** As lspci prints it; the domain is left out where the whole machine has only one, 0000. */
  readonly address: string;
  /** The name in the file; an unnamed bridge has none. */
  readonly name: string;
  readonly kind: string;
  /** `8086:09a2`, or empty. */
  readonly id: string;
  /** null: no ACS capability. */
  readonly acs: readonly ReportAcsFlag[] | null;
  /** Registered peer-to-peer memory, `512 MiB`; empty: none. */
  readonly memory: string;
  readonly published: boolean;
  /** Host bridges only: what the kernel makes of it; else empty. */
  readonly listed: string;
  /** Functions that the row stands for. */
  readonly count: number;
  /** `14 other functions`: what folds away in this row; else empty. */
  readonly others: string;
}

/** What the words of all rows depend on. */
export interface LabelContext {
  readonly oneDomain: boolean;
  /** PanelEvaluation.acceptedByCpu. */
  readonly acceptedByCpu: boolean | null;
}

/** Control flags by which peer requests or completions are sent up instead of across. */
export const REDIRECTING_FLAGS: ReadonlySet<ReportAcsFlag> = new Set(['RR', 'CR', 'EC']);

const KIND_WORDS: Readonly<Record<string, string>> = { root_port: 'root port', pci_bridge: 'PCI bridge' };

/** What the kernel makes of a host bridge. A CPU that is accepted for itself leaves the whitelist unasked. */
export function acceptanceWords({ listed }: Pick<ReportHostBridge, 'listed'>, acceptedByCpu: boolean | null): string {
  if (acceptedByCpu === true) return 'accepted: CPU';
  return acceptedByCpu === null && listed !== 'any' ? 'not known' : LISTED_WORDS[listed];
}

const LISTED_WORDS: Readonly<Record<ReportHostBridge['listed'], string>> = {
  any: 'listed',
  'same-host-bridge': 'listed within itself',
  no: 'not listed',
  unknown: 'not known',
};

export function kindWords(kind: string): string {
  return KIND_WORDS[kind] ?? kind.replace('_', ' ');
}

/** Whether every address begins with `0000:`, so that the domain tells nothing. */
export function hasOneDomain(hostBridges: readonly ReportHostBridge[]): boolean {
  return hostBridges.every((hostBridge) => hostBridge.bus.startsWith('0000:'));
}

export function shortAddress(address: string, oneDomain: boolean): string {
  return oneDomain && address.startsWith('0000:') ? address.slice('0000:'.length) : address;
}

export function labelRow(topology: Topology, row: Row, context: LabelContext): RowLabel {
  const node = topology.nodes[row.node];
  if (node === undefined) throw new RangeError(`row ${row.key} stands for node ${row.node}, which is not in the tree`);
  const others = row.others === 0 ? '' : `${row.others} other functions`;
  const label = labelNode(node, context);
  if (node.shape === 'host-bridge') return { ...label, others: row.expanded ? '' : others };
  if (others !== '') return { ...NO_LABEL, others };
  return row.run === null ? label : { ...label, ...labelRun(topology, row.run, label) };
}

export function labelNode(node: TopologyNode, context: LabelContext): RowLabel {
  return node.shape === 'host-bridge'
    ? labelHostBridge(node.hostBridge, context)
    : labelFunction(node.device, context.oneDomain);
}

const NO_LABEL: RowLabel = {
  address: '',
  name: '',
  kind: '',
  id: '',
  acs: null,
  memory: '',
  published: false,
  listed: '',
  count: 1,
  others: '',
};

function labelHostBridge(hostBridge: ReportHostBridge, { oneDomain, acceptedByCpu }: LabelContext): RowLabel {
  return {
    ...NO_LABEL,
    address: shortAddress(hostBridge.bus, oneDomain),
    name: hostBridge.name,
    kind: 'host bridge',
    id: hostBridge.representative?.id ?? '',
    listed: acceptanceWords(hostBridge, acceptedByCpu),
  };
}

function labelFunction(device: ReportDevice, oneDomain: boolean): RowLabel {
  return {
    ...NO_LABEL,
    address: shortAddress(device.address, oneDomain),
    name: device.name === device.address ? '' : device.name,
    kind: kindWords(device.kind),
    id: device.id ?? '',
    acs: device.acs?.control ?? null,
    memory: formatBytes(device.p2pmem.reduce((sum, region) => sum + BigInt(region.size), 0n)),
    published: device.published,
  };
}

function labelRun(topology: Topology, run: readonly number[], first: RowLabel): Pick<RowLabel, 'name' | 'count'> {
  const last = topology.nodes[run[run.length - 1] ?? -1] as FunctionNode;
  const virtual = /^(.*\.vf)[0-9]+$/.exec(first.name)?.[1];
  const lastNumber = /[0-9]+$/.exec(last.device.name)?.[0] ?? '';
  if (virtual !== undefined) return { name: `${first.name}…${lastNumber}`, count: run.length };
  const lastName = last.device.name === last.device.address ? '' : last.device.name;
  return { name: lastName === '' ? first.name : `${first.name} … ${lastName}`, count: run.length };
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** In the largest unit that divides it, as the language's formatter writes sizes; empty for none. */
export function formatBytes(bytes: bigint): string {
  if (bytes === 0n) return '';
  let unit = 0;
  let value = bytes;
  while (unit < UNITS.length - 1 && value % 1024n === 0n) {
    value /= 1024n;
    unit += 1;
  }
  return `${value} ${UNITS[unit] ?? 'B'}`;
}
