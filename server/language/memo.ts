// What one analysis of a machine leaves for the next: results that depend on nothing that an edit elsewhere changes, each
// with what it depends on. Whoever takes one out compares; what does not fit is computed. An analysis is the same with a
// full memo as with an empty one, only later.

import { bootMachine } from '../../core/boot';
import type { Machine, MachineSettings } from '../../core/machine';
import type { Verdict } from '../../core/p2pdma/verdict';
import type { HostBridgeDescription, MachineDescription } from '../../core/pci/description';
import { enumerate, type Enumeration } from '../../core/pci/enumerate';
import type { Topology } from '../../core/pci/topology';
import type { Declaration, Reference } from './declaration';
import type { DeclaredItem } from './placed';
import type { HostBridgeSyntax, PairQuerySyntax } from './tree';

/** Keys are syntax nodes as they were parsed (coreOf): they stay the same wherever the text around them moves them. */
export interface AnalysisMemo {
  readonly declared: WeakMap<HostBridgeSyntax, DeclaredItem & { latest: LatestDeclarations }>;
  readonly lowered: WeakMap<HostBridgeSyntax, { readonly index: number; readonly description: HostBridgeDescription }>;
  readonly bound: WeakMap<PairQuerySyntax, BoundPair>;
  readonly answered: WeakMap<PairQuerySyntax, AnsweredPair>;
  /** In which no check of a single construct found anything. */
  readonly sound: WeakSet<object>;
  enumerated: { readonly description: MachineDescription; readonly enumeration: Enumeration } | null;
  /** Those of the latest analysis. */
  machines: readonly Machine[];
}

export interface LatestDeclarations {
  readonly item: HostBridgeSyntax;
  readonly index: number;
  readonly documentation: string | null;
  readonly declarations: readonly Declaration[];
}

/** Every name of a query resolved, and nothing to be said of it. */
export interface BoundPair {
  readonly item: PairQuerySyntax;
  readonly references: readonly Reference[];
  /** What the names stand for, as it was first declared. */
  readonly originals: readonly Declaration[];
}

export interface AnsweredPair {
  readonly machine: Machine;
  readonly providers: readonly number[];
  readonly clients: readonly number[];
  readonly verdicts: readonly Verdict[];
}

export function createMemo(): AnalysisMemo {
  return {
    declared: new WeakMap(),
    lowered: new WeakMap(),
    bound: new WeakMap(),
    answered: new WeakMap(),
    sound: new WeakSet(),
    enumerated: null,
    machines: [],
  };
}

/** As core's enumerate(). */
export function enumerateOnce(description: MachineDescription, memo: AnalysisMemo): Enumeration {
  const known = memo.enumerated;
  if (known !== null && isSameList(known.description.hostBridges, description.hostBridges)) return known.enumeration;
  const enumeration = enumerate(description);
  memo.enumerated = { description, enumeration };
  return enumeration;
}

/** As core's bootMachine(). */
export function bootOnce(topology: Topology, settings: MachineSettings, memo: AnalysisMemo): Machine {
  return (
    memo.machines.find((known) => known.topology === topology && isSameBoot(known.settings, settings)) ??
    bootMachine(topology, settings)
  );
}

function isSameBoot(left: MachineSettings, right: MachineSettings): boolean {
  return (
    left.kernel.label === right.kernel.label &&
    left.architecture === right.architecture &&
    left.cpu.vendor === right.cpu.vendor &&
    left.cpu.family === right.cpu.family &&
    left.cpu.model === right.cpu.model &&
    left.iommu === right.iommu &&
    left.commandLine === right.commandLine
  );
}

export function isSameList<T>(left: readonly T[], right: readonly T[]): boolean {
  return left.length === right.length && left.every((each, index) => each === right[index]);
}
