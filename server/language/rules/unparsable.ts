// The words common to the rules about devices that the kernel cannot parse: where its scan of the list ends.

import type { AcsOptionName, TextSpan } from '../../../core/kernel/commandline';

export function notScanned(option: AcsOptionName): string {
  return `The kernel's scan of ${option} ends here`;
}

export function ignoredRest(ignored: TextSpan | null): string {
  return ignored === null ? '' : ', what follows is ignored';
}
