// What is in a folded block, in a few words: `… 4 ports, 2 nvme`. What would be long is left out, the bridges first. Every
// block of a large file is summed up at once, so each hands its counts to the one around it.

import { FUNCTION_KINDS } from '../../language/keywords';

/** How many functions of each kind, in the order of FUNCTION_KINDS. */
export type FunctionCounts = number[];

export function addFunction(counts: FunctionCounts, functionKind: string | null, below: FunctionCounts | null): void {
  const kind = INDEX.get(functionKind ?? 'device') ?? 0;
  counts[kind] = (counts[kind] ?? 0) + 1;
  if (below === null) return;
  for (let index = 0; index < FUNCTION_KINDS.length; index++) {
    counts[index] = (counts[index] ?? 0) + (below[index] ?? 0);
  }
}

/** null: there is nothing to say, or too much. `counts`: of all that is in it, at any depth; null: no function. */
export function summaryOf(members: readonly { readonly kind: string }[], counts: FunctionCounts | null): string | null {
  if (counts === null) return short(ownWords(members));
  return short(countWords(counts, 0)) ?? short(countWords(counts, FIRST_ENDPOINT));
}

const MOST_CHARACTERS = 40;

/** As one says them of one, and of several. */
const WORDS: Readonly<Record<(typeof FUNCTION_KINDS)[number], readonly [string, string]>> = {
  root_port: ['root port', 'root ports'],
  switch: ['switch', 'switches'],
  port: ['port', 'ports'],
  pci_bridge: ['PCI bridge', 'PCI bridges'],
  nvme: ['nvme', 'nvme'],
  nic: ['nic', 'nics'],
  gpu: ['gpu', 'gpus'],
  device: ['device', 'devices'],
};

const INDEX: ReadonlyMap<string, number> = new Map(FUNCTION_KINDS.map((kind, index) => [kind, index]));
const FIRST_ENDPOINT = INDEX.get('nvme') ?? 0;

function countWords(counts: FunctionCounts, from: number): string {
  let words = '';
  for (let index = from; index < FUNCTION_KINDS.length; index++) {
    const kind = FUNCTION_KINDS[index];
    const count = counts[index] ?? 0;
    if (kind === undefined || count === 0) continue;
    words += `${words === '' ? '' : ', '}${String(count)} ${WORDS[kind][count === 1 ? 0 : 1]}`;
  }
  return words;
}

function short(words: string): string | null {
  return words === '' || words.length > MOST_CHARACTERS ? null : `… ${words}`;
}

const ENTRY: Readonly<Record<string, string>> = { nvmet_port: 'port', nvmet_namespace: 'namespace' };

/** The opening words of what stands in it, each once with its number. */
function ownWords(members: readonly { readonly kind: string }[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of members) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  let words = '';
  for (const [kind, count] of counts) {
    words += `${words === '' ? '' : ', '}${count === 1 ? '' : `${String(count)} `}${ENTRY[kind] ?? kind}`;
  }
  return words;
}
