// docs/dma-eras.md, generated from the model. era-table.test.ts keeps the committed page equal to this text.

import type { DatedDmaChange } from '../../core/kernel/dma-changes';
import { dmaChangesOf, dmaRulesOf } from '../../core/kernel/dma-changes';
import type { Era, List, Mode } from './era-cells';
import { ERAS, LISTS, mapCell, MODES, requestCell, REQUESTS } from './era-cells';
import { internalsOf } from './era-internals';
import { kernelOf } from './tree';

const HEAD = `# The eras of the DMA layer

What one client gets for six kinds of scatterlists and one that cannot be mapped, in every era of the DMA layer and for
every way in which its device can be served. The page is generated (\`node scripts/generate-dma-eras.mjs\`); every cell is
computed by the model and held to an expectation written by hand. The test of a cell is named \`ERA / ROW / COLUMN\`
in \`test/dma/era-table.test.ts\`; the expectation stands in \`test/dma/era-expectations.ts\`.

The machine is that of \`test/dma/tree.ts\`: the client has one provider below its own switch (BUS_ADDR), one below another
root port of its host bridge (THRU_HOST_BRIDGE from 5.4 on), one below a host bridge that is not listed (NOT_SUPPORTED); the
bus offset is not 0. All ports' ACS is clear, the CPU is Intel's.

A section's list holds every change since the section before it. A release without a section of its own, such as 6.6, 6.12 and
6.14, has its changes under the next one, here 6.16, with its number in front.

**Reading a cell.** First the call that a driver of that era makes for such a list: \`special\` pci_p2pdma_map_sg(), \`sg\` dma_map_sg(),
\`p2pdma\` dma_map_sg_p2pdma(), \`sgtable\` dma_map_sgtable(). Then the DMA segments with their lengths in hexadecimal, or what is
returned and why. \`bus+\` and \`bus-\`: bus address, the bus offset added or subtracted; \`physical\`; \`iova\`; \`virtual\`: software DMA.
\`~\` bounced through swiotlb; \`?\` peer-to-peer memory mapped as memory, nobody asked; \`^\` the list's first page decided for this one.

No cell is empty. \`undecided custom-operations\` has its reason: DMA operations that do not declare support map every page as
memory, to addresses of their own that the description of the machine does not tell; drivers that ask (nvme-pci and nvmet
since 6.0) never hand them such pages.

Rows: \`direct\` no IOMMU; \`iommu\` dma-iommu; \`passthrough\` an identity domain; \`untrusted\` behind an IOMMU and marked untrusted;
\`swiotlb\` no IOMMU and \`swiotlb=force\`; \`custom\` and \`virt\` as the file's \`dma { ops … }\`.
Lists: \`mixed\` is RAM 0xe00, RAM 4 KiB, BUS 4 KiB, RAM 2 KiB, THRU 4 KiB; \`mixed, peer first\` BUS 4 KiB, RAM 4 KiB, THRU 4 KiB;
\`RAM out of reach\` 512 KiB above 4 GiB for a 12-bit mask, without a bounce buffer except in the row \`swiotlb\`.
`;

export function renderEraPage(): string {
  const sections = ERAS.map((era, position) => renderEra(era, ERAS[position - 1] ?? null));
  return [HEAD, ...sections, renderRequests(), renderInternals()].join('\n');
}

function renderEra(era: Era, before: Era | null): string {
  const header = ['', ...LISTS];
  const rows = MODES.map((mode) => [`\`${mode}\``, ...LISTS.map((list) => code(era, mode, list))]);
  return `## ${era}\n\n${renderChanges(era, before)}\n\n${table(header, rows)}\n`;
}

/** What arrived since the era before it. */
function renderChanges(era: Era, before: Era | null): string {
  const known = before === null ? [] : dmaChangesOf(kernelOf(before));
  const changes = dmaChangesOf(kernelOf(era)).filter((change) => !known.includes(change));
  const sources = [...virtualClientChange(era, before), ...changes.map((change) => dated(era, change))];
  if (sources.length === 0) return 'Nothing of the DMA layer changed.';
  return sources.map((source) => `- ${source}`).join('\n');
}

/** What a release between two eras brought stands under the later one, by its own number. */
function dated(era: Era, change: DatedDmaChange): string {
  return 'since' in change && change.since !== era ? `${change.since}: ${change.source}` : change.source;
}

/** What the row `virt` shows is no change of the DMA layer but of the distance query. */
function virtualClientChange(era: Era, before: Era | null): readonly string[] {
  const { virtualClient } = kernelOf(era).p2pdma;
  if (before !== null && kernelOf(before).p2pdma.virtualClient === virtualClient) return [];
  return [VIRTUAL_CLIENT[virtualClient]];
}

const VIRTUAL_CLIENT = {
  ignored: 'software RDMA is a client like any other',
  refused: 'PCI/P2PDMA: clients with dma_virt_ops are refused',
  'not-a-pci-device': 'dma_virt_ops are gone: the dma_device of such drivers is no PCI device',
} as const;

function renderRequests(): string {
  const rows = ERAS.map((era) => [`\`${era}\``, ...REQUESTS.map((request) => `\`${requestCell(era, request)}\``)]);
  const text = `What nvme-pci makes of one request whose data is such a list (\`ERA / nvme-pci / COLUMN\`); the last column: whether the
namespace's queue takes peer-to-peer pages at all where the controller has custom DMA operations.`;
  return `## nvme-pci\n\n${text}\n\n${table(['', ...REQUESTS], rows)}\n`;
}

/** What changed inside without changing a cell. */
function renderInternals(): string {
  const header = [
    '',
    'mark of a bus address',
    'support asked by',
    'NOT_SUPPORTED, BUS_ADDR, THRU',
    'type looked up again when',
    'maps by',
    'user pages',
    'below 4 GiB first',
  ];
  const rows = ERAS.map((era) => {
    const { userPages } = dmaRulesOf(kernelOf(era));
    const { busAddressMark, capability, mapTypeNumbers, lookupAgain, mapsBy, below4GiBFirst } = internalsOf(
      kernelOf(era),
    );
    const numbers = mapTypeNumbers.join(', ');
    return [`\`${era}\``, busAddressMark, capability, numbers, lookupAgain, mapsBy, userPages, below4GiBFirst];
  });
  const text = `What differs inside the kernel and shows in none of the cells above (the first map types came with 5.4).`;
  return `## Inside\n\n${text}\n\n${table(header, rows)}\n`;
}

function code(era: Era, mode: Mode, list: List): string {
  return `\`${mapCell(era, mode, list)}\``;
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
