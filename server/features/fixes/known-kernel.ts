// A kernel outside of what the model knows: the newest one it knows, or the first that has P2PDMA.

import { KERNEL_RELEASES, NEWEST_KERNEL } from '../../../core/kernel/resolve';
import type { FixKind } from './quick-fix';

export const knownKernel: FixKind = {
  codes: ['kernel-newer', 'kernel-too-old'],
  proved: 'by-analysis',
  propose: (_analysis, diagnostic) => {
    const isNewer = diagnostic.code === 'kernel-newer';
    const kernel = isNewer ? NEWEST_KERNEL : KERNEL_RELEASES[0];
    if (kernel === undefined) return [];
    const { file, range } = diagnostic;
    const title = isNewer
      ? `Take kernel ${kernel.label}, the newest known`
      : `Take kernel ${kernel.label}, the first with P2PDMA`;
    return [{ title, diagnostic, edits: [{ file, range, newText: kernel.label }], preferred: isNewer, price: null }];
  },
};
