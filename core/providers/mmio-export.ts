// MMIO without struct pages as a provider (6.19: pcim_p2pdma_init(), dma-buf export by vfio-pci): no pool and no sysfs, the
// same decision, and addresses straight into the importer's table.

import type { Errno } from '../kernel/dma-errno';
import { dmaRulesOf } from '../kernel/dma-changes';
import type { Machine } from '../machine';
import { dmaClient } from '../dma/client';
import { mapDirectPage } from '../dma/dma-direct';
import { allocateIova } from '../dma/iova';
import type { Segment } from '../dma/mapping';
import type { DecidedMapType } from '../p2pdma/verdict';
import { roundUp } from '../pci/alignment';
import { busAddressOf } from '../pci/bus-address';
import type { MapTypeLookup } from './map-types';
import { freshMapTypes } from './map-types';
import { hasP2pdma } from './register';

/** Pieces of one BAR, in bytes from its start. */
export interface MmioExport {
  readonly provider: number;
  readonly bar: number;
  readonly pieces: readonly { readonly offset: bigint; readonly length: bigint }[];
  readonly nonMappableBars?: boolean;
}

export type MmioExportResult =
  | { readonly outcome: 'mapped'; readonly segments: readonly Segment[] }
  /** init: pcim_p2pdma_init() of the exporter; map: dma_buf_phys_vec_to_sgt() for the importer. */
  | { readonly outcome: 'error'; readonly step: 'init' | 'provider' | 'map'; readonly errno: Errno | null }
  | { readonly outcome: 'undecided'; readonly possible: readonly DecidedMapType[] }
  | { readonly outcome: 'no-such-api' };

/** What `importer` (function index) gets. -EOPNOTSUPP from init, null from the provider's lookup, -EINVAL or -EIO from mapping. */
export function exportMmio(
  machine: Machine,
  request: MmioExport,
  importer: number,
  lookup: MapTypeLookup = freshMapTypes(machine),
): MmioExportResult {
  const rules = dmaRulesOf(machine.settings.kernel);
  const owner = machine.topology.functions[request.provider];
  const bar = owner?.bars.find(({ number }) => number === request.bar);
  const device = dmaClient(machine, importer);
  if (!rules.mmioProviders || !hasP2pdma(machine)) return { outcome: 'no-such-api' };
  if (request.nonMappableBars === true) return { outcome: 'error', step: 'init', errno: 'EOPNOTSUPP' };
  if (owner === undefined || bar === undefined || device === null) {
    return { outcome: 'error', step: 'provider', errno: null };
  }
  const answer = lookup(request.provider, importer);
  if (answer.answer === 'undecided') return { outcome: 'undecided', possible: answer.possible };
  if (answer.answer === 'not-cached' || answer.mapType === 'NOT_SUPPORTED') {
    return { outcome: 'error', step: 'map', errno: 'EINVAL' };
  }
  const busOffset = machine.topology.hostBridges[owner.hostBridge]?.busOffset ?? 0n;
  const pieces = request.pieces.map(({ offset, length }) => ({ physical: bar.physical + offset, length }));
  if (answer.mapType === 'BUS_ADDR') {
    return {
      outcome: 'mapped',
      segments: pieces.map((piece, index) => segment('bus', busAddressOf(piece.physical, busOffset), piece, index)),
    };
  }
  if (device.operations === 'direct') {
    // DMA_ATTR_MMIO: never bounced, whatever swiotlb is told.
    const refusing = { peerPagesInSwiotlb: 'refused' } as const;
    const fails = pieces.some(
      (piece) => mapDirectPage(device, refusing, { memory: 'p2pmem', ...piece }).page === 'failed',
    );
    if (fails) return { outcome: 'error', step: 'map', errno: 'EIO' };
    return {
      outcome: 'mapped',
      segments: pieces.map((piece, index) => segment('physical', piece.physical, piece, index)),
    };
  }
  // Every piece takes all granules that it touches: its offset in the first one counts.
  const granules = pieces.map(({ physical, length }) => roundUp((physical % device.granule) + length, device.granule));
  const total = granules.reduce((sum, length) => sum + length, 0n);
  const block = device.operations === 'iommu' ? allocateIova(device, total) : null;
  if (block === null) return { outcome: 'error', step: 'map', errno: 'EIO' };
  let address = block.start;
  const segments = pieces.map((piece, index) => {
    const linked = segment('iova', address + (piece.physical % device.granule), piece, index);
    address += granules[index] ?? 0n;
    return linked;
  });
  return { outcome: 'mapped', segments };
}

function segment(
  kind: 'bus' | 'physical' | 'iova',
  address: bigint,
  piece: { readonly physical: bigint; readonly length: bigint },
  index: number,
): Segment {
  const runs = kind === 'iova' ? [{ start: piece.physical, length: piece.length }] : [];
  const illustrative = kind === 'iova';
  return { kind, address, length: piece.length, entries: [index], runs, bounced: false, illustrative };
}
