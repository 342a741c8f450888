// A piece of `pci=` that the kernel does not know. `noacs` is the classic: advised all over the net, never existed.

import { isPciOption, pciOptionNames } from '../../../core/kernel/pci-options';
import type { KernelVersion } from '../../../core/kernel/version';
import { nearest } from '../nearest';
import { logged, observationRule } from './command-lines';

export const cmdlineUnknownOption = observationRule({
  code: 'cmdline-unknown-option',
  defaultSeverity: 'warning',
  observation: 'pci-option-unknown',
  message: (observation, line) => {
    const { option } = observation;
    if (option === 'noacs') {
      return `pci=noacs does not exist; to take ACS redirect off a path, name its functions in pci=disable_acs_redir=.${logged(observation)}`;
    }
    const [name = ''] = option.split('=');
    if (isAcsOption(option)) {
      return `${name} lacks its devices, it is ignored; write ${name}=0000:02:00.0, or take it out.${logged(observation)}`;
    }
    const near = nearestOption(option, line.evaluation.machine.settings.kernel);
    const advice = near === null ? 'it is ignored' : `it is ignored; did you mean "${near}"?`;
    return `pci= has no option "${name}", ${advice}${near === null ? '.' : ''}${logged(observation)}`;
  },
});

/** What a mistyped option was meant to be; null: nothing is near, or what is near takes no such value. */
export function nearestOption(option: string, kernel: KernelVersion): string | null {
  // Invented, not mistyped: `noats` is one letter away and sets a bit more.
  if (option === 'noacs') return null;
  const [name = ''] = option.split('=');
  const near = nearest(name, [...ACS_OPTIONS, ...pciOptionNames(kernel)]);
  if (near === null || near === name) return null;
  const value = option.slice(name.length);
  const isMeant = isAcsOption(near) ? value !== '' : isPciOption(near + value, kernel);
  return isMeant ? near : null;
}

const ACS_OPTIONS: readonly string[] = ['disable_acs_redir', 'config_acs'];

function isAcsOption(option: string): boolean {
  return ACS_OPTIONS.includes(option);
}
