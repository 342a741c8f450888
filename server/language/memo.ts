// What one analysis of a machine leaves for the next: results that depend on nothing that an edit elsewhere changes, each
// with what it depends on. Whoever takes one out compares; what does not fit is computed. An analysis is the same with a
// full memo as with an empty one, only later.

import { bootMachine } from '../../core/boot';
import type { Machine, MachineSettings } from '../../core/machine';
import type { Verdict } from '../../core/p2pdma/verdict';
import type { HostBridgeDescription, MachineDescription } from '../../core/pci/description';
import { enumerate, type Enumeration } from '../../core/pci/enumerate';
import type { PciFunction, Topology } from '../../core/pci/topology';
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
  /** Machines that differ from an earlier one in nothing but their BARs; see wiringOf. */
  readonly decidesAs: WeakMap<Machine, object>;
  compared: { readonly known: Topology; readonly topology: Topology; readonly same: boolean } | null;
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
  /** Of the machine that decided; see wiringOf. */
  readonly wiring: object;
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
    decidesAs: new WeakMap(),
    compared: null,
  };
}

/** As core's enumerate(). A host bridge in which only a comment changed was read anew, and still says the same. */
export function enumerateOnce(description: MachineDescription, memo: AnalysisMemo): Enumeration {
  const known = memo.enumerated;
  if (known !== null && isSameData(known.description.hostBridges, description.hostBridges)) return known.enumeration;
  const enumeration = enumerate(description);
  memo.enumerated = { description, enumeration };
  return enumeration;
}

/** As core's bootMachine(). Neither ACS nor a verdict depends on BARs, so another BAR leaves what the machine decides. */
export function bootOnce(topology: Topology, settings: MachineSettings, memo: AnalysisMemo): Machine {
  const known = memo.machines.find(
    (each) => isSameBoot(each.settings, settings) && isSameWiring(each.topology, topology, memo),
  );
  if (known === undefined) return bootMachine(topology, settings);
  if (known.topology === topology) return known;
  const { commandLine, acs, commandLineEffects } = known;
  const machine: Machine = { topology, settings, commandLine, acs, commandLineEffects };
  memo.decidesAs.set(machine, wiringOf(known, memo));
  return machine;
}

/** The same object for machines that decide alike. */
export function wiringOf(machine: Machine, memo: AnalysisMemo): object {
  return memo.decidesAs.get(machine) ?? machine;
}

function isSameWiring(known: Topology, topology: Topology, memo: AnalysisMemo): boolean {
  if (known === topology) return true;
  const compared = memo.compared;
  if (compared?.known === known && compared.topology === topology) return compared.same;
  const same =
    isSameData(known.hostBridges, topology.hostBridges) &&
    known.functions.length === topology.functions.length &&
    known.functions.every((each, index) => isSameButBars(each, topology.functions[index]));
  memo.compared = { known, topology, same };
  return same;
}

function isSameButBars(left: PciFunction, right: PciFunction | undefined): boolean {
  return (
    right !== undefined &&
    left.origin === right.origin &&
    left.name === right.name &&
    left.kind === right.kind &&
    left.hostBridge === right.hostBridge &&
    left.upstreamBridge === right.upstreamBridge &&
    left.secondaryBus === right.secondaryBus &&
    left.subordinateBus === right.subordinateBus &&
    left.physicalFunction === right.physicalFunction &&
    left.virtualIndex === right.virtualIndex &&
    left.published === right.published &&
    left.numaNode === right.numaNode &&
    isSameData(left.address, right.address) &&
    isSameData(left.id, right.id) &&
    isSameData(left.subsystemId, right.subsystemId) &&
    isSameData(left.acs, right.acs) &&
    isSameData(left.dma, right.dma)
  );
}

/** Of plain data: what is the same object is not looked into. */
function isSameData(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  const keys = Object.keys(left);
  if (Array.isArray(left) !== Array.isArray(right) || keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => key in right && isSameData((left as Plain)[key], (right as Plain)[key]));
}

type Plain = Readonly<Record<string, unknown>>;

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
