// What-if overrides as a client sends them: checked, with words that say what was expected, and turned into settings.

import { resolveKernel } from '../../core/kernel/resolve';
import type { KernelProblem } from '../../core/kernel/resolve';
import type { KernelVersion } from '../../core/kernel/version';
import type { ShownWhatIf } from '../export/panel';
import { whatIfEdits } from '../features/what-if-edits';
import type { Analysis, Evaluation } from '../language/analysis';
import { PINNED_NOTE } from '../language/explain/hops';
import { evaluationUnder, type OtherSettings } from '../language/what-if';
import type { PairProof } from '../protocol/messages';
import type { WhatIf } from '../protocol/what-if';
import { countOverrides, WHAT_IF_ACS, WHAT_IF_IOMMU } from '../protocol/what-if';

/** Throws where it is no WhatIf, whatever the client's own types say; null: nothing is set otherwise. */
export function otherSettings(whatIf: WhatIf | undefined): OtherSettings | null {
  if (whatIf === undefined) return null;
  if (typeof whatIf !== 'object' || whatIf === null) throw new Error('whatIf: expected an object');
  const { kernel, iommu, acs, ...others } = whatIf;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new Error(`whatIf.${unknown}: expected kernel, iommu or acs`);
  const known = {
    kernel: kernel === undefined ? null : kernelNamed(kernel),
    iommu: iommu === undefined ? null : oneOf('iommu', WHAT_IF_IOMMU, iommu),
    acs: acs === undefined ? null : oneOf('acs', WHAT_IF_ACS, acs),
  };
  if (countOverrides(whatIf) === 0) return null;
  return { ...known, acs: known.acs === 'as-in-file' ? null : known.acs };
}

/** For the panel's view: the evaluation that is shown, under these settings. */
export function shownUnder(
  analysis: Analysis,
  overrides: WhatIf | undefined,
): (evaluation: Evaluation) => ShownWhatIf | null {
  const other = otherSettings(overrides);
  return (evaluation) => {
    if (other === null || overrides === undefined) return null;
    const { notWritten } = whatIfEdits(analysis, evaluation, other);
    return { evaluation: evaluationUnder(analysis, evaluation, other), overrides, notWritten };
  };
}

/** Fixes are about the file as it is, and bits that a control sets stand in no file. */
export function proofUnder(proof: PairProof, { acs }: OtherSettings): PairProof {
  const noteOf = (note: string): string => (acs === null ? note : note.replace(PINNED_NOTE, `${acs} by the what-if`));
  return { ...proof, fixes: [], hops: proof.hops.map((hop) => ({ ...hop, note: noteOf(hop.note) })) };
}

function oneOf<Word extends string>(member: string, words: readonly Word[], found: unknown): Word {
  const word = words.find((each) => each === found);
  if (word === undefined) {
    throw new Error(`whatIf.${member}: expected ${words.join(', ')}, found ${JSON.stringify(found)}`);
  }
  return word;
}

function kernelNamed(label: unknown): KernelVersion {
  if (typeof label !== 'string') throw new Error(`whatIf.kernel: expected a version, found ${JSON.stringify(label)}`);
  const { kernel, problem } = resolveKernel(label);
  if (kernel !== null && problem === null) return kernel;
  throw new Error(`whatIf.kernel: expected ${expected(problem)}, found ${JSON.stringify(label)}`);
}

function expected(problem: KernelProblem | null): string {
  switch (problem?.problem) {
    case 'newer-than-known':
      return `a kernel up to ${problem.newest}`;
    case 'too-old':
      return `a kernel from ${problem.oldest} on`;
    case 'suffix':
      return `a version without what uname -r adds (${problem.meant})`;
    case 'no-such-release':
      return `a release of Linux (the nearest is ${problem.nearest})`;
    case 'malformed':
    case undefined:
      return 'a version as peermap/kernels lists them';
  }
}
