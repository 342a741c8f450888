// The map for a spreadsheet: one line for each question about a pair, then one for every pair that nobody asks about. Settings
// are columns, for exports of several kernels end up in one sheet.
// RFC 4180: commas, quotes doubled, CR LF. A sheet computes no cell of it: names begin with a letter, an underscore or a digit,
// none with `=`, `+`, `-` or `@`, so nothing is put before them that another program would read as part of the name.

import { escapeCsv } from './tables';
import type { AskedPair, DecidedPair, MapContent } from './map-content';

export function mapCsv(content: MapContent): string {
  const { scenario, machine, whatIf } = content.evaluation;
  const settings = [scenario ?? '', machine.kernel, machine.iommu, whatIf.overrides.acs ?? 'as-in-file'];
  const withFile = content.whatIf !== '';
  const rows = [
    HEAD,
    ...content.asked.map((pair) => [...verdict(pair), ...asked(pair), ...inFile(pair, withFile), ...settings]),
    ...content.others.map((pair) => [...verdict(pair), 'no', '', '', '', ...inFile(pair, withFile), ...settings]),
  ];
  return rows.map((row) => `${row.map(escapeCsv).join(',')}\r\n`).join('');
}

const HEAD = [
  'provider',
  'client',
  'map_type',
  'distance',
  'rule',
  'pairs',
  'asked',
  'expected',
  'holds',
  'line',
  'file_map_type',
  'file_distance',
  'scenario',
  'kernel',
  'iommu',
  'acs_redirect',
];

function verdict({ provider, client, mapType, distance, rule, pairs }: DecidedPair): readonly string[] {
  return [provider, client, mapType, String(distance), rule, String(pairs)];
}

function asked({ expected, holds, line }: AskedPair): readonly string[] {
  return ['yes', expected ?? '', holds === null ? '' : holds ? 'yes' : 'no', String(line + 1)];
}

/** Under other settings than the file's: what the file gives, changed or not. */
function inFile(pair: DecidedPair, withFile: boolean): readonly string[] {
  if (!withFile) return ['', ''];
  const { mapType, distance } = pair.inFile ?? pair;
  return [mapType, String(distance)];
}
