// Which rows of the topology are shown: one a function, a run of alike functions as one row with a count, the functions
// of one bridge that nobody looks for as one row behind the others, closed subtrees and filtered functions left out.
// Decided apart from geometry, because keyboard and screen reader walk these rows as well. What the user opened or closed
// is kept by key, so that an edit elsewhere does not disturb it.

import type { FunctionNode, Topology } from './tree';

export interface Row {
  readonly index: number;
  /** The node's key; `run KEY` for a run of alike functions that begins with that node; `others KEY` for other functions. */
  readonly key: string;
  /** First node that this row stands for. */
  readonly node: number;
  /** Nodes that a run stands for, in order; null: no run. */
  readonly run: readonly number[] | null;
  /** How many functions fold away in this row because nobody looks for them; 0: none. */
  readonly others: number;
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
  /** Keys of rows whose usual state (open; a run, other functions: closed) the user reversed. */
  readonly toggled: ReadonlySet<string>;
  /** By node: whether a filter leaves it; null: no filter. */
  readonly kept: readonly boolean[] | null;
  /** By node: whether nobody looks for it (otherNodes); absent or null: nothing folds for that reason. */
  readonly others?: readonly boolean[] | null;
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
  const counts = new Map<number, number>();
  const standIn = (node: number, row: number): void => {
    const end = topology.nodes[node]?.end ?? node;
    for (let each = node; each < end; each += 1) rowOfNode[each] = row;
  };

  // What is still to be shown, the next one last: top down without recursion.
  const open: Item[] = itemsOf(topology, childrenOf(topology, -1), -1, choice, true).reverse();
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    const { parent, members, nodes } = item;
    if (item.kind === 'hidden') {
      // Nothing below is kept either, but where a path leads there it is drawn to what stands for it.
      for (const node of nodes) standIn(node, parent);
      continue;
    }
    const position = (counts.get(parent) ?? 0) + 1;
    counts.set(parent, position);
    const [node = -1] = nodes;
    const index = rows.length;
    const run = item.kind === 'run' ? nodes : null;
    const expandable = members.length > 0;
    const expanded = expandable && item.openAtFirst !== choice.toggled.has(item.key);
    const depth = (rows[parent]?.depth ?? -1) + 1;
    const { key, others } = item;
    rows.push({ index, key, node, run, others, depth, parent, expandable, expanded, position, siblings: 0 });
    if (expanded && item.kind === 'node') rowOfNode[node] = index;
    else for (const each of nodes) standIn(each, index);
    if (!expanded) continue;
    const below =
      item.kind === 'run'
        ? nodes.map((each) => plainItem(topology, each, index))
        : itemsOf(topology, members, index, choice, item.kind === 'node' && choice.others?.[node] === false);
    for (let each = below.length - 1; each >= 0; each -= 1) open.push(below[each] as Item);
  }
  for (const row of rows) row.siblings = counts.get(row.parent) ?? 1;
  return { rows, rowOfNode };
}

type Making = Omit<Row, 'siblings'> & { siblings: number };

/** What becomes a row, or nothing (hidden). */
interface Item {
  readonly kind: 'node' | 'run' | 'others' | 'hidden';
  readonly key: string;
  /** What the row stands for: one node, the nodes of a run, the tops of the subtrees of other functions. */
  readonly nodes: readonly number[];
  /** What stands below it once it is open. */
  readonly members: readonly number[];
  readonly others: number;
  readonly openAtFirst: boolean;
  /** Row above it. */
  readonly parent: number;
}

function childrenOf(topology: Topology, parent: number): readonly number[] {
  const end = parent < 0 ? topology.nodes.length : (topology.nodes[parent]?.end ?? 0);
  const children: number[] = [];
  for (let child = parent + 1; child < end; child = topology.nodes[child]?.end ?? end) children.push(child);
  return children;
}

/** The rows of these siblings; with `folds`, those that nobody looks for behind the others, as one. */
function itemsOf(
  topology: Topology,
  siblings: readonly number[],
  parent: number,
  choice: RowChoice,
  folds: boolean,
): Item[] {
  const { nodes } = topology;
  const isOther = (node: number): boolean => folds && choice.kept === null && choice.others?.[node] === true;
  const folded = parent < 0 ? [] : siblings.filter(isOther);
  const others = folded.reduce((sum, node) => sum + (nodes[node]?.end ?? node) - node, 0);
  // One function alone takes no less room folded.
  if (others < 2) return listedItems(topology, siblings, parent, choice, isOther);
  const key = `others ${nodes[folded[0] ?? -1]?.key ?? ''}`;
  const listed = siblings.filter((node) => !isOther(node));
  return [
    ...listedItems(topology, listed, parent, choice, isOther),
    { kind: 'others', key, nodes: folded, members: folded, others, openAtFirst: false, parent },
  ];
}

function listedItems(
  topology: Topology,
  siblings: readonly number[],
  parent: number,
  { kept }: RowChoice,
  isOther: (node: number) => boolean,
): Item[] {
  const { nodes } = topology;
  const shown = (node: number): boolean => kept === null || kept[node] === true;
  const items: Item[] = [];
  let inRun: ReadonlySet<number> = new Set();
  for (const [at, node] of siblings.entries()) {
    if (inRun.has(node)) continue;
    const run = shown(node) ? runFrom(topology, siblings, at, shown) : null;
    const plain = plainItem(topology, node, parent);
    if (run !== null) {
      inRun = new Set(run);
      const key = `run ${plain.key}`;
      items.push({ kind: 'run', key, nodes: run, members: run, others: 0, openAtFirst: false, parent });
    } else if (!shown(node)) {
      items.push({ ...plain, kind: 'hidden' });
    } else if (nodes[node]?.shape === 'host-bridge' && isOther(node)) {
      // It begins closed, and says how much it holds.
      items.push({ ...plain, others: (nodes[node].end ?? node) - node - 1, openAtFirst: false });
    } else {
      items.push(plain);
    }
  }
  return items;
}

function plainItem(topology: Topology, node: number, parent: number): Item {
  const members = childrenOf(topology, node);
  const key = topology.nodes[node]?.key ?? '';
  return { kind: 'node', key, nodes: [node], members, others: 0, openAtFirst: true, parent };
}

/** The run of alike, childless sibling functions that begins at this node; null: too short for a row of its own. */
function runFrom(
  topology: Topology,
  siblings: readonly number[],
  start: number,
  shown: (node: number) => boolean,
): readonly number[] | null {
  const first = topology.nodes[siblings[start] ?? -1];
  if (first === undefined || first.shape === 'host-bridge' || first.end !== first.index + 1) return null;
  if (!isVirtual(first) && !PLAIN_KINDS.has(first.device.kind)) return null;
  const likeness = likenessOf(first);
  const members = [first.index];
  for (let at = start + 1; at < siblings.length; at += 1) {
    const node = topology.nodes[siblings[at] ?? -1];
    if (node === undefined || node.shape === 'host-bridge' || node.end !== node.index + 1) break;
    if (likenessOf(node) !== likeness) break;
    if (shown(node.index)) members.push(node.index);
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
