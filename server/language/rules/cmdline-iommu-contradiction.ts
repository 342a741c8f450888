// The command line says one thing about the IOMMU and the `iommu` setting another. The setting is what is evaluated.

import type { TextSpan } from '../../../core/kernel/commandline';
import { iommuParameters } from '../../../core/kernel/iommu-parameters';
import type { IommuMode } from '../../../core/machine';
import type { Rule } from '../rule';
import { oncePerPlace, type WrittenCommandLine, writtenCommandLines } from './command-lines';

export const cmdlineIommuContradiction: Rule = {
  code: 'cmdline-iommu-contradiction',
  defaultSeverity: 'warning',
  check: (analysis, report) => {
    const reportOnce = oncePerPlace(report);
    for (const line of writtenCommandLines(analysis)) {
      const found = iommuContradiction(line);
      if (found === null) continue;
      const setting = line.evaluation.settings.iommu;
      const said =
        setting === null
          ? 'no iommu setting stands here, which means off'
          : `the file says iommu ${line.evaluation.machine.settings.iommu}, which is what is evaluated`;
      reportOnce({
        message: `${wordsAt(line, found.parameter)} would ${found.effect}, but ${said}; write iommu ${found.meant} or drop the parameter.`,
        file: line.file,
        range: line.rangeOf(found.parameter),
        related: setting === null ? [] : [{ file: setting.file, range: setting.syntax, message: 'the setting' }],
      });
    }
  },
};

export interface IommuContradiction {
  readonly parameter: TextSpan;
  /** What the parameter would do on this machine, behind `would`. */
  readonly effect: string;
  /** The setting that agrees with the command line. */
  readonly meant: IommuMode;
}

/** null: setting and command line agree, or the command line says nothing to this machine's IOMMU. */
export function iommuContradiction(line: WrittenCommandLine): IommuContradiction | null {
  const { settings, commandLine } = line.evaluation.machine;
  const { power, domains } = iommuParameters(commandLine, settings);
  const passes = domains?.value === 'passthrough';
  const translation: IommuMode = passes ? 'passthrough' : 'on';
  if (power?.value === 'off') {
    if (settings.iommu === 'off') return null;
    return { parameter: power.span, effect: 'switch the IOMMU off', meant: 'off' };
  }
  if (power !== null && settings.iommu === 'off') {
    const mode = passes ? `, with ${wordsAt(line, domains.span)} in passthrough` : '';
    return { parameter: power.span, effect: `switch the IOMMU on${mode}`, meant: translation };
  }
  if (domains === null || settings.iommu === translation) return null;
  // What is asked of an IOMMU that the file says is not there has no effect; where nothing is said, it may be forgotten.
  if (settings.iommu === 'off' && line.evaluation.settings.iommu !== null) return null;
  const article = settings.iommu === 'off' ? 'an' : 'the';
  const effect = passes ? `put ${article} IOMMU into passthrough` : `take ${article} IOMMU out of passthrough`;
  return { parameter: domains.span, effect, meant: translation };
}

function wordsAt(line: WrittenCommandLine, span: TextSpan): string {
  return line.commandLine.text.slice(span.start, span.end);
}
