// The functions that an entry of `disable_acs_redir=` or `config_acs=` may name, those that stand in the way of an asked
// pair first. The machine is booted with the list as it is without the entry at the cursor: what earlier entries clear is
// known, and a string that is not closed yet, for which the file has no answers, makes no difference.

import { bootMachine } from '../../../core/boot';
import type { Machine } from '../../../core/machine';
import { decidePair } from '../../../core/p2pdma/decide';
import { acsMask } from '../../../core/pci/acs';
import { formatAddress } from '../../../core/pci/address';
import { formatId } from '../../../core/pci/id';
import type { PciFunction } from '../../../core/pci/topology';
import type { Analysis, Evaluation } from '../../language/analysis';
import { flagWords, pairName } from '../../language/explain/names';
import type { PairQuerySyntax } from '../../language/tree';
import { askers } from '../navigation/askers';
import { functionsOf } from './named-functions';

export interface NamedDevice {
  readonly label: string;
  readonly description: string;
  /** What else people may type to find it. */
  readonly words: string;
  /** In full. */
  readonly text: string;
}

/** `commandLine`: without the entry at the cursor. */
export function devicesToName(analysis: Analysis, evaluation: Evaluation, commandLine: string): readonly NamedDevice[] {
  const { topology, settings } = evaluation.machine;
  const machine = bootMachine(topology, { ...settings, commandLine });
  const blocked = redirectedPairs(machine, pairQueries(analysis, evaluation));
  const cleared = clearedIn(machine);
  const withAcs = topology.functions.filter(({ index }) => machine.acs[index] !== null);
  const groupOf = ({ index }: PciFunction): number =>
    blocked.has(index) ? 0 : redirects(machine, index) ? 1 : cleared.has(index) ? 3 : 2;
  const ids = byId(withAcs, groupOf);
  return [0, 1, 2, 3].flatMap((group) => [
    ...withAcs.filter((each) => groupOf(each) === group).map((each) => byAddress(machine, each, blocked, cleared)),
    ...ids.filter((id) => id.group === group),
  ]);
}

const REDIRECT = acsMask(['RR', 'CR', 'EC']);

function redirects({ acs }: Machine, index: number): boolean {
  return ((acs[index]?.control ?? 0) & REDIRECT) !== 0;
}

/** Functions from which an entry takes the redirect away. */
function clearedIn({ commandLineEffects }: Machine): ReadonlySet<number> {
  const effects = commandLineEffects.filter(
    ({ before, after }) => (before & REDIRECT) !== 0 && (after & REDIRECT) === 0,
  );
  return new Set(effects.map((effect) => effect.function));
}

function byAddress(
  { acs }: Machine,
  { index, name, address, kind }: PciFunction,
  blocked: ReadonlyMap<number, string>,
  cleared: ReadonlySet<number>,
): NamedDevice {
  const label = formatAddress(address);
  const own = name === label ? kind : `${kind} ${name}`;
  const pair = blocked.get(index);
  const flags = `ACS ${flagWords(acs[index]?.control ?? 0)}`;
  const said = pair !== undefined ? `redirects ${pair}` : cleared.has(index) ? 'cleared already' : null;
  const description = pair !== undefined ? `redirects ${pair}` : `${own} · ${said ?? flags}`;
  return { label, description, words: own, text: [own, flags, said].filter((each) => each !== null).join(' · ') };
}

interface NamedId extends NamedDevice {
  readonly group: number;
}

/** An id is as good as the best function that has it. */
function byId(functions: readonly PciFunction[], groupOf: (device: PciFunction) => number): readonly NamedId[] {
  const found = new Map<string, { group: number; count: number }>();
  for (const device of functions) {
    if (device.id === null) continue;
    const id = formatId(device.id);
    const known = found.get(id) ?? { group: 3, count: 0 };
    found.set(id, { group: Math.min(known.group, groupOf(device)), count: known.count + 1 });
  }
  return [...found].map(([id, { group, count }]) => {
    const description = count === 1 ? 'one function with ACS' : `${String(count)} functions with ACS`;
    return { label: `pci:${id}`, description, words: '', text: `${description} and this id`, group };
  });
}

/** More than this is not decided while somebody types. */
const MOST_PAIRS = 200;

function pairQueries(analysis: Analysis, { declaration }: Evaluation): readonly PairQuerySyntax[] {
  return analysis.files
    .flatMap(({ uri }) => askers(analysis, uri))
    .flatMap(({ syntax, scenario }) =>
      syntax.kind === 'pair' && (scenario === null || scenario === declaration) ? [syntax] : [],
    );
}

/** By function the first asked pair that it redirects. */
function redirectedPairs(machine: Machine, queries: readonly PairQuerySyntax[]): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  let left = MOST_PAIRS;
  for (const { providers, clients } of queries) {
    const from = functionsOf(machine.topology, providers) ?? [];
    const to = functionsOf(machine.topology, clients) ?? [];
    left -= from.length * to.length;
    if (left < 0) break;
    for (const verdict of from.flatMap((one) =>
      to.flatMap((two) => (one === two ? [] : [decidePair(machine, one, two)])),
    )) {
      for (const index of verdict.acsRedirects) {
        if (!found.has(index)) found.set(index, pairName(machine, verdict));
      }
    }
  }
  return found;
}
