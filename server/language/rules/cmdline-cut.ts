// A list that was pasted from the kernel's own hint, which ends at 127 characters, in the middle of a name.

import { observationRule } from './command-lines';
import { ignoredRest, notScanned } from './unparsable';

export const cmdlineCut = observationRule({
  code: 'cmdline-cut',
  defaultSeverity: 'warning',
  observation: 'device-unparsable',
  when: ({ reason }) => reason === 'cut',
  message: (observation) =>
    `"${observation.device}" is the beginning of an address: the kernel cuts its hint at 127 characters. ${notScanned(observation.option)}${ignoredRest(observation.ignored)}.`,
});
