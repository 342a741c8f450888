// The topology in words, one row a function: what its drawing and the stroke on it say, with nothing folded away.

import type { LabelContext, RowLabel } from '../../../diagram/labels';
import { labelNode } from '../../../diagram/labels';
import { pathBetween } from '../../../diagram/path';
import type { Topology } from '../../../diagram/tree';
import type { StrokeInput } from '../parts/stroke';

export interface FunctionRow {
  /** As the protocol calls it. */
  readonly name: string;
  /** As a person does: an unnamed function by its address. */
  readonly title: string;
  /** Of each of FUNCTION_HEADS after the first. */
  readonly cells: readonly string[];
}

export const FUNCTION_HEADS = ['device', 'address', 'kind', 'id', 'below', 'ACS control', 'p2pmem', 'on the path'];

/** `kept`: by node, whether it is shown; null: all are. */
export function functionRows(
  topology: Topology,
  kept: readonly boolean[] | null,
  context: LabelContext,
  stroke: StrokeInput | null,
): readonly FunctionRow[] {
  const labels = topology.nodes.map((node) => labelNode(node, context));
  const onPath = pathWords(topology, stroke);
  return topology.nodes
    .filter(({ index }) => kept === null || kept[index] === true)
    .map((node) => {
      const label = labels[node.index] as RowLabel;
      const above = labels[node.parent];
      const { address, kind, id, memory } = label;
      const published = memory === '' ? '' : label.published ? ', published' : ', not published';
      return {
        name: node.shape === 'host-bridge' ? node.hostBridge.name : node.device.name,
        title: titleOf(label),
        cells: [
          ...[address, kind, id, above === undefined ? '' : titleOf(above), controlWords(label)],
          ...[`${memory}${published}`, onPath.get(node.index) ?? ''],
        ],
      };
    });
}

function titleOf({ name, address }: RowLabel): string {
  return name === '' ? address : name;
}

function controlWords({ acs, listed }: RowLabel): string {
  if (listed !== '') return listed;
  if (acs === null) return 'no ACS';
  return acs.length === 0 ? 'none' : acs.join(' ');
}

/** By node: its number on the way from the provider to the client, and what it is there. */
function pathWords(topology: Topology, stroke: StrokeInput | null): ReadonlyMap<number, string> {
  const path = stroke === null ? null : pathBetween(topology, stroke.provider, stroke.client);
  const hops = path?.hops ?? [];
  const words = hops.map((node, at): [number, string] => {
    const hop = topology.nodes[node];
    const isEnd = at === 0 || at === hops.length - 1;
    const end = at === 0 ? ' provider' : ' client';
    const role = isEnd ? end : at === path?.common ? ' common bridge' : '';
    const address = hop?.shape === 'host-bridge' ? '' : (hop?.device.address ?? '');
    return [node, `${at + 1}${role}${stroke?.redirecting?.has(address) === true ? ', redirects' : ''}`];
  });
  return new Map(words);
}
