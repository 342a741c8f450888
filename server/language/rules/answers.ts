// What the rules about map, provider for and nvmet share: the proof of a pair that an answer rests on, the place of a
// function or of its memory in the text, and a finding that every scenario would repeat.

import type { Machine } from '../../../core/machine';
import { decidePair } from '../../../core/p2pdma/decide';
import type { Analysis, Evaluation } from '../analysis';
import type { RelatedInformation, TextRange } from '../diagnostic';
import { functionAt } from '../explain/names';
import type { Finding } from '../rule';
import { proof } from './pairs';

/** The walk of one pair, at the declarations of its hops; empty where the two are one function. */
export function pairProof(
  analysis: Analysis,
  evaluation: Evaluation,
  provider: number,
  client: number,
): readonly RelatedInformation[] {
  if (provider === client) return [];
  return proof(analysis, evaluation, decidePair(evaluation.machine, provider, client));
}

export interface Place {
  readonly file: string;
  readonly range: TextRange;
}

/** The name of a function where it is declared; null: it is not in the text. */
export function placeOfFunction(analysis: Analysis, machine: Machine, index: number): Place | null {
  const declaration = analysis.declarations[functionAt(machine, index).origin];
  if (declaration === undefined) return null;
  return { file: declaration.file, range: declaration.nameRange ?? declaration.syntax.keyword };
}

/** The word `p2pmem` of a BAR, or the BAR itself. */
export function placeOfMemory(analysis: Analysis, origin: number): Place | null {
  const declaration = analysis.declarations[origin];
  if (declaration?.kind !== 'bar') return null;
  return { file: declaration.file, range: declaration.syntax.p2pmem?.keyword ?? declaration.range };
}

export function relatedAt(place: Place | null, message: string): readonly RelatedInformation[] {
  return place === null ? [] : [{ ...place, message }];
}

/** The first finding of every place and message: what scenarios repeat is reported once. */
export function oncePerMessage(report: (finding: Finding) => void): (finding: Finding) => void {
  const seen = new Set<string>();
  return (finding) => {
    const key = `${String(finding.range.start)} ${finding.file} ${finding.message}`;
    if (seen.has(key)) return;
    seen.add(key);
    report(finding);
  };
}
