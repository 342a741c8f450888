// The topology as the map shows it at first, for exports in words: alike functions and those that nobody asks about folded.

import { drawScene } from '../../diagram/scene';
import type { DrawnRow, Scene } from '../../diagram/scene';
import { otherNodes } from '../../diagram/others';
import type { Topology } from '../../diagram/tree';
import { buildTopology } from '../../diagram/tree';
import type { MapContent } from './map-content';

export function exportedScene(content: MapContent): Scene {
  const { hostBridges, acceptedByCpu } = content.evaluation;
  const { topology, others } = soughtIn(content);
  return drawScene({ topology, hostBridges, acceptedByCpu, toggled: new Set(), kept: null, others });
}

/** Whether somebody looks for this device. */
export function soughtNames(content: MapContent): (name: string) => boolean {
  const { topology, others } = soughtIn(content);
  return (name) => others?.[topology.byName.get(name) ?? -1] !== true;
}

function soughtIn({ evaluation, asked, selected }: MapContent): {
  readonly topology: Topology;
  readonly others: readonly boolean[] | null;
} {
  const topology = buildTopology(evaluation.hostBridges, evaluation.devices);
  const pairs = selected === null ? asked : [...asked, selected];
  const names = new Set(pairs.flatMap(({ provider, client }) => [provider, client]));
  return { topology, others: otherNodes(topology, names) };
}

/** `nvme0`, `nic0.vf0…63 ×64`, `14 other functions`; what has no name is called by its address. */
export function nameOfRow({ label }: DrawnRow): string {
  const name = label.name === '' ? label.address : label.name;
  const words = [name, label.count > 1 ? `×${label.count}` : '', label.others];
  return words.filter((word) => word !== '').join(' ');
}

/** `nvme`, `8086:352a`, `ACS SV RR CR`, `512 MiB p2pmem`: what a reader wants to know besides the name. */
export function factsOfRow({ label }: DrawnRow): readonly string[] {
  const memory = label.memory === '' ? '' : `${label.memory} p2pmem${label.published ? '' : ', not published'}`;
  const acs = label.acs === null ? '' : `ACS ${label.acs.length === 0 ? 'none' : label.acs.join(' ')}`;
  return [label.kind, label.id, label.listed, acs, memory].filter((fact) => fact !== '');
}
