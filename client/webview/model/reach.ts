// Whom one device reaches: its row of the matrix, grouped by map type and class, nearest first. Shown in place of a proof
// while a single device is selected.

import type { PanelEvaluation, PanelMatrix } from '../../../server/protocol/panel';
import type { ReportMapType } from '../../../server/protocol/report-words';
import { formatBytes, kindWords } from '../../../diagram/labels';
import { classLabel, mapTypeAt } from './matrix';
import { MAP_TYPES } from './words';

export interface Reach {
  readonly mapType: ReportMapType;
  readonly peers: readonly { readonly label: string; readonly client: string; readonly distance: number }[];
}

/** Clients of a provider; empty for a bridge, a host bridge and an unknown name. */
export function reachOf(matrix: PanelMatrix, classOf: ReadonlyMap<string, number>, name: string): readonly Reach[] {
  const row = classOf.get(name);
  if (row === undefined) return [];
  const cells = matrix.classes.flatMap(({ members }, column) => {
    const others = row === column ? members.filter((member) => member !== name) : members;
    const cell = mapTypeAt(matrix, row, column);
    const client = others[0];
    if (client === undefined || cell === null) return [];
    return [{ mapType: cell.mapType, peer: { label: classLabel(others), client, distance: cell.distance } }];
  });
  return MAP_TYPES.flatMap((mapType) => {
    const peers = cells.filter((cell) => cell.mapType === mapType).map(({ peer }) => peer);
    return peers.length === 0 ? [] : [{ mapType, peers: peers.sort((a, b) => a.distance - b.distance) }];
  });
}

/** What a device, a bridge or a host bridge is, in one line. */
export function factsOf({ devices, hostBridges, acceptedByCpu }: PanelEvaluation, name: string): string {
  const device = devices.find((each) => each.name === name);
  if (device !== undefined) {
    const memory = device.p2pmem.reduce((sum, region) => sum + BigInt(region.size), 0n);
    const published = device.published ? ', published' : ', not published';
    const facts = [
      kindWords(device.kind),
      device.address,
      device.id === null ? '' : `[${device.id}]`,
      device.acs === null ? 'no ACS' : `ACS ${device.acs.control.join(' ') || 'none'} (${device.acs.from})`,
      memory === 0n ? '' : `${formatBytes(memory)} p2pmem${published}`,
    ];
    return facts.filter((fact) => fact !== '').join(' · ');
  }
  const hostBridge = hostBridges.find((each) => each.name === name);
  if (hostBridge === undefined) return '';
  const accepted =
    acceptedByCpu === true ? 'accepted for the CPU, whatever the whitelist says' : LISTED[hostBridge.listed];
  return `host bridge · ${hostBridge.bus} · ${representativeWords(hostBridge.representative)} · ${accepted}`;
}

const LISTED = {
  any: 'on the kernel’s whitelist',
  'same-host-bridge': 'on the kernel’s whitelist for pairs within it only',
  no: 'not on the kernel’s whitelist',
  unknown: 'not known whether the kernel lists it',
} as const;

function representativeWords(representative: { readonly address: string; readonly id: string | null } | null): string {
  if (representative === null) return 'represented by no function';
  return `represented by ${representative.id === null ? representative.address : `[${representative.id}]`}`;
}
