// Who asks about this device: the call hierarchy of an editor, with questions and lists as what calls, devices and lists
// as what is called, and a scenario above the questions in it. A device stands for its virtual functions too. The detail
// of a question is its answer.

import type { Analysis } from '../../language/analysis';
import type { Declaration, Reference } from '../../language/declaration';
import type { TextRange } from '../../language/diagnostic';
import { askerAt, askers, type Asker } from './askers';
import { answersIn } from '../inlay/inlay-questions';
import { namedAt, referenceAt, referencesIn, referencesTo } from '../names';
import { declarationDetail, questionText } from './outline';
import { contains, namePlace, type Place } from '../places';

export interface CallItem {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'device' | 'list' | 'query' | 'scenario';
  /** URI. */
  readonly file: string;
  readonly range: TextRange;
  /** Inside `range`. */
  readonly selection: TextRange;
}

export interface Call {
  readonly item: CallItem;
  /** Where it is named: of an incoming call in the item's file, of an outgoing one in the file of the caller. */
  readonly ranges: readonly Place[];
}

/** The name under the cursor; on no name, the question that it is in. */
export function prepareCalls(analysis: Analysis, file: string, offset: number): readonly CallItem[] {
  const index = referenceAt(analysis, file, offset)?.declaration ?? namedAt(analysis, file, offset)?.index ?? null;
  const declared = index === null ? null : declaredItem(analysis, index);
  if (declared !== null) return [declared];
  const asker = askerAt(analysis, file, offset);
  return asker === null ? [] : [askerItem(analysis, asker)];
}

/** Of a device or list those who name it, of a question its scenario. */
export function incomingCalls(analysis: Analysis, item: CallItem): readonly Call[] {
  if (item.kind === 'scenario') return [];
  if (item.kind === 'query') {
    const scenario = askerOf(analysis, item)?.scenario ?? null;
    const above = scenario === null ? null : declaredItem(analysis, scenario);
    return above === null ? [] : [{ item: above, ranges: [{ file: item.file, range: item.selection }] }];
  }
  const declaration = namedAt(analysis, item.file, item.selection.start);
  if (declaration === null) return [];
  return grouped(
    referencesTo(analysis, declaration.index),
    (reference) => askerAt(analysis, reference.file, reference.range.start),
    (asker) => askerItem(analysis, asker),
  );
}

/** Of a question or list what it names, of a scenario its questions. */
export function outgoingCalls(analysis: Analysis, item: CallItem): readonly Call[] {
  if (item.kind === 'device') return [];
  if (item.kind === 'scenario') {
    const scenario = namedAt(analysis, item.file, item.selection.start)?.index;
    return askers(analysis, item.file)
      .filter((asker) => scenario !== undefined && asker.scenario === scenario)
      .map((asker) => ({
        item: askerItem(analysis, asker),
        ranges: [{ file: asker.file, range: asker.syntax.keyword }],
      }));
  }
  const asker = askerOf(analysis, item);
  if (asker === null) return [];
  return grouped(
    referencesIn(analysis, item.file).filter(({ range }) => contains(asker.syntax, range.start)),
    ({ declaration }) => declaration,
    (declaration) => declaredItem(analysis, declaration),
  );
}

/** One call for each that the references have in common, in the order of the first. */
function grouped<Key extends object | number>(
  references: readonly Reference[],
  keyOf: (reference: Reference) => Key | null,
  itemOf: (key: Key) => CallItem | null,
): readonly Call[] {
  const ranges = new Map<Key, Place[]>();
  for (const reference of references) {
    const key = keyOf(reference);
    if (key === null) continue;
    const place = { file: reference.file, range: reference.nameRange };
    const known = ranges.get(key);
    if (known === undefined) ranges.set(key, [place]);
    else known.push(place);
  }
  return [...ranges].flatMap(([key, places]) => {
    const item = itemOf(key);
    return item === null ? [] : [{ item, ranges: places }];
  });
}

/** null: nobody asks about it (a host bridge), or it asks itself (a subsystem). */
function declaredItem(analysis: Analysis, index: number): CallItem | null {
  const declaration = analysis.declarations[index];
  if (declaration?.name === null || declaration === undefined) return null;
  const kind = ITEM_KIND[declaration.kind];
  if (kind === null) return null;
  return {
    name: declaration.name,
    detail: declarationDetail(analysis, declaration),
    kind,
    file: declaration.file,
    range: declaration.range,
    selection: namePlace(declaration).range,
  };
}

const ITEM_KIND: Readonly<Record<Declaration['kind'], CallItem['kind'] | null>> = {
  function: 'device',
  sgl: 'list',
  scenario: 'scenario',
  host_bridge: null,
  bar: null,
  nvmet: null,
};

function askerItem(analysis: Analysis, { parsed, file, syntax }: Asker): CallItem {
  const range = { start: syntax.start, end: syntax.end };
  if (syntax.kind === 'sgl') {
    const { name } = syntax;
    const selection = name.value === null ? syntax.keyword : { start: name.start, end: name.end };
    return { name: name.value ?? 'sgl', detail: '', kind: 'list', file, range, selection };
  }
  const answers = answersIn(analysis, file, range);
  return {
    // The assertion is left out: a narrow list has room for the question and its answer.
    name: questionText(parsed, syntax).replace(/ = .*$/, ''),
    detail: [...new Set(answers)].join('; '),
    kind: 'query',
    file,
    range,
    selection: { start: syntax.keyword.start, end: syntax.keyword.end },
  };
}

/** The item comes back from the editor, perhaps after an edit: what stands there no more calls nobody. */
function askerOf(analysis: Analysis, item: CallItem): Asker | null {
  const asker = askerAt(analysis, item.file, item.range.start);
  return asker?.syntax.start === item.range.start ? asker : null;
}
