// The same machine under other settings than the file's: what the map panel's controls ask for. No text is changed; one
// evaluation is made again, and stands in the analysis where that of the file stood, so that whoever shows or explains an
// analysis does it as ever.

import type { KernelVersion } from '../../core/kernel/version';
import { bootMachine } from '../../core/boot';
import type { IommuMode, Machine, MachineSettings } from '../../core/machine';
import { ACS_BIT } from '../../core/pci/acs';
import type { AcsDescription } from '../../core/pci/acs';
import type { Topology } from '../../core/pci/topology';
import type { Analysis, Evaluation } from './analysis';
import { createEvaluator, type Asked } from './evaluate';
import type { ParsedFile } from './parser';

/** null: as in the file. */
export interface OtherSettings {
  readonly kernel: KernelVersion | null;
  readonly iommu: IommuMode | null;
  /**
   * Of every function with an ACS capability. cleared: no redirect, as `pci=disable_acs_redir=pci:0:0` leaves it.
   * set: what the kernel enables with an IOMMU, whatever the command line takes away again.
   */
  readonly acs: 'cleared' | 'set' | null;
}

/** The analysis with this evaluation under these settings; one that has a faulty setting stays without answers. */
export function analysisUnder(analysis: Analysis, evaluation: Evaluation, other: OtherSettings): Analysis {
  const changed = evaluationUnder(analysis, evaluation, other);
  return { ...analysis, evaluations: analysis.evaluations.map((each) => (each === evaluation ? changed : each)) };
}

export function evaluationUnder(analysis: Analysis, evaluation: Evaluation, other: OtherSettings): Evaluation {
  const { settings, topology } = machineUnder(evaluation.machine, other);
  const { scenario, declaration, reliable, settings: sources } = evaluation;
  const evaluator = createEvaluator({ ...analysis.hardware, topology }, () => undefined);
  return evaluator.evaluate(scenario, declaration, { settings, sources, reliable }, askedIn(analysis, evaluation));
}

/** Pinned bits: neither a default nor the command line touches them, under whichever kernel. */
export function machineUnder(
  { topology, settings }: Machine,
  { kernel, iommu, acs }: OtherSettings,
): { readonly topology: Topology; readonly settings: MachineSettings } {
  const changed = { ...settings, kernel: kernel ?? settings.kernel, iommu: iommu ?? settings.iommu };
  if (acs === null) return { topology, settings: changed };
  const { acs: states } = bootMachine(topology, changed);
  const functions = topology.functions.map((each) => {
    const state = states[each.index] ?? null;
    // P2PDMA reads no redirect where Sunrise Point has its control word, whatever stands in it.
    if (state === null || state.quirk === 'sunrise-point') return each;
    const { capability, control } = state;
    const pinned = acs === 'cleared' ? control & ~REDIRECT : control | (capability & DEFAULTS);
    const description: AcsDescription = { mode: 'pinned', control: pinned, capability };
    return { ...each, acs: description };
  });
  return { topology: { ...topology, functions }, settings: changed };
}

export const REDIRECT = ACS_BIT.RR | ACS_BIT.CR | ACS_BIT.EC;
/** What pci_std_enable_acs() sets of what a function can do. */
const DEFAULTS = ACS_BIT.SV | ACS_BIT.RR | ACS_BIT.CR | ACS_BIT.UF;

/** What was asked of this evaluation: each answer stands beside its query. */
function askedIn({ files }: Analysis, { pairs, maps, providers, nvmet }: Evaluation): readonly Asked[] {
  const byUri = new Map(files.map((file) => [file.uri, file]));
  const fileOf = (uri: string): ParsedFile => {
    const file = byUri.get(uri);
    if (file === undefined) throw new Error(`${uri} is not part of the machine.`);
    return file;
  };
  return [...pairs, ...maps, ...providers, ...nvmet].map(({ file, query }) => ({ file: fileOf(file), query }));
}
