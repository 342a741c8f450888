// `pci:10de:*`: the kernel's parser reads numbers only; 0 is its wildcard.

import { ignoredRest, notScanned } from './unparsable';
import { observationRule } from './command-lines';

export const cmdlineWildcard = observationRule({
  code: 'cmdline-wildcard',
  defaultSeverity: 'warning',
  observation: 'device-unparsable',
  when: ({ reason }) => reason === 'wildcard',
  message: (observation) =>
    `${observation.device}: * is no wildcard for the kernel, 0 is. ${notScanned(observation.option)}${ignoredRest(observation.ignored)}.`,
});
