// The verdict of one pair.

import type { Machine } from '../machine';
import type { Verdict } from './verdict';

/** What machine.settings.kernel decides for `client` doing DMA to `provider`'s memory. Function indices. */
export function decidePair(_machine: Machine, provider: number, client: number): Verdict {
  return {
    provider,
    client,
    mapType: 'NOT_SUPPORTED',
    possible: [],
    undecidedBy: [],
    assumes: [],
    distance: 0,
    commonBridge: null,
    acsRedirects: [],
    rule: 'unknown',
    trace: [],
    messages: [],
  };
}
