// A list with memory of several providers, of which one is out of the client's reach: mapping fails as a whole, although
// the others would do. Asked without a claim, that deserves one word, and the name of the entry.

import type { Analysis, Evaluation } from '../analysis';
import { failureReason } from '../explain/map-failure';
import { entryName } from '../explain/mapping';
import type { Mapping } from '../results';
import type { Rule } from '../rule';
import { oncePerMessage, pairProof } from './answers';

export const providerUnsupported: Rule = {
  code: 'provider-unsupported',
  defaultSeverity: 'information',
  check: (analysis, report) => {
    const reportOnce = oncePerMessage(report);
    for (const evaluation of analysis.evaluations) {
      for (const { query, mapping } of evaluation.maps) {
        const finding =
          query.expected === null && mapping !== null ? failingEntry(analysis, evaluation, mapping) : null;
        if (finding !== null) reportOnce(finding);
      }
    }
  },
};

function failingEntry(analysis: Analysis, evaluation: Evaluation, { client, entries, result }: Mapping) {
  if (result.outcome !== 'error' || result.reason.reason !== 'not-supported' || result.entry === null) return null;
  const entry = entries[result.entry];
  const { machine } = evaluation;
  const { provider } = result.reason;
  const others = entries.some(({ memory }) => memory.kind === 'p2pmem' && memory.provider !== provider);
  if (entry?.syntax.kind !== 'p2pmem' || !others) return null;
  const { start, end } = entry.syntax.device;
  const answer = result.errno === null ? `${result.call}() returns 0` : `the whole list fails with ${result.errno}`;
  return {
    message: `${entryName(machine, entry, result.entry)}: ${answer} on ${machine.settings.kernel.label}, because ${failureReason(machine, client, result.reason)}.`,
    file: entry.file,
    range: { start, end },
    related: pairProof(analysis, evaluation, provider, client),
  };
}
