// A few words in which sample machines are written down, and a model of the kernel that is just good enough to colour
// their matrix. It is no oracle: it only makes pictures that look like real ones.

import type { PanelAskedPair, PanelEvaluation, PanelMatrix, PanelWhatIf } from '../../server/protocol/panel';
import { PANEL_MAP_TYPE_LETTERS } from '../../server/protocol/panel';
import type { ReportDevice, ReportHostBridge, ReportMachine } from '../../server/protocol/report';
import type { ReportAcsFlag, ReportMapType } from '../../server/protocol/report-words';

export interface Sample {
  readonly hostBridges: readonly ReportHostBridge[];
  readonly devices: readonly ReportDevice[];
  readonly machine: ReportMachine;
}

export interface Part {
  readonly kind: string;
  readonly address: string;
  readonly name?: string;
  readonly id?: string;
  readonly acs?: readonly ReportAcsFlag[];
  readonly memory?: bigint;
  readonly below?: readonly Part[];
}

const EVERY_FLAG: readonly ReportAcsFlag[] = ['SV', 'TB', 'RR', 'CR', 'UF', 'EC', 'DT'];

export function functionsOf(
  hostBridge: string,
  parts: readonly Part[],
  parent: string | null = null,
): readonly ReportDevice[] {
  return parts.flatMap((part) => {
    const address = `0000:${part.address}`;
    const size = part.memory === undefined ? '' : `0x${part.memory.toString(16)}`;
    const own: ReportDevice = {
      name: part.name ?? address,
      kind: part.kind,
      address,
      id: part.id ?? null,
      parent,
      hostBridge,
      acs: part.acs === undefined ? null : { capability: EVERY_FLAG, control: part.acs, unknown: [], from: 'auto' },
      p2pmem: size === '' ? [] : [{ bar: 4, offset: '0x0', size, physical: '0x380000000000', bus: '0x380000000000' }],
      published: size !== '',
    };
    return [own, ...functionsOf(hostBridge, part.below ?? [], address)];
  });
}

interface Verdict {
  readonly mapType: ReportMapType;
  readonly distance: number;
}

const BRIDGES = new Set(['root_port', 'port', 'switch', 'pci_bridge']);

export function decider(sample: Sample): (provider: string, client: string) => Verdict {
  const byAddress = new Map(sample.devices.map((device) => [device.address, device]));
  const byName = new Map(sample.devices.map((device) => [device.name, device]));
  const listed = new Map(sample.hostBridges.map((bridge) => [bridge.name, bridge.listed]));
  const chain = (name: string): readonly ReportDevice[] => {
    const above: ReportDevice[] = [];
    for (let at = byName.get(name); at !== undefined; at = byAddress.get(at.parent ?? '')) above.push(at);
    return above;
  };
  return (provider, client) => {
    const up = chain(provider);
    const down = chain(client);
    const common = up.findIndex((device) => down.includes(device));
    const through = [up, down].map((side) => listed.get(side[0]?.hostBridge ?? ''));
    const unknown = through.includes('unknown');
    const fallback: ReportMapType = unknown ? 'UNKNOWN' : through.includes('no') ? 'NOT_SUPPORTED' : 'THRU_HOST_BRIDGE';
    if (common < 0) return { mapType: fallback, distance: up.length + down.length };
    const meeting = down.indexOf(up[common] as ReportDevice);
    const path = [...up.slice(0, common + 1), ...down.slice(0, meeting)];
    const redirected = path.some((device) => device.acs?.control.some((flag) => ['RR', 'CR', 'EC'].includes(flag)));
    return { mapType: redirected ? fallback : 'BUS_ADDR', distance: common + meeting };
  };
}

/** Endpoints below one bridge are alike here. */
export function matrixOf(sample: Sample): PanelMatrix {
  const decide = decider(sample);
  const byParent = new Map<string, string[]>();
  for (const { kind, parent, name } of sample.devices) {
    if (!BRIDGES.has(kind)) byParent.set(parent ?? name, [...(byParent.get(parent ?? name) ?? []), name]);
  }
  const classes = [...byParent.values()].map((members) => ({ members }));
  const cells = classes.flatMap((row, rowIndex) =>
    classes.map((column, columnIndex) => {
      const client = column.members[rowIndex === columnIndex ? 1 : 0];
      return client === undefined ? null : decide(row.members[0] ?? '', client);
    }),
  );
  return {
    classes,
    mapTypes: cells.map((cell) => (cell === null ? '-' : PANEL_MAP_TYPE_LETTERS[cell.mapType])).join(''),
    distances: cells.map((cell) => cell?.distance ?? 0),
    inFile: null,
  };
}

/** `nvme0 -> mlx0 = BUS_ADDR`, or without the assertion. */
export function ask(sample: Sample, queries: readonly string[]): readonly PanelAskedPair[] {
  const decide = decider(sample);
  return queries.map((text, index) => {
    const [, provider = '', client = '', expected] = /^(\S+) -> (\S+)(?: = (\S+))?$/.exec(text) ?? [];
    const verdict = decide(provider, client);
    const wanted = expected as ReportMapType | undefined;
    const holds = wanted === undefined ? null : wanted === verdict.mapType;
    return {
      provider,
      client,
      ...verdict,
      expected: wanted ?? null,
      holds,
      query: `query ${index}`,
      line: 40 + index,
      inFile: null,
    };
  });
}

export function evaluationOf(
  sample: Sample,
  queries: readonly string[],
  scenario: string | null = null,
): PanelEvaluation {
  return {
    ...sample,
    scenario,
    acceptedByCpu: false,
    asked: ask(sample, queries),
    matrix: matrixOf(sample),
    maps: [],
    providers: [],
    nvmet: [],
    whatIf: asInFile(sample.machine),
  };
}

/** Controls that say what the file says. */
export function asInFile({ kernel, iommu }: Pick<ReportMachine, 'kernel' | 'iommu'>): PanelWhatIf {
  const kernels = ['7.1', '6.15', '6.12', '5.18', '5.17', '4.20'];
  return { overrides: {}, inFile: { kernel, iommu }, kernels, notWritten: null };
}
