// The hover: what stands at the cursor, as Markdown. One function a kind of thing; each stands in a file of its own.

import type { Analysis } from '../../language/analysis';
import type { TextRange } from '../../language/diagnostic';
import { thingAt, type Thing } from '../cursor';
import { hoverCommandLineEntry } from './hover-command-line';
import { hoverFunction, hoverHostBridge } from './hover-device';
import { hoverKernel } from './hover-kernel';
import { hoverMap } from './hover-map';
import { hoverNvmet } from './hover-nvmet';
import { hoverPair } from './hover-pair';
import { hoverAcs, hoverBar } from './hover-property';
import { hoverProvider } from './hover-provider';
import { hoverEntry, hoverScatterlist } from './hover-scatterlist';
import { hoverArchitecture, hoverCpu, hoverIommu } from './hover-setting';
import type { PciNames } from '../pci-names';

export interface Hover {
  /** Markdown without any link or HTML; everything from a file is escaped. */
  readonly markdown: string;
  readonly range: TextRange;
}

/** null: nothing to say here. */
export function hover(analysis: Analysis, file: string, offset: number, names: PciNames | null = null): Hover | null {
  const thing = thingAt(analysis, file, offset);
  if (thing === null) return hoverAcs(analysis, file, offset);
  const markdown = markdownOf(analysis, thing, names);
  return markdown === null ? null : { markdown, range: thing.range };
}

function markdownOf(analysis: Analysis, thing: Thing, names: PciNames | null): string | null {
  switch (thing.kind) {
    case 'pair':
      return hoverPair(thing.evaluation, thing.result, thing.verdicts);
    case 'map':
      return hoverMap(thing.evaluation, thing.result);
    case 'sgl':
      return thing.entry === null
        ? hoverScatterlist(analysis, thing.declaration)
        : hoverEntry(analysis, thing.declaration, thing.entry);
    case 'provider':
      return hoverProvider(thing.evaluation, thing.result);
    case 'nvmet':
      return hoverNvmet(thing.evaluation, thing.result, thing.results);
    case 'function':
      return hoverFunction(analysis, thing.declaration, thing.virtualFunction, names);
    case 'host-bridge':
      return hoverHostBridge(analysis, thing.declaration, names);
    case 'command-line-entry':
      return hoverCommandLineEntry(thing.evaluation, thing.option, thing.entry, names);
    case 'setting':
      return isWritten(thing) ? SETTINGS[thing.setting](thing.evaluation) : null;
    case 'declaration':
      return hoverBar(analysis, thing.declaration);
  }
}

/** Of a value that is none the default counts, which stands nowhere. */
function isWritten({ evaluation, setting }: Thing & { readonly kind: 'setting' }): boolean {
  const { kernel, arch, cpu, iommu } = evaluation.settings;
  const value = {
    kernel: kernel?.syntax.version.value,
    arch: arch?.syntax.architecture.value,
    cpu: cpu?.syntax.vendor.value,
    iommu: iommu?.syntax.mode.value,
  }[setting];
  return value !== null && value !== undefined;
}

const SETTINGS = {
  kernel: hoverKernel,
  arch: hoverArchitecture,
  cpu: hoverCpu,
  iommu: hoverIommu,
} as const;
