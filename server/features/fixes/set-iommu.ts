// The command line and the `iommu` setting disagree: say in the setting what the command line does.

import { iommuContradiction } from '../../language/rules/cmdline-iommu-contradiction';
import { writtenCommandLines } from '../../language/rules/command-lines';
import type { FixKind } from './quick-fix';
import { writeSetting } from '../settings-edit';

export const setIommu: FixKind = {
  codes: ['cmdline-iommu-contradiction'],
  proved: 'itself',
  propose: (analysis, diagnostic) => {
    for (const line of writtenCommandLines(analysis)) {
      const found = iommuContradiction(line);
      if (line.file !== diagnostic.file || found === null) continue;
      if (line.rangeOf(found.parameter).start !== diagnostic.range.start) continue;
      const edits = writeSetting(analysis, line.evaluation, 'iommu', found.meant);
      return [{ title: `Write iommu ${found.meant}`, diagnostic, edits, preferred: true, price: null }];
    }
    return [];
  },
};
