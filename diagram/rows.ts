// Which rows of the topology are shown: one a function, a run of alike functions as one row with a count, closed
// subtrees and filtered functions left out. Decided apart from geometry, because keyboard and screen reader walk these
// rows as well. What the user opened or closed is kept by key, so that an edit elsewhere does not disturb it.

import type { FunctionNode, Topology, TopologyNode } from './tree';

export interface Row {
  readonly index: number;
  /** The node's key, or `run KEY` for a run of alike functions that begins with that node. */
  readonly key: string;
  /** First node that this row stands for. */
  readonly node: number;
  /** Nodes that a run stands for, in order; null: a plain row. */
  readonly run: readonly number[] | null;
  readonly depth: number;
  /** Index of the row above it in the tree; -1: none. */
  readonly parent: number;
  readonly expandable: boolean;
  readonly expanded: boolean;
  /** 1-based place among its siblings, and how many they are, as ARIA counts. */
  readonly position: number;
  readonly siblings: number;
}

export interface Rows {
  readonly rows: readonly Row[];
  /** By node: the row that shows it, or the nearest row above that stands for it; -1: none. */
  readonly rowOfNode: readonly number[];
}

export interface RowChoice {
  /** Keys of rows whose usual state (open; a run: closed) the user reversed. */
  readonly toggled: ReadonlySet<string>;
  /** By node: whether a filter leaves it; null: no filter. */
  readonly kept: readonly boolean[] | null;
}

/** Fewer alike functions than this read better one by one. Two virtual functions are a run already. */
const SHORTEST_RUN = 4;
/** Drives, network cards and GPUs are what people look for, so only these others ever share a row by mere likeness. */
const PLAIN_KINDS: ReadonlySet<string> = new Set(['device', 'root_port', 'port']);
const VIRTUAL_FUNCTION = /^(.*)\.vf[0-9]+$/;

/** Linear in the number of nodes. */
export function visibleRows(topology: Topology, choice: RowChoice): Rows {
  // The number of siblings is known last; until then the rows are still being made.
  const rows: Making[] = [];
  const rowOfNode = new Array<number>(topology.nodes.length).fill(-1);
  const shown = (node: number): boolean => choice.kept === null || choice.kept[node] === true;
  const counts = new Map<number, number>();
  const rowOfParent = (node: TopologyNode): number => (node.parent < 0 ? -1 : (rowOfNode[node.parent] ?? -1));

  const add = (node: number, run: readonly number[] | null, key: string, parent: number, state: Fold): number => {
    const position = (counts.get(parent) ?? 0) + 1;
    counts.set(parent, position);
    const depth = (rows[parent]?.depth ?? -1) + 1;
    const { expandable, expanded } = FOLDS[state];
    const index = rows.length;
    rows.push({ index, key, node, run, depth, parent, expandable, expanded, position, siblings: 0 });
    return index;
  };

  let index = 0;
  while (index < topology.nodes.length) {
    const node = topology.nodes[index] as TopologyNode;
    if (!shown(index)) {
      // Nothing below is kept either, but where a path leads there it is drawn to what stands for it.
      standIn(rowOfNode, index, node.end, rowOfParent(node));
      index = node.end;
      continue;
    }
    const parent = rowOfParent(node);
    const run = runFrom(topology, index, shown);
    if (run !== null) {
      const end = (run[run.length - 1] ?? index) + 1;
      const key = `run ${node.key}`;
      const open = choice.toggled.has(key);
      const runRow = add(index, run, key, parent, open ? 'open' : 'closed');
      standIn(rowOfNode, index, end, runRow);
      for (const member of open ? run : []) {
        rowOfNode[member] = add(member, null, topology.nodes[member]?.key ?? '', runRow, 'leaf');
      }
      index = end;
      continue;
    }
    const closed = choice.toggled.has(node.key);
    const state = node.end === index + 1 ? 'leaf' : closed ? 'closed' : 'open';
    const next = state === 'closed' ? node.end : index + 1;
    standIn(rowOfNode, index, next, add(index, null, node.key, parent, state));
    index = next;
  }
  for (const row of rows) row.siblings = counts.get(row.parent) ?? 1;
  return { rows, rowOfNode };
}

type Making = Omit<Row, 'siblings'> & { siblings: number };
type Fold = 'leaf' | 'open' | 'closed';

const FOLDS = {
  leaf: { expandable: false, expanded: false },
  open: { expandable: true, expanded: true },
  closed: { expandable: true, expanded: false },
} as const;

/** Each node is passed once: what stands for a closed subtree is not asked for its children again. */
function standIn(rowOfNode: number[], start: number, end: number, row: number): void {
  for (let node = start; node < end; node += 1) rowOfNode[node] = row;
}

/** The run of alike, childless sibling functions that begins at this node; null: too short for a row of its own. */
function runFrom(topology: Topology, start: number, shown: (node: number) => boolean): readonly number[] | null {
  const first = topology.nodes[start];
  if (first === undefined || first.shape === 'host-bridge' || first.end !== start + 1) return null;
  if (!isVirtual(first) && !PLAIN_KINDS.has(first.device.kind)) return null;
  const likeness = likenessOf(first);
  const members = [start];
  for (let index = start + 1; index < topology.nodes.length; index += 1) {
    const node = topology.nodes[index];
    if (node?.parent !== first.parent || node.shape === 'host-bridge' || node.end !== index + 1) break;
    if (likenessOf(node) !== likeness) break;
    if (shown(index)) members.push(index);
  }
  return members.length >= (isVirtual(first) ? 2 : SHORTEST_RUN) ? members : null;
}

function isVirtual(node: FunctionNode): boolean {
  return VIRTUAL_FUNCTION.test(node.device.name);
}

/** Equal for functions that a reader would not tell apart: virtual functions of one function, or the same part again. */
function likenessOf(node: FunctionNode): string {
  const { device } = node;
  const virtual = VIRTUAL_FUNCTION.exec(device.name)?.[1] ?? '';
  const acs = device.acs === null ? 'none' : `${device.acs.from} ${device.acs.control.join(' ')}`;
  const memory = device.p2pmem.map((region) => `${region.bar} ${region.size}`).join(' ');
  return [virtual, device.kind, device.id ?? '', acs, memory, String(device.published)].join('|');
}
