// What is in a folded block, in a few words: `… 4 ports, 2 nvme`. What would be long is left out, the bridges first.

import { BRIDGE_KINDS, ENDPOINT_KINDS } from '../language/keywords';

/** A declaration or property with its block, as far as it is counted. */
export interface Holder {
  readonly kind: string;
  readonly functionKind?: string | null;
  readonly block?: { readonly members: readonly Holder[] } | null;
}

const MOST_CHARACTERS = 40;

/** null: there is nothing to say, or too much. */
export function summaryOf(holder: Holder): string | null {
  const below = new Map<string, number>();
  countFunctions(holder, below);
  const endpoints = wordsOf(below, ENDPOINT_KINDS);
  const all = [...wordsOf(below, BRIDGE_KINDS), ...endpoints];
  const shortest = all.length > 0 ? [all, endpoints] : [ownWords(holder)];
  const words = shortest.map((each) => each.join(', ')).find((each) => each !== '' && each.length <= MOST_CHARACTERS);
  return words === undefined ? null : `… ${words}`;
}

function countFunctions(holder: Holder, counts: Map<string, number>): void {
  for (const member of holder.block?.members ?? []) {
    if (member.kind !== 'function') continue;
    const kind = member.functionKind ?? 'device';
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    countFunctions(member, counts);
  }
}

function wordsOf(counts: ReadonlyMap<string, number>, kinds: readonly string[]): readonly string[] {
  return kinds.flatMap((kind) => {
    const count = counts.get(kind) ?? 0;
    return count === 0 ? [] : [`${String(count)} ${count === 1 ? kind.replace('_', ' ') : (PLURAL[kind] ?? kind)}`];
  });
}

const PLURAL: Readonly<Record<string, string>> = {
  root_port: 'root ports',
  switch: 'switches',
  port: 'ports',
  pci_bridge: 'PCI bridges',
  nic: 'nics',
  gpu: 'gpus',
  device: 'devices',
};

const ENTRY: Readonly<Record<string, string>> = { nvmet_port: 'port', nvmet_namespace: 'namespace' };

/** The opening words of what stands in it, each once with its number. */
function ownWords(holder: Holder): readonly string[] {
  const counts = new Map<string, number>();
  for (const { kind } of holder.block?.members ?? []) {
    const word = ENTRY[kind] ?? kind;
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].map(([word, count]) => (count === 1 ? word : `${String(count)} ${word}`));
}
