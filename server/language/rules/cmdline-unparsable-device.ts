// A device of disable_acs_redir or config_acs that is neither an address nor `pci:vendor:device`.

import { logged, observationRule } from './command-lines';
import { ignoredRest, notScanned } from './unparsable';

export const cmdlineUnparsableDevice = observationRule({
  code: 'cmdline-unparsable-device',
  defaultSeverity: 'warning',
  observation: 'device-unparsable',
  when: ({ reason }) => reason === 'malformed' || reason === 'empty',
  message: (observation) => {
    const found = observation.reason === 'empty' ? 'a device is missing' : `"${observation.device}" is no device`;
    return `${found}: expected [domain:]bus:device.function or pci:vendor:device. ${notScanned(observation.option)}${ignoredRest(observation.ignored)}.${logged(observation)}`;
  },
});
