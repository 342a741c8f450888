// What the server says that it can do, for this client.

import type { InitializeResult } from 'vscode-languageserver';
import { CodeActionKind, TextDocumentSyncKind } from 'vscode-languageserver';
import { COMPLETION_TRIGGERS } from '../features/completion';
import { EXPLAIN_SCHEME } from '../features/explain-document';
import { FORMAT_TRIGGERS } from '../features/formatting';
import { SIGNATURE_TRIGGERS } from '../features/signature-help';
import { FIX_ALL } from './code-actions';
import { COMMANDS } from './commands';
import type { ClientCapabilities } from './capabilities';
import type { PositionEncoding } from './encoding';
import { FILE_OPERATIONS } from './rename-requests';
import { TOKEN_LEGEND } from './token-requests';

export function initializeResult(can: ClientCapabilities, positionEncoding: PositionEncoding): InitializeResult {
  const [firstTrigger = '}', ...moreTriggers] = FORMAT_TRIGGERS;
  return {
    serverInfo: { name: 'peermap' },
    capabilities: {
      positionEncoding,
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      ...(can.pullDiagnostics && {
        diagnosticProvider: { identifier: 'peermap', interFileDependencies: true, workspaceDiagnostics: true },
      }),
      hoverProvider: true,
      signatureHelpProvider: { triggerCharacters: [...SIGNATURE_TRIGGERS] },
      completionProvider: { triggerCharacters: [...COMPLETION_TRIGGERS], resolveProvider: true },
      definitionProvider: true,
      referencesProvider: true,
      documentHighlightProvider: true,
      documentLinkProvider: {},
      callHierarchyProvider: true,
      documentSymbolProvider: true,
      workspaceSymbolProvider: true,
      renameProvider: can.prepareRename ? { prepareProvider: true } : true,
      foldingRangeProvider: true,
      selectionRangeProvider: true,
      semanticTokensProvider: { legend: TOKEN_LEGEND, full: { delta: true }, range: true },
      documentFormattingProvider: true,
      documentRangeFormattingProvider: { rangesSupport: true },
      documentOnTypeFormattingProvider: {
        firstTriggerCharacter: firstTrigger,
        moreTriggerCharacter: [...moreTriggers],
      },
      inlayHintProvider: { resolveProvider: true },
      codeLensProvider: { resolveProvider: true },
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
      executeCommandProvider: { commands: [...COMMANDS] },
      workspace: {
        workspaceFolders: { supported: true, changeNotifications: true },
        fileOperations: {
          didCreate: FILE_OPERATIONS,
          didRename: FILE_OPERATIONS,
          didDelete: FILE_OPERATIONS,
          willRename: FILE_OPERATIONS,
        },
        ...(can.textDocumentContent && { textDocumentContent: { schemes: [EXPLAIN_SCHEME] } }),
      },
    },
  };
}
