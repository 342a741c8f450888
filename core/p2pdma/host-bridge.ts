// The second half of a decision: a pair that cannot stay below a common bridge goes through the host bridge, if the CPU
// or the whitelist lets it. Each test may come out yes, no or not known; what is not known is collected.

import type { Machine } from '../machine';
import type { KernelMessage, Missing, Rule, TraceStep } from './verdict';
import type { HostBridgeListing } from './whitelist';
import { acceptsPair, listHostBridge } from './whitelist';
import { notListedMessage } from './messages';

export interface HostBridgeAnswer {
  /** null: not known. */
  readonly accepted: boolean | null;
  readonly rule: Rule;
  readonly missing: readonly Missing[];
  readonly trace: readonly TraceStep[];
  /** The lines about host bridges that are not listed; printed after an ACS redirect only. */
  readonly messages: readonly KernelMessage[];
}

/** 5.4 and later: the CPU first, the whitelist only if that does not accept. */
export function askHostBridge(machine: Machine, provider: number, client: number): HostBridgeAnswer {
  const cpu = askCpu(machine);
  if (cpu.accepted === true) return cpu;
  const whitelist = askWhitelist(machine, provider, client);
  const trace = [...cpu.trace, ...whitelist.trace];
  if (whitelist.accepted === true || cpu.accepted === false) return { ...whitelist, trace };
  const missing = [...cpu.missing, ...whitelist.missing];
  return { accepted: null, rule: 'unknown', missing, trace, messages: [] };
}

/** 5.2 and 5.3: both below an AMD Zen root complex, and no IOMMU. */
export function askRootComplex(machine: Machine, provider: number, client: number): HostBridgeAnswer {
  const present = machine.settings.iommu !== 'off';
  const step: TraceStep = { step: 'iommu', present };
  if (present) return { accepted: false, rule: 'no-common-bridge', missing: [], trace: [step], messages: [] };
  const whitelist = askWhitelist(machine, provider, client);
  const rules: readonly Rule[] = ['unknown', 'root-complex', 'no-common-bridge'];
  const rule = rules[whitelist.accepted === null ? 0 : whitelist.accepted ? 1 : 2] ?? 'unknown';
  return { ...whitelist, rule, trace: [step, ...whitelist.trace], messages: [] };
}

/** Whether everything may cross the host bridges because of the CPU, as 5.9 and later ask; null: hinges on its family. */
export function acceptsCpu(machine: Machine): boolean | null {
  return askCpu(machine).accepted;
}

function askCpu(machine: Machine): HostBridgeAnswer {
  const { kernel, architecture, cpu } = machine.settings;
  const rules = kernel.p2pdma.cpus;
  if (rules.length === 0) return { accepted: false, rule: 'not-listed', missing: [], trace: [], messages: [] };
  const isX86 = architecture === 'x86_64' || architecture === 'i386';
  const rule = isX86 ? rules.find(({ vendor }) => vendor === cpu.vendor) : undefined;
  const accepted = rule === undefined ? false : cpu.family === null ? null : cpu.family >= rule.minimumFamily;
  const step: TraceStep = { step: 'cpu', vendor: cpu.vendor, family: cpu.family, accepted };
  const missing: readonly Missing[] = accepted === null ? [{ missing: 'CPU family' }] : [];
  return { accepted, rule: 'cpu', missing, trace: [step], messages: [] };
}

/** One host bridge is asked once; of two, the client's only if the provider's does not refuse. */
function askWhitelist(machine: Machine, provider: number, client: number): HostBridgeAnswer {
  const { functions } = machine.topology;
  const providers = functions[provider]?.hostBridge ?? 0;
  const clients = functions[client]?.hostBridge ?? 0;
  const same = providers === clients;
  const first = askOne(machine, providers, same);
  if (same || first.accepted === false) return first;
  const second = askOne(machine, clients, same);
  const trace = [...first.trace, ...second.trace];
  if (second.accepted === false && first.accepted === null) return { ...second, trace, messages: [] };
  if (second.accepted === false) return { ...second, trace };
  const missing = [...first.missing, ...second.missing];
  if (missing.length > 0) return { accepted: null, rule: 'unknown', missing, trace, messages: [] };
  return { ...first, trace };
}

function askOne(machine: Machine, index: number, sameHostBridge: boolean): HostBridgeAnswer {
  const hostBridge = machine.topology.hostBridges[index];
  if (hostBridge === undefined) {
    return { accepted: false, rule: 'no-representative', missing: [], trace: [], messages: [] };
  }
  const rules = machine.settings.kernel.p2pdma;
  const listing = listHostBridge(machine.topology, hostBridge, rules);
  const accepted = acceptsPair(listing, sameHostBridge);
  const trace: readonly TraceStep[] = [
    { step: 'representative', hostBridge: index, representative: listing.representative },
    { step: 'whitelist', hostBridge: index, sameHostBridge, listed: listing.listed, accepted },
  ];
  const isMissing = accepted === null && listing.missing !== null;
  const messages =
    accepted === false && listing.listed === 'no'
      ? notListedMessage(machine.topology, hostBridge, listing.representative, rules)
      : [];
  return { accepted, rule: ruleOf(listing, accepted), missing: isMissing ? [listing.missing] : [], trace, messages };
}

function ruleOf(listing: HostBridgeListing, accepted: boolean | null): Rule {
  if (accepted === null) return 'unknown';
  if (accepted) return listing.listed === 'any' ? 'whitelist' : 'whitelist-same-host-bridge';
  if (listing.representative.kind === 'none') return 'no-representative';
  return listing.listed === 'same-host-bridge' ? 'same-host-bridge-only' : 'not-listed';
}
