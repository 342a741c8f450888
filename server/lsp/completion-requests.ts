// Completion, with what costs more (documentation) when the client asks for it where it can, at once where it cannot.

import type { CompletionItem, CompletionList, Range } from 'vscode-languageserver';
import {
  CompletionItemKind,
  CompletionRequest,
  CompletionResolveRequest,
  InsertTextFormat,
} from 'vscode-languageserver';
import type { Completion, CompletionData } from '../features/completion';
import { completionDocumentation, completions, withoutPlaceholders } from '../features/completion';
import type { PciNames } from '../features/pci-names';
import type { Answers } from './boundary';
import { toMarkup } from './markup';
import { SUGGEST } from './offers';
import type { OpenedAt } from './opened';
import { open, openAt } from './opened';
import type { Session } from './session';

export function answerCompletion(answers: Answers): void {
  answers.on(CompletionRequest.type, async (session, params): Promise<CompletionList> => {
    const names = await session.names();
    const paths = await session.workspace.allFiles();
    const opened = await openAt(session, params);
    const { items, incomplete } = completions(opened.analysis, opened.file.uri, opened.offset, names, {
      paths,
      trigger: params.context?.triggerCharacter ?? null,
    });
    const common = session.can.completionDefaults ? commonRange(session, opened, items) : null;
    return {
      isIncomplete: incomplete,
      ...(common !== null && { itemDefaults: { editRange: common } }),
      items: items.map((item) => toItem(session, opened, item, common, names)),
    };
  });
  answers.on(CompletionResolveRequest.type, async (session, item): Promise<CompletionItem> => {
    const data = item.data as ItemData | undefined;
    if (data === undefined) return item;
    const names = await session.names();
    const { analysis } = await open(session, data.uri);
    return { ...item, ...documented(session, completionDocumentation(analysis, data.data, names)) };
  });
}

interface ItemData {
  readonly uri: string;
  readonly data: CompletionData;
}

/** What an item replaces: one range, or one for inserting and one for replacing where the client knows the difference. */
type EditRange = Range | { readonly insert: Range; readonly replace: Range };

function editRange({ can, positions }: Session, { file }: OpenedAt, item: Completion): EditRange {
  const replace = positions.toRange(file, item.range);
  return can.insertReplace ? { insert: positions.toRange(file, item.insertRange), replace } : replace;
}

/** null: not every item replaces the same. */
function commonRange(session: Session, opened: OpenedAt, items: readonly Completion[]): EditRange | null {
  const [first, ...others] = items;
  if (first === undefined) return null;
  const isSame = ({ range, insertRange }: Completion): boolean =>
    range.start === first.range.start && range.end === first.range.end && insertRange.end === first.insertRange.end;
  return others.every(isSame) ? editRange(session, opened, first) : null;
}

function toTextEdit(range: EditRange, newText: string): NonNullable<CompletionItem['textEdit']> {
  return 'insert' in range ? { ...range, newText } : { range, newText };
}

const KIND: Readonly<Record<Completion['kind'], CompletionItemKind>> = {
  keyword: CompletionItemKind.Keyword,
  device: CompletionItemKind.Variable,
  list: CompletionItemKind.Variable,
  scenario: CompletionItemKind.Module,
  value: CompletionItemKind.Value,
  id: CompletionItemKind.Constant,
  kernel: CompletionItemKind.EnumMember,
  parameter: CompletionItemKind.Property,
  snippet: CompletionItemKind.Snippet,
  file: CompletionItemKind.File,
  code: CompletionItemKind.Reference,
};

function toItem(
  session: Session,
  opened: OpenedAt,
  item: Completion,
  common: EditRange | null,
  names: PciNames | null,
): CompletionItem {
  const { can } = session;
  const { analysis, file } = opened;
  const isSnippet = item.snippet && can.snippets;
  const text = item.snippet && !can.snippets ? withoutPlaceholders(item.insert) : item.insert;
  const isLater = can.resolves.completion.includes('documentation');
  return {
    label: item.label,
    kind: KIND[item.kind],
    ...(item.description !== null &&
      (can.labelDetails ? { labelDetails: { description: item.description } } : { detail: item.description })),
    sortText: item.sortText,
    ...(item.filterText !== null && { filterText: item.filterText }),
    ...(isSnippet && { insertTextFormat: InsertTextFormat.Snippet }),
    ...(common === null ? { textEdit: toTextEdit(editRange(session, opened, item), text) } : { textEditText: text }),
    ...(item.data !== null &&
      (isLater
        ? { data: { uri: file.uri, data: item.data } satisfies ItemData }
        : documented(session, completionDocumentation(analysis, item.data, names)))),
    ...(isHalf(item) && session.options.commands.includes(SUGGEST) && { command: { title: '', command: SUGGEST } }),
  };
}

/** A vendor without a device: what follows is chosen from the next list. */
function isHalf({ kind, insert }: Completion): boolean {
  return kind === 'id' && insert.endsWith(':');
}

function documented({ can }: Session, markdown: string | null): Pick<CompletionItem, 'documentation'> {
  return markdown === null ? {} : { documentation: toMarkup(markdown, can.markdown.completion) };
}
