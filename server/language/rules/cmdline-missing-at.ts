// An entry of config_acs without the `@` between flags and device, as the kernel's own documentation once showed it.

import { observationRule } from './command-lines';
import { ignoredRest } from './unparsable';

export const cmdlineMissingAt = observationRule({
  code: 'cmdline-missing-at',
  defaultSeverity: 'warning',
  observation: 'flags-missing',
  message: ({ device, ignored }) =>
    `"${device}" lacks its flags or its device: an entry of config_acs is FLAGS@DEVICE, such as 10x@pci:0:0. The kernel's scan ends here${ignoredRest(ignored)}.`,
});
