// What a report prints as tables: for the machine and for every scenario one section a kind of question. Entries and
// segments are counted from 1, as people do.

import type { Report, ReportPair, ReportScenario } from '../protocol/report';
import type { ReportMap, ReportNvmet, ReportProviderChoice } from '../protocol/report-queries';

export interface Section {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Always all of them in one order, so that the sections of several scenarios can be laid below each other. */
export function sectionsOf(
  evaluation: Pick<Report, 'pairs' | 'classes' | 'maps' | 'providers' | 'nvmet'>,
): readonly Section[] {
  return [
    { head: PAIR_HEAD, rows: pairRows(evaluation) },
    { head: MAP_HEAD, rows: evaluation.maps.flatMap(mapRows) },
    { head: PROVIDER_HEAD, rows: evaluation.providers.map(providerRow) },
    { head: NVMET_HEAD, rows: evaluation.nvmet.flatMap(nvmetRows) },
  ];
}

const PAIR_HEAD = ['provider', 'client', 'map type', 'distance', 'common bridge', 'rule', 'ACS redirects', 'link'];

function pairRows({ pairs, classes }: Pick<ReportScenario, 'pairs' | 'classes'>): readonly (readonly string[])[] {
  const name = (device: string | number): string => {
    if (typeof device === 'string') return device;
    return summarize(classes?.[device]?.members ?? []);
  };
  return pairs.map((pair) => pairRow(pair, name));
}

function pairRow(pair: ReportPair, name: (device: string | number) => string): readonly string[] {
  return [
    name(pair.provider),
    name(pair.client),
    pair.mapType,
    String(pair.distance),
    pair.commonBridge ?? '-',
    pair.rule,
    pair.acsRedirects.join(';') || '-',
    pair.link,
  ];
}

/** `nvme0`, or `nic0.vf0 … nic0.vf63 (64)`. */
function summarize(members: readonly string[]): string {
  const [first = '', last = ''] = [members[0], members.at(-1)];
  return members.length < 2 ? first : `${first} … ${last} (${members.length})`;
}

const MAP_HEAD = ['map', 'client', 'path', 'outcome', 'segment', 'kind', 'address', 'length', 'entries'];

/** A row a segment; one without where there is none. */
function mapRows(map: ReportMap): readonly (readonly string[])[] {
  const outcome = map.error ?? (map.reason === null ? map.outcome : `${map.outcome}: ${map.reason}`);
  const start = [map.sgl, map.client, map.path ?? '-', outcome];
  if (map.segments.length === 0) return [[...start, '-', '-', '-', '-', '-']];
  return map.segments.map(({ kind, address, length, entries }, index) => [
    ...start,
    String(index + 1),
    kind,
    address ?? '-',
    length,
    entries.map((entry) => entry + 1).join(';'),
  ]);
}

const PROVIDER_HEAD = ['provider for', 'chosen', 'distance', 'outcome'];

function providerRow({ clients, chosen, distance, outcome }: ReportProviderChoice): readonly string[] {
  return [clients.join(';'), chosen.join(';') || '-', distance === null ? '-' : String(distance), outcome];
}

const NVMET_HEAD = ['nvmet', 'namespace', 'port', 'provider', 'outcome', 'error', 'fallback'];

function nvmetRows({ name, results }: ReportNvmet): readonly (readonly string[])[] {
  return results.map(({ namespace, port, provider, outcome, error, fallback }) => [
    name,
    namespace,
    port,
    provider.join(';') || '-',
    outcome,
    error ?? '-',
    fallback ?? '-',
  ]);
}
