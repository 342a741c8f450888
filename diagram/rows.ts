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
  const rows: Row[] = [];
  const rowOfNode = new Array<number>(topology.nodes.length).fill(-1);
  const shown = (node: number): boolean => choice.kept === null || choice.kept[node] === true;
  const counts = new Map<number, number>();
  const rowOfParent = (node: TopologyNode): number => (node.parent < 0 ? -1 : (rowOfNode[node.parent] ?? -1));

  const add = (row: Omit<Row, 'index' | 'position' | 'siblings'>): number => {
    const position = (counts.get(row.parent) ?? 0) + 1;
    counts.set(row.parent, position);
    rows.push({ ...row, index: rows.length, position, siblings: 0 });
    return rows.length - 1;
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
    const depth = parent < 0 ? 0 : (rows[parent]?.depth ?? 0) + 1;
    const run = runFrom(topology, index, shown);
    if (run !== null) {
      const last = run[run.length - 1] ?? index;
      const key = `run ${node.key}`;
      const expanded = choice.toggled.has(key);
      const runRow = add({ key, node: index, run, depth, parent, expandable: true, expanded });
      standIn(rowOfNode, index, last + 1, runRow);
      if (expanded) {
        for (const member of run) {
          const memberKey = topology.nodes[member]?.key ?? '';
          const place = { key: memberKey, node: member, run: null, depth: depth + 1, parent: runRow };
          rowOfNode[member] = add({ ...place, expandable: false, expanded: false });
        }
      }
      index = last + 1;
      continue;
    }
    const expandable = node.end > index + 1;
    const expanded = expandable && !choice.toggled.has(node.key);
    const row = add({ key: node.key, node: index, run: null, depth, parent, expandable, expanded });
    const next = expandable && !expanded ? node.end : index + 1;
    standIn(rowOfNode, index, next, row);
    index = next;
  }
  return { rows: rows.map((row) => ({ ...row, siblings: counts.get(row.parent) ?? 1 })), rowOfNode };
}

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
