// What a key means in the tree and in the grid, apart from any document: the patterns are those of the ARIA Authoring
// Practices for `treeview` and `grid`, so that hands and screen readers find what they know.

import type { Row } from '../../../diagram/rows';

/** What a key does to the tree as a whole or to the size of its drawing, and not to a row. */
export type TreeCommand = 'zoom-in' | 'zoom-out' | 'zoom-usual' | 'zoom-fit' | 'open-siblings';

const COMMANDS: Readonly<Record<string, TreeCommand>> = {
  '+': 'zoom-in',
  '=': 'zoom-in',
  '-': 'zoom-out',
  '0': 'zoom-usual',
  '1': 'zoom-fit',
  '*': 'open-siblings',
};

export function treeCommand(key: string): TreeCommand | null {
  return COMMANDS[key] ?? null;
}

export type TreeStep =
  | { readonly step: 'focus'; readonly row: number }
  | { readonly step: 'toggle'; readonly row: number }
  | { readonly step: 'select'; readonly row: number }
  | null;

export function treeStep(rows: readonly Row[], at: number, key: string): TreeStep {
  const row = rows[at];
  if (row === undefined) return null;
  switch (key) {
    case 'ArrowDown':
      return focus(Math.min(at + 1, rows.length - 1));
    case 'ArrowUp':
      return focus(Math.max(at - 1, 0));
    case 'Home':
      return focus(0);
    case 'End':
      return focus(rows.length - 1);
    case 'ArrowRight':
      if (!row.expandable) return null;
      return row.expanded ? focus(at + 1) : { step: 'toggle', row: at };
    case 'ArrowLeft':
      if (row.expandable && row.expanded) return { step: 'toggle', row: at };
      return row.parent < 0 ? null : focus(row.parent);
    case 'Enter':
    case ' ':
      return { step: 'select', row: at };
    default:
      return null;
  }
}

function focus(row: number): TreeStep {
  return { step: 'focus', row };
}

export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

/**
 * The place that a key moves to; null: the key does not move. Row -1 and column -1 are the headers, their corner is no
 * place. With `whole` (Ctrl) Home and End reach the grid's corners.
 */
export function gridStep(
  place: GridPlace,
  rows: number,
  columns: number,
  key: string,
  whole: boolean,
): GridPlace | null {
  const { row, column } = place;
  switch (key) {
    case 'ArrowRight':
      return { row, column: Math.min(column + 1, columns - 1) };
    case 'ArrowLeft':
      return { row, column: Math.max(column - 1, row < 0 ? 0 : -1) };
    case 'ArrowDown':
      return { row: Math.min(row + 1, rows - 1), column };
    case 'ArrowUp':
      return { row: Math.max(row - 1, column < 0 ? 0 : -1), column };
    case 'Home':
      return { row: whole ? 0 : row, column: 0 };
    case 'End':
      return { row: whole ? rows - 1 : row, column: columns - 1 };
    default:
      return null;
  }
}
