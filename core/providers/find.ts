// pci_p2pmem_find_many(): which published memory the kernel would choose for a list of clients. It draws at random among
// the nearest, so the whole tie set is the answer.

import type { Machine } from '../machine';
import type { KernelMessage } from '../p2pdma/verdict';
import type { ClientDevice, DistanceMany } from './distance';
import { distanceMany } from './distance';
import { peerMemoryOwners } from './register';

/** The list of candidates is one page of pointers; further ones of the same distance are dropped. */
const MOST_CANDIDATES = 512;

export interface ProviderChoice {
  /** Function indices in the kernel's order: one of these, at random. Empty: none, or not decided. */
  readonly chosen: readonly number[];
  /** Sum of distances of those chosen; null: none. */
  readonly distance: number | null;
  /** A candidate whose distance is not known could be as near as the nearest, or nearer. */
  readonly undecided: readonly number[];
  /** Every function with peer-to-peer memory that was looked at, and what became of it. */
  readonly candidates: readonly Candidate[];
  /** What the search logs, word for word: its queries are not verbose, yet 5.14 to 7.3 name a host bridge that is not listed. */
  readonly messages: readonly KernelMessage[];
}

export interface Candidate {
  readonly provider: number;
  readonly outcome: 'chosen' | 'farther' | 'refused' | 'not-published' | 'undecided' | 'beyond-512';
  /** null: not published, so nobody asks. */
  readonly many: DistanceMany | null;
}

/** Smallest sum wins, ties stay together; how much memory is free plays no part (4.20 to 7.3). */
export function findMany(machine: Machine, clients: readonly ClientDevice[]): ProviderChoice {
  const asked = peerMemoryOwners(machine).map((provider) => {
    const isPublished = machine.topology.functions[provider]?.published === true;
    return { provider, many: isPublished ? distanceMany(machine, provider, clients) : null };
  });
  const distances = asked.flatMap(({ many }) => (isUsable(many) ? [many.distance] : []));
  const nearest = distances.length === 0 ? null : Math.min(...distances);
  let taken = 0;
  const candidates = asked.map(({ provider, many }): Candidate => {
    if (many === null) return { provider, many, outcome: 'not-published' };
    if (many.refusal !== null) return { provider, many, outcome: 'refused' };
    if (many.distance === null) return { provider, many, outcome: 'undecided' };
    if (many.distance !== nearest) return { provider, many, outcome: 'farther' };
    taken += 1;
    return { provider, many, outcome: taken > MOST_CANDIDATES ? 'beyond-512' : 'chosen' };
  });
  const undecided = candidates.filter((candidate) => couldWin(candidate, nearest)).map(({ provider }) => provider);
  const chosen = candidates.filter(({ outcome }) => outcome === 'chosen').map(({ provider }) => provider);
  const messages = asked.flatMap(({ many }) => many?.quietMessages ?? []);
  return { chosen, distance: nearest, undecided, candidates, messages };
}

function isUsable(many: DistanceMany | null): many is DistanceMany & { readonly distance: number } {
  return many !== null && many.refusal === null && many.distance !== null;
}

/** An undecided pair has a known number of hops: only as many as the nearest or fewer can matter. */
function couldWin({ outcome, many }: Candidate, nearest: number | null): boolean {
  if (outcome !== 'undecided' || many === null) return false;
  const hops = many.verdicts.reduce((sum, verdict) => sum + (verdict?.distance ?? 0), 0);
  return nearest === null || hops <= nearest;
}
