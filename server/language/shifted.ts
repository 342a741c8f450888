// A syntax node of an earlier version of a text, at the place where it stands now. An edit moves everything behind it;
// copying the nodes of a hundred thousand lines at every keystroke would cost more than to parse them, so a moved node
// is copied when somebody looks into it, which is hardly ever. Only the kinds that make a text long are worth it.

import type { HostBridgeSyntax, ItemSyntax, PairQuerySyntax } from './tree';

export type ReusableSyntax = HostBridgeSyntax | PairQuerySyntax;

export function isReusable(item: ItemSyntax): item is ReusableSyntax {
  return item.kind === 'host_bridge' || item.kind === 'pair';
}

const readWithoutFault = new WeakSet<object>();

/** To be said of every construct that may be carried over. */
export function markReusable(item: ReusableSyntax): void {
  readWithoutFault.add(item);
}

/** Whether results about the item may be kept for it: parsing found no fault in it, so that it is carried over. */
export function isKept(item: object): boolean {
  return readWithoutFault.has(coreOf(item));
}

class ShiftedHostBridge implements HostBridgeSyntax {
  readonly kind = 'host_bridge';
  readonly start: number;
  readonly end: number;
  readonly faulty: boolean;
  private whole: HostBridgeSyntax | null = null;

  constructor(
    readonly core: HostBridgeSyntax,
    readonly by: number,
  ) {
    this.start = core.start + by;
    this.end = core.end + by;
    this.faulty = core.faulty;
  }

  get keyword() {
    return this.copy().keyword;
  }
  get name() {
    return this.copy().name;
  }
  get bus() {
    return this.copy().bus;
  }
  get id() {
    return this.copy().id;
  }
  get block() {
    return this.copy().block;
  }

  private copy(): HostBridgeSyntax {
    return (this.whole ??= shifted(this.core, this.by));
  }
}

class ShiftedPair implements PairQuerySyntax {
  readonly kind = 'pair';
  readonly start: number;
  readonly end: number;
  readonly faulty: boolean;
  private whole: PairQuerySyntax | null = null;

  constructor(
    readonly core: PairQuerySyntax,
    readonly by: number,
  ) {
    this.start = core.start + by;
    this.end = core.end + by;
    this.faulty = core.faulty;
  }

  get keyword() {
    return this.copy().keyword;
  }
  get providers() {
    return this.copy().providers;
  }
  get clients() {
    return this.copy().clients;
  }
  get expected() {
    return this.copy().expected;
  }

  private copy(): PairQuerySyntax {
    return (this.whole ??= shifted(this.core, this.by));
  }
}

/** The node as it was parsed: the same object for every place that it is moved to. What is never moved is its own. */
export function coreOf<Item extends object>(item: Item): Item {
  return item instanceof ShiftedHostBridge || item instanceof ShiftedPair ? (item.core as unknown as Item) : item;
}

/** How far behind its core's place a node stands. */
export function shiftOf(item: object): number {
  return item instanceof ShiftedHostBridge || item instanceof ShiftedPair ? item.by : 0;
}

/** The node at the place where it begins now; the very same one if that is where it is. */
export function movedTo(item: ReusableSyntax, start: number): ReusableSyntax {
  if (item.start === start) return item;
  const core = coreOf(item);
  const by = start - core.start;
  if (by === 0) return core;
  return core.kind === 'pair' ? new ShiftedPair(core, by) : new ShiftedHostBridge(core, by);
}

/** A deep copy with all offsets moved. */
export function shifted<Node>(node: Node, by: number): Node {
  return by === 0 ? node : (copyOf(node, by) as Node);
}

function copyOf(value: unknown, by: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each: unknown) => copyOf(each, by));
  const copy: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value)) {
    const isOffset = (key === 'start' || key === 'end') && typeof each === 'number';
    copy[key] = isOffset ? each + by : copyOf(each, by);
  }
  return copy;
}
