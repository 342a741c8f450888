// `nvmet`: the NVMe-oF target's flow for every namespace on every port. What stands after `p2pmem` is written to configfs
// first, as a user would: a device whose memory is not published is refused there, and the namespace stays without.

import { createController, runNvmet } from '../../core/drivers/nvmet';
import type { ControllerCreation, NvmetNamespace, NvmetPort, NvmetResult } from '../../core/drivers/nvmet';
import type { Machine } from '../../core/machine';
import { formatAddress } from '../../core/pci/address';
import type { StoreResult } from '../../core/providers/choice';
import { storeChoice } from '../../core/providers/choice';
import { findMany } from '../../core/providers/find';
import { functionOf } from './evaluate-map';
import { choiceHolds, expectedFunctions, isSameSet, isTooMuch, publishers } from './evaluate-provider';
import type { ParsedFile } from './parser';
import type { QueryContext } from './query-context';
import { arePairsReliable } from './query-reliable';
import type { Holds, NvmetPairResult, NvmetQueryResult } from './results';
import type { ChosenSyntax, NvmetNamespaceSyntax, NvmetPortSyntax, NvmetSyntax } from './tree';

interface Placed<Syntax> {
  readonly syntax: Syntax;
  readonly function: number;
}

interface PlacedNamespace extends Placed<NvmetNamespaceSyntax> {
  /** Namespace ID, from 1. */
  readonly number: number;
  readonly memory: number | null;
  /** null: what stands after `p2pmem` stands for no function. */
  readonly stored: StoreResult | null;
}

export function evaluateNvmet(file: ParsedFile, query: NvmetSyntax, context: QueryContext): NvmetQueryResult {
  const base = { file: file.uri, query, range: { start: query.start, end: query.end } };
  const members = query.block?.members ?? [];
  const ports = members.flatMap((each) => (each.kind === 'nvmet_port' ? place(each, context) : []));
  const named = members.filter((each) => each.kind === 'nvmet_namespace');
  const namespaces = named.flatMap((syntax, index) =>
    place(syntax, context).map((placed): PlacedNamespace => ({
      ...placed,
      number: index + 1,
      memory: memoryOf(syntax, context),
      stored: store(syntax, context),
    })),
  );
  if (query.faulty) return { ...base, results: [] };
  // Enabling asks for the drive, creating a controller for the drive and the adapter.
  const asked = 3 * publishers(context).length * ports.length * namespaces.length;
  if (isTooMuch(file, query, asked, context)) return { ...base, results: [] };
  const results = namespaces.flatMap((namespace) =>
    ports.flatMap((port) => evaluateNamespace(file, namespace, port, context)),
  );
  return { ...base, results };
}

function place<Syntax extends NvmetNamespaceSyntax | NvmetPortSyntax>(
  syntax: Syntax,
  context: QueryContext,
): readonly Placed<Syntax>[] {
  const found = functionOf(context, syntax.device);
  return found === null || syntax.faulty ? [] : [{ syntax, function: found }];
}

function memoryOf({ p2pmem }: NvmetNamespaceSyntax, context: QueryContext): number | null {
  const device = p2pmem?.device ?? null;
  return device === null ? null : functionOf(context, device);
}

/** A namespace whose `p2pmem` is never written holds `0`. */
function store(syntax: NvmetNamespaceSyntax, context: QueryContext): StoreResult | null {
  const { p2pmem } = syntax;
  if (p2pmem === null || p2pmem.value === 'off') return { outcome: 'stored', choice: { use: false } };
  if (p2pmem.value === 'auto') return storeChoice(context.machine, '1');
  const device = context.machine.topology.functions[memoryOf(syntax, context) ?? -1];
  return device === undefined ? null : storeChoice(context.machine, formatAddress(device.address));
}

/** As core is asked. */
interface Asked {
  readonly namespace: NvmetNamespace;
  readonly port: NvmetPort;
}

/** Empty where a fault elsewhere keeps it from being evaluated. */
function evaluateNamespace(
  file: ParsedFile,
  namespace: PlacedNamespace,
  port: Placed<NvmetPortSyntax>,
  context: QueryContext,
): readonly NvmetPairResult[] {
  const { machine } = context;
  const { stored, syntax, number } = namespace;
  if (stored === null || !isReliable(namespace, stored, port, context)) return [];
  const peerMemory = stored.outcome === 'stored' ? stored.choice : ({ use: false } as const);
  const name = machine.topology.functions[namespace.function]?.name ?? '';
  const asked: Asked = {
    namespace: { device: namespace.function, peerMemory, number, devicePath: `/dev/${name}n1` },
    port: { adapter: port.function, name: machine.topology.functions[port.function]?.name ?? '' },
  };
  const result = runNvmet(machine, asked.namespace, asked.port);
  const expected = expectation(syntax.expected, context);
  return [
    {
      file: file.uri,
      range: { start: syntax.start, end: syntax.end },
      namespace: { syntax, function: namespace.function, memory: namespace.memory },
      port: { syntax: port.syntax, function: port.function },
      expected: expected === null ? null : { value: expected.value, range: expected.range },
      stored,
      holds: expected?.complete === true ? nvmetHolds(machine, asked, result, expected.value) : null,
      result,
    },
  ];
}

function isReliable(
  namespace: PlacedNamespace,
  stored: StoreResult,
  port: Placed<NvmetPortSyntax>,
  context: QueryContext,
): boolean {
  const clients = [namespace.function, port.function];
  const providers = stored.outcome === 'stored' ? providersOf(stored, context) : [];
  if (namespace.memory !== null && context.hasFaultyMemory(namespace.memory)) return false;
  const isAuto = stored.outcome === 'stored' && stored.choice.use && stored.choice.provider === null;
  return (
    (!isAuto || context.memoriesKnown) && arePairsReliable(context.machine, providers, clients, context.unreliable)
  );
}

function providersOf(
  { choice }: Extract<StoreResult, { outcome: 'stored' }>,
  context: QueryContext,
): readonly number[] {
  if (!choice.use) return [];
  return choice.provider === null ? publishers(context) : [choice.provider];
}

type Expected = NonNullable<NvmetPairResult['expected']> & { readonly complete: boolean };

function expectation(expected: ChosenSyntax | null, context: QueryContext): Expected | null {
  if (expected === null || expected.value === null) return null;
  const range = { start: expected.start, end: expected.end };
  if (expected.value !== 'devices' && expected.value !== 'none') {
    return { value: { kind: 'error', errno: expected.value }, range, complete: true };
  }
  const { functions = [], complete = false } = expectedFunctions(expected, context) ?? {};
  return { value: { kind: 'functions', functions }, range, complete };
}

/** What is not known leaves open only what it can change: the memory that is named, or none; no other one's. */
function nvmetHolds(
  machine: Machine,
  asked: Asked,
  { enable, controller }: NvmetResult,
  expected: Expected['value'],
): Holds {
  if (enable.outcome === 'refused') return expected.kind === 'error' && expected.errno === enable.errno;
  const isOpen = enable.outcome === 'undecided';
  if (expected.kind === 'error') return isOpen && expected.errno === 'EINVAL' ? 'undecided' : false;
  const created = controller ?? createController(machine, asked.namespace, asked.port);
  const holds = controllerHolds(machine, asked, created, expected.functions);
  return isOpen && holds !== false ? 'undecided' : holds;
}

function controllerHolds(
  machine: Machine,
  { namespace: { device, peerMemory }, port: { adapter } }: Asked,
  controller: ControllerCreation,
  expected: readonly number[],
): Holds {
  if (controller.outcome === 'provider') return isSameSet(controller.providers, expected);
  if (controller.outcome === 'host-memory') return expected.length === 0;
  if (!peerMemory.use || device === null) return 'undecided';
  if (peerMemory.provider === null) return choiceHolds(findMany(machine, [adapter, device]), expected);
  return expected.length === 0 || isSameSet([peerMemory.provider], expected) ? 'undecided' : false;
}
