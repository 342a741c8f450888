// `pcie_acs_override=` belongs to an out-of-tree patch that splits IOMMU groups and touches no ACS register.

import { observationRule } from './command-lines';

export const cmdlineAcsOverride = observationRule({
  code: 'cmdline-acs-override',
  defaultSeverity: 'information',
  observation: 'acs-override',
  message: () =>
    'pcie_acs_override is an out-of-tree patch that only splits IOMMU groups: it clears no ACS bit and changes no verdict.',
});
