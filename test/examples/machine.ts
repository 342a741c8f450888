// Analyses one text as the editor would: all rules, no other files. The answers come back under the names of the file.

import type { KernelMessage, Verdict } from '../../core/p2pdma/verdict';
import type { Analysis, Evaluation } from '../../server/language/analysis';
import { analyse } from '../../server/language/analyse';
import type { Diagnostic } from '../../server/language/diagnostic';
import { rules } from '../../server/language/rules';

export function analyseText(uri: string, text: string): Analysis {
  return analyse(uri, { folder: null, read: (wanted) => (wanted === uri ? text : null) }, rules);
}

/** `LINE: severity[code]: message`, the findings that a reader of an example must not be met by. */
export function complaints(text: string, diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ range, severity, code, message }) => {
      const line = text.slice(0, range.start).split('\n').length;
      return `${String(line)}: ${severity}[${code}]: ${message}`;
    });
}

export function evaluationOf(analysis: Analysis, scenario: string | null): Evaluation {
  const found = analysis.evaluations.find((evaluation) => evaluation.scenario === scenario);
  if (found === undefined) throw new Error(`there is no scenario ${String(scenario)}`);
  return found;
}

export interface Answer {
  readonly mapType: string;
  readonly distance: number;
  /** Address or name. */
  readonly commonBridge: string | null;
  readonly acsRedirects: readonly string[];
  readonly messages: readonly KernelMessage[];
}

/** The answer to a pair that the evaluation asks for. */
export function answerFor({ machine, pairs }: Evaluation, provider: string, client: string): Answer {
  const nameOf = (index: number): string => machine.topology.functions[index]?.name ?? '';
  const matches = (verdict: Verdict): boolean =>
    nameOf(verdict.provider) === provider && nameOf(verdict.client) === client;
  const verdict = pairs.flatMap((pair) => pair.verdicts).find(matches);
  if (verdict === undefined) throw new Error(`nobody asks for ${provider} -> ${client}`);
  return {
    mapType: verdict.mapType,
    distance: verdict.distance,
    commonBridge: verdict.commonBridge === null ? null : nameOf(verdict.commonBridge),
    acsRedirects: verdict.acsRedirects.map(nameOf),
    messages: verdict.messages,
  };
}
