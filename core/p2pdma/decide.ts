// The verdict of one pair: the walk, then what the kernel version makes of it. Before 5.4 a redirect or the lack of a
// common bridge ends the matter; from 5.4 on the host bridge is asked. Where a step is not known, both ways are followed.

import type { Machine } from '../machine';
import type { HostBridgeAnswer } from './host-bridge';
import { askHostBridge, askRootComplex } from './host-bridge';
import { functionMessage, nameOf, redirectList } from './messages';
import type { Assumption, DecidedMapType, KernelMessage, Missing, Rule, TraceStep, Verdict } from './verdict';
import { fillMessage } from '../kernel/version';
import type { Walk } from './walk';
import { walk } from './walk';

/**
 * What machine.settings.kernel decides for `client` doing DMA to `provider`'s memory; both are function indices.
 * Sections: walk 4.20 to 7.3; consequences 4.20, 5.2, 5.4, 5.14. Before 6.0 P2PDMA did not depend on 64BIT, so an i386
 * machine is decided like any other there.
 */
export function decidePair(machine: Machine, provider: number, client: number): Verdict {
  const path = walk(machine, provider, client);
  const outcome =
    refusedBeforeWalk(machine, client) ??
    (path.commonBridge === null
      ? withoutCommonBridge(machine, provider, client)
      : withCommonBridge(machine, path, provider, client));
  const mapType = outcome.possible.length === 1 ? (outcome.possible[0] ?? 'UNKNOWN') : 'UNKNOWN';
  const undecided = mapType === 'UNKNOWN';
  const rule = undecided ? 'unknown' : outcome.rule;
  const decision: TraceStep = { step: 'decision', rule, mapType };
  const way: TraceStep = {
    step: 'path',
    commonBridge: path.commonBridge,
    distance: path.distance,
    acsRedirects: path.redirects,
  };
  return {
    provider,
    client,
    mapType,
    possible: undecided ? outcome.possible : [],
    undecidedBy: undecided ? outcome.missing : [],
    assumes: outcome.assumes,
    distance: path.distance + (rule === 'root-complex' ? machine.settings.kernel.p2pdma.rootComplexDistance : 0),
    commonBridge: path.commonBridge,
    acsRedirects: path.redirects,
    rule,
    trace: [...outcome.before, ...path.hops, way, ...outcome.after, decision],
    messages: outcome.messages,
    quietMessages: outcome.quietMessages,
  };
}

interface Outcome {
  readonly possible: readonly DecidedMapType[];
  readonly rule: Rule;
  readonly missing: readonly Missing[];
  readonly assumes: readonly Assumption[];
  /** Trace steps before the walk and after it. */
  readonly before: readonly TraceStep[];
  readonly after: readonly TraceStep[];
  /** Only what is certain to be logged. */
  readonly messages: readonly KernelMessage[];
  readonly quietMessages: readonly KernelMessage[];
}

const NOTHING: Outcome = {
  possible: [],
  rule: 'unknown',
  missing: [],
  assumes: [],
  before: [],
  after: [],
  messages: [],
  quietMessages: [],
};

/** P2PDMA not compiled in (nothing is logged then), or a client that is refused for its software DMA. */
function refusedBeforeWalk(machine: Machine, client: number): Outcome | null {
  const rules = machine.settings.kernel.p2pdma;
  if (rules.requires64Bit && machine.settings.architecture === 'i386') {
    const before: TraceStep[] = [{ step: 'architecture', supported: false }];
    return { ...NOTHING, possible: ['NOT_SUPPORTED'], rule: 'architecture', before };
  }
  if (rules.virtualClient === 'ignored' || machine.topology.functions[client]?.dma.ops !== 'virt') return null;
  const before: TraceStep[] = [{ step: 'virtual-dma', client, refused: true }];
  const text = rules.messages.virtualDma;
  const messages = text === null ? [] : [functionMessage(machine.topology, client, text)];
  return { ...NOTHING, possible: ['NOT_SUPPORTED'], rule: 'virtual-dma', before, messages };
}

function withCommonBridge(machine: Machine, path: Walk, provider: number, client: number): Outcome {
  if (path.redirects.length > 0) return afterRedirect(machine, path, provider, client);
  const direct: Outcome = { ...NOTHING, possible: ['BUS_ADDR'], rule: 'common-bridge' };
  if (path.undecided.length === 0) return { ...direct, assumes: path.assumed.map(assumption) };
  const redirected = afterRedirect(machine, path, provider, client);
  return {
    ...direct,
    possible: union(direct.possible, redirected.possible),
    missing: [
      ...path.undecided.map((index): Missing => ({ missing: 'PCI id', function: index })),
      ...redirected.missing,
    ],
    assumes: path.assumed.map(assumption),
    after: redirected.after,
  };
}

function afterRedirect(machine: Machine, path: Walk, provider: number, client: number): Outcome {
  const rules = machine.settings.kernel.p2pdma;
  const warnings = redirectMessages(machine, path, provider, client);
  if (rules.redirectOnPath === 'refused') {
    return { ...NOTHING, possible: ['NOT_SUPPORTED'], rule: 'acs-redirect', messages: warnings };
  }
  const answer = askHostBridge(machine, provider, client);
  const outcome = throughHostBridge(machine, answer, 'THRU_HOST_BRIDGE', provider, client);
  const quietMessages = rules.messages.notListedOnQuietQueries ? answer.messages : [];
  return { ...outcome, messages: [...warnings, ...answer.messages, ...outcome.messages], quietMessages };
}

function withoutCommonBridge(machine: Machine, provider: number, client: number): Outcome {
  const era = machine.settings.kernel.p2pdma.noCommonBridge;
  if (era === 'host-bridge') {
    return throughHostBridge(machine, askHostBridge(machine, provider, client), 'THRU_HOST_BRIDGE', provider, client);
  }
  if (era === 'zen-root-complex') {
    return throughHostBridge(machine, askRootComplex(machine, provider, client), 'BUS_ADDR', provider, client);
  }
  const messages = refusedMessages(machine, provider, client);
  return { ...NOTHING, possible: ['NOT_SUPPORTED'], rule: 'no-common-bridge', messages };
}

/** `accepted` is the map type of a pair that is let through: before 5.4 there is but one. */
function throughHostBridge(
  machine: Machine,
  answer: HostBridgeAnswer,
  accepted: DecidedMapType,
  provider: number,
  client: number,
): Outcome {
  const found = { ...NOTHING, rule: answer.rule, missing: answer.missing, after: answer.trace };
  if (answer.accepted === null) return { ...found, possible: ['NOT_SUPPORTED', accepted] };
  if (answer.accepted) return { ...found, possible: [accepted] };
  return { ...found, possible: ['NOT_SUPPORTED'], messages: refusedMessages(machine, provider, client) };
}

/** The line with the list only where it is certain which functions are on it. */
function redirectMessages(machine: Machine, path: Walk, provider: number, client: number): readonly KernelMessage[] {
  const { topology, settings } = machine;
  const rules = settings.kernel.p2pdma;
  const found = fillMessage(rules.messages.redirect, nameOf(topology, provider));
  if (path.undecided.length > 0) return [functionMessage(topology, client, found)];
  const list = redirectList(topology, path.redirects, rules, settings.architecture);
  return [found, fillMessage(rules.messages.hint, list)].map((text) => functionMessage(topology, client, text));
}

function refusedMessages(machine: Machine, provider: number, client: number): readonly KernelMessage[] {
  const { topology, settings } = machine;
  const text = fillMessage(settings.kernel.p2pdma.messages.refused, nameOf(topology, provider));
  return [functionMessage(topology, client, text)];
}

function assumption(index: number): Assumption {
  return { assumption: 'firmware left no ACS bits', function: index };
}

function union(left: readonly DecidedMapType[], right: readonly DecidedMapType[]): readonly DecidedMapType[] {
  const order: readonly DecidedMapType[] = ['NOT_SUPPORTED', 'BUS_ADDR', 'THRU_HOST_BRIDGE'];
  return order.filter((type) => left.includes(type) || right.includes(type));
}
