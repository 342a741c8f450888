// A `map` whose assertion does not hold: what mapping the list comes to, why, and where the two part. Related are the
// entry that decides and the walk of its pair.

import type { Segment } from '../../../core/dma/mapping';
import type { Analysis, Evaluation } from '../analysis';
import type { RelatedInformation } from '../diagnostic';
import { expectationText, openAnswerText, segmentText } from '../explain/map-answer';
import { entryName, entrySentence, mapReason, startSentence } from '../explain/mapping';
import type { MapQueryResult, Mapping } from '../results';
import type { Rule } from '../rule';
import type { MapExpectation } from '../tree';
import { pairProof } from './answers';

export const mapMismatch: Rule = {
  code: 'map-mismatch',
  defaultSeverity: 'error',
  check: (analysis, report) => {
    for (const evaluation of analysis.evaluations) {
      for (const answer of evaluation.maps) {
        const { expected, holds, mapping } = answer;
        if (holds !== false || expected === null || mapping === null) continue;
        const entry = decisiveEntry(mapping, expected.value);
        report({
          message: message(evaluation, answer, mapping, expected.value, entry),
          file: answer.file,
          range: expected.range,
          related: entry === null ? [] : related(analysis, evaluation, mapping, entry),
        });
      }
    }
  },
};

function message(
  { machine }: Evaluation,
  { query, possible }: MapQueryResult,
  mapping: Mapping,
  expected: MapExpectation,
  entry: number | null,
): string {
  const { label } = machine.settings.kernel;
  const name = `${query.scatterlist.value ?? ''} -> ${query.client.value ?? ''}`;
  const header = `${name} is ${openAnswerText(mapping.result, possible)} on ${label}, not ${expectationText(expected)}`;
  if (mapping.result.outcome !== 'mapped' || expected.kind !== 'segments' || entry === null) {
    return `${header}: ${mapReason(machine, mapping)}.`;
  }
  const { segments } = mapping.result;
  const index = firstDifference(segments, expected.segments);
  const isOtherKind = segments[index]?.kind !== expected.segments[index]?.address.value;
  const why = isOtherKind ? entrySentence(machine, mapping, entry) : startSentence(machine, mapping, entry);
  return `${header}: ${difference(segments, expected, index)}. ${entryWords(mapping, entry, machine)}: ${why ?? ''}`;
}

/** `segment 3 is bus 4KiB, not iova 4KiB`. */
function difference(
  segments: readonly Segment[],
  { segments: expected }: Extract<MapExpectation, { kind: 'segments' }>,
  index: number,
): string {
  const found = segments[index];
  const wanted = expected[index];
  if (found === undefined) return `there are ${String(segments.length)} segments, not ${String(expected.length)}`;
  if (wanted === undefined) return `segment ${String(index + 1)} is ${segmentText(found)}, and none is expected`;
  const claim = expectationText({ kind: 'segments', segments: [wanted] });
  return `segment ${String(index + 1)} is ${segmentText(found)}, not ${claim}`;
}

/** The first segment that differs; the number of segments found, if they only are too few. */
function firstDifference(
  segments: readonly Segment[],
  expected: Extract<MapExpectation, { kind: 'segments' }>['segments'],
): number {
  const index = segments.findIndex(({ kind, length }, position) => {
    const wanted = expected[position];
    return wanted?.address.value !== kind || wanted.size.value !== length;
  });
  return index < 0 ? segments.length : index;
}

/** The entry in which the answer parts from what is claimed. */
function decisiveEntry({ result }: Mapping, expected: MapExpectation): number | null {
  if (result.outcome === 'error') return result.entry;
  if (result.outcome !== 'mapped' || expected.kind !== 'segments') return null;
  const index = firstDifference(result.segments, expected.segments);
  const segment = result.segments[index];
  const claimed = expected.segments[index];
  if (segment === undefined) return null;
  const [first = null, second = first] = segment.entries;
  if (claimed === undefined || segment.kind !== claimed.address.value) return first;
  // Longer than claimed: an entry joined. Shorter: the entry behind it did not.
  if (segment.length > (claimed.size.value ?? 0n)) return second;
  return result.segments[index + 1]?.entries[0] ?? first;
}

function entryWords(mapping: Mapping, entry: number, machine: Evaluation['machine']): string {
  const found = mapping.entries[entry];
  const name = found === undefined ? '' : entryName(machine, found, entry);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function related(
  analysis: Analysis,
  evaluation: Evaluation,
  mapping: Mapping,
  entry: number,
): readonly RelatedInformation[] {
  const found = mapping.entries[entry];
  if (found === undefined) return [];
  const { start, end } = found.syntax;
  const here = { file: found.file, range: { start, end }, message: entrySentence(evaluation.machine, mapping, entry) };
  const { memory } = found;
  const walk = memory.kind === 'ram' ? [] : pairProof(analysis, evaluation, memory.provider, mapping.client);
  return [here, ...walk];
}
