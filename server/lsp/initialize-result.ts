// What the server says that it can do, for this client.

import type { InitializeResult } from 'vscode-languageserver';
import { CodeActionKind, TextDocumentSyncKind } from 'vscode-languageserver';
import { EXPLAIN_SCHEME } from '../features/explain/explain-request';
import { COMPLETION_TRIGGERS, FORMAT_TRIGGERS, SIGNATURE_TRIGGERS } from '../features/triggers';
import type { ClientCapabilities } from './capabilities';
import type { PositionEncoding } from './encoding';
import { COMMANDS, FILE_OPERATIONS, FIX_ALL, TOKEN_LEGEND } from './offers';

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
