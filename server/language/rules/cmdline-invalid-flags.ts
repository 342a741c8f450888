// Flags of config_acs that the kernel refuses: other characters than 0, 1 and x, or a bit above DT.

import { observationRule } from './command-lines';
import { ignoredRest, notScanned } from './unparsable';

export const cmdlineInvalidFlags = observationRule({
  code: 'cmdline-invalid-flags',
  defaultSeverity: 'warning',
  observation: 'flags-invalid',
  message: ({ flags, reason, ignored }) => {
    const fault =
      reason === 'characters'
        ? `the flags "${flags}" hold something else than 0, 1 and x`
        : `the flags "${flags}" name a bit above DT: there are seven, the last character is SV`;
    return `${fault}. ${notScanned('config_acs')}${ignoredRest(ignored)}.`;
  },
});
