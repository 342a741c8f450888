// What one verdict costs, and every pair of 4,096 SR-IOV functions: by classes, against the slow literal model of the
// core's tests, pair by pair. All 16.8 million pairs would take it minutes, so some providers are sampled and the time is
// scaled; the sampled answers must be the same.

import type { Machine } from '../../core/machine';
import { classVerdict, decideClasses } from '../../core/p2pdma/classes';
import type { PairClasses } from '../../core/p2pdma/classes';
import { decidePair } from '../../core/p2pdma/decide';
import { isBridge } from '../../core/pci/topology';
import { analyse } from '../../server/language/analyse';
import type { LiteralFunction } from '../core/literal-model';
import { decideLiterally } from '../core/literal-model';
import { literalFunctions, literalKernel } from './literal-machine';
import { machineText } from './machine-text';
import { randomIntegers } from './random';
import { sriovText } from './sriov-text';
import type { Effort, Measurement } from './timing';
import { milliseconds, timed, timedInTurn } from './timing';

const CARDS = 16;
const FUNCTIONS_OF_CARD = 256;
/** A prime, so that the sampled providers are spread over the cards and over the functions of a card. */
const SAMPLED_EVERY = 251;

export function measurePairs(effort: Effort): readonly Measurement[] {
  const machine = machineOf(sriovText(CARDS, Math.ceil(FUNCTIONS_OF_CARD / effort.divisor)));
  const memory = classesMemory(machine);
  return [oneVerdict(effort), ...allPairs(machine, effort), memory];
}

/** Any device with any device of a rack of nodes: short walks, long ones, and ways through host bridges. */
function oneVerdict({ divisor, rounds }: Effort): Measurement {
  const machine = machineOf(machineText(Math.ceil(2_000 / Math.min(divisor, 10))).text);
  const endpoints = endpointsOf(machine);
  const random = randomIntegers(3);
  const pairs = Array.from({ length: Math.ceil(50_000 / divisor) }, () => {
    const near = random(endpoints.length);
    const far = random(2) === 0 ? random(endpoints.length) : Math.min(endpoints.length - 1, near + 1 + random(10));
    return [endpoints[near] ?? 0, endpoints[far] ?? 0] as const;
  });
  const { best, median } = timed(rounds, () => {
    for (const [provider, client] of pairs) decidePair(machine, provider, client);
  });
  const each = (time: number): number => (time * 1e3) / pairs.length;
  return { id: 'verdict', value: each(best), detail: `median ${each(median).toFixed(2)} µs` };
}

function allPairs(machine: Machine, { rounds }: Effort): readonly Measurement[] {
  const endpoints = endpointsOf(machine);
  const sampled = endpoints.filter((_, index) => index % SAMPLED_EVERY === 0);
  const scale = endpoints.length / sampled.length;
  const eachPair = (decide: (provider: number, client: number) => unknown) => () => {
    for (const provider of sampled) for (const client of endpoints) decide(provider, client);
  };
  const literally = literalDecision(machine);
  const [classes, literal, decided] = timedInTurn(rounds, [
    () => decideClasses(machine),
    eachPair(literally),
    eachPair((provider, client) => decidePair(machine, provider, client)),
  ]).map(({ best, median }, index) =>
    index === 0 ? { best, median } : { best: best * scale, median: median * scale },
  );
  const sample = `${String(sampled.length)} of ${String(endpoints.length)} providers measured, scaled`;
  const wrong = firstDifference(machine, decideClasses(machine), sampled, endpoints);
  return [
    { id: 'all-pairs', value: classes?.best ?? 0, detail: `median ${milliseconds(classes?.median ?? 0)}` },
    { id: 'all-pairs-literal', value: literal?.best ?? 0, detail: sample },
    { id: 'all-pairs-decided', value: decided?.best ?? 0, detail: sample },
    {
      id: 'all-pairs-share',
      value: ((classes?.best ?? 0) / (literal?.best ?? 1)) * 100,
      detail: `${String(sampled.length * endpoints.length)} pairs compared`,
      ...(wrong !== null && { wrong }),
    },
  ];
}

/** How far the process grew at most while the classes were decided, everything that is thrown away again included. */
function classesMemory(machine: Machine): Measurement {
  const before = process.memoryUsage.rss();
  const classes = decideClasses(machine);
  const peak = Math.max(process.memoryUsage.rss(), process.resourceUsage().maxRSS * 1024);
  return {
    id: 'all-pairs-memory',
    value: Math.max(0, peak - before) / 1e6,
    detail: `${String(classes.classes.length)} classes`,
  };
}

function firstDifference(
  machine: Machine,
  classes: PairClasses,
  providers: readonly number[],
  clients: readonly number[],
): string | null {
  const literally = literalDecision(machine);
  for (const provider of providers) {
    for (const client of clients) {
      const expected = literally(provider, client);
      const found = classVerdict(classes, provider, client);
      const same =
        found?.mapType === expected.type &&
        found.distance === expected.distance &&
        found.acsRedirects.length === expected.list.length;
      if (!same) return `functions ${String(provider)} -> ${String(client)}: the class differs from the literal model`;
    }
  }
  return null;
}

/** The literal model searches all functions for those of a root bus; it is given these alone, to be no slower than it must. */
function literalDecision(machine: Machine): (provider: number, client: number) => ReturnType<typeof decideLiterally> {
  const { functions, representatives } = literalFunctions(machine);
  const roots = [...functions.filter(({ upstream }) => upstream === null), ...representatives];
  const kernel = literalKernel(machine);
  const at = (index: number): LiteralFunction => functions[index] as LiteralFunction;
  return (provider, client) => decideLiterally(kernel, roots, at(provider), at(client));
}

function machineOf(text: string): Machine {
  const analysis = analyse('file:///bench/machine.p2p', { folder: null, read: () => text });
  const [evaluation] = analysis.evaluations;
  if (evaluation === undefined) throw new Error('the analysis has no evaluation');
  return evaluation.machine;
}

function endpointsOf({ topology }: Machine): readonly number[] {
  return topology.functions.filter(({ kind }) => !isBridge(kind)).map(({ index }) => index);
}
