// What of the panel goes into a picture: the picture's own facts, and the topology, the matrix and the selected pair as
// they are folded and filtered on screen.

import type { PanelProof, PanelState, PanelViewState } from '../../server/protocol/panel';
import { inFileWords } from '../../server/protocol/what-if';
import type { PictureContent, PicturePair } from '../../diagram/picture-map';
import type { PictureCell } from '../../diagram/picture-matrix';
import type { Derived, Views } from './derive';
import { strokeInput } from './inputs';
import type { MatrixView } from './model/matrix';
import { askedCells, cellOf, verdictOf } from './model/matrix';
import type { Pair } from './model/selection';
import { samePair, selectionIn } from './model/selection';
import { summarize } from './model/summary';
import { changeWords, isWhatIfOn, overrideWords } from './model/what-if';
import { count, staleWords } from './model/words';

/** More rows or columns than this are no picture for a page. */
const MOST_AXES = 64;

export function pictureContent(
  derived: Derived,
  views: Views,
  view: PanelViewState,
  proof: PanelProof | null,
): PictureContent {
  const { picture, evaluation } = derived;
  const selection = selectionIn(derived.topology, evaluation, view.selection);
  const pair = selection?.kind === 'pair' ? selection : null;
  const { rows, columns, leftOut } = views.matrix;
  const shown = { rows: rows.slice(0, MOST_AXES), columns: columns.slice(0, MOST_AXES), leftOut: 0 };
  const missing = leftOut + rows.length + columns.length - shown.rows.length - shown.columns.length;
  return {
    fileName: picture.fileName,
    scenario: evaluation.scenario,
    machine: evaluation.machine,
    notices: noticesOf(picture, view),
    summary: summarize(evaluation),
    scene: views.scene,
    device: selection?.kind === 'device' ? selection.name : null,
    pair: pair === null ? null : pairOf(derived, pair, proof),
    matrix: {
      rows: shown.rows.map(({ label }) => label),
      columns: shown.columns.map(({ label }) => label),
      cells: cellsOf(views, shown, pair),
    },
    leftOut:
      missing === 0
        ? ''
        : `${count(missing, 'more row')} and columns are not in this picture; a CSV export has all pairs.`,
  };
}

function noticesOf(picture: PanelState, { filter, pathOnly }: PanelViewState): readonly string[] {
  const { evaluation, stale } = picture;
  const { whatIf } = evaluation;
  const { overrides, inFile } = whatIf;
  const own = inFileWords(overrides, inFile);
  const notices = [
    [
      isWhatIfOn(whatIf),
      `What if ${overrideWords(overrides)}${own === '' ? '' : ` (in the file: ${own})`}: ${changeWords(evaluation)}.`,
    ],
    [stale !== null, `${staleWords(picture)} line ${(stale?.line ?? 0) + 1}: ${stale?.message ?? ''}`],
    [filter.trim() !== '', `Shown is what the filter leaves: ${filter.trim()}`],
    [pathOnly, 'Of the topology only the path of the selected pair is shown.'],
  ] as const;
  return notices.flatMap(([holds, words]) => (holds ? [words] : []));
}

function pairOf(derived: Derived, pair: Pair, proof: PanelProof | null): PicturePair | null {
  const stroke = strokeInput(derived, pair, null, proof);
  if (stroke === null) return null;
  const distance = verdictOf(derived.evaluation.matrix, derived.classOf, pair.provider, pair.client)?.distance ?? 0;
  return { ...stroke, distance, because: proof !== null && samePair(proof, pair) ? proof.because : '' };
}

function cellsOf(
  { evaluation }: Views,
  shown: MatrixView,
  pair: Pair | null,
): readonly (readonly (PictureCell | null)[])[] {
  const asked = askedCells(shown, evaluation.asked);
  return shown.rows.map((row, rowIndex) =>
    shown.columns.map((column, columnIndex): PictureCell | null => {
      const cell = cellOf(evaluation.matrix, row, column);
      if (cell === null) return null;
      const state = asked.get(rowIndex * shown.columns.length + columnIndex)?.state ?? null;
      const selected = pair !== null && row.members.includes(pair.provider) && column.members.includes(pair.client);
      return { ...cell, asked: state, selected };
    }),
  );
}
