// Since when something holds, read off the table of releases instead of being written down a second time.

import { KERNEL_RELEASES } from '../../../core/kernel/resolve';
import type { KernelVersion } from '../../../core/kernel/version';
import type { PciId } from '../../../core/pci/id';

/** The label of the first release that has a property; null: none has. */
export function firstRelease(holds: (kernel: KernelVersion) => boolean): string | null {
  return KERNEL_RELEASES.find(holds)?.label ?? null;
}

/** The label of the newest release that the model knows. */
export function newestRelease(): string {
  return KERNEL_RELEASES[KERNEL_RELEASES.length - 1]?.label ?? '';
}

/** The first release that lists this id as a host bridge; null: none does. */
export function listedSince(id: PciId): string | null {
  return firstRelease((kernel) => isListed(kernel, id));
}

/** The first release after `kernel` that lists this id; null: none does. */
export function listedAfter(kernel: KernelVersion, id: PciId): string | null {
  return firstRelease((release) => release.order > kernel.order && isListed(release, id));
}

/** The first and last release before `kernel` that listed this id; null: none did. */
export function listedBefore(
  kernel: KernelVersion,
  id: PciId,
): { readonly first: string; readonly last: string } | null {
  const listing = KERNEL_RELEASES.filter((release) => release.order < kernel.order && isListed(release, id));
  const [first] = listing;
  const last = listing.at(-1);
  return first === undefined || last === undefined ? null : { first: first.label, last: last.label };
}

function isListed(kernel: KernelVersion, id: PciId): boolean {
  return kernel.p2pdma.whitelist.some(
    (entry) => entry.vendor === id.vendor && (entry.device === null || entry.device === id.device),
  );
}
