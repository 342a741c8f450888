// The questions beside `pair` as the panel draws them: the report's answers, each with its place in the text. Places have
// opaque names, which the host resolves when one is clicked.

import type { Analysis, Evaluation } from '../language/analysis';
import type { TextRange } from '../language/diagnostic';
import type { ParsedFile } from '../language/parser';
import { positionAt } from '../language/position';
import type { Mapping, MapQueryResult, NvmetQueryResult, ProviderQueryResult } from '../language/results';
import { candidateReason, choiceReason } from '../language/explain/choice';
import { entrySentence, mapReason, segmentSentence, startSentence } from '../language/explain/mapping';
import { sentence } from '../features/sentence';
import { nvmetSentence } from '../language/explain/nvmet';
import type { LocationOfName } from '../protocol/messages';
import type { PanelMap, PanelMapPart, PanelNvmet, PanelProviderChoice } from '../protocol/panel-queries';
import { PANEL_MOST_ENTRIES } from '../protocol/panel-queries';
import type { ReportMap, ReportNvmet, ReportProviderChoice } from '../protocol/report-queries';
import { reportMap } from './report-maps';
import { reportNvmet, reportProviderChoice } from './report-providers';

export interface Places {
  /** Remembers where something stands and answers the opaque name and the 0-based line of it. */
  readonly add: (name: string, file: string, range: TextRange) => { readonly query: string; readonly line: number };
  readonly textOf: (file: string, range: TextRange) => string;
  readonly locations: Readonly<Record<string, LocationOfName>>;
}

export function collectPlaces({ files, root }: Analysis): Places {
  const byUri = new Map(files.map((file) => [file.uri, file]));
  const locations: Record<string, LocationOfName> = {};
  const fileOf = (uri: string): ParsedFile => {
    const file = byUri.get(uri);
    if (file === undefined) throw new Error(`${uri} is not part of the machine ${root}.`);
    return file;
  };
  return {
    add: (name, uri, range) => {
      const location = locationOf(fileOf(uri), range);
      locations[name] = location;
      return { query: name, line: location.range.start.line };
    },
    textOf: (uri, range) => fileOf(uri).text.slice(range.start, range.end),
    locations,
  };
}

export function locationOf({ uri, lineStarts }: ParsedFile, range: TextRange): LocationOfName {
  return { uri, range: { start: positionAt(lineStarts, range.start), end: positionAt(lineStarts, range.end) } };
}

/** `inFile`: the evaluation of the file's own settings, where `evaluation` is under others. */
export function panelMap(
  evaluation: Evaluation,
  inFile: Evaluation | null,
  result: MapQueryResult,
  index: number,
  places: Places,
): PanelMap {
  const { machine } = evaluation;
  const { file, range, expected, mapping } = result;
  const name = `map ${index}`;
  const answer = reportMap(evaluation, result);
  const entries = answer.entries.slice(0, PANEL_MOST_ENTRIES);
  const segments = answer.segments.filter((segment) => segment.entries.some((entry) => entry < PANEL_MOST_ENTRIES));
  const asserted = expected?.value.kind === 'segments' ? expected.value.segments : [];
  const entryPart = ({ entries: all }: Mapping, at: number): PanelMapPart => {
    const entry = all[at];
    const query = entry === undefined ? name : places.add(`${name} entry ${at}`, entry.file, entry.syntax).query;
    const sentences =
      mapping === null ? [] : [entrySentence(machine, mapping, at), startSentence(machine, mapping, at)];
    return { query, sentence: sentences.filter((sentence) => sentence !== null).join(' ') };
  };
  const segmentPart = (all: Mapping, at: number): PanelMapPart => {
    const segment = asserted[at];
    const query = segment === undefined ? name : places.add(`${name} segment ${at}`, file, segment).query;
    return { query, sentence: segmentSentence(all, at) };
  };
  return {
    ...places.add(name, file, range),
    expected: expected === null ? null : places.textOf(file, expected.range),
    because: mapping === null ? NOT_EVALUATED : sentence(machine, mapReason(machine, mapping)),
    answer: { ...answer, entries, segments },
    leftOut: answer.entries.length - entries.length,
    entries: mapping === null ? [] : entries.map((_, at) => entryPart(mapping, at)),
    segments: mapping === null ? [] : segments.map((_, at) => segmentPart(mapping, at)),
    inFile: mapInFile(inFile, index, answer),
  };
}

function mapInFile(inFile: Evaluation | null, index: number, now: ReportMap): ReportMap | null {
  const result = inFile?.maps[index];
  if (inFile === null || result === undefined) return null;
  const answer = reportMap(inFile, result);
  if (isSame(outcomeOfMap(answer), outcomeOfMap(now))) return null;
  return { ...answer, entries: answer.entries.slice(0, PANEL_MOST_ENTRIES) };
}

/** What an assertion could be about; the path and the words of the kernel are not. */
function outcomeOfMap({ outcome, error, reason, segments }: ReportMap): unknown {
  return [outcome, error, reason, segments];
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

export function panelProviderChoice(
  evaluation: Evaluation,
  inFile: Evaluation | null,
  result: ProviderQueryResult,
  index: number,
  places: Places,
): PanelProviderChoice {
  const { machine } = evaluation;
  const { file, range, expected, answer } = result;
  const reported = reportProviderChoice({ machine }, result);
  return {
    ...places.add(`provider ${index}`, file, range),
    expected: expected === null ? null : places.textOf(file, expected.range),
    because: answer === null ? NOT_EVALUATED : sentence(machine, choiceReason(machine, answer)),
    answer: reported,
    candidates: (answer?.choice.candidates ?? []).map((each) =>
      answer === null ? '' : candidateReason(machine, answer, each),
    ),
    inFile: choiceInFile(inFile, index, reported),
  };
}

function choiceInFile(
  inFile: Evaluation | null,
  index: number,
  now: ReportProviderChoice,
): ReportProviderChoice | null {
  const result = inFile?.providers[index];
  if (inFile === null || result === undefined) return null;
  const answer = reportProviderChoice(inFile, result);
  const outcomeOf = ({ outcome, chosen, distance }: ReportProviderChoice): unknown => [outcome, chosen, distance];
  return isSame(outcomeOf(answer), outcomeOf(now)) ? null : answer;
}

export function panelNvmet(
  evaluation: Evaluation,
  inFile: Evaluation | null,
  query: NvmetQueryResult,
  index: number,
  places: Places,
): PanelNvmet {
  const name = `nvmet ${index}`;
  const answer = reportNvmet(evaluation, query);
  return {
    ...places.add(name, query.file, query.range),
    expected: null,
    because: '',
    answer,
    results: query.results.map((result, at) => ({
      ...places.add(`${name} result ${at}`, result.file, result.range),
      expected: result.expected === null ? null : places.textOf(result.file, result.expected.range),
      because: nvmetSentence(evaluation.machine, result),
    })),
    inFile: nvmetInFile(inFile, index, answer),
  };
}

function nvmetInFile(inFile: Evaluation | null, index: number, now: ReportNvmet): ReportNvmet | null {
  const query = inFile?.nvmet[index];
  if (inFile === null || query === undefined) return null;
  const answer = reportNvmet(inFile, query);
  const outcomeOf = ({ results }: ReportNvmet): unknown =>
    results.map(({ outcome, provider, error, p2pmemError }) => [outcome, provider, error, p2pmemError]);
  return isSame(outcomeOf(answer), outcomeOf(now)) ? null : answer;
}

const NOT_EVALUATED = 'An error in the file keeps it from being evaluated.';
