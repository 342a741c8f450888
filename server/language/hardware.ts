// What evaluation needs to know of a machine whatever its settings: the enumerated tree, what each name stands for, and
// what has a fault. Kept with the analysis, so that the same machine can be evaluated under other settings (what-if.ts)
// without reading a text again.

import type { Topology } from '../../core/pci/topology';
import type { Declaration, Reference } from './declaration';
import type { Unreliable } from './query-reliable';
import type { RefSyntax } from './tree';

export interface Hardware {
  readonly topology: Topology;
  readonly declarations: readonly Declaration[];
  readonly referenceOf: ReadonlyMap<RefSyntax, Reference>;
  readonly unreliable: Unreliable;
  /** Whether there is a syntax error in any of the files. */
  readonly hasSyntaxFaults: boolean;
}
