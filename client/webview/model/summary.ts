// The counts in the header: of the pairs that the file asks for, or, where it asks for none, of all pairs of endpoints.

import type { PanelEvaluation } from '../../../server/protocol/panel';
import type { ReportMapType } from '../../../server/protocol/report-words';
import { count, MAP_TYPES, mapTypeOfLetter } from './words';

export interface Summary {
  /** `3 pairs asked`, `56 pairs`. */
  readonly title: string;
  /** Those that occur, from the best to the worst. */
  readonly counts: readonly { readonly mapType: ReportMapType; readonly count: number }[];
  /** Assertions that do not hold, undecided ones included. */
  readonly failed: number;
}

export function summarize(evaluation: PanelEvaluation): Summary {
  const { asked } = evaluation;
  const totals = asked.length > 0 ? countAsked(evaluation) : countAll(evaluation);
  const all = [...totals.values()].reduce((sum, number) => sum + number, 0);
  return {
    title: asked.length > 0 ? `${count(all, 'pair')} asked` : count(all, 'pair'),
    counts: MAP_TYPES.flatMap((mapType) => {
      const number = totals.get(mapType) ?? 0;
      return number === 0 ? [] : [{ mapType, count: number }];
    }),
    failed: failures(evaluation),
  };
}

/** Of several pairs that one query asserts, all count as one. */
function failures({ asked, maps, providers, nvmet }: PanelEvaluation): number {
  const queries = new Set(asked.filter(({ holds }) => holds === false).map(({ query }) => query));
  const answers = [...maps, ...providers].map(({ answer }) => answer);
  const results = nvmet.flatMap(({ answer }) => answer.results);
  return queries.size + [...answers, ...results].filter(({ holds }) => holds !== null && holds !== true).length;
}

function countAsked({ asked }: PanelEvaluation): ReadonlyMap<ReportMapType, number> {
  const totals = new Map<ReportMapType, number>();
  for (const { mapType } of asked) totals.set(mapType, (totals.get(mapType) ?? 0) + 1);
  return totals;
}

function countAll({ matrix }: PanelEvaluation): ReadonlyMap<ReportMapType, number> {
  const totals = new Map<ReportMapType, number>();
  const size = matrix.classes.length;
  for (let row = 0; row < size; row += 1) {
    const providers = matrix.classes[row]?.members.length ?? 0;
    for (let column = 0; column < size; column += 1) {
      const mapType = mapTypeOfLetter(matrix.mapTypes.charAt(row * size + column));
      if (mapType === null) continue;
      const clients = (matrix.classes[column]?.members.length ?? 0) - (row === column ? 1 : 0);
      totals.set(mapType, (totals.get(mapType) ?? 0) + providers * clients);
    }
  }
  return totals;
}
