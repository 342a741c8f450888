// Why a verdict is what it is, in one clause: what keeps the pair off the direct way, and what decided then. The clause
// ends a message (`… is NOT_SUPPORTED on 5.17, not BUS_ADDR: CLAUSE.`) or stands alone as a sentence (`because`).

import type { Machine } from '../../../core/machine';
import type { Rule, Verdict } from '../../../core/p2pdma/verdict';
import { acsMask } from '../../../core/pci/acs';
import { formatId, type PciId } from '../../../core/pci/id';
import { flagWords, functionAt, hostBridgeAt, listWords, nameWithAddress } from './names';
import { firstRelease, listedAfter, listedBefore, listedSince, newestRelease } from './releases';
import { hopOf, type StepOf, steps } from './trace';
import { missingThings } from './unknown';

/** The control bits that make a function redirect. */
export const REDIRECT_BITS = acsMask(['RR', 'CR', 'EC']);

/** One sentence: what decided, by which rule of this machine's kernel. */
export function because(machine: Machine, verdict: Verdict): string {
  const clause = reason(machine, verdict);
  return `${/^(?:they|it|whether) /.test(clause) ? capitalised(clause) : clause}.`;
}

/** The same as a clause without its full stop. */
export function reason(machine: Machine, verdict: Verdict): string {
  return REASONS[verdict.rule](machine, verdict);
}

const REASONS: Readonly<Record<Rule, (machine: Machine, verdict: Verdict) => string>> = {
  'common-bridge': commonBridge,
  'acs-redirect': (machine, verdict) =>
    `${detour(machine, verdict)}, and ${until((kernel) => kernel.p2pdma.redirectOnPath === 'through-host-bridge')} a redirected path is refused`,
  'no-common-bridge': noCommonBridge,
  cpu: (machine, verdict) => `${detour(machine, verdict)}, but ${acceptedCpu(machine)} may cross the host bridge`,
  'root-complex': (machine, verdict) =>
    `${detour(machine, verdict)}, but both root complexes are AMD Zen (1022:1450) and there is no IOMMU`,
  whitelist: (machine, verdict) => `${detour(machine, verdict)}, but ${listedBridges(machine, verdict)}`,
  'whitelist-same-host-bridge': (machine, verdict) =>
    `${detour(machine, verdict)}, but host bridge ${bridgeId(machine, verdict)} is listed for pairs below one host bridge, as these are`,
  'not-listed': (machine, verdict) => `${detour(machine, verdict)} and ${notListed(machine, verdict)}`,
  'same-host-bridge-only': (machine, verdict) =>
    `${detour(machine, verdict)} and host bridge ${bridgeId(machine, verdict)} is listed only for pairs below one host bridge`,
  'no-representative': (machine, verdict) => `${detour(machine, verdict)} and ${nobody(machine, verdict)}`,
  'virtual-dma': virtualDma,
  architecture: (machine) => `it needs a 64-bit kernel, and arch is ${machine.settings.architecture}`,
  unknown: (machine, verdict) =>
    `${detour(machine, verdict)}, and the rest hinges on ${listWords(missingThings(machine, verdict))}`,
};

/** Why the direct way is closed: `0000:02:00.0 redirects (RR CR)`, or that there is no common bridge. */
export function detour(machine: Machine, verdict: Verdict): string {
  const redirecting = verdict.acsRedirects;
  if (redirecting.length === 0 && verdict.commonBridge !== null) return 'whether the path redirects is not known';
  if (redirecting.length === 0) return 'they share no upstream bridge';
  const names = redirecting.map((index) => functionAt(machine, index).name);
  const bits = redirecting.reduce((mask, index) => mask | (hopOf(verdict, index)?.acs?.control ?? 0), 0);
  return `${listWords(names)} ${names.length === 1 ? 'redirects' : 'redirect'} (${flagWords(bits & REDIRECT_BITS)})`;
}

function commonBridge(machine: Machine, verdict: Verdict): string {
  if (verdict.provider === verdict.client) return 'it is one function, and its own ACS does not redirect';
  if (verdict.commonBridge === null) return 'they share an upstream bridge, and nothing on the path redirects';
  return `they meet at ${nameWithAddress(functionAt(machine, verdict.commonBridge))}, and nothing on the path redirects`;
}

function noCommonBridge(machine: Machine, verdict: Verdict): string {
  if (machine.settings.kernel.p2pdma.noCommonBridge === 'zen-root-complex') {
    return `${detour(machine, verdict)}, which ${machine.settings.kernel.label} accepts only between AMD Zen root complexes (1022:1450) without an IOMMU`;
  }
  return `${detour(machine, verdict)}, and ${until((kernel) => kernel.p2pdma.noCommonBridge !== 'refused')} that is refused`;
}

function virtualDma(machine: Machine, verdict: Verdict): string {
  const { name } = functionAt(machine, verdict.client);
  const { label, p2pdma } = machine.settings.kernel;
  if (p2pdma.virtualClient === 'not-a-pci-device') {
    return `${name} does its DMA in software, and its DMA device is no PCI device`;
  }
  return `${name} does its DMA in software (dma_virt_ops), which ${label} refuses`;
}

function acceptedCpu(machine: Machine): string {
  const families = machine.settings.kernel.p2pdma.cpus.map((cpu) => `0x${cpu.minimumFamily.toString(16)}`);
  return `traffic of an AMD CPU of family ${listWords(families)} or later`;
}

function listedBridges(machine: Machine, verdict: Verdict): string {
  const ids = representativeIds(machine, verdict);
  const [first] = ids;
  if (first === undefined) return 'the host bridge is listed';
  const since = listedSince(first);
  if (ids.length === 1) return `host bridge ${formatId(first)} is listed${since === null ? '' : ` (since ${since})`}`;
  return `host bridges ${listWords(ids.map(formatId))} are listed`;
}

function notListed(machine: Machine, verdict: Verdict): string {
  const refused = refusedStep(verdict);
  const id = refused === null ? null : representativeId(machine, verdict, refused.hostBridge);
  if (id === null) return 'the host bridge is not listed';
  const { kernel } = machine.settings;
  const gone = listedBefore(kernel, id);
  if (gone !== null) {
    const releases = gone.first === gone.last ? gone.first : `${gone.first} to ${gone.last}`;
    return `host bridge ${formatId(id)} is no longer listed (${releases})`;
  }
  const later = listedAfter(kernel, id);
  const range = later === null ? `in any kernel up to ${newestRelease()}` : `before ${later}`;
  return `host bridge ${formatId(id)} is not listed ${range}`;
}

function bridgeId(machine: Machine, verdict: Verdict): string {
  const asked = refusedStep(verdict) ?? steps(verdict, 'whitelist')[0];
  const id = asked === undefined ? null : representativeId(machine, verdict, asked.hostBridge);
  return id === null ? '' : formatId(id);
}

const NOBODY_BECAUSE = {
  'function-at-00.0': 'it has no function at 00.0',
  'first-if-00.0': 'its first function is not at 00.0',
  'first-if-00.0-or-root-port': 'its first function is neither at 00.0 nor a root port',
} as const;

function nobody(machine: Machine, verdict: Verdict): string {
  const step = steps(verdict, 'representative').find((candidate) => candidate.representative.kind === 'none');
  if (step === undefined) return 'nothing speaks for the host bridge';
  const name = hostBridgeAt(machine, step.hostBridge).name;
  return `nothing speaks for host bridge ${name}: ${NOBODY_BECAUSE[machine.settings.kernel.p2pdma.representative]}`;
}

function refusedStep(verdict: Verdict): StepOf<'whitelist'> | null {
  return steps(verdict, 'whitelist').find((step) => step.accepted === false) ?? null;
}

/** The ids that the whitelist was asked for, each once, in the order of the trace. */
export function representativeIds(machine: Machine, verdict: Verdict): readonly PciId[] {
  const ids = steps(verdict, 'representative')
    .map((step) => representativeId(machine, verdict, step.hostBridge))
    .filter((id) => id !== null);
  return ids.filter((id, index) => ids.findIndex((other) => formatId(other) === formatId(id)) === index);
}

/** The id by which the whitelist knows a host bridge in this verdict; null: nobody stands for it, or its id is not known. */
export function representativeId(machine: Machine, verdict: Verdict, hostBridge: number): PciId | null {
  const step = steps(verdict, 'representative').find((candidate) => candidate.hostBridge === hostBridge);
  const representative = step?.representative;
  if (representative?.kind === 'unwritten') return representative.id;
  if (representative?.kind === 'function') return representative.id ?? functionAt(machine, representative.function).id;
  return null;
}

function until(holds: Parameters<typeof firstRelease>[0]): string {
  const first = firstRelease(holds);
  return first === null ? 'in every kernel' : `before ${first}`;
}

function capitalised(clause: string): string {
  return clause.charAt(0).toUpperCase() + clause.slice(1);
}
