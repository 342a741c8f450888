// What is selected, held against a picture that may have changed under it.

import type { PanelSelection } from '../../../server/protocol/panel';
import type { Topology } from '../../../diagram/tree';

/** The selection, if everything it names is in this picture; else null. It is kept all the same: an undo brings it back. */
export function selectionIn(topology: Topology, selection: PanelSelection | null): PanelSelection | null {
  if (selection === null) return null;
  const names = selection.kind === 'pair' ? [selection.provider, selection.client] : [selection.name];
  return names.every((name) => topology.byName.has(name)) ? selection : null;
}

export function samePair(
  a: { readonly provider: string; readonly client: string },
  b: { readonly provider: string; readonly client: string },
): boolean {
  return a.provider === b.provider && a.client === b.client;
}

/** The list with the key taken out, or put in. */
export function flipped(keys: readonly string[], key: string): readonly string[] {
  return keys.includes(key) ? keys.filter((each) => each !== key) : [...keys, key];
}
