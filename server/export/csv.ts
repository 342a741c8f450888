// The map for a spreadsheet: one line a pair, first those that the file asks for, then all others, so that a filter or a
// pivot table has every pair once. Settings are columns, for exports of several kernels end up in one sheet.
// RFC 4180: commas, quotes doubled, CR LF.

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
