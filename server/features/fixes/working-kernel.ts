// An option that this kernel does not know or misreads: take the first later release that has it right.

import { KERNEL_RELEASES } from '../../../core/kernel/resolve';
import type { KernelVersion } from '../../../core/kernel/version';
import { writtenCommandLines } from '../../language/rules/command-lines';
import { contains } from '../places';
import type { FixKind } from './quick-fix';
import { writeSetting } from '../settings-edit';

export const workingKernel: FixKind = {
  codes: ['cmdline-broken-kernel', 'cmdline-too-old'],
  proved: 'itself',
  propose: (analysis, diagnostic) => {
    const line = writtenCommandLines(analysis).find(
      (candidate) =>
        candidate.file === diagnostic.file &&
        contains(candidate.literal, diagnostic.range.start) &&
        !works(candidate.evaluation.machine.settings.kernel),
    );
    if (line === undefined) return [];
    const { kernel } = line.evaluation.machine.settings;
    const later = KERNEL_RELEASES.find((release) => release.order > kernel.order && works(release));
    if (later === undefined) return [];
    const edits = writeSetting(analysis, line.evaluation, 'kernel', later.label);
    return [
      {
        title: `Take kernel ${later.label}, the first that reads it right`,
        diagnostic,
        edits,
        preferred: false,
        price: null,
      },
    ];
  },
};

function works(kernel: KernelVersion): boolean {
  return kernel.acs.configAcs === 'list';
}
