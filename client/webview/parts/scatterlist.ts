// One mapped scatterlist: the list left, the DMA segments right, a band from every entry to the segment it became part
// of; or the same as a table. Entries and segments lead to their lines, peer-to-peer memory also to its proof.

import { bandPath, layoutBands } from '../../../diagram/bands';
import type { Bands } from '../../../diagram/bands';
import type { PanelMap } from '../../../server/protocol/panel-queries';
import { button, element, glyph, svgElement } from '../dom';
import { mapAnswer } from '../model/questions';
import type { EntryLine, SegmentLine } from '../model/scatterlist';
import { entryLines, SEGMENT_WORDS, segmentLines } from '../model/scatterlist';
import { MAP_TYPE_WORDS } from '../model/words';
import type { QuestionActions } from './question-actions';

/** Of the band's own drawing; the style sheet stretches it to the room there is. */
const BAND_WIDTH = 100;

export function scatterlistContent(map: PanelMap, actions: QuestionActions): readonly Node[] {
  const { answer } = map;
  const entries = entryLines(map);
  const segments = segmentLines(map);
  const picture = pictureOf(map, entries, segments, actions);
  const table = tableOf(answer, entries, segments);
  table.hidden = true;
  const asTable = button('link', 'as table', () => {
    picture.hidden = !picture.hidden;
    table.hidden = !table.hidden;
    asTable.ariaPressed = String(picture.hidden);
  });
  asTable.ariaPressed = 'false';
  const more = map.leftOut === 0 ? [] : [element('p', 'dim', `${map.leftOut} more entries are not drawn.`)];
  return [verdict(map), ...because(map), legend(map, asTable), picture, table, ...more];
}

function verdict(map: PanelMap): HTMLElement {
  const { answer } = map;
  const shape = answer.outcome === 'mapped' ? '' : answer.outcome === 'error' ? 'none' : 'unknown';
  const call = answer.call === null ? [] : [`${answer.call}()`];
  const path = answer.path === null || answer.path === 'old-p2pdma' ? [] : [answer.path];
  const range = answer.iova === null ? [] : [`IOVA ${answer.iova.address} + ${answer.iova.length}`];
  return element('p', `verdict-line ${shape}`, [
    ...(shape === '' ? [] : [glyph(shape)]),
    element('strong', '', mapAnswer(answer)),
    ...[...call, ...path, ...range].map((fact) => element('span', 'fact', fact)),
  ]);
}

function because({ because: sentence }: PanelMap): readonly Node[] {
  return sentence === '' ? [] : [element('p', 'because', sentence)];
}

function legend({ answer }: PanelMap, asTable: HTMLElement): HTMLElement {
  const kinds = (['bus', 'physical', 'iova', 'virtual'] as const).filter((kind) =>
    answer.segments.some((segment) => segment.kind === kind),
  );
  const items = kinds.map((kind) =>
    element('span', `kind ${kind}`, [address(kind), element('span', '', SEGMENT_WORDS[kind])]),
  );
  const example = [...answer.segments, ...answer.entries].some(({ illustrative }) => illustrative);
  const note = example ? [element('span', 'dim', '* an example; a running machine gives another')] : [];
  return element('div', 'legend', [...items, ...note, asTable]);
}

function address(kind: string): HTMLElement {
  const made = element('span', `address-kind ${kind}`);
  made.ariaHidden = 'true';
  return made;
}

function pictureOf(
  map: PanelMap,
  entries: readonly EntryLine[],
  segments: readonly SegmentLine[],
  actions: QuestionActions,
): HTMLElement {
  const bands = layoutBands(
    map.answer.entries.map(({ length, segment }) => ({ length: BigInt(length), segment })),
    map.answer.segments.map(({ length }) => BigInt(length)),
  );
  const left = element(
    'ol',
    'entries',
    entries.map((line, at) => entryItem(map, line, at, bands, actions)),
  );
  left.ariaLabel = 'Scatterlist';
  const right = element('ol', 'segments', rightItems(map, entries, segments, bands, actions));
  right.ariaLabel = 'DMA segments';
  const picture = element('div', 'scatterlist', [left, bandsOf(bands, segments), right]);
  const light = (target: EventTarget | null): void => {
    const at = target instanceof Element ? target.closest('[data-segment]') : null;
    const segment = at?.getAttribute('data-segment') ?? '';
    for (const each of picture.querySelectorAll('[data-segment]')) {
      each.classList.toggle('lit', segment !== '' && each.getAttribute('data-segment') === segment);
    }
    const entry = target instanceof Element ? target.closest('[data-provider]') : null;
    const provider = entry?.getAttribute('data-provider') ?? '';
    actions.previewPair(provider === '' ? null : { provider, client: map.answer.client });
  };
  picture.addEventListener('mouseover', (event) => light(event.target));
  picture.addEventListener('mouseleave', () => light(null));
  picture.addEventListener('focusin', (event) => light(event.target));
  picture.addEventListener('focusout', () => light(null));
  return picture;
}

function entryItem(map: PanelMap, line: EntryLine, at: number, bands: Bands, actions: QuestionActions): HTMLElement {
  const entry = map.answer.entries[at];
  const show = button(
    'entry',
    [
      element('span', 'number', String(line.number)),
      element('span', 'what', line.what),
      element('span', 'address', line.address),
      element('span', 'length', line.length),
    ],
    () => actions.reveal({ kind: 'query', query: map.entries[at]?.query ?? map.query }),
  );
  show.title = line.spoken;
  const item = element('li', line.failed ? 'failed-entry' : '', [why(map, at, actions), show]);
  if (line.segment !== null) item.dataset['segment'] = String(line.segment);
  const provider = entry?.provider ?? null;
  if (provider !== null) item.dataset['provider'] = provider;
  place(item, bands.entries, at);
  return item;
}

/** The pair's map type, as a way to its proof; memory of the host has none. */
function why(map: PanelMap, at: number, actions: QuestionActions): HTMLElement {
  const entry = map.answer.entries[at];
  if (entry === undefined || entry.provider === null) return element('span', 'why');
  const { provider } = entry;
  const { client } = map.answer;
  const { shape, label } =
    entry.mapType === null ? { shape: 'unasked', label: 'not asked' } : MAP_TYPE_WORDS[entry.mapType];
  const proof = button('why', [glyph(shape)], () => actions.selectPair({ provider, client }));
  proof.title = `${provider} → ${client}: ${label}. Show the proof.`;
  proof.ariaLabel = proof.title;
  return proof;
}

/** Segments, and where there are none, what became of the entry. */
function rightItems(
  map: PanelMap,
  entries: readonly EntryLine[],
  segments: readonly SegmentLine[],
  bands: Bands,
  actions: QuestionActions,
): readonly HTMLElement[] {
  if (segments.length === 0) {
    return entries.map((line, at) => {
      const item = element('li', line.failed ? 'note failed' : 'note', line.unmapped);
      place(item, bands.entries, at);
      return item;
    });
  }
  return segments.map((line, at) => {
    const show = button(
      'segment',
      [
        address(line.kind),
        element('span', 'word', line.word),
        element('span', 'address', line.address),
        element('span', 'length', line.length),
      ],
      () => actions.reveal({ kind: 'query', query: map.segments[at]?.query ?? map.query }),
    );
    show.title = line.spoken;
    const item = element('li', line.kind, [show]);
    item.dataset['segment'] = String(at);
    place(item, bands.segments, at);
    return item;
  });
}

function place(item: HTMLElement, spans: Bands['entries'], at: number): void {
  const span = spans[at];
  const before = spans[at - 1];
  if (span === undefined) return;
  item.style.height = `${span.height}px`;
  item.style.marginTop = `${span.top - (before === undefined ? 0 : before.top + before.height)}px`;
}

function bandsOf(bands: Bands, segments: readonly SegmentLine[]): SVGElement {
  const drawing = svgElement('svg', {
    class: 'bands',
    viewBox: `0 0 ${BAND_WIDTH} ${bands.height}`,
    preserveAspectRatio: 'none',
    'aria-hidden': 'true',
    focusable: 'false',
  });
  drawing.style.height = `${bands.height}px`;
  for (const band of bands.bands) {
    const kind = segments[band.segment]?.kind ?? '';
    drawing.append(
      svgElement('path', { class: `band ${kind}`, 'data-segment': band.segment, d: bandPath(band, BAND_WIDTH) }),
    );
  }
  return drawing;
}

const TABLE_HEADS = ['entry', 'memory', 'address', 'length', 'segment', 'kind', 'DMA address', 'length', 'why'];

function tableOf(
  { client, sgl }: PanelMap['answer'],
  entries: readonly EntryLine[],
  segments: readonly SegmentLine[],
): HTMLElement {
  const rows = entries.map((line) => {
    const segment = segments[line.segment ?? -1];
    const right =
      segment === undefined
        ? [line.unmapped, '', '', '']
        : [String((line.segment ?? 0) + 1), segment.word, segment.address, segment.length];
    const memory = line.where === '' ? line.what : `${line.what} ${line.where}`;
    const left = [memory, line.address, line.length];
    const head = element('th', '', String(line.number));
    head.scope = 'row';
    return element('tr', '', [
      head,
      ...[...left, ...right].map((text) => element('td', '', text)),
      element('td', 'fate', line.sentence),
    ]);
  });
  const heads = TABLE_HEADS.map((text) => {
    const head = element('th', '', text);
    head.scope = 'col';
    return head;
  });
  const table = element('table', 'twin', [
    element('caption', 'spoken', `${sgl} mapped for ${client}`),
    element('thead', '', [element('tr', '', heads)]),
    element('tbody', '', rows),
  ]);
  const scroller = element('div', 'twin-scroller', [table]);
  scroller.tabIndex = 0;
  return scroller;
}
