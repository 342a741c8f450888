// The standard requests of an editor, each answered by one feature. Where a file belongs to several machines, the first
// one answers; diagnostics alone are the union (convert-diagnostics.ts).

import type {
  CodeAction,
  CodeActionParams,
  Connection,
  Definition,
  DocumentHighlight,
  DocumentSymbol,
  Hover,
  InlayHint,
  InlayHintParams,
  Location,
  ReferenceParams,
  TextDocumentPositionParams,
} from 'vscode-languageserver';
import { InlayHintKind, MarkupKind, SymbolKind } from 'vscode-languageserver';
import { hover } from '../features/hover';
import { inlayHints } from '../features/inlay-hints';
import { definition, highlights, references } from '../features/navigation';
import type { OutlineEntry } from '../features/outline';
import { outline } from '../features/outline';
import type { Place } from '../features/places';
import type { Analysis } from '../language/analysis';
import type { ParsedFile } from '../language/parser';
import { offsetAt, positionAt } from '../language/position';
import type { Boundary } from './boundary';
import { codeActions } from './code-actions';
import { fileOf, toOffsets, toRange } from './range';
import type { Session } from './session';

export function answerLanguageRequests(connection: Connection, boundary: Boundary, current: () => Session): void {
  connection.onHover(boundary('textDocument/hover', (params) => answerHover(current(), params)));
  connection.onDefinition(boundary('textDocument/definition', (params) => answerDefinition(current(), params)));
  connection.onReferences(boundary('textDocument/references', (params) => answerReferences(current(), params)));
  connection.onDocumentHighlight(
    boundary('textDocument/documentHighlight', (params) => answerHighlights(current(), params)),
  );
  connection.onDocumentSymbol(
    boundary('textDocument/documentSymbol', async ({ textDocument }: { textDocument: { uri: string } }) => {
      const { analysis, file } = await open(current(), textDocument.uri);
      return outline(analysis, file.uri).map((entry) => toSymbol(file, entry));
    }),
  );
  connection.onCodeAction(
    boundary('textDocument/codeAction', (params: CodeActionParams): Promise<CodeAction[]> =>
      codeActions(current(), params),
    ),
  );
  connection.languages.inlayHint.on(
    boundary('textDocument/inlayHint', (params: InlayHintParams) => answerInlayHints(current(), params)),
  );
}

interface Opened {
  readonly analysis: Analysis;
  readonly file: ParsedFile;
}

async function open(session: Session, uri: string): Promise<Opened> {
  const [analysis] = await session.workspace.analysesOf(uri);
  return { analysis, file: fileOf(analysis, uri) };
}

async function openAt(
  session: Session,
  { textDocument, position }: TextDocumentPositionParams,
): Promise<Opened & { readonly offset: number }> {
  const opened = await open(session, textDocument.uri);
  return { ...opened, offset: offsetAt(opened.file.text, opened.file.lineStarts, position) };
}

async function answerHover(session: Session, params: TextDocumentPositionParams): Promise<Hover | null> {
  const { analysis, file, offset } = await openAt(session, params);
  const found = hover(analysis, file.uri, offset);
  if (found === null) return null;
  return { contents: { kind: MarkupKind.Markdown, value: found.markdown }, range: toRange(file, found.range) };
}

async function answerDefinition(session: Session, params: TextDocumentPositionParams): Promise<Definition | null> {
  const { analysis, file, offset } = await openAt(session, params);
  const place = definition(analysis, file.uri, offset);
  return place === null ? null : toLocation(analysis, place);
}

async function answerReferences(session: Session, params: ReferenceParams): Promise<Location[]> {
  const { analysis, file, offset } = await openAt(session, params);
  const places = references(analysis, file.uri, offset, params.context.includeDeclaration);
  return places.map((place) => toLocation(analysis, place));
}

async function answerHighlights(session: Session, params: TextDocumentPositionParams): Promise<DocumentHighlight[]> {
  const { analysis, file, offset } = await openAt(session, params);
  return highlights(analysis, file.uri, offset).map(({ range }) => ({ range: toRange(file, range) }));
}

async function answerInlayHints(session: Session, { textDocument, range }: InlayHintParams): Promise<InlayHint[]> {
  const { analysis, file } = await open(session, textDocument.uri);
  const { verdicts, addresses } = session.settings.inlayHints;
  return inlayHints(analysis, file.uri, toOffsets(file, range))
    .filter(({ kind }) => (kind === 'verdict' ? verdicts : addresses))
    .map(({ offset, parts, kind }) => ({
      position: positionAt(file.lineStarts, offset),
      label: parts.map(({ label }) => label).join(''),
      paddingLeft: true,
      ...(kind === 'address' && { kind: InlayHintKind.Parameter }),
    }));
}

function toLocation(analysis: Analysis, place: Place): Location {
  return { uri: place.file, range: toRange(fileOf(analysis, place.file), place.range) };
}

const SYMBOL: Readonly<Record<OutlineEntry['kind'], SymbolKind>> = {
  'host-bridge': SymbolKind.Module,
  bridge: SymbolKind.Interface,
  endpoint: SymbolKind.Object,
  list: SymbolKind.Array,
  query: SymbolKind.Event,
  scenario: SymbolKind.Namespace,
};

function toSymbol(file: ParsedFile, entry: OutlineEntry): DocumentSymbol {
  return {
    name: entry.name,
    detail: entry.detail,
    kind: SYMBOL[entry.kind],
    range: toRange(file, entry.range),
    selectionRange: toRange(file, entry.selection),
    children: entry.children.map((child) => toSymbol(file, child)),
  };
}
