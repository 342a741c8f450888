// The NVMe-oF target with RDMA: which peer-to-peer memory a namespace gets, asked twice: when the namespace is enabled, for
// its drive alone, and when a controller is created, for the adapter and the drive together. A failure at the second step
// falls back to host memory without an error to the initiator. A fixed provider is asked about verbosely, so that a redirect
// is reported also where the host bridge lets it through; the automatic search is not. Every line is the kernel's own.

import { dmaRulesOf } from '../kernel/dma-changes';
import { dmaClient, dmaPciP2pdmaSupported } from '../dma/client';
import type { Machine } from '../machine';
import type { Missing } from '../p2pdma/verdict';
import { formatAddress } from '../pci/address';
import type { ClientDevice } from '../providers/distance';
import { distanceMany } from '../providers/distance';
import { findMany } from '../providers/find';
import type { PeerMemoryChoice } from '../providers/choice';
import { hasP2pdma } from '../providers/register';
import { queueFlag } from './nvme-pci';

export interface NvmetNamespace {
  /** The block device's controller (function index); null: the namespace is a file. */
  readonly device: number | null;
  /** What configfs `p2pmem` holds. */
  readonly peerMemory: PeerMemoryChoice;
  /** Namespace ID, from 1. */
  readonly number: number;
  /** The path written to `device_path`. */
  readonly devicePath: string;
}

export interface NvmetPort {
  /** The RDMA adapter: function index of its DMA device. */
  readonly adapter: number;
  /** dev_name() of the RDMA device, such as `mlx5_0`. */
  readonly name: string;
}

export interface NvmetLine {
  readonly level: 'error' | 'info' | 'warning';
  /** Word for word, without the prefix. */
  readonly text: string;
}

/** Enabling a namespace. */
export type NamespaceEnable =
  | { readonly outcome: 'enabled'; readonly lines: readonly NvmetLine[] }
  | {
      readonly outcome: 'refused';
      readonly errno: 'EINVAL';
      readonly reason: 'not-a-block-device' | 'queue-flag' | 'fixed-provider' | 'no-provider';
      readonly lines: readonly NvmetLine[];
    }
  | { readonly outcome: 'undecided'; readonly undecidedBy: readonly Missing[]; readonly lines: readonly NvmetLine[] };

/** Creating a controller on a port: where its requests' buffers come from. */
export type ControllerCreation =
  /** One of these, at random; when its pool is exhausted, host memory, request by request and silently. */
  | { readonly outcome: 'provider'; readonly providers: readonly number[]; readonly lines: readonly NvmetLine[] }
  | { readonly outcome: 'host-memory'; readonly reason: Fallback; readonly lines: readonly NvmetLine[] }
  | { readonly outcome: 'undecided'; readonly undecidedBy: readonly Missing[]; readonly lines: readonly NvmetLine[] };

export type Fallback = 'not-asked-for' | 'no-p2pdma' | 'no-peer-to-peer-client' | 'fixed-provider' | 'no-provider';

export interface NvmetResult {
  readonly enable: NamespaceEnable;
  /** null: the namespace is not enabled, so that no controller sees it. */
  readonly controller: ControllerCreation | null;
}

/** The whole flow for one namespace and one port. */
export function runNvmet(machine: Machine, namespace: NvmetNamespace, port: NvmetPort): NvmetResult {
  const enable = enableNamespace(machine, namespace);
  return { enable, controller: enable.outcome === 'enabled' ? createController(machine, namespace, port) : null };
}

/** nvmet_p2pmem_ns_enable(): nothing asked for, or no P2PDMA in this kernel: nothing checked. -EINVAL otherwise. */
export function enableNamespace(machine: Machine, namespace: NvmetNamespace): NamespaceEnable {
  const { device, peerMemory: choice, devicePath } = namespace;
  if (!choice.use || !hasP2pdma(machine)) return { outcome: 'enabled', lines: [] };
  if (device === null) {
    return refuse('not-a-block-device', [error('peer-to-peer DMA is not supported by non-block device namespaces')]);
  }
  if (!queueFlag(machine, device).set) {
    return refuse('queue-flag', [error(`peer-to-peer DMA is not supported by the driver of ${devicePath}`)]);
  }
  if (choice.provider !== null) {
    const many = distanceMany(machine, choice.provider, [device]);
    const lines = many.messages.map(warning);
    if (many.distance === null) return { outcome: 'undecided', undecidedBy: many.undecidedBy, lines };
    return many.refusal === null ? { outcome: 'enabled', lines } : refuse('fixed-provider', lines);
  }
  const found = findMany(machine, [device]);
  const lines = found.messages.map(warning);
  if (found.chosen.length > 0) return { outcome: 'enabled', lines };
  if (found.undecided.length > 0) return { outcome: 'undecided', undecidedBy: missing(found), lines };
  return refuse('no-provider', [...lines, error(`no peer-to-peer memory is available for ${devicePath}`)]);
}

/** nvmet_p2pmem_ns_add_p2p(). */
export function createController(machine: Machine, namespace: NvmetNamespace, port: NvmetPort): ControllerCreation {
  const { device, peerMemory: choice } = namespace;
  if (!choice.use || device === null) {
    return { outcome: 'host-memory', reason: (choice.use ? null : choice.because) ?? 'not-asked-for', lines: [] };
  }
  if (!hasP2pdma(machine)) return { outcome: 'host-memory', reason: 'no-p2pdma', lines: [] };
  if (!hasPeerToPeerClient(machine, port)) {
    return { outcome: 'host-memory', reason: 'no-peer-to-peer-client', lines: [] };
  }
  if (choice.provider !== null) return fixedProvider(machine, namespace, port, choice.provider);
  const clients: readonly ClientDevice[] = [port.adapter, device];
  const found = findMany(machine, clients);
  const lines = found.messages.map(warning);
  if (found.undecided.length > 0) return { outcome: 'undecided', undecidedBy: missing(found), lines };
  if (found.chosen.length > 0) return provided(machine, namespace, found.chosen, lines);
  const text = `no peer-to-peer memory is available that's supported by ${port.name} and ${namespace.devicePath}`;
  return { outcome: 'host-memory', reason: 'no-provider', lines: [...lines, error(text)] };
}

/**
 * Whether the adapter counts as a client: before patch 14 every RDMA device; then not with software DMA, and where the
 * DMA operations support P2PDMA. The posted patch asked the RDMA device itself, which has no operations, so always yes.
 */
export function hasPeerToPeerClient(machine: Machine, port: NvmetPort): boolean {
  const { client } = dmaRulesOf(machine.settings.kernel).nvmet;
  const adapter = dmaClient(machine, port.adapter);
  if (adapter === null) return false;
  if (client === 'any') return true;
  if (adapter.operations === 'virt') return false;
  return client === 'operations-of-ib-device' || dmaPciP2pdmaSupported(adapter);
}

function fixedProvider(
  machine: Machine,
  namespace: NvmetNamespace,
  port: NvmetPort,
  provider: number,
): ControllerCreation {
  const many = distanceMany(machine, provider, [port.adapter]);
  const lines = many.messages.map(warning);
  if (many.distance === null) return { outcome: 'undecided', undecidedBy: many.undecidedBy, lines };
  if (many.refusal === null) return provided(machine, namespace, [provider], lines);
  return { outcome: 'host-memory', reason: 'fixed-provider', lines };
}

/** The last line names one provider; with a tie, the first stands for the one that is drawn. */
function provided(
  machine: Machine,
  namespace: NvmetNamespace,
  providers: readonly number[],
  before: readonly NvmetLine[],
): ControllerCreation {
  const device = machine.topology.functions[providers[0] ?? -1];
  const address = device === undefined ? '' : formatAddress(device.address);
  const text = `using p2pmem on ${address} for nsid ${nsid(machine, namespace.number)}`;
  return { outcome: 'provider', providers, lines: [...before, { level: 'info', text }] };
}

/** Numbers of 2^31 and above print as negative ones where the conversion is signed. */
function nsid(machine: Machine, number: number): string {
  const { namespaceFormat } = dmaRulesOf(machine.settings.kernel).nvmet;
  return String(namespaceFormat === '%d' ? number | 0 : number >>> 0);
}

function missing(found: ReturnType<typeof findMany>): readonly Missing[] {
  return found.candidates.flatMap(({ outcome, many }) => (outcome === 'undecided' ? (many?.undecidedBy ?? []) : []));
}

function refuse(
  reason: Extract<NamespaceEnable, { outcome: 'refused' }>['reason'],
  lines: readonly NvmetLine[],
): NamespaceEnable {
  return { outcome: 'refused', errno: 'EINVAL', reason, lines };
}

function error(text: string): NvmetLine {
  return { level: 'error', text };
}

function warning({ address, text }: { readonly address: string; readonly text: string }): NvmetLine {
  return { level: 'warning', text: `${address}: ${text}` };
}
