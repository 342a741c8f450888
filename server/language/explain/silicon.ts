// A verdict is the kernel's decision, not a promise that silicon keeps it. Here stand the host bridges of which it is
// publicly known that they do not, so that nobody takes `put it on the list` for a repair. Few on purpose: reports only.

import type { Machine } from '../../../core/machine';
import type { Verdict } from '../../../core/p2pdma/verdict';
import { formatId } from '../../../core/pci/id';
import { representativeIds } from './reason';

/** By the id of the host bridge's representative. */
const WRITES_ONLY: Readonly<Record<string, string>> = {
  '8086:4c43': 'Rocket Lake',
};

/** One short sentence where the verdict goes through such a host bridge; else null. */
export function siliconCaveat(machine: Machine, verdict: Verdict): string | null {
  const known = representativeIds(machine, verdict)
    .map(formatId)
    .find((id) => id in WRITES_ONLY);
  if (known === undefined) return null;
  return `Client Intel root complexes (${WRITES_ONLY[known]}) carry peer writes only: reads return all ones even where a patched kernel accepts the pair.`;
}
