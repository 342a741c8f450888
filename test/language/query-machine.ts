// The machine about which queries are asked in tests, and the few words in which their answers are compared.

import { analyse } from '../../server/language/analyse';
import type { Analysis, Evaluation } from '../../server/language/analysis';
import type { Holds } from '../../server/language/results';

/** nvme0, nvme1 and mlx0 below one switch, nvme2 on a root port of its own; without IOMMU nothing redirects. */
export function tree(id = ' [8086:09a2]', client = ''): string {
  return `host_bridge pci0 @ 0000:00${id} {
  root_port @ 00:01.0 {
    switch sw0 @ 01:00.0 {
      port @ 02:00.0 { nvme nvme0 @ 03:00.0 { bar 4 16MiB at 0x380000000000 p2pmem published } }
      port @ 02:01.0 { nvme nvme1 @ 04:00.0 { bar 4 16MiB at 0x380001000000 p2pmem 8MiB offset 4MiB published } }
      port @ 02:02.0 { nic mlx0 @ 05:00.0 { vfs 2 ${client} } }
    }
  }
  root_port @ 00:02.0 { nvme nvme2 @ 06:00.0 { bar 4 16MiB at 0x380002000000 p2pmem published } }
}
`;
}

export function analyseText(text: string): Analysis {
  return analyse('file:///machine.p2p', { folder: null, read: () => text });
}

export function evaluate(text: string, scenario: string | null = null): Evaluation {
  const found = analyseText(text).evaluations.find((evaluation) => evaluation.scenario === scenario);
  if (found === undefined) throw new Error(`expected scenario ${String(scenario)}, found none`);
  return found;
}

/** `bus 0x380000000000 0x1000` for each segment, or the errno, `0`, `undecided`, `invalid`. */
export function answer({ maps: [first] }: Evaluation): string | readonly string[] {
  const result = first?.mapping?.result;
  if (result === undefined) return 'not evaluated';
  if (result.outcome === 'error') return result.errno ?? '0';
  if (result.outcome !== 'mapped') return result.outcome;
  return result.segments.map(
    ({ kind, address, length }) => `${kind} 0x${(address ?? 0n).toString(16)} 0x${length.toString(16)}`,
  );
}

export function holdsOf({ maps, providers, nvmet }: Evaluation): readonly Holds[] {
  const all = [...maps, ...providers, ...nvmet.flatMap(({ results }) => results)];
  return all.map(({ holds }) => holds);
}

export function names({ machine }: Evaluation, indices: readonly number[]): readonly string[] {
  return indices.map((index) => machine.topology.functions[index]?.name ?? '?');
}

export function chosen(evaluation: Evaluation): readonly string[] | null {
  const choice = evaluation.providers[0]?.answer?.choice;
  return choice === undefined ? null : names(evaluation, choice.chosen);
}
