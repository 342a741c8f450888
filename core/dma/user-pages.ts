// Pinning user pages of a `p2pmem/allocate` mapping (6.2, "Userspace P2PDMA with O_DIRECT NVMe devices"): they come only to
// callers that say FOLL_PCI_P2PDMA, and never for the long term.

import { dmaRulesOf } from '../kernel/dma-changes';
import type { KernelVersion } from '../kernel/version';

export interface PinRequest {
  /** FOLL_PCI_P2PDMA: the block layer says so for queues with QUEUE_FLAG_PCI_P2PDMA. */
  readonly peerToPeer: boolean;
  /** FOLL_LONGTERM: RDMA memory registration, io_uring's fixed buffers. */
  readonly longTerm: boolean;
}

export type PinResult =
  | { readonly outcome: 'pinned' }
  /** EREMOTEIO: the flag is missing. EINVAL: both flags, with a warning. */
  | { readonly outcome: 'refused'; readonly errno: 'EREMOTEIO' | 'EINVAL' }
  /** There are no such pages: user space cannot map peer-to-peer memory through the kernel. */
  | { readonly outcome: 'no-such-pages' };

export function pinUserPages(kernel: KernelVersion, request: PinRequest): PinResult {
  if (dmaRulesOf(kernel).userPages === 'none') return { outcome: 'no-such-pages' };
  if (request.peerToPeer && request.longTerm) return { outcome: 'refused', errno: 'EINVAL' };
  return request.peerToPeer ? { outcome: 'pinned' } : { outcome: 'refused', errno: 'EREMOTEIO' };
}
