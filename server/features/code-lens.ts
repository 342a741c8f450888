// Lines above the text: over an assertion what can be done about it, at the top of the file the map and a summary. A lens
// is a place and a key; its title is asked for when it is shown. What asserts nothing has no lens.

import type { Analysis } from '../language/analysis';
import type { Diagnostic, TextRange } from '../language/diagnostic';
import { shown } from '../language/shown';
import { askedBy, askedIn, EVERYWHERE, type Asked } from './asked';
import type { TextEdit } from './edit';
import { requestOf } from './explain/explain-question';
import { explainUri } from './explain/explain-request';
import { acceptActual, acceptedPair } from './fixes/accept-actual';
import { acceptAnswer } from './fixes/accept-answer';
import { baseEvaluation, contains } from './places';
import { questionName } from './question-name';

export interface CodeLens {
  readonly range: TextRange;
  /** For resolveCodeLens. */
  readonly key: string;
}

export interface ResolvedCodeLens {
  readonly title: string;
  readonly action: CodeLensAction;
}

export type CodeLensAction =
  | { readonly kind: 'explain'; readonly uri: string }
  | { readonly kind: 'accept'; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'open-map' }
  /** The title is all. */
  | null;

const TOP: TextRange = { start: 0, end: 0 };

/** In the order of the text. */
export function codeLenses(analysis: Analysis, file: string): readonly CodeLens[] {
  const top: readonly CodeLens[] = isMachine(analysis)
    ? [
        { range: TOP, key: 'map' },
        { range: TOP, key: 'summary' },
      ]
    : [];
  const mismatches = mismatchesIn(analysis, file);
  const ofAssertions = askedIn(analysis, file, EVERYWHERE)
    .filter(({ holds }) => holds !== null)
    .sort((one, other) => one.range.start - other.range.start)
    .flatMap((asked) => {
      const explain = { range: asked.range, key: `explain ${asked.key}` };
      const accept = { range: asked.range, key: `accept ${asked.key}` };
      return acceptFix(analysis, asked, mismatches) === null ? [explain] : [explain, accept];
    });
  return [...top, ...ofAssertions];
}

/** null: what it was about is gone. */
export function resolveCodeLens(analysis: Analysis, file: string, key: string): ResolvedCodeLens | null {
  if (key === 'map') return { title: 'Open map', action: { kind: 'open-map' } };
  if (key === 'summary') return { title: summary(analysis), action: null };
  const asked = askedBy(analysis, file, key.slice(key.indexOf(' ') + 1));
  if (asked === null || asked.holds === null) return null;
  if (key.startsWith('explain ')) {
    const request = requestOf(analysis, asked);
    return request === null ? null : { title: 'Explain', action: { kind: 'explain', uri: explainUri(request) } };
  }
  const fix = acceptFix(analysis, asked, mismatchesIn(analysis, file));
  return fix === null ? null : { title: fix.title, action: { kind: 'accept', edits: fix.edits } };
}

/** A file in which nothing is declared has no map to open. */
function isMachine(analysis: Analysis): boolean {
  return baseEvaluation(analysis).machine.topology.functions.length > 0;
}

const ACCEPTED_CODES = new Set([acceptActual, acceptAnswer].flatMap(({ codes }) => codes ?? []));

function mismatchesIn(analysis: Analysis, file: string): readonly Diagnostic[] {
  return analysis.diagnostics.filter((diagnostic) => diagnostic.file === file && ACCEPTED_CODES.has(diagnostic.code));
}

interface Accepting {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** The quick fix of its finding; null: it holds, it is undecided, or what the kernel does cannot be written there. */
function acceptFix(analysis: Analysis, asked: Asked, mismatches: readonly Diagnostic[]): Accepting | null {
  if (asked.holds !== false) return null;
  const kind = asked.kind === 'pair' ? acceptActual : acceptAnswer;
  const isMeant = ({ code, range }: Diagnostic): boolean =>
    kind.codes?.includes(code) === true && contains(asked.range, range.start);
  const diagnostic = mismatches.find(isMeant);
  if (diagnostic === undefined) return null;
  if (asked.kind === 'pair') return acceptedPair(analysis, asked);
  return kind.propose(analysis, diagnostic)[0] ?? null;
}

const FAILURES_NAMED = 2;

/** `✗ pair nvme0 -> mlx0 · 6 of 7 assertions hold · kernel 6.15 · 3 scenarios`. */
function summary(analysis: Analysis): string {
  const asserted = analysis.files
    .flatMap(({ uri }) => askedIn(analysis, uri, EVERYWHERE))
    .filter(({ holds }) => holds !== null);
  const holding = asserted.filter(({ holds }) => holds === true).length;
  const scenarios = analysis.evaluations.length - 1;
  return [
    ...failures(asserted),
    asserted.length === 0 ? 'nothing asserted' : `${holding} of ${asserted.length} assertions hold`,
    `kernel ${baseEvaluation(analysis).machine.settings.kernel.label}`,
    ...(scenarios === 0 ? [] : [scenarios === 1 ? '1 scenario' : `${scenarios} scenarios`]),
  ].join(' · ');
}

/** What fails before what is undecided. */
function failures(asserted: readonly Asked[]): readonly string[] {
  const failing = asserted.filter(({ holds }) => holds === false);
  const undecided = asserted.filter(({ holds }) => holds === 'undecided');
  const named = [...failing, ...undecided].slice(0, FAILURES_NAMED).map((asked) => {
    const scenario = asked.evaluation.scenario === null ? '' : `${shown(asked.evaluation.scenario)}: `;
    return `${asked.holds === false ? '✗' : '?'} ${scenario}${questionName(asked)}`;
  });
  const rest = failing.length + undecided.length - named.length;
  if (named.length === 0) return [];
  return [`${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`];
}
