// What people believe and the kernel does not: said beside a claim that fails because of it, where the file itself shows the
// belief. Each is one more place in the proof, never a finding of its own.

import type { Verdict } from '../../../core/p2pdma/verdict';
import type { Analysis, Evaluation } from '../analysis';
import type { RelatedInformation } from '../diagnostic';
import { functionAt } from '../explain/names';
import { siliconCaveat } from '../explain/silicon';
import { placeOfFunction, relatedAt } from './answers';
import { writtenCommandLines } from './command-lines';
import { isRedirected } from './redirected';

export function misreadOfPair(
  analysis: Analysis,
  evaluation: Evaluation,
  verdict: Verdict,
): readonly RelatedInformation[] {
  return [
    ...(isRedirected(verdict) ? iommuParameter(analysis, evaluation) : []),
    ...sameDevice(analysis, evaluation, verdict),
    ...writesOnly(analysis, evaluation, verdict),
  ];
}

/** `iommu=pt` where nothing else of the command line concerns ACS: it is taken for the switch. */
function iommuParameter(analysis: Analysis, evaluation: Evaluation): readonly RelatedInformation[] {
  const line = writtenCommandLines(analysis).find((each) => each.evaluation === evaluation);
  if (line === undefined || line.commandLine.disableAcsRedir !== null || line.commandLine.configAcs !== null) return [];
  const { text, parameters } = line.commandLine;
  const believed = parameters.find(({ span }) => BELIEVED.includes(text.slice(span.start, span.end)));
  if (believed === undefined) return [];
  const words = text.slice(believed.span.start, believed.span.end);
  const message = `${words} clears no ACS bit: with an IOMMU the kernel sets RR and CR, in passthrough too`;
  return [{ file: line.file, range: line.rangeOf(believed.span), message }];
}

const BELIEVED: readonly string[] = ['iommu=pt', 'iommu.passthrough=1', 'intel_iommu=on', 'amd_iommu=on'];

function sameDevice(
  analysis: Analysis,
  { machine }: Evaluation,
  { mapType, provider, client }: Verdict,
): readonly RelatedInformation[] {
  const [one, other] = [functionAt(machine, provider).address, functionAt(machine, client).address];
  const isOne = one.domain === other.domain && one.bus === other.bus && one.device === other.device;
  if (!isOne || mapType === 'BUS_ADDR') return [];
  const message = 'the two are functions of one device, which the kernel treats like any other pair';
  return relatedAt(placeOfFunction(analysis, machine, client), message);
}

function writesOnly(analysis: Analysis, { machine }: Evaluation, verdict: Verdict): readonly RelatedInformation[] {
  const caveat = siliconCaveat(machine, verdict);
  return caveat === null
    ? []
    : relatedAt(placeOfFunction(analysis, machine, verdict.client), caveat.replace(/\.$/, ''));
}

/** A device that is claimed for its NUMA node, while the kernel counts hops. */
export function misreadOfChoice(
  analysis: Analysis,
  { machine }: Evaluation,
  clients: readonly number[],
  claimed: readonly number[],
  chosen: readonly number[],
): readonly RelatedInformation[] {
  const nodeOf = (index: number): number | null => {
    const { numaNode, hostBridge } = functionAt(machine, index);
    return numaNode ?? machine.topology.hostBridges[hostBridge]?.numaNode ?? null;
  };
  const nodes = new Set(clients.map(nodeOf));
  const isNear = (index: number): boolean => nodeOf(index) !== null && nodes.has(nodeOf(index));
  const near = claimed.find(isNear);
  if (near === undefined || chosen.length === 0 || chosen.some(isNear)) return [];
  const message = `${functionAt(machine, near).name} is on the NUMA node of its client, for which the kernel does not ask: it counts hops`;
  return relatedAt(placeOfFunction(analysis, machine, near), message);
}
