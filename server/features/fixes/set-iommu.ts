// The command line and the `iommu` setting disagree: say in the setting what the command line does.

import { writtenCommandLines } from '../../language/rules/command-lines';
import type { FixKind } from '../quick-fix';
import { writeSetting } from '../settings-edit';

export const setIommu: FixKind = {
  codes: ['cmdline-iommu-contradiction'],
  proved: 'itself',
  propose: (analysis, diagnostic) => {
    for (const line of writtenCommandLines(analysis)) {
      const asked = line.commandLine.iommu;
      if (line.file !== diagnostic.file || asked === null || asked.mode === line.evaluation.machine.settings.iommu) {
        continue;
      }
      if (line.rangeOf(asked.parameter).start !== diagnostic.range.start) continue;
      const edits = writeSetting(analysis, line.evaluation, 'iommu', asked.mode);
      return [{ title: `Write iommu ${asked.mode}`, diagnostic, edits, preferred: true, price: null }];
    }
    return [];
  },
};
