// The answers to `map`, `provider for` and `nvmet` as text for a terminal: the list in, the segments out, and for each entry
// the rule that put it where it is. The same sentences as in the editor; entries and segments are counted from 1.

import type { Segment } from '../../core/dma/mapping';
import type { Machine } from '../../core/machine';
import { entryPlace, entryWords, segmentPlace } from '../features/map-words';
import type { Evaluation } from '../language/analysis';
import { candidateReason, chosenText } from '../language/explain/choice';
import { countText, mapAnswerText } from '../language/explain/map-answer';
import { mapReason } from '../language/explain/mapping';
import { functionAt, nameWithAddress } from '../language/explain/names';
import { nvmetAnswerText, nvmetReason } from '../language/explain/nvmet';
import { sizeText } from '../language/explain/sizes';
import type { Holds, Mapping, MapQueryResult, NvmetQueryResult, ProviderQueryResult } from '../language/results';
import { columns, indented } from './columns';

/** A block a query; the queries of other kinds after all of `map`. */
export function mapText({ machine, maps, providers, nvmet }: Evaluation): readonly string[] {
  return [
    ...maps.map((result) => mapBlock(machine, result)),
    ...providers.map((result) => providerBlock(machine, result)),
    ...nvmet.map((result) => nvmetBlock(machine, result)),
  ].map((lines) => lines.join('\n'));
}

const HOLDS = {
  true: '; the assertion holds',
  false: '; the assertion does not hold',
  undecided: '; undecided',
} as const;

function holdsText(holds: Holds): string {
  return holds === null ? '' : HOLDS[`${holds}`];
}

const NOT_EVALUATED = 'not evaluated, because of a fault in the file';

function mapBlock(machine: Machine, { query, mapping, holds }: MapQueryResult): readonly string[] {
  const head = `map ${query.scatterlist.value ?? ''} -> ${query.client.value ?? ''}`;
  if (mapping === null) return [`${head}: ${NOT_EVALUATED}`];
  const { result } = mapping;
  const outcome = result.outcome === 'mapped' ? countText(result.segments.length) : mapAnswerText(result);
  const how = result.outcome === 'invalid' ? '' : `, ${result.call}() by ${result.path}`;
  const segments = result.outcome === 'mapped' ? result.segments : [];
  const messages = result.outcome === 'mapped' || result.outcome === 'error' ? result.messages : [];
  return [
    `${head}: ${outcome}${how}${holdsText(holds)}`,
    ...indented([mapReason(machine, mapping), '', ...entryLines(machine, mapping)]),
    ...(segments.length === 0 ? [] : ['', ...indented(segmentLines(segments))]),
    ...logLines(messages),
  ];
}

function entryLines(machine: Machine, mapping: Mapping): readonly string[] {
  const { entries, result } = mapping;
  const traces = result.outcome === 'invalid' ? [] : result.entries;
  const rows = entries.map((entry, index) => {
    const segment = traces[index]?.segment ?? null;
    return [
      String(index + 1),
      entryPlace(machine, entry),
      sizeText(entry.length),
      segment === null ? '-' : String(segment + 1),
      entryWords(machine, mapping, index),
    ];
  });
  return columns([['entry', 'in', 'length', 'segment', ''], ...rows]);
}

function segmentLines(segments: readonly Segment[]): readonly string[] {
  const rows = segments.map((segment, index) => [
    String(index + 1),
    segmentPlace(segment),
    sizeText(segment.length),
    segment.entries.map((entry) => entry + 1).join(', '),
  ]);
  return columns([['segment', 'out', 'length', 'entries'], ...rows]);
}

function providerBlock(machine: Machine, { query, answer, holds }: ProviderQueryResult): readonly string[] {
  const head = `provider for ${query.clients.map((client) => client.value ?? '').join(', ')}`;
  if (answer === null) return [`${head}: ${NOT_EVALUATED}`];
  const { chosen, undecided, distance, candidates } = answer.choice;
  const near = distance === null || undecided.length > 0 ? '' : ` at distance ${distance}`;
  const found =
    undecided.length > 0 ? `undecided: ${chosenText(machine, [...chosen, ...undecided])}` : chosenText(machine, chosen);
  const rows = candidates.map((candidate) => [
    nameWithAddress(functionAt(machine, candidate.provider)),
    candidateReason(machine, answer, candidate),
  ]);
  return [`${head}: ${found}${near}${holdsText(holds)}`, ...indented(columns(rows))];
}

function nvmetBlock(machine: Machine, { query, results }: NvmetQueryResult): readonly string[] {
  const head = `nvmet ${query.name.value ?? ''}`;
  if (results.length === 0) return [`${head}: ${NOT_EVALUATED}`];
  const lines = results.flatMap((pair) => {
    const { namespace, port, result, stored, holds } = pair;
    const names = `namespace ${functionAt(machine, namespace.function).name} on port ${functionAt(machine, port.function).name}`;
    const messages = [
      ...(stored.outcome === 'error' ? [stored.message] : []),
      ...[...result.enable.lines, ...(result.controller?.lines ?? [])].map(({ text }) => text),
    ];
    return [
      `${names}: ${nvmetAnswerText(machine, result)}${holdsText(holds)}`,
      `  ${nvmetReason(machine, pair)}`,
      ...logLines(messages),
    ];
  });
  return [head, ...indented(lines)];
}

function logLines(messages: readonly string[]): readonly string[] {
  return messages.length === 0 ? [] : ['  the kernel logs:', ...messages.map((message) => `    ${message}`)];
}
