// From 6.11 to 6.14 the kernel computes ACS control words wrongly: bits that should be cleared take firmware's value,
// all others are written as 1, and of config_acs it reads the first entry only.

import { firstRelease } from '../explain/releases';
import type { Rule } from '../rule';
import { oncePerPlace, type WrittenCommandLine, writtenCommandLines } from './command-lines';

export const cmdlineBrokenKernel: Rule = {
  code: 'cmdline-broken-kernel',
  defaultSeverity: 'warning',
  check: (analysis, report) => {
    const reportOnce = oncePerPlace(report);
    for (const line of writtenCommandLines(analysis)) {
      for (const { message, span } of findings(line)) {
        reportOnce({ message, file: line.file, range: line.rangeOf(span) });
      }
    }
  },
};

function findings(line: WrittenCommandLine) {
  const { acs } = line.evaluation.machine.settings.kernel;
  const { disableAcsRedir, configAcs, observations } = line.commandLine;
  const found = [];
  if (disableAcsRedir !== null && acs.disableAcsRedir === 'broken') {
    const message = `${line.kernel} misreads disable_acs_redir: RR, CR and EC take firmware's value and every other bit is set; fixed in ${fixed()}.`;
    found.push({ message, span: disableAcsRedir.span });
  }
  if (configAcs !== null && acs.configAcs === 'broken') {
    const only = observations.some((observation) => observation.observation === 'only-first-entry');
    const message = `${line.kernel} misreads config_acs: a 0 does not clear what firmware set, x keeps the kernel's default${only ? ', and only the first entry is read' : ''}; fixed in ${fixed()}.`;
    found.push({ message, span: configAcs.span });
  }
  return found;
}

/** The stable version is a backport of the same fix ("PCI/ACS: Fix 'pci=config_acs=' parameter"). */
function fixed(): string {
  return `${firstRelease((kernel) => kernel.acs.configAcs === 'list') ?? 'no release'} and 6.12.25`;
}
