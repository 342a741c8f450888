// What the kernel asked after the walk, one sentence each in the order in which it asked: the architecture, the client's
// DMA operations, the CPU, who speaks for the host bridge, and the whitelist.

import type { KernelVersion } from '../../../core/kernel/version';
import type { Machine } from '../../../core/machine';
import type { TraceStep, Verdict } from '../../../core/p2pdma/verdict';
import { formatAddress } from '../../../core/pci/address';
import { formatId, type PciId } from '../../../core/pci/id';
import { functionAt, hostBridgeAt } from './names';
import { because, representativeId } from './reason';
import { listedAfter, listedBefore, listedSince, newestRelease } from './releases';
import type { StepOf } from './trace';

export function stepSentences(machine: Machine, verdict: Verdict): readonly string[] {
  const sentences = verdict.trace.map((step) => sentence(machine, verdict, step)).filter((found) => found !== null);
  return sentences.filter((found, index) => sentences.indexOf(found) === index);
}

function sentence(machine: Machine, verdict: Verdict, step: TraceStep): string | null {
  switch (step.step) {
    case 'hop':
    case 'path':
    case 'decision':
      return null;
    case 'architecture':
      return step.supported ? null : `${machine.settings.architecture}: P2PDMA is not built for 32-bit kernels.`;
    case 'virtual-dma':
      return step.refused ? because(machine, verdict) : null;
    case 'iommu':
      return step.present
        ? `There is an IOMMU, which closes the way through the root complex on ${machine.settings.kernel.label}.`
        : `There is no IOMMU, so ${machine.settings.kernel.label} asks for the root complexes.`;
    case 'cpu':
      return cpuSentence(machine, step);
    case 'representative':
      return representativeSentence(machine, verdict, step);
    case 'whitelist':
      return whitelistSentence(machine, verdict, step);
  }
}

function cpuSentence(machine: Machine, step: StepOf<'cpu'>): string {
  const { architecture } = machine.settings;
  if (architecture !== 'x86_64' && architecture !== 'i386') return `${architecture}: the CPU is asked for on x86 only.`;
  const cpu = `CPU ${step.vendor}${step.family === null ? '' : ` family 0x${step.family.toString(16)}`}`;
  const [rule] = machine.settings.kernel.p2pdma.cpus;
  const wanted = rule === undefined ? '' : ` (${rule.vendor} family 0x${rule.minimumFamily.toString(16)} or later is)`;
  if (step.accepted === null) return `${cpu}: not known whether it is accepted${wanted}.`;
  return step.accepted ? `${cpu}: everything may cross the host bridge.` : `${cpu}: not accepted by itself${wanted}.`;
}

function representativeSentence(machine: Machine, verdict: Verdict, step: StepOf<'representative'>): string {
  const hostBridge = hostBridgeAt(machine, step.hostBridge).name;
  const found = step.representative;
  if (found.kind === 'none') return `Nothing speaks for host bridge ${hostBridge}.`;
  if (found.kind === 'unknown') return `Who speaks for host bridge ${hostBridge} is not known.`;
  const id = representativeId(machine, verdict, step.hostBridge);
  const idText = id === null ? ', whose id is not known,' : ` ${formatId(id)}`;
  const address = found.kind === 'function' ? formatAddress(functionAt(machine, found.function).address) : '00.0';
  return `${address}${idText} speaks for host bridge ${hostBridge}.`;
}

function whitelistSentence(machine: Machine, verdict: Verdict, step: StepOf<'whitelist'>): string | null {
  const id = representativeId(machine, verdict, step.hostBridge);
  const subject = id === null ? `Host bridge ${hostBridgeAt(machine, step.hostBridge).name}` : formatId(id);
  const kernel = machine.settings.kernel;
  if (step.listed === 'unknown' && id === null) return null;
  if (step.listed === 'unknown') return `${subject}: not known whether it is on the list of ${kernel.label}.`;
  if (step.listed === 'no') {
    return `${subject}: not on the list of ${kernel.label}${id === null ? '' : ` (${listedWhen(kernel, id)})`}.`;
  }
  const since = id === null ? null : listedSince(id);
  const listed = `${subject}: on the list of ${kernel.label}${since === null ? '' : `, since ${since}`}`;
  if (step.listed === 'any') return `${listed}, for every pair.`;
  return `${listed}, but only for pairs below one host bridge: ${step.sameHostBridge ? 'these are' : 'these are not'}.`;
}

/** When an id is on the list that this kernel's list does not have. */
function listedWhen(kernel: KernelVersion, id: PciId): string {
  const gone = listedBefore(kernel, id);
  if (gone !== null) {
    return gone.first === gone.last ? `listed in ${gone.first}` : `listed from ${gone.first} to ${gone.last}`;
  }
  const later = listedAfter(kernel, id);
  return later === null ? `nor on any other up to ${newestRelease()}` : `listed since ${later}`;
}
