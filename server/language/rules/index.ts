// All rules, in the order in which their findings are made. A new rule is one file here, its page in docs/rules, its
// fixture and, where it has one, its fix.

import type { Rule } from '../rule';
import { acsRedirect } from './acs-redirect';
import { cmdlineAcsOverride } from './cmdline-acs-override';
import { cmdlineBareOption } from './cmdline-bare-option';
import { cmdlineBlank } from './cmdline-blank';
import { cmdlineBrokenKernel } from './cmdline-broken-kernel';
import { cmdlineComma } from './cmdline-comma';
import { cmdlineCut } from './cmdline-cut';
import { cmdlineInvalidFlags } from './cmdline-invalid-flags';
import { cmdlineIommuContradiction } from './cmdline-iommu-contradiction';
import { cmdlineMissingAt } from './cmdline-missing-at';
import { cmdlineNoCapability } from './cmdline-no-capability';
import { cmdlineNoMatch } from './cmdline-no-match';
import { cmdlineOverridden } from './cmdline-overridden';
import { cmdlinePinned } from './cmdline-pinned';
import { cmdlineRedirectKept } from './cmdline-redirect-kept';
import { cmdlineRedirectLeft } from './cmdline-redirect-left';
import { cmdlineRepeated } from './cmdline-repeated';
import { cmdlineShadowed } from './cmdline-shadowed';
import { cmdlineShell } from './cmdline-shell';
import { cmdlineTooOld } from './cmdline-too-old';
import { cmdlineUnknownOption } from './cmdline-unknown-option';
import { cmdlineUnparsableDevice } from './cmdline-unparsable-device';
import { cmdlineWildcard } from './cmdline-wildcard';
import { cpuFamilyDecimal } from './cpu-family-decimal';
import { entryBeyondMemory } from './entry-beyond-memory';
import { entryLength } from './entry-length';
import { mapMismatch } from './map-mismatch';
import { mapPageTrap } from './map-page-trap';
import { mapUndecided } from './map-undecided';
import { memoryMisaligned } from './memory-misaligned';
import { memoryMissing } from './memory-missing';
import { memoryUnpublished } from './memory-unpublished';
import { nvmetMismatch } from './nvmet-mismatch';
import { nvmetUndecided } from './nvmet-undecided';
import { pairMismatch } from './pair-mismatch';
import { pairUndecided } from './pair-undecided';
import { providerMismatch } from './provider-mismatch';
import { providerUndecided } from './provider-undecided';
import { providerUnsupported } from './provider-unsupported';
import { queryRepeated } from './query-repeated';
import { scatterlistEmpty } from './scatterlist-empty';
import { scenarioEmpty } from './scenario-empty';
import { settingInherited } from './setting-inherited';

export const rules: readonly Rule[] = [
  pairMismatch,
  pairUndecided,
  mapMismatch,
  mapUndecided,
  providerMismatch,
  providerUndecided,
  nvmetMismatch,
  nvmetUndecided,
  acsRedirect,
  scatterlistEmpty,
  entryLength,
  entryBeyondMemory,
  memoryMissing,
  memoryMisaligned,
  memoryUnpublished,
  providerUnsupported,
  mapPageTrap,
  cmdlineShell,
  cmdlineBareOption,
  cmdlineBlank,
  cmdlineUnknownOption,
  cmdlineComma,
  cmdlineRepeated,
  cmdlineWildcard,
  cmdlineMissingAt,
  cmdlineInvalidFlags,
  cmdlineUnparsableDevice,
  cmdlineCut,
  cmdlineNoMatch,
  cmdlineShadowed,
  cmdlinePinned,
  cmdlineNoCapability,
  cmdlineOverridden,
  cmdlineRedirectLeft,
  cmdlineRedirectKept,
  cmdlineTooOld,
  cmdlineBrokenKernel,
  cmdlineIommuContradiction,
  cmdlineAcsOverride,
  cpuFamilyDecimal,
  settingInherited,
  scenarioEmpty,
  queryRepeated,
];
