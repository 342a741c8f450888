// Flags of config_acs that the kernel refuses: other characters than 0, 1 and x, or a bit above DT.

import { observationRule } from './command-lines';

export const cmdlineInvalidFlags = observationRule({
  code: 'cmdline-invalid-flags',
  defaultSeverity: 'warning',
  observation: 'flags-invalid',
  message: ({ flags, reason }) =>
    reason === 'characters'
      ? `the flags "${flags}" hold something else than 0, 1 and x; the kernel ignores the entry.`
      : `the flags "${flags}" name a bit above DT: there are seven, SV is the last character; the kernel ignores the entry.`,
});
