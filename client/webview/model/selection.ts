// What is selected, held against a picture that may have changed under it.

import type { PanelEvaluation, PanelSelectedQuery, PanelSelection } from '../../../server/protocol/panel';
import type { PanelMap, PanelNvmet, PanelProviderChoice } from '../../../server/protocol/panel-queries';
import type { Topology } from '../../../diagram/tree';

/** The selection, if everything it names is in this picture; else null. It is kept all the same: an undo brings it back. */
export function selectionIn(
  topology: Topology,
  evaluation: Questions,
  selection: PanelSelection | null,
): PanelSelection | null {
  switch (selection?.kind) {
    case undefined:
      return null;
    case 'pair':
      return topology.byName.has(selection.provider) && topology.byName.has(selection.client) ? selection : null;
    case 'device':
      return topology.byName.has(selection.name) ? selection : null;
    case 'query':
      return questionAt(evaluation, selection) === null ? null : selection;
  }
}

type Questions = Pick<PanelEvaluation, 'maps' | 'providers' | 'nvmet'>;

export type Question =
  | { readonly kind: 'map'; readonly asked: PanelMap }
  | { readonly kind: 'provider'; readonly asked: PanelProviderChoice }
  | { readonly kind: 'nvmet'; readonly asked: PanelNvmet };

/** null: the picture has no such question (any more). */
export function questionAt({ maps, providers, nvmet }: Questions, at: PanelSelectedQuery): Question | null {
  const { query: kind, index } = at;
  switch (kind) {
    case 'map':
      return maps[index] === undefined ? null : { kind, asked: maps[index] };
    case 'provider':
      return providers[index] === undefined ? null : { kind, asked: providers[index] };
    case 'nvmet':
      return nvmet[index] === undefined ? null : { kind, asked: nvmet[index] };
  }
}

/** Names of devices. */
export interface Pair {
  readonly provider: string;
  readonly client: string;
}

export function samePair(a: Pair, b: Pair): boolean {
  return a.provider === b.provider && a.client === b.client;
}

/** The list with the key taken out, or put in. */
export function flipped(keys: readonly string[], key: string): readonly string[] {
  return keys.includes(key) ? keys.filter((each) => each !== key) : [...keys, key];
}
