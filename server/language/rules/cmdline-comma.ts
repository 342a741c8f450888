// Devices separated by commas. `pci=` cuts its options at commas before disable_acs_redir sees them, so only the first
// device counts.

import { observationRule } from './command-lines';

export const cmdlineComma = observationRule({
  code: 'cmdline-comma',
  defaultSeverity: 'warning',
  observation: 'comma-between-devices',
  message: ({ option, device }) =>
    `the comma ends the list of ${option}: ${device} is read as another pci= option and ignored; separate devices with ;.`,
});
