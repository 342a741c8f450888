// A device whose peer-to-peer memory would be the nearest and is not published: `provider for` and `nvmet … p2pmem auto`
// never look at it. An error where a namespace names it, for then configfs refuses it; else one quiet word, and none at
// all where somebody asserted what is chosen.

import type { Machine } from '../../../core/machine';
import type { PciFunction } from '../../../core/pci/topology';
import { distanceMany } from '../../../core/providers/distance';
import { findMany } from '../../../core/providers/find';
import type { Evaluation } from '../analysis';
import { functionAt } from '../explain/names';
import type { ProviderAnswer } from '../results';
import type { Rule } from '../rule';
import { oncePerMessage, placeOfFunction } from './answers';

export const memoryUnpublished: Rule = {
  code: 'memory-unpublished',
  defaultSeverity: 'information',
  check: (analysis, report) => {
    const reportOnce = oncePerMessage(report);
    // Once a memory, however many questions pass it over.
    const told = new Set<number>();
    for (const evaluation of analysis.evaluations) {
      for (const { file, range, provider } of named(evaluation)) {
        reportOnce({
          message: `${provider.name} does not publish its peer-to-peer memory, so the kernel refuses it as p2pmem of a namespace (ENODEV); add published to it.`,
          severity: 'error',
          file,
          range,
        });
      }
      for (const { asked, answer } of choices(evaluation)) {
        for (const provider of nearerUnpublished(evaluation.machine, answer)) {
          const place = placeOfFunction(analysis, evaluation.machine, provider.index);
          if (place === null || told.has(provider.origin)) continue;
          told.add(provider.origin);
          report({
            message: `${provider.name} has peer-to-peer memory and does not publish it, so ${asked} never chooses it; add published if its driver does.`,
            ...place,
          });
        }
      }
    }
  },
};

function named({ machine, nvmet }: Evaluation) {
  return nvmet.flatMap(({ results }) =>
    results.flatMap(({ file, namespace, stored }) => {
      const ref = namespace.syntax.p2pmem?.device ?? null;
      if (ref === null || namespace.memory === null || stored.outcome !== 'error') return [];
      const provider = functionAt(machine, namespace.memory);
      if (provider.published || provider.bars.every(({ p2pmem }) => p2pmem === null)) return [];
      return [{ file, range: { start: ref.start, end: ref.end }, provider }];
    }),
  );
}

/** The questions about which nothing is asserted. */
function choices({
  machine,
  providers,
  nvmet,
}: Evaluation): readonly { readonly asked: string; readonly answer: ProviderAnswer }[] {
  const asked = providers.flatMap(({ query, answer }) => {
    if (query.expected !== null || answer === null) return [];
    return [{ asked: `provider for ${query.clients.map(({ value }) => value ?? '').join(', ')}`, answer }];
  });
  const automatic = nvmet.flatMap(({ query, results }) =>
    results.flatMap(({ namespace, port, stored }) => {
      const isAutomatic = stored.outcome === 'stored' && stored.choice.use && stored.choice.provider === null;
      if (!isAutomatic || namespace.syntax.expected !== null) return [];
      const clients = [port.function, namespace.function];
      return [{ asked: `nvmet ${query.name.value ?? ''}`, answer: { clients, choice: findMany(machine, clients) } }];
    }),
  );
  return [...asked, ...automatic];
}

/** Those that would be chosen if they were published. */
function nearerUnpublished(machine: Machine, { clients, choice }: ProviderAnswer): readonly PciFunction[] {
  return choice.candidates.flatMap(({ provider, outcome }) => {
    if (outcome !== 'not-published') return [];
    const { distance } = distanceMany(machine, provider, clients);
    const wouldBeChosen = distance !== null && distance >= 0 && distance <= (choice.distance ?? distance);
    return wouldBeChosen ? [functionAt(machine, provider)] : [];
  });
}
