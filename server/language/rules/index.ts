// All rules, in the order in which their findings are made. A new rule is one file here, its page in docs/rules, its
// fixture and, where it has one, its fix.

import type { Rule } from '../rule';
import { acsRedirect } from './acs-redirect';
import { cmdlineAcsOverride } from './cmdline-acs-override';
import { cmdlineBrokenKernel } from './cmdline-broken-kernel';
import { cmdlineComma } from './cmdline-comma';
import { cmdlineCut } from './cmdline-cut';
import { cmdlineInvalidFlags } from './cmdline-invalid-flags';
import { cmdlineIommuContradiction } from './cmdline-iommu-contradiction';
import { cmdlineMissingAt } from './cmdline-missing-at';
import { cmdlineNoMatch } from './cmdline-no-match';
import { cmdlinePinned } from './cmdline-pinned';
import { cmdlineRepeated } from './cmdline-repeated';
import { cmdlineShadowed } from './cmdline-shadowed';
import { cmdlineTooOld } from './cmdline-too-old';
import { cmdlineUnknownOption } from './cmdline-unknown-option';
import { cmdlineUnparsableDevice } from './cmdline-unparsable-device';
import { cmdlineWildcard } from './cmdline-wildcard';
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
import { scatterlistEmpty } from './scatterlist-empty';

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
  cmdlineTooOld,
  cmdlineBrokenKernel,
  cmdlineIommuContradiction,
  cmdlineAcsOverride,
];
