// What a person can do in the answer to a question.

import type { PanelTarget } from '../../../server/protocol/panel';
import type { Pair } from '../model/selection';

export interface QuestionActions {
  readonly selectPair: (pair: Pair) => void;
  readonly selectDevice: (name: string) => void;
  /** null: none any more. */
  readonly previewPair: (pair: Pair | null) => void;
  readonly reveal: (target: PanelTarget) => void;
}
