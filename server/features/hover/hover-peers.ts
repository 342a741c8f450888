// A device's verdict against every other endpoint, in both directions, peers with the same answer in one row. Without a common
// bridge only the host bridges, the hops and software DMA count, so most peers are decided once for many.

import type { Machine } from '../../../core/machine';
import { decidePair } from '../../../core/p2pdma/decide';
import { listHostBridge } from '../../../core/p2pdma/whitelist';
import { isBridge, type PciFunction } from '../../../core/pci/topology';
import { hostBridgeAt } from '../../language/explain/names';
import { code, table } from '../markdown';
import { verdictWords } from '../query-words';

export interface PeerGroup {
  /** Function indices, in enumeration order. */
  readonly peers: readonly number[];
  /** With the device as the provider, and as the client. */
  readonly outward: string;
  readonly inward: string;
}

const GROUPS_SHOWN = 12;
const NAMES_SHOWN = 4;

/** Empty: there is no other endpoint. */
export function peerTable(machine: Machine, device: PciFunction): string {
  const groups = peerGroups(machine, device);
  if (groups.length === 0) return '';
  const rows = groups
    .slice(0, GROUPS_SHOWN)
    .map(({ peers, outward, inward }) => [peerNames(machine, peers), outward, inward]);
  const rest = groups.slice(GROUPS_SHOWN).reduce((sum, { peers }) => sum + peers.length, 0);
  const head = ['peer', `${code(device.name)} → peer`, `peer → ${code(device.name)}`];
  return `${table(head, rows)}${rest > 0 ? `\n\n… and ${rest} more` : ''}`;
}

function peerNames({ topology }: Machine, peers: readonly number[]): string {
  const names = peers.slice(0, NAMES_SHOWN).map((index) => code(topology.functions[index]?.name ?? ''));
  const rest = peers.length - names.length;
  return `${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** Every physical endpoint but the device, the nearest group first. */
export function peerGroups(machine: Machine, device: PciFunction): readonly PeerGroup[] {
  const keyOf = answerKeys(machine, device);
  const answers = new Map<string, Omit<PeerGroup, 'peers'> & { readonly distance: number }>();
  const groups = new Map<string, { readonly peers: number[]; readonly key: string }>();
  for (const peer of machine.topology.functions) {
    if (isBridge(peer.kind) || peer.physicalFunction !== null || peer.index === device.index) continue;
    const key = keyOf(peer);
    const answer = answers.get(key) ?? answerFor(machine, device, peer);
    answers.set(key, answer);
    const words = `${answer.outward} ${answer.inward}`;
    const group = groups.get(words);
    if (group === undefined) groups.set(words, { peers: [peer.index], key });
    else group.peers.push(peer.index);
  }
  return [...groups.values()]
    .flatMap(({ peers, key }) => {
      const answer = answers.get(key);
      return answer === undefined ? [] : [{ peers, ...answer }];
    })
    .sort((one, other) => one.distance - other.distance);
}

function answerFor(machine: Machine, device: PciFunction, peer: PciFunction) {
  const outward = decidePair(machine, device.index, peer.index);
  const inward = decidePair(machine, peer.index, device.index);
  return { outward: verdictWords(outward), inward: verdictWords(inward), distance: outward.distance };
}

/** Peers with one key have one answer. */
function answerKeys(machine: Machine, device: PciFunction): (peer: PciFunction) => string {
  const top = topOf(machine, device);
  const listings = new Map<number, string>();
  const listingOf = (index: number): string => {
    const known = listings.get(index);
    if (known !== undefined) return known;
    const hostBridge = hostBridgeAt(machine, index);
    const { listed, missing } = listHostBridge(machine.topology, hostBridge, machine.settings.kernel.p2pdma);
    const listing = `${index === device.hostBridge ? 'same' : 'other'} ${listed} ${missing?.missing ?? ''}`;
    listings.set(index, listing);
    return listing;
  };
  return (peer) => {
    const { root, depth } = topOf(machine, peer);
    const isVirtual = peer.dma.ops === 'virt';
    if (root !== top.root) return `${listingOf(peer.hostBridge)} ${depth} ${isVirtual}`;
    // Below one root port the path counts, and with it the peer's own ACS.
    return (machine.acs[peer.index] ?? null) === null ? `below ${peer.upstreamBridge} ${isVirtual}` : `${peer.index}`;
  };
}

/** The function of the root bus above it, and how many functions there are up to that one. */
function topOf({ topology }: Machine, device: PciFunction): { readonly root: number; readonly depth: number } {
  let [at, depth] = [device, 1];
  for (let up = at.upstreamBridge; up !== null; up = at.upstreamBridge) {
    const above = topology.functions[up];
    if (above === undefined) break;
    at = above;
    depth += 1;
  }
  return { root: at.index, depth };
}
