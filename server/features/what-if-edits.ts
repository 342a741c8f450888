// What the controls of the map panel say, written into the file: the settings of the evaluation that is shown, and cleared
// ACS redirect as the kernel parameter that clears it. Where no parameter does, it says so and writes the rest.

import { bootMachine } from '../../core/boot';
import { withComputedAcs } from '../../core/computed-acs';
import { nextReadingAcsParameters, readsAcsParameters } from '../../core/kernel/acs-parameters';
import { withAcsOption } from '../../core/kernel/edit-commandline';
import type { Machine } from '../../core/machine';
import type { Analysis, Evaluation } from '../language/analysis';
import { listWords } from '../language/explain/names';
import { machineUnder, REDIRECT, type OtherSettings } from '../language/what-if';
import type { TextEdit } from './edit';
import { autoEdits } from './fixes/make-auto';
import { writeCommandLine, writeSetting } from './settings-edit';

export interface WhatIfEdits {
  readonly edits: readonly TextEdit[];
  /** Why the ACS control is not among them, one sentence; null: it is, or it says nothing else than the file. */
  readonly notWritten: string | null;
}

export function whatIfEdits(analysis: Analysis, evaluation: Evaluation, other: OtherSettings): WhatIfEdits {
  const { kernel, iommu } = other;
  const { settings } = evaluation.machine;
  const acs = acsEdits(analysis, evaluation, other);
  return {
    edits: [
      ...(kernel === null || kernel.label === settings.kernel.label
        ? []
        : writeSetting(analysis, evaluation, 'kernel', kernel.label)),
      ...(iommu === null || iommu === settings.iommu ? [] : writeSetting(analysis, evaluation, 'iommu', iommu)),
      ...acs.edits,
    ],
    notWritten: acs.notWritten,
  };
}

/** Every function: the kernel reads 0 as any. */
const EVERY_FUNCTION = 'pci:0:0';

function acsEdits(analysis: Analysis, evaluation: Evaluation, other: OtherSettings): WhatIfEdits {
  if (other.acs === null) return { edits: [], notWritten: null };
  if (other.acs === 'set') {
    const sentence =
      'ACS redirect is not written: no setting sets it; the kernel does where iommu is on and cmdline does not clear it.';
    return { edits: [], notWritten: sentence };
  }
  const { topology, settings } = machineUnder(evaluation.machine, { ...other, acs: null });
  const machine = bootMachine(topology, settings);
  const redirecting = redirectingIn(machine);
  if (redirecting.length === 0) return { edits: [], notWritten: null };
  const commandLine = withAcsOption(machine.commandLine, 'disable_acs_redir', EVERY_FUNCTION);
  const pinned = redirecting.filter((index) => topology.functions[index]?.acs.mode === 'pinned');
  const cleared = bootMachine(withComputedAcs(machine, pinned), { ...settings, commandLine });
  const kept = redirectingIn(cleared);
  if (kept.length > 0) return { edits: [], notWritten: refusal(cleared, kept) };
  const edits = [...writeCommandLine(analysis, evaluation, commandLine), ...autoEdits(analysis, machine, pinned)];
  return { edits, notWritten: null };
}

/** Those that redirect, or may. */
function redirectingIn({ acs }: Machine): readonly number[] {
  return acs.flatMap((state, index) => {
    const bits = state === null ? 0 : state.control | state.assumed | state.unknown;
    return state?.quirk !== 'sunrise-point' && (bits & REDIRECT) !== 0 ? [index] : [];
  });
}

function refusal({ settings, topology }: Machine, kept: readonly number[]): string {
  const { kernel } = settings;
  if (!readsAcsParameters(kernel)) {
    const next = nextReadingAcsParameters(kernel);
    const instead = next === null ? '' : `; choose ${next.label} or later`;
    return `ACS redirect is not written: kernel ${kernel.label} misreads disable_acs_redir${instead}.`;
  }
  const names = listWords(kept.map((index) => topology.functions[index]?.name ?? ''));
  return `ACS redirect is not written: disable_acs_redir=${EVERY_FUNCTION} does not clear it in ${names}.`;
}
