// ACS control bits in Markdown: code spans, so that they read as what is typed and `lspci` prints. In a table the bits of one
// cell stay on one line, because a narrow preview would otherwise set every bit below the one before.

import type { Machine } from '../../core/machine';
import { ACS_ALL, acsFlags } from '../../core/pci/acs';
import type { PciFunction } from '../../core/pci/topology';
import { acsSources } from './acs-sources';
import { code, text } from './markdown';

/** `SV RR CR UF` as a code span; none: the word. */
export function bitWords(mask: number): string {
  const flags = acsFlags(mask);
  return flags.length === 0 ? 'none' : code(flags.join(' '));
}

/** The same for a cell of a table. */
export function bitCell(mask: number): string {
  return unbroken(bitWords(mask));
}

const NO_BREAK_SPACE = '\u00a0';

export function unbroken(words: string): string {
  return words.replaceAll(' ', NO_BREAK_SPACE);
}

export function capabilityWords(mask: number): string {
  return mask === ACS_ALL ? 'all bits' : bitWords(mask);
}

/** Each source with its bits: `SV UF` default of 6.15 with an IOMMU. */
function sourceWords(machine: Machine, device: PciFunction, bits: (mask: number) => string): readonly string[] {
  return acsSources(machine, device).map(({ flags, from }) => `${bits(flags)}${flags === 0 ? ',' : ''} ${text(from)}`);
}

/** All sources of one function, as one cell of a table; empty: there is nothing to say. */
export function sourceCell(machine: Machine, device: PciFunction): string {
  return sourceWords(machine, device, bitCell).join('; ');
}

/** `SV RR CR UF`, default of 6.15 with an IOMMU; `TB EC DT` up to firmware, assumed clear. Capability: all bits */
export function acsLine(machine: Machine, device: PciFunction): string {
  const state = machine.acs[device.index] ?? null;
  if (state === null) return 'ACS: no capability';
  const control = bitWords(state.control);
  const capability = `. Capability: ${capabilityWords(state.capability)}`;
  const [first] = acsSources(machine, device);
  if (first === undefined) return `ACS control: ${control}, as ${machine.settings.kernel.label} leaves it${capability}`;
  const words = sourceWords(machine, device, bitWords);
  if (first.flags === state.control) {
    return `ACS control: ${[`${control}, ${text(first.from)}`, ...words.slice(1)].join('; ')}${capability}`;
  }
  return `ACS control: ${control}${state.control === 0 ? '; ' : ': '}${words.join('; ')}${capability}`;
}
