// The table twin of the topology: the same functions in the same order with the same selection, in the words of a real
// table, for screen readers and for whoever would rather read than look. Nothing is folded away; a filter filters.

import type { LabelContext } from '../../../diagram/labels';
import type { Topology } from '../../../diagram/tree';
import { button, element } from '../dom';
import type { Need } from '../model/allot';
import type { FunctionRow } from '../model/function-table';
import { FUNCTION_HEADS, functionRows } from '../model/function-table';
import { gridStep } from '../model/keys';
import { grouped } from '../model/words';
import type { StrokeInput } from './stroke';

/** More are neither read nor quickly drawn. */
const MOST_ROWS = 1000;
/** As in the style sheet. */
const ROW_HEIGHT = 22;
const BORDER = 1;

export interface TopologyTableInput {
  readonly topology: Topology;
  /** By node: whether it is shown; null: all are. */
  readonly kept: readonly boolean[] | null;
  readonly context: LabelContext;
  /** Name of the selected device or host bridge; null: none. */
  readonly selected: string | null;
  readonly stroke: StrokeInput | null;
}

export interface TopologyTableActions {
  readonly showTable: (show: boolean) => void;
  readonly selectDevice: (name: string) => void;
  /** Shift: the selected device and this one. */
  readonly pairWith: (name: string) => void;
}

export interface TopologyTablePart {
  /** For the topology's head. */
  readonly show: HTMLElement;
  readonly root: HTMLElement;
  /** null: the table is not on the screen. */
  readonly update: (input: TopologyTableInput | null) => void;
  readonly need: () => Need;
  readonly focus: () => void;
}

export function createTopologyTable(actions: TopologyTableActions): TopologyTablePart {
  const show = button('link as-table', 'as table', () => {
    actions.showTable(true);
    hide.focus();
  });
  show.title = 'Read the topology as a table';
  const hide = button('link', 'as tree', () => {
    actions.showTable(false);
    show.focus();
  });
  hide.title = 'Look at the topology as a tree';
  const note = element('span', 'dim');
  const bar = element('div', 'table-bar', [note, hide]);
  const scroller = element('div', 'scroller');
  const root = element('div', 'function-table', [bar, scroller]);
  let shown: TopologyTableInput | null = null;
  let rows: readonly FunctionRow[] = [];
  let focused = 0;

  const draw = (input: TopologyTableInput): void => {
    const { topology, kept, context, stroke } = input;
    const all = functionRows(topology, kept, context, stroke);
    rows = all.slice(0, MOST_ROWS);
    note.textContent =
      rows.length === all.length
        ? `${grouped(all.length)} functions`
        : `The first ${grouped(MOST_ROWS)} of ${grouped(all.length)} functions: type in the filter to see others.`;
    const columns = FUNCTION_HEADS.length - (stroke === null ? 1 : 0);
    const place = { top: scroller.scrollTop, left: scroller.scrollLeft };
    scroller.replaceChildren(tableOf(rows, columns));
    scroller.scrollTo(place);
    focused = Math.min(focused, Math.max(0, rows.length - 1));
  };
  const names = (): readonly HTMLElement[] => [...scroller.querySelectorAll<HTMLElement>('.axis')];
  /** One row is in the tab order, which leads on to what follows the table. */
  const mark = ({ selected }: TopologyTableInput): void => {
    for (const [at, name] of names().entries()) {
      const isSelected = rows[at]?.name === selected;
      name.tabIndex = at === focused ? 0 : -1;
      name.setAttribute('aria-pressed', String(isSelected));
      name.closest('tr')?.classList.toggle('selected', isSelected);
    }
  };
  const rowAt = ({ target }: Event): number =>
    target instanceof Element ? names().findIndex((name) => target.closest('tr')?.contains(name)) : -1;
  scroller.addEventListener('click', (event) => {
    const at = rowAt(event);
    const row = rows[at];
    if (row === undefined) return;
    focused = at;
    names()[at]?.focus();
    if (event.shiftKey) actions.pairWith(row.name);
    else actions.selectDevice(row.name);
  });
  scroller.addEventListener('keydown', (event) => {
    const next = gridStep({ row: rowAt(event), column: -1 }, rows.length, 0, event.key, true);
    if (next === null || event.altKey) return;
    event.preventDefault();
    focused = next.row;
    if (shown !== null) mark(shown);
    names()[focused]?.focus();
  });
  return {
    show,
    root,
    update: (input) => {
      root.hidden = input === null;
      const before = shown;
      shown = input;
      if (input === null) return;
      const { topology, kept, stroke } = input;
      if (before?.topology !== topology || before.kept !== kept || before.stroke !== stroke) draw(input);
      mark(input);
    },
    need: () => {
      const table = scroller.querySelector('table');
      const scrollBar = scroller.offsetHeight - scroller.clientHeight;
      const fixed = bar.offsetHeight + (table?.tHead?.offsetHeight ?? 0) + scrollBar + BORDER;
      return { natural: fixed + rows.length * ROW_HEIGHT, fixed, row: ROW_HEIGHT };
    },
    focus: () => names()[focused]?.focus(),
  };
}

function tableOf(rows: readonly FunctionRow[], columns: number): HTMLElement {
  const heads = FUNCTION_HEADS.slice(0, columns).map((text) => headOf('col', text));
  const body = rows.map(({ title, cells }) => {
    const name = element('button', 'axis', title);
    name.type = 'button';
    name.title = title;
    const words = cells.slice(0, columns - 1).map((text) => element('td', '', text));
    return element('tr', '', [headOf('row', [name]), ...words]);
  });
  return element('table', '', [
    element('caption', 'spoken', 'PCI Express topology'),
    element('thead', '', [element('tr', '', heads)]),
    element('tbody', '', body),
  ]);
}

function headOf(scope: 'row' | 'col', content: string | readonly Node[]): HTMLElement {
  const head = element('th', '', content);
  head.scope = scope;
  return head;
}
