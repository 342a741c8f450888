// The command line says one thing about the IOMMU and the `iommu` setting another. The setting is what is evaluated.

import type { IommuMode } from '../../../core/machine';
import type { Rule } from '../rule';
import { oncePerPlace, writtenCommandLines } from './command-lines';

export const cmdlineIommuContradiction: Rule = {
  code: 'cmdline-iommu-contradiction',
  defaultSeverity: 'warning',
  check: (analysis, report) => {
    const reportOnce = oncePerPlace(report);
    for (const line of writtenCommandLines(analysis)) {
      const asked = line.commandLine.iommu;
      const { settings } = line.evaluation.machine;
      if (asked === null || !contradicts(asked.mode, settings.iommu)) continue;
      const words = line.commandLine.text.slice(asked.parameter.start, asked.parameter.end);
      const setting = line.evaluation.settings.iommu;
      const found =
        setting === null ? `no iommu setting stands here, which means off` : `the file says iommu ${settings.iommu}`;
      reportOnce({
        message: `${words} makes the IOMMU ${asked.mode}, but ${found}; write iommu ${asked.mode} or drop the parameter.`,
        file: line.file,
        range: line.rangeOf(asked.parameter),
        related: setting === null ? [] : [{ file: setting.file, range: setting.syntax, message: 'the setting' }],
      });
    }
  },
};

/** Asking for translation leaves passthrough possible: the default domain type is the kernel's configuration. */
export function contradicts(asked: IommuMode, said: IommuMode): boolean {
  return asked !== said && !(asked === 'on' && said === 'passthrough');
}
