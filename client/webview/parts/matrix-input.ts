// What the matrix is drawn from.

import type { PanelEvaluation, PanelSelectedQuery } from '../../../server/protocol/panel';
import type { MatrixView } from '../model/matrix';
import type { Pair } from '../model/selection';

export interface MatrixInput {
  readonly evaluation: PanelEvaluation;
  readonly view: MatrixView;
  readonly selected: Pair | null;
  /** A device whose row and column are lit; null: none. */
  readonly device: string | null;
  /** Functions that nobody asks about, and whether they are shown. */
  readonly others: number;
  readonly showsOthers: boolean;
  readonly question: PanelSelectedQuery | null;
}
