// What the rest of the client knows of the language server: requests that may fail, and its life. The two entries
// (extension.ts with Node, browser.ts with a worker) start it differently and hand in the same value.

import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import type {
  AssertionsParams,
  AssertionsResult,
  AtParams,
  AtResult,
  ExplainParams,
  ExplainResult,
  ExportParams,
  ExportResult,
  KernelsResult,
  LocateParams,
  LocateResult,
  ReportParams,
  ReportResult,
  SetKernelParams,
  SetKernelResult,
  WhatIfEditsParams,
  WhatIfEditsResult,
} from '../server/protocol/messages';
import {
  ASSERTIONS,
  AT,
  EXPLAIN,
  EXPORT,
  KERNELS,
  LOCATE,
  REPORT,
  SET_KERNEL,
  WHAT_IF_EDITS,
} from '../server/protocol/messages';
import { RULE_PAGES } from './pages';
import { CLIENT_COMMANDS, commandMiddleware, PROOF_SCHEME } from './proof-document';
import { lifeOf, lifeOptions } from './server-life';
import { tellingMiddleware } from './told-server';
import { writingMiddleware } from './writing';

export const LANGUAGE = 'p2p';

/** Requests reject when the server is not running or does not know the document. */
export interface Server {
  readonly report: (params: ReportParams) => Promise<ReportResult>;
  readonly explain: (params: ExplainParams) => Promise<ExplainResult>;
  readonly at: (params: AtParams) => Promise<AtResult>;
  readonly locate: (params: LocateParams) => Promise<LocateResult>;
  readonly assertions: (params: AssertionsParams) => Promise<AssertionsResult>;
  readonly kernels: (params: AtParams) => Promise<KernelsResult>;
  readonly whatIfEdits: (params: WhatIfEditsParams) => Promise<WhatIfEditsResult>;
  /** The map as CSV, Markdown or DOT. */
  readonly exportText: (params: ExportParams) => Promise<ExportResult>;
  readonly setKernel: (params: SetKernelParams) => Promise<SetKernelResult>;
  /** The whole proof, as Markdown; what it cannot answer it says. */
  readonly proof: (question: ProofQuestion) => Promise<string>;
}

/** What the query of a `peermap-explain` URI holds (docs/protocol.md). */
export interface ProofQuestion {
  /** URI. */
  readonly root: string;
  readonly scenario: string | null;
  readonly kind: 'pair';
  readonly provider: string;
  readonly client: string;
}

export function serverOf(client: Promise<BaseLanguageClient>): Server {
  const ask = async <Result>(method: string, params: object): Promise<Result> =>
    whileRunning(await client, (made) => made.sendRequest<Result>(method, params));
  return {
    report: (params) => ask<ReportResult>(REPORT, params),
    explain: (params) => ask<ExplainResult>(EXPLAIN, params),
    at: (params) => ask<AtResult>(AT, params),
    locate: (params) => ask<LocateResult>(LOCATE, params),
    assertions: (params) => ask<AssertionsResult>(ASSERTIONS, params),
    kernels: (params) => ask<KernelsResult>(KERNELS, params),
    whatIfEdits: (params) => ask<WhatIfEditsResult>(WHAT_IF_EDITS, params),
    exportText: (params) => ask<ExportResult>(EXPORT, params),
    setKernel: (params) => ask<SetKernelResult>(SET_KERNEL, params),
    proof: async (question) => {
      const uri = `${PROOF_SCHEME}:/proof.md?${encodeURIComponent(JSON.stringify(question))}`;
      const { text } = await ask<{ readonly text: string }>('workspace/textDocumentContent', { uri });
      return text;
    },
  };
}

/** The library leaves what a server was asked that had to be killed without any answer. */
function whileRunning<Result>(
  client: BaseLanguageClient,
  ask: (client: BaseLanguageClient) => Promise<Result>,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const end = client.onDidChangeState(({ oldState }) => {
      if (lifeOf(oldState) !== 'running') return;
      reject(new Error(vscode.l10n.t('the language server stopped before it answered')));
    });
    void ask(client)
      .then(resolve, reject)
      .finally(() => end.dispose());
  });
}

/** Options common to both entries. */
export function clientOptions(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): LanguageClientOptions {
  const packed = (file: string): vscode.Uri => vscode.Uri.joinPath(context.extensionUri, 'dist', file);
  return {
    documentSelector: [{ language: LANGUAGE }],
    outputChannel: log,
    initializationOptions: {
      files: true,
      rulePages: RULE_PAGES,
      pciNames: packed('pci.ids.gz').toString(),
      engine: packed('engine.js').toString(true),
      commands: CLIENT_COMMANDS,
    },
    middleware: {
      ...commandMiddleware,
      ...tellingMiddleware,
      workspace: { ...tellingMiddleware.workspace, ...writingMiddleware },
    },
    ...lifeOptions,
    diagnosticPullOptions: { onChange: true, onTabs: false },
  };
}
