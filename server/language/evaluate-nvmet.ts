// `nvmet`: the NVMe-oF target's flow for every namespace on every port. What stands after `p2pmem` is written to configfs
// first, as a user would: a device whose memory is not published is refused there, and the namespace stays without.

import { runNvmet } from '../../core/drivers/nvmet';
import type { NvmetResult } from '../../core/drivers/nvmet';
import { formatAddress } from '../../core/pci/address';
import type { StoreResult } from '../../core/providers/choice';
import { storeChoice } from '../../core/providers/choice';
import { functionOf } from './evaluate-map';
import { expectedFunctions, isSameSet, isTooMuch, publishers } from './evaluate-provider';
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
  const adapter = { adapter: port.function, name: machine.topology.functions[port.function]?.name ?? '' };
  const result = runNvmet(
    machine,
    { device: namespace.function, peerMemory, number, devicePath: `/dev/${name}n1` },
    adapter,
  );
  const expected = expectation(syntax.expected, context);
  return [
    {
      file: file.uri,
      range: { start: syntax.start, end: syntax.end },
      namespace: { syntax, function: namespace.function, memory: namespace.memory },
      port: { syntax: port.syntax, function: port.function },
      expected: expected === null ? null : { value: expected.value, range: expected.range },
      stored,
      holds: expected?.complete === true ? nvmetHolds(result, expected.value) : null,
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

function nvmetHolds({ enable, controller }: NvmetResult, expected: Expected['value']): Holds {
  if (enable.outcome === 'undecided') {
    return expected.kind === 'error' && expected.errno !== 'EINVAL' ? false : 'undecided';
  }
  if (enable.outcome === 'refused') return expected.kind === 'error' && expected.errno === enable.errno;
  if (expected.kind === 'error' || controller === null) return false;
  switch (controller.outcome) {
    case 'provider':
      return isSameSet(controller.providers, expected.functions);
    case 'host-memory':
      return expected.functions.length === 0;
    case 'undecided':
      return 'undecided';
  }
}
