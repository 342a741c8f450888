// What the NVMe-oF target does with one namespace on one port, and why, in one sentence for each outcome of its flow.

import type { NvmetResult } from '../../../core/drivers/nvmet';
import type { Machine } from '../../../core/machine';
import { decidePair } from '../../../core/p2pdma/decide';
import { distanceMany } from '../../../core/providers/distance';
import { findMany } from '../../../core/providers/find';
import type { NvmetPairResult } from '../results';
import { choiceAdvice, chosenText, choiceReason, hopsOf, nearestOpen, refusalReason } from './choice';
import { pairReason } from './map-failure';
import { functionAt } from './names';
import { whatToAdd } from './unknown';

type Told = Pick<NvmetPairResult, 'namespace' | 'port' | 'stored' | 'result'> &
  Partial<Pick<NvmetPairResult, 'expected'>>;

/** `nvme0`, `none`, `EINVAL`, `undecided`: as it stands after `=`. */
export function nvmetAnswerText(machine: Machine, { enable, controller }: NvmetResult): string {
  if (enable.outcome === 'refused') return enable.errno;
  if (enable.outcome === 'undecided' || controller === null || controller.outcome === 'undecided') return 'undecided';
  return chosenText(machine, controller.outcome === 'provider' ? controller.providers : []);
}

/** What an undecided answer may come to, each as it stands after `=`; null: it is decided, or too much is open. */
export function nvmetPossible(machine: Machine, told: Told): readonly string[] | null {
  const { enable, controller } = told.result;
  const isOpen = enable.outcome === 'undecided';
  if (!isOpen && controller?.outcome !== 'undecided') return null;
  const provider = fixedProvider(told);
  const chosen = provider === null ? possibleChoices(machine, told) : possibleFixed(machine, told, provider);
  if (chosen === null) return null;
  return [...(isOpen ? ['EINVAL'] : []), ...chosen.map((functions) => chosenText(machine, functions))];
}

function possibleFixed(machine: Machine, { port }: Told, provider: number): readonly (readonly number[])[] {
  const many = distanceMany(machine, provider, [port.function]);
  const isReached = many.refusal === null;
  return [...(isReached ? [[provider]] : []), ...(isReached && many.distance !== null ? [] : [[]])];
}

/** Of two that are open, one may hinge on the other, so only one is told. */
function possibleChoices(machine: Machine, told: Told): readonly (readonly number[])[] | null {
  const choice = findMany(machine, bothClients(told));
  const { chosen, distance, undecided } = choice;
  const [open, ...others] = undecided;
  if (open === undefined) return [chosen];
  const candidate = nearestOpen({ clients: bothClients(told), choice });
  if (others.length > 0 || candidate === null) return null;
  const joins = distance !== null && hopsOf(candidate) === distance;
  return [joins ? [...chosen, open] : [open], chosen];
}

export function nvmetSentence(machine: Machine, told: Told): string {
  const clause = nvmetReason(machine, told);
  const { enable, controller } = told.result;
  if (enable.outcome === 'refused') return `Enabling the namespace fails with ${enable.errno}: ${clause}.`;
  if (enable.outcome === 'undecided' || controller === null || controller.outcome === 'undecided') {
    return `Not known: ${clause}.`;
  }
  if (controller.outcome === 'host-memory') return `Buffers come from host memory: ${clause}.`;
  const { providers } = controller;
  const tie = providers.length === 1 ? '' : ', one of them drawn at random';
  return `Buffers come from ${chosenText(machine, providers)}${tie}: ${clause}.`;
}

/** Why it comes to that: a clause. */
export function nvmetReason(machine: Machine, told: Told): string {
  const { stored, result } = told;
  const { enable, controller } = result;
  if (stored.outcome === 'error') {
    return `writing its p2pmem fails with ${stored.errno} (${stored.message}), and the namespace stays without`;
  }
  if (enable.outcome === 'refused') return refusedReason(machine, told, enable.reason);
  if (enable.outcome === 'undecided') return automaticReason(machine, told, clientsOfStep(told));
  switch (controller?.outcome) {
    case undefined:
      return 'the namespace is not enabled';
    case 'provider':
      return fixedProvider(told) === null
        ? automaticReason(machine, told, bothClients(told))
        : `${portName(machine, told)} reaches the memory that p2pmem names`;
    case 'undecided':
      return automaticReason(machine, told, clientsOfStep(told));
    case 'host-memory':
      return fallbackReason(machine, told, controller.reason);
  }
}

function refusedReason(
  machine: Machine,
  told: Told,
  reason: Extract<NvmetResult['enable'], { outcome: 'refused' }>['reason'],
): string {
  const drive = functionAt(machine, told.namespace.function).name;
  switch (reason) {
    case 'not-a-block-device':
      return 'the namespace is no block device';
    case 'queue-flag':
      return `the queue of ${drive} takes no peer-to-peer pages, because its DMA operations do not support P2PDMA`;
    case 'fixed-provider':
      return fixedReason(machine, told, told.namespace.function);
    case 'no-provider':
      return automaticReason(machine, told, [told.namespace.function]);
  }
}

function fallbackReason(
  machine: Machine,
  told: Told,
  reason: Extract<NonNullable<NvmetResult['controller']>, { outcome: 'host-memory' }>['reason'],
): string {
  switch (reason) {
    case 'not-asked-for':
      return 'p2pmem of the namespace is off';
    case 'no-p2pdma': {
      const { kernel, architecture } = machine.settings;
      return `P2PDMA on ${kernel.label} needs a 64-bit kernel, and arch is ${architecture}`;
    }
    case 'no-peer-to-peer-client':
      return `${portName(machine, told)} is no client for peer-to-peer memory, because its DMA operations do not support P2PDMA`;
    case 'fixed-provider':
      return fixedReason(machine, told, told.port.function);
    case 'no-provider':
      return automaticReason(machine, told, bothClients(told));
  }
}

/** Whom the step that ended the flow asked for: enabling, or creating a controller. */
function clientsOfStep(told: Told): readonly number[] {
  return told.result.enable.outcome === 'enabled' ? bothClients(told) : [told.namespace.function];
}

/** nvmet asks for the adapter first. */
function bothClients({ namespace, port }: Told): readonly number[] {
  return [port.function, namespace.function];
}

function automaticReason(machine: Machine, told: Told, clients: readonly number[]): string {
  const provider = fixedProvider(told);
  if (provider !== null) {
    const open = clients.find((client) => decidePair(machine, provider, client).mapType === 'UNKNOWN');
    return pairReason(machine, provider, open ?? told.port.function);
  }
  const claimed = told.expected?.value.kind === 'functions' ? told.expected.value.functions[0] : undefined;
  return choiceReason(machine, { clients, choice: findMany(machine, clients) }, claimed ?? told.namespace.function);
}

function fixedReason(machine: Machine, told: Told, client: number): string {
  const provider = fixedProvider(told) ?? client;
  return refusalReason(machine, provider, [client], distanceMany(machine, provider, [client]));
}

/** What to add so that it is known, as a clause; null: nothing, or it is known. */
export function nvmetAdvice(machine: Machine, told: Told): string | null {
  const clients = clientsOfStep(told);
  const provider = fixedProvider(told);
  if (provider === null) return choiceAdvice(machine, { clients, choice: findMany(machine, clients) });
  return (
    clients.map((client) => whatToAdd(machine, decidePair(machine, provider, client))).find((line) => line !== null) ??
    null
  );
}

function fixedProvider({ stored }: Told): number | null {
  return stored.outcome === 'stored' && stored.choice.use ? stored.choice.provider : null;
}

function portName(machine: Machine, { port }: Told): string {
  return functionAt(machine, port.function).name;
}
