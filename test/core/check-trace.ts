// Derives a verdict from its trace alone: no machine, no topology. If this agrees, a reader who sees the trace sees the
// whole reason.

import type { KernelVersion } from '../../core/kernel/version';
import type { DecidedMapType, TraceStep, Verdict } from '../../core/p2pdma/verdict';

type Of<Step extends TraceStep['step']> = TraceStep & { readonly step: Step };

function steps<Step extends TraceStep['step']>(verdict: Verdict, step: Step): readonly Of<Step>[] {
  return verdict.trace.filter((one): one is Of<Step> => one.step === step);
}

export interface Derived {
  readonly possible: readonly DecidedMapType[];
  readonly distance: number;
  readonly commonBridge: number | null;
  readonly acsRedirects: readonly number[];
}

export function deriveFromTrace(verdict: Verdict, kernel: KernelVersion): Derived {
  const hops = steps(verdict, 'hop');
  const common = hops.find((hop) => hop.common) ?? null;
  checkLinks(hops);
  const redirecting = common === null ? [] : hops.filter((hop) => hop.redirects === true);
  const open = common === null ? [] : hops.filter((hop) => hop.redirects === null);
  for (const hop of hops) checkRedirect(hop);
  const before54 =
    !verdict.trace.some((step) => step.step === 'cpu' || step.step === 'whitelist') &&
    kernel.p2pdma.redirectOnPath === 'refused';
  const edges = hops.length - (common === null ? 0 : 1);
  const possible = possibleTypes(verdict, common !== null, redirecting.length > 0, open.length > 0, before54);
  const far =
    possible.length === 1 && common === null && possible[0] === 'BUS_ADDR' ? kernel.p2pdma.rootComplexDistance : 0;
  return {
    possible,
    distance: edges + far,
    commonBridge: common?.function ?? null,
    acsRedirects: redirecting.map((hop) => hop.function),
  };
}

/** Each side climbs link by link: to the common function and the one below it, or to the root bus. */
function checkLinks(hops: readonly Of<'hop'>[]): void {
  const common = hops.find((hop) => hop.common);
  for (const [index, hop] of hops.entries()) {
    const next = hops[index + 1];
    const expected =
      next?.side === hop.side ? next.function : hop.side === 'client' ? (common?.function ?? null) : null;
    if (!hop.common && hop.upstreamBridge !== expected) {
      throw new Error(`hop ${String(index)} does not lead to the next one`);
    }
  }
}

function checkRedirect(hop: Of<'hop'>): void {
  const { acs } = hop;
  const bits = acs === null || acs.quirk === 'sunrise-point' ? 0 : acs.control & ~acs.unknown & 0x2c;
  const perhaps = acs === null || acs.quirk === 'sunrise-point' ? 0 : acs.unknown & 0x2c;
  const expected = bits !== 0 ? true : perhaps !== 0 ? null : false;
  if (hop.redirects !== expected) {
    throw new Error(`redirect of function ${String(hop.function)} is not what its bits say`);
  }
}

function possibleTypes(
  verdict: Verdict,
  hasCommon: boolean,
  redirects: boolean,
  open: boolean,
  before54: boolean,
): readonly DecidedMapType[] {
  if (steps(verdict, 'architecture').some((step) => !step.supported)) return ['NOT_SUPPORTED'];
  if (steps(verdict, 'virtual-dma').some((step) => step.refused)) return ['NOT_SUPPORTED'];
  if (hasCommon && !redirects && !open) return ['BUS_ADDR'];
  const through =
    hasCommon && before54
      ? (['NOT_SUPPORTED'] as const)
      : throughHostBridge(verdict, before54 || steps(verdict, 'iommu').length > 0);
  if (!open || redirects) return through;
  return [...new Set<DecidedMapType>(['NOT_SUPPORTED', 'BUS_ADDR', 'THRU_HOST_BRIDGE'])].filter(
    (type) => type === 'BUS_ADDR' || through.includes(type),
  );
}

function throughHostBridge(verdict: Verdict, before54: boolean): readonly DecidedMapType[] {
  const accepted: DecidedMapType = before54 ? 'BUS_ADDR' : 'THRU_HOST_BRIDGE';
  if (steps(verdict, 'iommu').some((step) => step.present)) return ['NOT_SUPPORTED'];
  const cpu = steps(verdict, 'cpu')[0]?.accepted ?? (steps(verdict, 'cpu').length > 0 ? null : false);
  if (cpu === true) return [accepted];
  const asked = steps(verdict, 'whitelist').map((step) => step.accepted);
  const whitelist = asked.length === 0 || asked.includes(false) ? false : asked.includes(null) ? null : true;
  if (whitelist === true) return [accepted];
  return whitelist === false && cpu === false ? ['NOT_SUPPORTED'] : ['NOT_SUPPORTED', accepted];
}
