// Why the kernel does not register a BAR as peer-to-peer memory, one clause for each check on the way.

import type { Machine } from '../../../core/machine';
import type { Registration } from '../../../core/providers/register';
import { MEMORY_SUBSECTION } from '../../../core/providers/register';
import { hexText, sizeText } from './sizes';

export function registrationReason(
  machine: Machine,
  registration: Exclude<Registration, { outcome: 'registered' }>,
): string {
  const { reason } = registration;
  const kernel = machine.settings.kernel.label;
  const errno = registration.outcome === 'error' ? `registration fails with ${registration.errno}, because ` : '';
  switch (reason.reason) {
    case 'no-p2pdma':
      return `P2PDMA on ${kernel} needs a 64-bit kernel, and arch is ${machine.settings.architecture}`;
    case 'not-a-memory-bar':
      return `${errno}BAR ${String(reason.bar)} is no memory BAR`;
    case 'offset-beyond-bar':
      return `${errno}its offset ${sizeText(reason.offset)} is beyond the ${sizeText(reason.barSize)} of the BAR`;
    case 'range-beyond-bar':
      return `${errno}it ends at ${sizeText(reason.end)}, beyond the ${sizeText(reason.barSize)} of the BAR`;
    case 'not-mappable-bars':
      return `${errno}the BARs of the device cannot be mapped`;
    case 'empty':
      return 'it has no size';
    case 'misaligned':
      return `${errno}${misalignedWords('its start', reason.start, 'its size', reason.size)}`;
    case 'cmb-misaligned':
      return `nvme-pci of ${kernel} leaves a controller memory buffer alone if ${misalignedWords('the start of the BAR', reason.start, 'its size', reason.size)}`;
  }
}

function misalignedWords(start: string, address: bigint, size: string, bytes: bigint): string {
  const wrong = [
    ...(address % MEMORY_SUBSECTION === 0n ? [] : [`${start}, ${hexText(address)},`]),
    ...(bytes % MEMORY_SUBSECTION === 0n ? [] : [`${size}, ${sizeText(bytes)},`]),
  ];
  return `${wrong.join(' and ')} ${wrong.length === 1 ? 'is' : 'are'} not a multiple of ${sizeText(MEMORY_SUBSECTION)}`;
}
