// What stands at an offset of a file: a pair query (and which of its combinations), another query or a scatterlist
// (cursor-queries.ts), a device, a host bridge, an entry of the command line, a setting. Hover, `at` and navigation all
// ask this one question.

import type { AcsEntry, AcsOption } from '../../core/kernel/commandline';
import type { Verdict } from '../../core/p2pdma/verdict';
import type { Analysis, Evaluation, PairResult } from '../language/analysis';
import type { TextRange } from '../language/diagnostic';
import { writtenCommandLines } from '../language/rules/command-lines';
import { questionAt, type QueryThing } from './cursor-queries';
import { headAt, referenceAt } from './names';
import { contains, functionOf } from './places';

export type Thing =
  | {
      readonly kind: 'pair';
      readonly evaluation: Evaluation;
      readonly result: PairResult;
      /** The combinations that the cursor means: those of the name it stands on, else all. */
      readonly verdicts: readonly Verdict[];
      readonly range: TextRange;
    }
  | {
      readonly kind: 'function';
      readonly declaration: number;
      readonly virtualFunction: number | null;
      readonly range: TextRange;
    }
  | { readonly kind: 'host-bridge'; readonly declaration: number; readonly range: TextRange }
  | { readonly kind: 'declaration'; readonly declaration: number; readonly range: TextRange }
  | {
      readonly kind: 'command-line-entry';
      readonly evaluation: Evaluation;
      readonly option: AcsOption;
      readonly entry: AcsEntry;
      readonly range: TextRange;
    }
  | {
      readonly kind: 'setting';
      readonly setting: 'kernel' | 'arch' | 'cpu' | 'iommu';
      readonly evaluation: Evaluation;
      readonly range: TextRange;
    }
  | QueryThing;

export function thingAt(analysis: Analysis, file: string, offset: number): Thing | null {
  return (
    pairAt(analysis, file, offset) ??
    questionAt(analysis, file, offset) ??
    usedAt(analysis, file, offset) ??
    declarationAt(analysis, file, offset) ??
    commandLineEntryAt(analysis, file, offset) ??
    settingAt(analysis, file, offset)
  );
}

function pairAt(analysis: Analysis, file: string, offset: number): Thing | null {
  for (const evaluation of analysis.evaluations) {
    const result = evaluation.pairs.find((pair) => pair.file === file && contains(pair.range, offset));
    if (result === undefined || result.verdicts.length === 0) continue;
    return { kind: 'pair', evaluation, result, ...narrowed(analysis, evaluation, result, offset) };
  }
  return null;
}

function narrowed(
  analysis: Analysis,
  { machine }: Evaluation,
  result: PairResult,
  offset: number,
): { readonly verdicts: readonly Verdict[]; readonly range: TextRange } {
  const refs = [...result.query.providers, ...result.query.clients];
  const ref = refs.find((candidate) => contains(candidate, offset));
  const all = { verdicts: result.verdicts, range: result.range };
  if (ref === undefined) return all;
  const reference = referenceAt(analysis, result.file, ref.end);
  if (reference?.range.start !== ref.start || reference.declaration === null) return all;
  const side = result.query.providers.includes(ref) ? 'provider' : 'client';
  const verdicts = result.verdicts.filter((verdict) => {
    const meant = machine.topology.functions[verdict[side]];
    if (meant?.origin !== reference.declaration) return false;
    return reference.virtualFunction === '*' || meant.virtualIndex === reference.virtualFunction;
  });
  return verdicts.length === 0 ? all : { verdicts, range: ref };
}

function usedAt(analysis: Analysis, file: string, offset: number): Thing | null {
  const reference = referenceAt(analysis, file, offset);
  if (reference?.declaration === null || reference?.declaration === undefined) return null;
  return thingOf(
    analysis,
    reference.declaration,
    typeof reference.virtualFunction === 'number' ? reference.virtualFunction : null,
    reference.range,
  );
}

function declarationAt(analysis: Analysis, file: string, offset: number): Thing | null {
  const found = headAt(analysis, file, offset);
  if (found === null) return null;
  const range = { start: found.syntax.keyword.start, end: (found.nameRange ?? found.syntax.keyword).end };
  return thingOf(analysis, found.index, null, range);
}

function thingOf(
  analysis: Analysis,
  declaration: number,
  virtualFunction: number | null,
  range: TextRange,
): Thing | null {
  const kind = analysis.declarations[declaration]?.kind;
  const machine = analysis.evaluations[0]?.machine;
  if (kind === 'host_bridge') return { kind: 'host-bridge', declaration, range };
  if (kind === 'function' && machine !== undefined && functionOf(machine, declaration, virtualFunction) !== null) {
    return { kind: 'function', declaration, virtualFunction, range };
  }
  return kind === undefined ? null : { kind: 'declaration', declaration, range };
}

function commandLineEntryAt(analysis: Analysis, file: string, offset: number): Thing | null {
  for (const line of writtenCommandLines(analysis)) {
    if (line.file !== file || !contains(line.literal, offset)) continue;
    const { disableAcsRedir, configAcs } = line.commandLine;
    for (const option of [disableAcsRedir, configAcs]) {
      const entry = option?.entries.find((candidate) => contains(line.rangeOf(candidate.span), offset));
      if (option === null || entry === undefined) continue;
      const range = line.rangeOf(entry.span);
      return { kind: 'command-line-entry', evaluation: line.evaluation, option, entry, range };
    }
  }
  return null;
}

const SETTINGS = ['kernel', 'arch', 'cpu', 'iommu'] as const;

function settingAt(analysis: Analysis, file: string, offset: number): Thing | null {
  for (const evaluation of analysis.evaluations) {
    for (const setting of SETTINGS) {
      const written = evaluation.settings[setting];
      if (written?.file !== file || !contains(written.syntax, offset)) continue;
      return { kind: 'setting', setting, evaluation, range: { start: written.syntax.start, end: written.syntax.end } };
    }
  }
  return null;
}
