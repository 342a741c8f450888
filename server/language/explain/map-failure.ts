// Why a scatterlist is not mapped, one clause for each reason that the DMA layer has, with its quantities.

import type { MapFailure, MapResult, MapUndecided } from '../../../core/dma/mapping';
import type { Machine } from '../../../core/machine';
import { decidePair } from '../../../core/p2pdma/decide';
import { functionAt, listWords, pairName } from './names';
import { reason } from './reason';
import { hexText, sizeText } from './sizes';
import { missingThings, whatToAdd } from './unknown';

/** `nvme2 -> mlx0 is NOT_SUPPORTED: they share no upstream bridge and …`. */
export function pairReason(machine: Machine, provider: number, client: number): string {
  const verdict = decidePair(machine, provider, client);
  const found = verdict.mapType === 'UNKNOWN' ? `undecided (${verdict.possible.join(' or ')})` : verdict.mapType;
  return `${pairName(machine, verdict)} is ${found}: ${reason(machine, verdict)}`;
}

export function failureReason(machine: Machine, client: number, failure: MapFailure): string {
  const name = functionAt(machine, client).name;
  switch (failure.reason) {
    case 'not-supported':
      return pairReason(machine, failure.provider, client);
    case 'type-not-cached':
      return `nobody asked for the distance of ${pairName(machine, { provider: failure.provider, client })}, and this call looks up only what is known`;
    case 'not-dma-capable':
      return `it ends at ${hexText(failure.address)}, ${name} reaches up to ${hexText(failure.limit)}, and there is no bounce buffer`;
    case 'peer-memory-not-bounced':
      return failure.because === 'forced'
        ? 'swiotlb=force copies everything, and peer-to-peer memory is never copied'
        : `${name} does not reach it, and peer-to-peer memory is never copied`;
    case 'bounce-out-of-reach':
      return `its bounce buffer ends at ${hexText(failure.address)}, and ${name} reaches up to ${hexText(failure.limit)}`;
    case 'bounce-too-long':
      return `it must be copied, and the bounce buffer takes ${sizeText(failure.longest)} at once, not ${sizeText(failure.length)}`;
    case 'bounce-inactive':
      return 'it must be copied, and there is no bounce buffer';
    case 'no-iova':
      return `no ${sizeText(failure.length)} of IOVA are free up to ${hexText(failure.limit)}`;
    case 'length-overflow':
      return `${sizeText(failure.length)} rounded up to pages of the IOMMU do not fit 32 bits`;
    case 'no-dma-mask':
      return `the driver of ${name} has set no DMA mask`;
    case 'not-a-pci-device':
      return `${name} does its DMA in software, and its DMA device is no PCI device`;
    case 'kernel-bug':
      return `-${failure.errno} is a value that this call may not return, and the kernel stops at BUG_ON()`;
  }
}

/** What the answer hinges on. */
export function undecidedReason(machine: Machine, client: number, because: MapUndecided['because']): string {
  const name = functionAt(machine, client).name;
  switch (because.because) {
    case 'map-type': {
      const verdict = decidePair(machine, because.provider, client);
      return `${pairName(machine, verdict)} is undecided (${because.possible.join(' or ')}): ${listWords(missingThings(machine, verdict))} is not known`;
    }
    case 'custom-operations':
      return `the DMA operations of ${name} are custom, and where they map a list is not known`;
    case 'aligned-length-wraps':
      return 'a length wraps around when it is rounded up to pages of the IOMMU (before 6.6), and too little is mapped';
  }
}

/** What to do about it, as a clause; null: nothing that stands in a file. */
export function undecidedAdvice(machine: Machine, client: number, because: MapUndecided['because']): string | null {
  switch (because.because) {
    case 'map-type':
      return whatToAdd(machine, decidePair(machine, because.provider, client));
    case 'custom-operations':
      return 'take the claim out, or say ops direct or ops iommu if that is what it uses';
    case 'aligned-length-wraps':
      return 'make the entry shorter';
  }
}

/** Why no such list reaches this kernel. */
export function faultReason(
  machine: Machine,
  fault: Extract<MapResult, { outcome: 'invalid' }>['faults'][number],
): string {
  const kernel = machine.settings.kernel.label;
  switch (fault.fault) {
    case 'empty':
      return 'an entry has no length';
    case 'longer-than-32-bits':
      return `an entry of ${sizeText(fault.length)} does not fit the 32 bits of a scatterlist's length`;
    case 'no-p2pdma':
      return `P2PDMA on ${kernel} needs a 64-bit kernel, and arch is ${machine.settings.architecture}`;
    case 'no-peer-memory':
      return `BAR ${String(fault.bar)} of ${functionAt(machine, fault.provider).name} is not registered as peer-to-peer memory`;
    case 'beyond-peer-memory':
      return `an entry ends at ${sizeText(fault.end - fault.memory.offset)}, and the memory of ${functionAt(machine, fault.memory.function).name} has ${sizeText(fault.memory.size)}`;
    case 'no-such-call':
      return `${kernel} has no ${fault.call}()`;
  }
}
