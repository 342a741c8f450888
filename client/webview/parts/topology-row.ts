// One row of the topology as an element, and what a screen reader says of it. A row's words change with the picture, its
// place with every fold, so that only the words are in its signature.

import { REDIRECTING_FLAGS } from '../../../diagram/labels';
import type { RowLabel } from '../../../diagram/labels';
import type { DrawnRow, Scene } from '../../../diagram/scene';
import { element, setAttributes } from '../dom';
import { markedPieces } from '../model/filter';

export const ACS_SLOTS = ['SV', 'TB', 'RR', 'CR', 'UF', 'EC', 'DT'] as const;

/** Longer names are cut. */
const MOST_PLACE = 340;

/** A row of other functions is nothing to choose: it opens. */
export function isFold({ row, label }: DrawnRow): boolean {
  return row.others > 0 && label.address === '';
}

export function nameOfRow({ row }: DrawnRow, scene: Scene | null): string {
  const node = scene?.topology.nodes[row.node];
  if (node === undefined) return '';
  return node.shape === 'host-bridge' ? node.hostBridge.name : node.device.name;
}

/** Equal for rows that are drawn with the same words; `words`: what the filter looks for. */
export function signatureOf({ row, label }: DrawnRow, words: readonly string[]): string {
  const { depth, expandable, expanded, position, siblings } = row;
  return JSON.stringify([depth, expandable, expanded, position, siblings, label, words]);
}

export function renderRow({ row, label }: DrawnRow, words: readonly string[]): HTMLElement {
  const place = element('span', 'place');
  const marked = (className: string, text: string): HTMLElement => element('span', className, pieces(text, words));
  if (row.expandable) place.append(element('span', 'handle'));
  if (label.address !== '') place.append(marked('address', label.address));
  if (label.name !== '') place.append(marked('name', label.name));
  if (label.others !== '') place.append(element('span', 'others', label.others));
  if (label.count > 1) place.append(element('span', 'times', `×${label.count}`));
  const cells = [place, marked('kind', label.kind), marked('id', label.id)];
  cells.push(label.listed === '' ? acsCell(label) : element('span', 'acs listed', label.listed), memoryCell(label));
  const made = element('div', `row ${label.listed === '' ? '' : 'root'}`, cells);
  setAttributes(made, {
    role: 'treeitem',
    'aria-level': row.depth + 1,
    'aria-posinset': row.position,
    'aria-setsize': row.siblings,
    ...(row.expandable ? { 'aria-expanded': row.expanded } : {}),
  });
  return made;
}

/** Where the row stands now: its place in the list, and how deep its words begin; one row of the tree is in the tab order. */
export function placeRow(made: HTMLElement, { row, anchor }: DrawnRow, { layout }: Scene, hasFocus: boolean): void {
  made.style.top = `${row.index * layout.metrics.rowHeight}px`;
  setAttributes(made, { 'data-row': row.index, tabindex: hasFocus ? 0 : -1 });
  made.style.setProperty('--anchor', `${anchor.x}px`);
}

function pieces(text: string, words: readonly string[]): readonly Node[] {
  return markedPieces(text, words).map((piece) =>
    piece.found ? element('mark', '', piece.text) : document.createTextNode(piece.text),
  );
}

/** Seven slots of three characters in a fixed-width font, so that flags stand below each other; few spans, many rows. */
function acsCell({ acs }: RowLabel): HTMLElement {
  if (acs === null) return element('span', 'acs');
  const slots: { readonly kind: string; text: string }[] = [];
  for (const flag of ACS_SLOTS) {
    const set = acs.includes(flag);
    const kind = !set ? 'unset' : REDIRECTING_FLAGS.has(flag) ? 'redirecting' : 'set';
    const last = slots[slots.length - 1];
    const text = set ? `${flag} ` : '·  ';
    if (last?.kind === kind) last.text += text;
    else slots.push({ kind, text });
  }
  const heard = element('span', 'spoken', acs.length === 0 ? ' ACS none' : ' ACS ');
  const made = slots.map(({ kind, text }) => element('span', kind, text));
  for (const each of made) if (each.className === 'unset') each.setAttribute('aria-hidden', 'true');
  return element('span', 'acs', [heard, ...made]);
}

function memoryCell(label: RowLabel): HTMLElement {
  if (label.memory === '') return element('span', 'memory');
  const sign = element('span', `published-sign ${label.published ? 'published' : 'unpublished'}`);
  const heard = element('span', 'spoken', label.published ? ' published' : ' not published');
  const cell = element('span', 'memory', [sign, element('span', '', label.memory), heard]);
  cell.title = label.published ? 'peer-to-peer memory, published' : 'peer-to-peer memory, not published';
  return cell;
}

/** Pixels that the longest address and name take; a guess from their letters, since not all rows are elements. */
export function placeWidth({ drawn }: Scene, text: number): number {
  const most = drawn.reduce((widest, { label, anchor }) => {
    const times = label.count > 1 ? 4 : 0;
    const letters = 7 * label.address.length + 8 * (label.name.length + label.others.length + times);
    return Math.max(widest, anchor.x + 40 + letters * text);
  }, 0);
  return Math.ceil(Math.min(MOST_PLACE * Math.max(1, text), most));
}
