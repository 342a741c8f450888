// A device of disable_acs_redir or config_acs that is neither an address nor `pci:vendor:device`, or has something behind it.

import type { Rule } from '../rule';
import { logged, observationRule, oncePerPlace, writtenCommandLines } from './command-lines';
import { ignoredRest, notScanned } from './unparsable';

const code = 'cmdline-unparsable-device';
const defaultSeverity = 'warning';

const malformed = observationRule({
  code,
  defaultSeverity,
  observation: 'device-unparsable',
  when: ({ reason }) => reason === 'malformed' || reason === 'empty',
  message: (observation) => {
    const found = observation.reason === 'empty' ? 'a device is missing' : `"${observation.device}" is no device`;
    return `${found}: expected [domain:]bus:device.function or pci:vendor:device. ${notScanned(observation.option)}${ignoredRest(observation.ignored)}.${logged(observation)}`;
  },
});

const trailing = observationRule({
  code,
  defaultSeverity,
  observation: 'device-trailing',
  message: (observation) =>
    `"${observation.device}" goes on after the id. The id counts, but ${lowered(notScanned(observation.option))}${ignoredRest(observation.ignored)}.`,
});

export const cmdlineUnparsableDevice: Rule = {
  code,
  defaultSeverity,
  check: (analysis, report) => {
    malformed.check(analysis, report);
    trailing.check(analysis, report);
    const reportOnce = oncePerPlace(report);
    for (const { commandLine, file, rangeOf } of writtenCommandLines(analysis)) {
      for (const option of [commandLine.disableAcsRedir, commandLine.configAcs]) {
        if (option === null || option.entries.length > 0) continue;
        const range = rangeOf(option.span);
        reportOnce({ message: `${option.name}= names no device; write one behind it, or take it out.`, file, range });
      }
    }
  },
};

function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
