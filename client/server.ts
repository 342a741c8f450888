// What the rest of the client knows of the language server: requests that may fail, and its life. The two entries
// (extension.ts with Node, browser.ts with a worker) start it differently and hand in the same value.

import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import type {
  AtParams,
  AtResult,
  ExplainParams,
  ExplainResult,
  LocateParams,
  LocateResult,
  ReportParams,
  ReportResult,
} from '../server/protocol/messages';
import { AT, EXPLAIN, LOCATE, REPORT } from '../server/protocol/messages';
import { CLIENT_COMMANDS, commandMiddleware } from './proof-document';

export const LANGUAGE = 'p2p';

/** Requests reject when the server is not running or does not know the document. */
export interface Server {
  readonly report: (params: ReportParams) => Promise<ReportResult>;
  readonly explain: (params: ExplainParams) => Promise<ExplainResult>;
  readonly at: (params: AtParams) => Promise<AtResult>;
  readonly locate: (params: LocateParams) => Promise<LocateResult>;
}

export function serverOf(client: BaseLanguageClient): Server {
  return {
    report: (params) => client.sendRequest<ReportResult>(REPORT, params),
    explain: (params) => client.sendRequest<ExplainResult>(EXPLAIN, params),
    at: (params) => client.sendRequest<AtResult>(AT, params),
    locate: (params) => client.sendRequest<LocateResult>(LOCATE, params),
  };
}

/** Options common to both entries; `files` says that the client answers requests for files. */
export function clientOptions(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  files: boolean,
): LanguageClientOptions {
  return {
    documentSelector: [{ language: LANGUAGE }],
    outputChannel: log,
    initializationOptions: {
      files,
      rulePages: vscode.Uri.joinPath(context.extensionUri, 'docs', 'rules').toString(),
      pciNames: vscode.Uri.joinPath(context.extensionUri, 'dist', 'pci.ids.gz').toString(),
      commands: CLIENT_COMMANDS,
    },
    middleware: commandMiddleware,
    diagnosticPullOptions: { onChange: true, onTabs: false },
  };
}
