// pci_p2pdma_distance_many(): the sum of the distances of several clients to one provider, or -1 as soon as one of them
// cannot be served. Clients are generic devices in the kernel, so one may be no PCI device at all.

import type { Machine } from '../machine';
import { decidePair } from '../p2pdma/decide';
import type { KernelMessage, Missing, Verdict } from '../p2pdma/verdict';
import { formatAddress } from '../pci/address';
import { hasP2pdma } from './register';

/** A function by index, or a device that is none: a child of one (then that one counts), or of no PCI device (null). */
export type ClientDevice = number | { readonly childOf: number | null };

export type DistanceRefusal =
  | { readonly refusal: 'no-clients' }
  | { readonly refusal: 'not-a-pci-device'; readonly client: number }
  | { readonly refusal: 'virtual-dma'; readonly client: number }
  | { readonly refusal: 'not-supported'; readonly client: number };

export interface DistanceMany {
  /** As the kernel returns it; -1: see refusal. null: hinges on what is not known. */
  readonly distance: number | null;
  /** `client` in it is the position in the list of clients. */
  readonly refusal: DistanceRefusal | null;
  readonly undecidedBy: readonly Missing[];
  /** By client; null: not decided pair by pair (no PCI device, or not reached). */
  readonly verdicts: readonly (Verdict | null)[];
  /** What a verbose query logs, word for word. */
  readonly messages: readonly KernelMessage[];
  /** What a query that is not verbose logs: it ends with the first client that is refused. */
  readonly quietMessages: readonly KernelMessage[];
}

/**
 * The sum over all clients, repeated ones counted as often as they stand there (4.20 to 7.3). A verbose query goes on after
 * a failure to warn about every client, one that is not verbose ends there; the answer is the same.
 */
export function distanceMany(machine: Machine, provider: number, clients: readonly ClientDevice[]): DistanceMany {
  const verdicts: (Verdict | null)[] = [];
  const messages: KernelMessage[] = [];
  const quietMessages: KernelMessage[] = [];
  const undecidedBy: Missing[] = [];
  let refusal: DistanceRefusal | null = clients.length === 0 ? { refusal: 'no-clients' } : null;
  let distance = 0;
  for (const [position, client] of clients.entries()) {
    const step = askClient(machine, provider, client, position);
    verdicts.push(step.verdict);
    messages.push(...step.messages);
    // Behind a refused client nobody is asked; behind one that is not known, nobody for certain.
    if (refusal === null && undecidedBy.length === 0) quietMessages.push(...(step.verdict?.quietMessages ?? []));
    distance += step.verdict?.distance ?? 0;
    undecidedBy.push(...(step.verdict?.undecidedBy ?? []));
    refusal ??= step.refusal;
    // These two return at once; an unsupported pair only after all clients have been warned about.
    if (step.refusal !== null && step.refusal.refusal !== 'not-supported') break;
  }
  if (refusal !== null) return { distance: -1, refusal, undecidedBy: [], verdicts, messages, quietMessages };
  const known = undecidedBy.length === 0 ? distance : null;
  return { distance: known, refusal: null, undecidedBy, verdicts, messages, quietMessages };
}

interface ClientStep {
  readonly verdict: Verdict | null;
  readonly refusal: DistanceRefusal | null;
  readonly messages: readonly KernelMessage[];
}

function askClient(machine: Machine, provider: number, client: ClientDevice, position: number): ClientStep {
  const index = typeof client === 'number' ? client : client.childOf;
  const { messages, virtualClient } = machine.settings.kernel.p2pdma;
  const device = index === null ? undefined : machine.topology.functions[index];
  const isCompiledIn = hasP2pdma(machine);
  const isVirtual = isCompiledIn && typeof client === 'number' && device?.dma.ops === 'virt';
  if (isVirtual && virtualClient !== 'ignored') {
    const refusal = virtualClient === 'refused' ? 'virtual-dma' : virtualClient;
    return refuse({ refusal, client: position }, [message(machine, index, messages.virtualDma)]);
  }
  if (index === null) {
    const text = isCompiledIn ? messages.notPciDevice : null;
    return refuse({ refusal: 'not-a-pci-device', client: position }, [message(machine, index, text)]);
  }
  const verdict = decidePair(machine, provider, index);
  const refusal: DistanceRefusal | null =
    verdict.mapType === 'NOT_SUPPORTED' ? { refusal: 'not-supported', client: position } : null;
  return { verdict, refusal, messages: verdict.messages };
}

function refuse(refusal: DistanceRefusal, messages: readonly (KernelMessage | null)[]): ClientStep {
  return { verdict: null, refusal, messages: messages.filter((line) => line !== null) };
}

function message(machine: Machine, index: number | null, text: string | null): KernelMessage | null {
  if (text === null) return null;
  const client = index === null ? undefined : machine.topology.functions[index];
  return { function: index, address: client === undefined ? '' : formatAddress(client.address), text };
}
