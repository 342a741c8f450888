// Which kernels do with `disable_acs_redir=` and `config_acs=` what their documentation says: all but 6.11 to 6.14, which
// came with `config_acs=` and its faults.

import { KERNEL_RELEASES } from './resolve';
import type { KernelVersion } from './version';

export function readsAcsParameters(kernel: KernelVersion): boolean {
  return kernel.acs.disableAcsRedir !== 'broken';
}

/** The first release after this kernel that does; null: none. */
export function nextReadingAcsParameters(kernel: KernelVersion): KernelVersion | null {
  return KERNEL_RELEASES.find((release) => release.order > kernel.order && readsAcsParameters(release)) ?? null;
}
