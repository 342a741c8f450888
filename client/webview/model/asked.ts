// What the file asks about: the names that its questions say, and who answers them. Whatever stands here is shown, however
// large the machine.

import type { PanelEvaluation } from '../../../server/protocol/panel';

export function askedNames({ asked, maps, providers, nvmet }: PanelEvaluation): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { provider, client } of asked) names.add(provider).add(client);
  for (const { answer } of maps) {
    names.add(answer.client);
    for (const { provider } of answer.entries) if (provider !== null) names.add(provider);
  }
  for (const { answer } of providers) for (const client of answer.clients) names.add(client);
  for (const { answer } of nvmet) {
    for (const { namespace, port } of answer.results) names.add(namespace).add(port);
  }
  return names;
}
