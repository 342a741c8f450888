// One verdict as the report prints it.

import type { Machine } from '../../core/machine';
import { linkBetween } from '../../core/p2pdma/link';
import type { Missing, Verdict } from '../../core/p2pdma/verdict';
import { formatAddress } from '../../core/pci/address';
import type { ReportPair } from '../protocol/report';
import type { ReportMissing } from '../protocol/report-words';

/** `provider` and `client`: names, or the indices of their classes. */
export function reportPair(
  machine: Machine,
  verdict: Verdict,
  provider: ReportPair['provider'],
  client: ReportPair['client'],
): ReportPair {
  const { functions } = machine.topology;
  const nameOf = (index: number): string => functions[index]?.name ?? '';
  const addressOf = (index: number): string => {
    const found = functions[index];
    return found ? formatAddress(found.address) : '';
  };
  return {
    provider,
    client,
    mapType: verdict.mapType,
    possible: verdict.mapType === 'UNKNOWN' ? verdict.possible : null,
    undecidedBy: verdict.undecidedBy.map((missing) => reportMissing(machine, missing)),
    assumes: verdict.assumes.map((assumption) => ({
      device: nameOf(assumption.function),
      assumption: assumption.assumption,
    })),
    distance: verdict.distance,
    commonBridge: verdict.commonBridge === null ? null : nameOf(verdict.commonBridge),
    acsRedirects: verdict.acsRedirects.map(addressOf),
    rule: verdict.rule,
    messages: verdict.messages.map(({ address, text }) => `${address}: ${text}`),
    link: linkBetween(machine.topology, verdict.provider, verdict.client),
  };
}

export function reportMissing(machine: Machine, missing: Missing): ReportMissing {
  const { hostBridges, functions } = machine.topology;
  switch (missing.missing) {
    case 'function at 00.0':
    case 'whitelist entry':
      return { device: hostBridges[missing.hostBridge]?.name ?? '', missing: missing.missing };
    case 'PCI id':
      return { device: functions[missing.function]?.name ?? '', missing: missing.missing };
    case 'CPU family':
      return { device: 'cpu', missing: missing.missing };
  }
}
