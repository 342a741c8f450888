// Peer-to-peer memory that is mapped although nobody asked whether the client reaches it: DMA operations of its own, an
// untrusted device, or a kernel that looks at the first page only. Mapping "succeeds", and the transfer goes astray.

import type { EntryTrace } from '../../../core/dma/mapping';
import type { Machine } from '../../../core/machine';
import { decidePair } from '../../../core/p2pdma/decide';
import type { Evaluation } from '../analysis';
import { entryName, entrySentence } from '../explain/mapping';
import type { MapQueryResult, Mapping } from '../results';
import type { Rule } from '../rule';
import { oncePerMessage } from './answers';

export const mapPageTrap: Rule = {
  code: 'map-page-trap',
  defaultSeverity: 'information',
  check: (analysis, report) => {
    const reportOnce = oncePerMessage(report);
    for (const evaluation of analysis.evaluations) {
      for (const answer of evaluation.maps) {
        const { mapping, holds } = answer;
        // A claim that fails, or cannot be checked, has its finding already.
        if (mapping === null || holds === false || holds === 'undecided') continue;
        const index = firstUnasked(evaluation, mapping);
        if (index !== null) reportOnce(finding(evaluation, answer, mapping, index));
      }
    }
  },
};

/** Software DMA (virt) reaches everything: the CPU copies. */
function firstUnasked({ machine }: Evaluation, { client, result, entries }: Mapping): number | null {
  if ((result.outcome !== 'mapped' && result.outcome !== 'undecided') || result.path === 'virt') return null;
  const [first] = entries;
  const isAstray = ({ rule, memory, entry }: EntryTrace): boolean => {
    const own = entries[entry]?.memory;
    if (rule === 'not-asked') return result.path !== 'old-p2pdma' || !isReached(machine, own, client);
    if (rule !== 'first-page') return false;
    return memory === 'ram' ? result.path === 'old-p2pdma' : !isSameProvider(own, first?.memory);
  };
  const index = result.entries.findIndex(isAstray);
  return index < 0 ? null : index;
}

type Memory = Mapping['entries'][number]['memory'] | undefined;

/** Before 5.4 mapping asks nobody, and gives the right address where asking would have said yes. */
function isReached(machine: Machine, memory: Memory, client: number): boolean {
  return memory?.kind === 'p2pmem' && decidePair(machine, memory.provider, client).mapType === 'BUS_ADDR';
}

function isSameProvider(left: Memory, right: Memory): boolean {
  return left?.kind === 'p2pmem' && right?.kind === 'p2pmem' && left.provider === right.provider;
}

function finding({ machine }: Evaluation, { file, query }: MapQueryResult, mapping: Mapping, index: number) {
  const entry = mapping.entries[index];
  const name = entry === undefined ? '' : `${entryName(machine, entry, index)}: `;
  const related =
    entry === undefined
      ? []
      : [{ file: entry.file, range: { start: entry.syntax.start, end: entry.syntax.end }, message: 'This entry' }];
  return {
    message: `${name}${entrySentence(machine, mapping, index)} The mapping succeeds, and the transfer may go astray.`,
    file,
    range: { start: query.scatterlist.start, end: query.client.end },
    related,
  };
}
