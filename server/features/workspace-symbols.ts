// Names of all machines, found by a few letters.

import type { Analysis } from '../language/analysis';
import type { OutlineEntry } from './outline';
import type { Place } from './places';

export interface WorkspaceSymbol {
  readonly name: string;
  readonly container: string | null;
  readonly kind: OutlineEntry['kind'];
  readonly place: Place;
}

/** Best first. */
export function workspaceSymbols(_analyses: readonly Analysis[], _query: string): readonly WorkspaceSymbol[] {
  return [];
}
