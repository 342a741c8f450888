// What may be concluded although something in the file has a fault: a verdict stands as long as nothing that it rests on is
// at fault, and what the kernel chooses among all published memory is known only if every such memory is.

import type { Machine } from '../../core/machine';
import { decidePair } from '../../core/p2pdma/decide';
import type { Verdict } from '../../core/p2pdma/verdict';
import type { Topology } from '../../core/pci/topology';
import type { Declaration } from './declaration';
import { originalOf } from './placed';

/** Origins of the declarations from which nothing is to be concluded. */
export type Unreliable = ReadonlySet<number>;

/** Whether nothing that the verdict rests on has a fault: the functions of the walk, and the host bridges where they were asked. */
export function isReliable(verdict: Verdict, topology: Topology, unreliable: Unreliable): boolean {
  if (unreliable.size === 0) return true;
  return verdict.trace.every((step) => {
    if (step.step === 'hop') return isReliableFunction(step.function, topology, unreliable);
    if (step.step === 'representative') return isReliableHostBridge(step.hostBridge, topology, unreliable);
    return true;
  });
}

/** The same for pairs that a mapping or a choice decides on its way. The clients count by themselves, for their DMA settings. */
export function arePairsReliable(
  machine: Machine,
  providers: readonly number[],
  clients: readonly number[],
  unreliable: Unreliable,
): boolean {
  if (unreliable.size === 0) return true;
  const { topology } = machine;
  return (
    clients.every((client) => isReliableFunction(client, topology, unreliable)) &&
    providers.every((provider) =>
      clients.every((client) => isReliable(decidePair(machine, provider, client), topology, unreliable)),
    )
  );
}

/** Whether the set of peer-to-peer memories is what the file means: no such memory, and none who publishes it, has a fault. */
export function areMemoriesKnown(declarations: readonly Declaration[], unreliable: Unreliable): boolean {
  return declarations.every(
    (declaration) =>
      !publishesFaultily(declaration) &&
      (!unreliable.has(declaration.index) || !mayHavePeerMemory(declaration, declarations)),
  );
}

/** `publishd`, or a word too many behind `published`: whether the memory is offered to others is not known. */
function publishesFaultily(declaration: Declaration): boolean {
  const { kind, syntax } = originalOf(declaration);
  if (kind !== 'function') return false;
  return (syntax.block?.members ?? []).some((member) => member.kind === 'published' && member.faulty);
}

function mayHavePeerMemory(declaration: Declaration, declarations: readonly Declaration[]): boolean {
  if (declaration.kind === 'bar') {
    const owner = declarations[declaration.parent ?? -1];
    const { p2pmem, faulty } = declaration.syntax;
    // What has a fault of syntax may be meant as memory, and what is not published is never chosen.
    if (faulty) return p2pmem !== null || (owner !== undefined && isPublisher(owner));
    return p2pmem !== null && (owner === undefined || publishes(owner));
  }
  return isPublisher(declaration);
}

function publishes({ kind, syntax }: Declaration): boolean {
  if (kind !== 'function') return false;
  return syntax.faulty || (syntax.block?.members ?? []).some((member) => member.kind === 'published');
}

function isPublisher(declaration: Declaration): boolean {
  if (declaration.kind !== 'function') return false;
  return (declaration.syntax.block?.members ?? []).some(
    (member) => member.kind === 'published' || (member.kind === 'bar' && member.p2pmem !== null),
  );
}

/** Whether a function has a BAR or a `published` with a fault, so that which memory it has to give is not known. */
export type HasFaultyMemory = (functionIndex: number) => boolean;

export function createHasFaultyMemory(
  topology: Topology,
  declarations: readonly Declaration[],
  unreliable: Unreliable,
): HasFaultyMemory {
  const owners = new Set(
    declarations.flatMap((declaration) => {
      const { kind, index, parent } = declaration;
      if (publishesFaultily(declaration)) return [index];
      return kind === 'bar' && unreliable.has(index) ? [parent] : [];
    }),
  );
  return (index) => owners.has(topology.functions[index]?.origin ?? -1);
}

function isReliableFunction(index: number, topology: Topology, unreliable: Unreliable): boolean {
  return !unreliable.has(topology.functions[index]?.origin ?? -1);
}

/** Any function of the root bus may be the one that represents it. */
function isReliableHostBridge(index: number, topology: Topology, unreliable: Unreliable): boolean {
  const hostBridge = topology.hostBridges[index];
  if (hostBridge === undefined || unreliable.has(hostBridge.origin)) return false;
  return hostBridge.rootFunctions.every((each) => isReliableFunction(each, topology, unreliable));
}
