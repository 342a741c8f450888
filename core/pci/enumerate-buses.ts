// Bus numbers below one host bridge, depth first: virtual functions reserve theirs first, then the bridges of a bus in the
// order of their addresses, each with its whole subtree. Bridges whose bus is said keep it, the others fill the gaps where
// they fit, else follow at the end. A stack of frames instead of recursion, because descriptions may be thousands deep.

import { assignAddresses } from './enumerate-addresses';
import type { EnumerationFault } from './enumeration-fault';
import type { Node, Root } from './enumerate-tree';
import { isBridge } from './topology';

/** Who owns a range of buses, for faults. */
interface Claim {
  readonly first: number;
  readonly last: number;
  readonly by: number;
}

interface Frame {
  /** The bridge above; null: the root bus. */
  readonly node: Node | null;
  readonly bus: number;
  /** The last bus this subtree may use, and who owns the ones behind it. */
  readonly last: number;
  readonly behind: Claim | null;
  /** Bridges still to number, in the order of their addresses; and those among them with a bus said, in its order. */
  readonly open: Node[];
  readonly said: Node[];
  readonly claims: Claim[];
  /** The highest bus given out so far in this subtree. */
  highest: number;
}

/** `behind`: the host bridge whose root bus follows in the same domain, if any. */
export function assignBuses(root: Root, behind: Claim | null, faults: EnumerationFault[]): void {
  const last = behind === null ? 255 : behind.first - 1;
  const stack: Frame[] = [openBus(root, null, root.bus, last, behind, faults)];
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const bridge = nextBridge(frame);
    if (bridge === null) {
      stack.pop();
      closeBus(frame, stack.at(-1));
      continue;
    }
    const opened = openBridge(root, frame, bridge, faults);
    if (opened !== null) stack.push(opened);
  }
}

function openBus(
  root: Root,
  node: Node | null,
  bus: number,
  last: number,
  behind: Claim | null,
  faults: EnumerationFault[],
): Frame {
  const nodes = node === null ? root.children : node.children;
  const place = { domain: root.domain, bus, last: virtualLast(nodes, last) };
  const reach = assignAddresses(place, node?.description.kind ?? null, nodes, faults);
  const claims = reach > bus ? [{ first: bus + 1, last: reach, by: reachOwner(nodes, reach) }] : [];
  const open = nodes.filter((one) => one.devfn !== null && isBridge(one.description.kind));
  open.sort((left, right) => (left.devfn ?? 0) - (right.devfn ?? 0));
  const said = open.filter((one) => one.latestSecondary !== null);
  said.sort((left, right) => (left.latestSecondary ?? 0) - (right.latestSecondary ?? 0));
  return { node, bus, last, behind, open, said, claims, highest: reach };
}

/** Virtual functions must end before the first bus that is said below this one. */
function virtualLast(nodes: readonly Node[], last: number): number {
  return nodes.reduce((least, node) => Math.min(least, (node.latestSecondary ?? least + 1) - 1), last);
}

function reachOwner(nodes: readonly Node[], reach: number): number {
  const owner = nodes.find((node) => node.virtualFunctions.some(({ routingId }) => routingId >> 8 === reach));
  return owner?.description.origin ?? 0;
}

/** The next bridge in the order of addresses; one whose bus is not said waits where its subtree would not fit in front. */
function nextBridge(frame: Frame): Node | null {
  const first = frame.said[0] ?? null;
  const limit = first?.latestSecondary ?? Number.POSITIVE_INFINITY;
  const next =
    frame.open.find((node) => node.latestSecondary !== null || frame.highest + node.busesNeeded < limit) ?? null;
  const chosen = next === null || next.latestSecondary !== null ? first : next;
  if (chosen === null) return null;
  frame.open.splice(frame.open.indexOf(chosen), 1);
  if (chosen === first) frame.said.shift();
  return chosen;
}

function openBridge(root: Root, frame: Frame, bridge: Node, faults: EnumerationFault[]): Frame | null {
  const secondary = secondaryBus(root, frame, bridge, faults);
  if (secondary === null) return null;
  bridge.secondaryBus = secondary;
  const following = frame.said[0];
  const start = following?.latestSecondary ?? null;
  if (following === undefined || start === null || start - 1 > frame.last || start <= secondary) {
    return openBus(root, bridge, secondary, frame.last, frame.behind, faults);
  }
  const behind = { first: start, last: start, by: following.description.origin };
  return openBus(root, bridge, secondary, start - 1, behind, faults);
}

/** The bus that is said where it is legal, else the next free one; null: none is left. */
function secondaryBus(root: Root, frame: Frame, bridge: Node, faults: EnumerationFault[]): number | null {
  const said = bridge.secondarySaid;
  if (said !== null) {
    const fault = saidBusFault(root, frame, bridge, said);
    if (fault === null) return said;
    faults.push(fault);
  }
  if (frame.highest + 1 <= frame.last) return frame.highest + 1;
  faults.push({ origin: bridge.description.origin, fault: 'buses-exhausted', last: frame.last });
  return null;
}

/** The fault stands at the first child that names the bus. */
function saidBusFault(root: Root, frame: Frame, bridge: Node, found: number): EnumerationFault | null {
  const child = bridge.children.find((node) => node.description.address?.bus === found) ?? bridge;
  const { origin } = child.description;
  if (found <= frame.bus) {
    const parent = bridge.description.origin;
    return { origin, fault: 'bus-not-below-parent', found, parentBus: frame.bus, parent };
  }
  if (found > frame.highest && found <= frame.last) return null;
  const owner = frame.claims.find(({ first, last }) => found >= first && found <= last) ?? frame.behind;
  const claim = owner ?? { first: root.bus, last: frame.last, by: root.description.origin };
  return { origin, fault: 'bus-taken', found, ...claim };
}

function closeBus(frame: Frame, above: Frame | undefined): void {
  if (frame.node === null) return;
  frame.node.subordinateBus = frame.highest;
  if (above === undefined) return;
  above.claims.push({ first: frame.bus, last: frame.highest, by: frame.node.description.origin });
  above.highest = Math.max(above.highest, frame.highest);
}
