// The report of a file that cannot be read: still one object, so that a script gets one line a file whatever happens.

import type { Report } from '../protocol/report';

export function unreadableReport(file: string, reason: string): Report {
  const start = { line: 0, character: 0 };
  return {
    schema: 'peermap-report-1',
    file,
    machine: { kernel: '', arch: '', cpu: { vendor: '', family: null, model: null }, iommu: 'off', cmdline: '' },
    scenario: null,
    hostBridges: [],
    devices: [],
    pairs: [],
    classes: null,
    maps: [],
    providers: [],
    nvmet: [],
    scenarios: [],
    diagnostics: [
      {
        code: 'file-unreadable',
        severity: 'error',
        message: `${file} cannot be read: ${reason}.`,
        file,
        range: { start, end: start },
      },
    ],
  };
}
