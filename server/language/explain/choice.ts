// Why the kernel chooses the memory that it chooses for some clients: one sentence for each device that has peer-to-peer
// memory, and one clause for the choice as a whole.

import type { Machine } from '../../../core/machine';
import type { DistanceMany } from '../../../core/providers/distance';
import type { Candidate } from '../../../core/providers/find';
import type { ProviderAnswer } from '../results';
import { pairReason } from './map-failure';
import { functionAt, listWords } from './names';
import { missingThings, whatToAdd } from './unknown';

/** `nvme0, nvme1`, as it stands after `=`; `none`. */
export function chosenText(machine: Machine, functions: readonly number[]): string {
  return functions.length === 0 ? 'none' : functions.map((index) => functionAt(machine, index).name).join(', ');
}

/** What became of one candidate: `nvme2: distance 6, farther than the nearest at 4.` */
export function candidateSentence(machine: Machine, answer: ProviderAnswer, candidate: Candidate): string {
  return `${functionAt(machine, candidate.provider).name}: ${candidateReason(machine, answer, candidate)}.`;
}

/** The same without the name, as a clause. */
export function candidateReason(machine: Machine, { clients, choice }: ProviderAnswer, candidate: Candidate): string {
  const { many, outcome, provider } = candidate;
  const nearest = String(choice.distance ?? 0);
  switch (outcome) {
    case 'chosen':
      return choice.chosen.length === 1
        ? `distance ${nearest}, the nearest`
        : `distance ${nearest}, one of ${String(choice.chosen.length)} nearest, among which the kernel draws`;
    case 'farther':
      return `distance ${String(many?.distance ?? 0)}, farther than the nearest at ${nearest}`;
    case 'not-published':
      return 'its memory is not published, so it is never asked';
    case 'beyond-512':
      return `distance ${nearest}, but the kernel's list of 512 is full`;
    case 'refused':
      return refusalReason(machine, provider, clients, many);
    case 'undecided':
      return undecidedReason(machine, candidate);
  }
}

/** Why pci_p2pdma_distance_many() is -1. */
export function refusalReason(
  machine: Machine,
  provider: number,
  clients: readonly number[],
  many: DistanceMany | null,
): string {
  const refusal = many?.refusal ?? null;
  if (refusal === null || refusal.refusal === 'no-clients') return 'there is no client';
  const client = clients[refusal.client] ?? provider;
  const { name } = functionAt(machine, client);
  switch (refusal.refusal) {
    case 'not-supported':
      return pairReason(machine, provider, client);
    case 'virtual-dma':
      return `${name} does its DMA in software (dma_virt_ops), which ${machine.settings.kernel.label} refuses`;
    case 'not-a-pci-device':
      return `${name} does its DMA in software, and its DMA device is no PCI device`;
  }
}

function undecidedReason(machine: Machine, candidate: Candidate): string {
  const verdicts = (candidate.many?.verdicts ?? []).filter((verdict) => verdict !== null);
  const things = [...new Set(verdicts.flatMap((verdict) => missingThings(machine, verdict)))];
  return `distance ${String(hopsOf(candidate))} if it is supported, which hinges on ${listWords(things)}`;
}

/** What to add so that the choice is known, as a clause; null: nothing. */
export function choiceAdvice(machine: Machine, answer: ProviderAnswer): string | null {
  const verdicts = (nearestOpen(answer)?.many?.verdicts ?? []).filter((verdict) => verdict !== null);
  return verdicts.map((verdict) => whatToAdd(machine, verdict)).find((line) => line !== null) ?? null;
}

/** Of those that could be the nearest, the one with the fewest hops. */
export function nearestOpen({ choice }: ProviderAnswer): Candidate | null {
  const open = choice.candidates.filter(({ provider }) => choice.undecided.includes(provider));
  const fewest = Math.min(...open.map(hopsOf));
  return open.find((candidate) => hopsOf(candidate) === fewest) ?? null;
}

/** Counted also where it is not known whether the way is open. */
export function hopsOf({ many }: Candidate): number {
  return (many?.verdicts ?? []).reduce((sum, verdict) => sum + (verdict?.distance ?? 0), 0);
}

/** Why there is this choice: a clause. Where nothing is chosen, it tells of `about`, if that is one of the candidates. */
export function choiceReason(machine: Machine, answer: ProviderAnswer, about: number | null = null): string {
  const { choice } = answer;
  const open = nearestOpen(answer);
  if (open !== null) {
    return `${functionAt(machine, open.provider).name} has ${candidateReason(machine, answer, open)}`;
  }
  if (choice.chosen.length === 1) {
    return `it is the nearest published memory, at distance ${String(choice.distance ?? 0)}`;
  }
  if (choice.chosen.length > 1) {
    return `they are the nearest published memories, at distance ${String(choice.distance ?? 0)}, and the kernel draws one`;
  }
  const refusals = choice.candidates.filter(({ outcome }) => outcome === 'refused');
  const refused = refusals.find(({ provider }) => provider === about) ?? refusals[0];
  if (refused !== undefined) return candidateReason(machine, answer, refused);
  if (choice.candidates.length > 0) return 'no device publishes its peer-to-peer memory';
  return 'no device has peer-to-peer memory';
}
