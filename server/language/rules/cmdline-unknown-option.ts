// A piece of `pci=` that the kernel does not know. `noacs` is the classic: advised all over the net, never existed.

import { logged, observationRule } from './command-lines';

export const cmdlineUnknownOption = observationRule({
  code: 'cmdline-unknown-option',
  defaultSeverity: 'warning',
  observation: 'pci-option-unknown',
  message: (observation) =>
    observation.option === 'noacs'
      ? `pci=noacs does not exist; to take ACS redirect off a path, name its functions in pci=disable_acs_redir=.${logged(observation)}`
      : `pci= has no option "${observation.option}", it is ignored.${logged(observation)}`,
});
