// An option that arrived after the chosen kernel.

import { observationRule } from './command-lines';

export const cmdlineTooOld = observationRule({
  code: 'cmdline-too-old',
  defaultSeverity: 'warning',
  observation: 'pci-option-too-new',
  message: ({ option, since }, line) =>
    `${line.kernel} does not know pci=${option}=, which came with ${since}; it is ignored.`,
});
