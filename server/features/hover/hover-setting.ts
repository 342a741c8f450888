// Hover on the settings beside `kernel` and `cmdline`: what this one changes for peer-to-peer DMA on the chosen kernel, in a
// line or two, from the same rules that the verdicts come from.

import { dmaRulesOf } from '../../../core/kernel/dma-changes';
import type { Machine } from '../../../core/machine';
import { hasP2pdma } from '../../../core/providers/register';
import type { Evaluation } from '../../language/analysis';
import { code } from '../markdown';

export function hoverArchitecture({ machine }: Evaluation): string {
  const { architecture, kernel } = machine.settings;
  const head = `arch ${code(architecture)}`;
  if (!hasP2pdma(machine)) {
    return `${head}\n\n${kernel.label} builds P2PDMA for 64-bit kernels only: nothing is a provider.`;
  }
  if (architecture === 'i386') return `${head}\n\n${kernel.label} still builds P2PDMA for 32-bit kernels (until 6.0).`;
  const isX86 = architecture === 'x86_64';
  const cpu = isX86
    ? 'The `cpu` decides beside the whitelist.'
    : '`cpu` plays no part: the whitelist alone decides at the host bridge.';
  return `${head}\n\n${cpu}`;
}

export function hoverCpu({ machine }: Evaluation): string {
  const { cpu, architecture, kernel } = machine.settings;
  const family = cpu.family === null ? '' : ` family 0x${cpu.family.toString(16)}`;
  const head = `cpu ${code(`${cpu.vendor}${family}`)}`;
  return `${head}\n\n${cpuSentence(machine, architecture === 'x86_64' || architecture === 'i386', kernel.label)}`;
}

function cpuSentence({ settings: { cpu, kernel, iommu } }: Machine, isX86: boolean, label: string): string {
  if (!isX86) return 'Ignored: the processor is asked for on x86 only.';
  const rules = kernel.p2pdma;
  if (rules.noCommonBridge === 'refused') {
    return `${label} does not ask for it: without a common bridge every pair is refused.`;
  }
  if (rules.noCommonBridge === 'zen-root-complex') {
    const open = iommu === 'off' ? '' : ' With this IOMMU setting nothing crosses it.';
    return `${label} does not ask for it: a pair may cross where 1022:1450 is at 00.0 of both root buses and there is no IOMMU.${open}`;
  }
  const rule = rules.cpus.find(({ vendor }) => vendor === cpu.vendor);
  if (rule === undefined) return `${label} asks the whitelist of host bridges, not this processor.`;
  const minimum = `0x${rule.minimumFamily.toString(16)}`;
  if (cpu.family === null) return `${label} accepts every host bridge from family ${minimum} on: write the family.`;
  return cpu.family >= rule.minimumFamily
    ? `${label} accepts every host bridge of this processor (family ${minimum} and later).`
    : `${label} asks the whitelist: this family is before ${minimum}.`;
}

export function hoverIommu({ machine }: Evaluation): string {
  const { iommu, kernel } = machine.settings;
  const acs = iommu === 'off' ? 'The kernel requests no ACS: `acs auto` stays as firmware left it.' : ACS_REQUESTED;
  const { noCommonBridge } = kernel.p2pdma;
  const closes = noCommonBridge === 'zen-root-complex' && iommu !== 'off';
  const rootComplex = closes ? [`On ${kernel.label} it closes the way through the root complex.`] : [];
  return [`iommu ${code(iommu)}`, acs, ...rootComplex, mappingSentence(machine)].join('\n\n');
}

const ACS_REQUESTED =
  'The kernel requests ACS: in `acs auto` ports SV RR CR UF are set, so that peer-to-peer traffic is redirected unless the command line clears it.';

function mappingSentence({ settings: { iommu, kernel } }: Machine): string {
  const direct = iommu !== 'on';
  const { directPeerPages, iommuPeerPages, specialCall } = dmaRulesOf(kernel);
  const path = direct ? 'dma-direct: CPU addresses as they are' : 'dma-iommu: IOVAs, neighbours joined';
  const asks = (direct ? directPeerPages : iommuPeerPages) === 'asked';
  const peer = asks
    ? 'peer-to-peer pages keep their bus address where the pair is BUS_ADDR'
    : specialCall === 'none'
      ? 'peer-to-peer pages count as memory'
      : 'peer-to-peer memory goes by a call of its own, `pci_p2pdma_map_sg()`';
  return `Scatterlists are mapped by ${path}; ${peer}.`;
}
