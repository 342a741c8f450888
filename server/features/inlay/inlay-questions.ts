// Behind every question what the kernel makes of it, with ✓, ✗ or ? where something is asserted. Names lead to their
// declarations, map types to the hop that decided, segments to the entry that they begin with.

import type { Verdict } from '../../../core/p2pdma/verdict';
import type { Analysis, Evaluation, PairResult } from '../../language/analysis';
import type { TextRange } from '../../language/diagnostic';
import { choiceReason } from '../../language/explain/choice';
import { countText, segmentText } from '../../language/explain/map-answer';
import { mapReason } from '../../language/explain/mapping';
import { functionAt } from '../../language/explain/names';
import { nvmetAnswerText, nvmetSentence } from '../../language/explain/nvmet';
import { because } from '../../language/explain/reason';
import type { Mapping, NvmetPairResult, ProviderAnswer } from '../../language/results';
import { askedBy, askedIn, type Asked } from '../asked';
import { declaredAt, decidedWhere } from '../decided-where';
import type { InlayHint, InlayHintPart } from './inlay-hint';
import { code, table, text } from '../markdown';
import { combinationTable } from '../explain/pair-sections';
import type { Place } from '../places';
import { distanceWords, mapTypeWords, mapWords, mark, MOST_NAMES } from '../query-words';
import { sentence } from '../sentence';

const MOST_SEGMENTS = 5;

export function questionHints(analysis: Analysis, file: string, range: TextRange): readonly InlayHint[] {
  return askedIn(analysis, file, range).flatMap((asked) => {
    const parts = markedParts(analysis, asked);
    if (parts === null) return [];
    const shown = saysAll(asked) ? [plain(mark(asked.holds).trim())] : parts;
    return [{ kind: 'verdict', offset: asked.range.end, parts: shown, key: asked.key }];
  });
}

/** `✓ BUS_ADDR · 4` of every question in the range, for where the assertion itself is not shown. */
export function answersIn(analysis: Analysis, file: string, range: TextRange): readonly string[] {
  return askedIn(analysis, file, range).flatMap((asked) => {
    const parts = markedParts(analysis, asked);
    return parts === null ? [] : [parts.map(({ label }) => label).join('')];
  });
}

function markedParts(analysis: Analysis, asked: Asked): readonly InlayHintPart[] | null {
  const parts = answerParts(analysis, asked);
  const marked = mark(asked.holds);
  return parts === null || marked === '' ? parts : [plain(marked), ...parts];
}

/** An assertion that holds and gives the whole answer: behind it, the same words again would be noise. */
function saysAll(asked: Asked): boolean {
  if (asked.holds !== true) return false;
  switch (asked.kind) {
    case 'namespace':
      return true;
    case 'map':
      return asked.result.expected?.value.kind !== 'count';
    case 'provider':
      return asked.result.answer?.choice.chosen.length === 0;
    case 'pair':
      return false;
  }
}

/** null: a fault keeps it from being answered. */
function answerParts(analysis: Analysis, asked: Asked): readonly InlayHintPart[] | null {
  switch (asked.kind) {
    case 'pair':
      return asked.result.verdicts.length === 0 ? null : pairParts(analysis, asked.evaluation, asked.result);
    case 'map':
      return asked.result.mapping === null ? null : mapParts(asked.result.mapping);
    case 'provider':
      return asked.result.answer === null ? null : providerParts(analysis, asked.evaluation, asked.result.answer);
    case 'namespace':
      return namespaceParts(analysis, asked.evaluation, asked.results);
  }
}

function plain(label: string): InlayHintPart {
  return { label, target: null };
}

/** `BUS_ADDR · 4`; several combinations: `2 BUS_ADDR, 1 NOT_SUPPORTED · 4–8`. */
function pairParts(analysis: Analysis, evaluation: Evaluation, result: PairResult): readonly InlayHintPart[] {
  const [first] = result.verdicts;
  const incomplete = result.complete ? '' : ' (incomplete)';
  const distances = ` · ${distanceWords(result.verdicts)}${incomplete}`;
  const target = (verdict: Verdict): Place | null => decidedWhere(analysis, evaluation, verdict);
  if (first !== undefined && result.verdicts.length === 1) {
    return [{ label: mapTypeWords(first), target: target(first) }, plain(distances)];
  }
  const byType = new Map<string, Verdict[]>();
  for (const verdict of result.verdicts) {
    const same = byType.get(verdict.mapType);
    if (same === undefined) byType.set(verdict.mapType, [verdict]);
    else same.push(verdict);
  }
  const types = [...byType].map(([mapType, verdicts]): InlayHintPart => {
    const [example] = verdicts;
    return { label: `${verdicts.length} ${mapType}`, target: example === undefined ? null : target(example) };
  });
  return [...separated(types, ', '), plain(distances)];
}

function separated(parts: readonly InlayHintPart[], separator: string): readonly InlayHintPart[] {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [plain(separator), part]));
}

/** The same words as mapWords, each segment a part; an error leads to the entry that fails. */
function mapParts({ result, entries }: Mapping): readonly InlayHintPart[] {
  const entryPlace = (index: number | null | undefined): Place | null => {
    const entry = typeof index === 'number' ? entries[index] : undefined;
    if (entry === undefined) return null;
    return { file: entry.file, range: { start: entry.syntax.start, end: entry.syntax.end } };
  };
  if (result.outcome !== 'mapped' || result.segments.length === 0) {
    const failing = result.outcome === 'error' || result.outcome === 'undecided' ? result.entry : null;
    return [{ label: mapWords(result, MOST_SEGMENTS), target: entryPlace(failing) }];
  }
  const shown = result.segments.slice(0, MOST_SEGMENTS).map((segment): InlayHintPart => {
    return { label: segmentText(segment), target: entryPlace(segment.entries[0]) };
  });
  const cut = result.segments.length > shown.length ? [plain(`… (${countText(result.segments.length)})`)] : [];
  return separated([...shown, ...cut], ', ');
}

function providerParts(analysis: Analysis, evaluation: Evaluation, answer: ProviderAnswer): readonly InlayHintPart[] {
  const { chosen, undecided, distance } = answer.choice;
  const names = (functions: readonly number[]): readonly InlayHintPart[] => nameParts(analysis, evaluation, functions);
  if (undecided.length > 0) return [plain('undecided: '), ...names([...chosen, ...undecided])];
  return chosen.length === 0 ? [plain('none')] : [...names(chosen), plain(` · ${distance ?? 0}`)];
}

/** `nvme0, nvme1`; past a few, how many more. */
function nameParts(
  analysis: Analysis,
  { machine }: Evaluation,
  functions: readonly number[],
): readonly InlayHintPart[] {
  const shown = functions.slice(0, MOST_NAMES).map((index): InlayHintPart => {
    return { label: functionAt(machine, index).name, target: declaredAt(analysis, machine, index) };
  });
  const rest = functions.length - shown.length;
  return [...separated(shown, ', '), ...(rest > 0 ? [plain(` and ${rest} more`)] : [])];
}

/** Ports that agree share one answer; others are told apart: `mlx0: nvme0; mlx1: none`. */
function namespaceParts(
  analysis: Analysis,
  evaluation: Evaluation,
  results: readonly NvmetPairResult[],
): readonly InlayHintPart[] {
  const { machine } = evaluation;
  const words = results.map(({ result }) => nvmetAnswerText(machine, result));
  const [first] = results;
  if (first !== undefined && new Set(words).size === 1) return buffersOf(analysis, evaluation, first);
  return results
    .flatMap((each, index) => [
      plain(index === 0 ? '' : '; '),
      ...nameParts(analysis, evaluation, [each.port.function]),
      plain(': '),
      ...buffersOf(analysis, evaluation, each),
    ])
    .filter(({ label }) => label !== '');
}

function buffersOf(analysis: Analysis, evaluation: Evaluation, { result }: NvmetPairResult): readonly InlayHintPart[] {
  const { controller } = result;
  if (result.enable.outcome === 'enabled' && controller?.outcome === 'provider') {
    return nameParts(analysis, evaluation, controller.providers);
  }
  return [plain(nvmetAnswerText(evaluation.machine, result))];
}

const TOOLTIP_ROWS = 30;

/** Why, in a sentence; of several combinations their list. null: it is gone. */
export function questionTooltip(analysis: Analysis, file: string, key: string): string | null {
  const asked = askedBy(analysis, file, key);
  if (asked === null) return null;
  const { machine } = asked.evaluation;
  switch (asked.kind) {
    case 'pair':
      return pairTooltip(asked.evaluation, asked.result);
    case 'map':
      return asked.result.mapping === null ? null : text(sentence(machine, mapReason(machine, asked.result.mapping)));
    case 'provider':
      return asked.result.answer === null ? null : text(sentence(machine, choiceReason(machine, asked.result.answer)));
    case 'namespace':
      return namespaceTooltip(asked.evaluation, asked.results);
  }
}

function pairTooltip({ machine }: Evaluation, { verdicts }: PairResult): string | null {
  const [first] = verdicts;
  if (first === undefined) return null;
  if (verdicts.length === 1) return text(because(machine, first));
  return combinationTable(machine, verdicts, null);
}

function namespaceTooltip({ machine }: Evaluation, results: readonly NvmetPairResult[]): string {
  const [first] = results;
  if (first !== undefined && results.length === 1) return text(nvmetSentence(machine, first));
  const rows = results
    .slice(0, TOOLTIP_ROWS)
    .map((each) => [code(functionAt(machine, each.port.function).name), text(nvmetSentence(machine, each))]);
  return table(['port', 'answer'], rows) + more(results.length);
}

function more(count: number): string {
  return count > TOOLTIP_ROWS ? `\n\n… and ${count - TOOLTIP_ROWS} more` : '';
}
