// The answers to `map`, `provider for` and `nvmet` in as few words as stand behind a query, in the language's own words, so
// that what a hint says can be typed after `=`.

import type { MapResult } from '../../core/dma/mapping';
import type { NvmetResult } from '../../core/drivers/nvmet';
import type { Machine } from '../../core/machine';
import type { ProviderChoice } from '../../core/providers/find';
import { functionAt } from '../language/explain/names';
import type { Holds } from '../language/results';
import { lengthWords } from './sizes';

const MARKS = { true: '✓ ', false: '✗ ', undecided: '? ' } as const;

/** Empty where nothing was asserted. */
export function mark(holds: Holds): string {
  return holds === null ? '' : MARKS[`${holds}`];
}

/** Of several assertions of one line: the worst counts. */
export function worstOf(all: readonly Holds[]): Holds {
  return [false, 'undecided' as const, true].find((holds) => all.includes(holds)) ?? null;
}

/** `iova 0x1e00, bus 4KiB`; of more than `most` segments their number; `EREMOTEIO`; `0 segments`; `undecided`. */
export function mapWords(result: MapResult, most = Number.POSITIVE_INFINITY): string {
  switch (result.outcome) {
    case 'invalid':
      return 'no such list';
    case 'undecided':
      return 'undecided';
    case 'error':
      if (result.errno !== null) return result.errno;
      return result.reason.reason === 'kernel-bug' ? 'kernel bug' : '0 segments';
    case 'mapped': {
      const { segments } = result;
      if (segments.length === 0) return '0 segments';
      const shown = segments.slice(0, most).map(({ kind, length }) => `${kind} ${lengthWords(length)}`);
      return shown.length === segments.length
        ? shown.join(', ')
        : `${shown.join(', ')}, … (${segments.length} segments)`;
    }
  }
}

/** `nvme0, nvme1 · 4`, `none`, `undecided: nvme0, nvme2`. */
export function providerWords(machine: Machine, { chosen, undecided, distance }: ProviderChoice): string {
  if (undecided.length > 0) return `undecided: ${namesOf(machine, [...chosen, ...undecided])}`;
  return chosen.length === 0 ? 'none' : `${namesOf(machine, chosen)} · ${distance ?? 0}`;
}

/** `nvme0, nvme1`, `host memory`, `EINVAL`, `undecided`. */
export function nvmetWords(machine: Machine, { enable, controller }: NvmetResult): string {
  if (enable.outcome === 'refused') return enable.errno;
  switch (controller?.outcome) {
    case 'provider':
      return namesOf(machine, controller.providers);
    case 'host-memory':
      return 'host memory';
    default:
      return 'undecided';
  }
}

const MOST_NAMES = 6;

/** `nvme0, nvme1`; past a few, how many more. */
export function namesOf(machine: Machine, functions: readonly number[]): string {
  const names = functions.slice(0, MOST_NAMES).map((index) => functionAt(machine, index).name);
  const rest = functions.length - names.length;
  return rest > 0 ? `${names.join(', ')} and ${rest} more` : names.join(', ');
}
