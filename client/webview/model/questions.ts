// The questions beside `pair` in one line each: what is asked, what comes out, whether it is as asserted.

import type { PanelEvaluation, PanelSelectedQuery } from '../../../server/protocol/panel';
import type { PanelMap, PanelNvmet, PanelProviderChoice } from '../../../server/protocol/panel-queries';
import type { ReportHolds } from '../../../server/protocol/report-queries';
import { count } from './words';

export interface QuestionLine {
  readonly at: PanelSelectedQuery;
  /** `map`, `provider for`, `nvmet`. */
  readonly keyword: string;
  readonly asked: string;
  readonly answer: string;
  /** What the file's own settings give; null: the same. */
  readonly before: string | null;
  readonly holds: ReportHolds;
}

type Answer<Question extends { readonly answer: unknown }> = Question['answer'];

export function questionLines(
  evaluation: Pick<PanelEvaluation, 'maps' | 'providers' | 'nvmet'>,
): readonly QuestionLine[] {
  const at = (query: PanelSelectedQuery['query'], index: number): PanelSelectedQuery => ({
    kind: 'query',
    query,
    index,
  });
  return [
    ...evaluation.maps.map((map, index) => ({
      at: at('map', index),
      keyword: 'map',
      asked: mapTitle(map),
      answer: mapAnswer(map.answer),
      before: map.inFile === null ? null : mapAnswer(map.inFile),
      holds: map.answer.holds,
    })),
    ...evaluation.providers.map((choice, index) => ({
      at: at('provider', index),
      keyword: 'provider for',
      asked: choice.answer.clients.join(', '),
      answer: providerAnswer(choice.answer),
      before: choice.inFile === null ? null : providerAnswer(choice.inFile),
      holds: choice.answer.holds,
    })),
    ...evaluation.nvmet.map((nvmet, index) => ({
      at: at('nvmet', index),
      keyword: 'nvmet',
      asked: nvmet.answer.name,
      answer: nvmetAnswer(nvmet.answer),
      before: nvmet.inFile === null ? null : nvmetAnswer(nvmet.inFile),
      holds: allHold(nvmet),
    })),
  ];
}

export function mapTitle({ answer }: PanelMap): string {
  return `${answer.sgl} → ${answer.client}`;
}

/** `5 segments`, `-EREMOTEIO`; a call without error codes returns 0. */
export function mapAnswer(answer: Answer<PanelMap>): string {
  switch (answer.outcome) {
    case 'mapped':
      return count(answer.segments.length, 'segment');
    case 'error':
      return answer.error !== null
        ? `-${answer.error}`
        : answer.reason === 'kernel-bug'
          ? 'the kernel stops'
          : 'returns 0';
    case 'undecided':
      return 'undecided';
    case 'invalid':
      return 'no such list';
    case 'not-evaluated':
      return 'not evaluated';
  }
}

export function providerAnswer(answer: Answer<PanelProviderChoice>): string {
  switch (answer.outcome) {
    case 'chosen':
      return alternatives(answer.chosen);
    case 'none':
      return 'none';
    case 'undecided':
      return 'undecided';
    case 'not-evaluated':
      return 'not evaluated';
  }
}

/** `5` of `5 segments` beside `2 segments`: what both end in is said once, behind the arrow. */
export function withoutSharedEnd(before: string, answer: string): string {
  const words = before.split(' ');
  const others = answer.split(' ');
  let shared = 0;
  while (shared < words.length - 1 && words.at(-1 - shared) === others.at(-1 - shared)) shared += 1;
  return words.slice(0, words.length - shared).join(' ');
}

/** `a`, `a or b`, `a, b or c`. */
export function alternatives(names: readonly string[]): string {
  const last = names[names.length - 1] ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}

export function nvmetAnswer(answer: Answer<PanelNvmet>): string {
  const used = answer.results.filter(({ outcome }) => outcome === 'provider').length;
  return `${used} of ${answer.results.length} with peer-to-peer memory`;
}

function allHold({ answer }: PanelNvmet): ReportHolds {
  const holds = answer.results.map((result) => result.holds);
  if (holds.includes(false)) return false;
  if (holds.includes('undecided')) return 'undecided';
  return holds.includes(true) ? true : null;
}
