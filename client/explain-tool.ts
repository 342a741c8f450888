// A tool for language models: why the kernel decides so for one pair. The answer is the same proof that a person reads, so
// a model need not guess. VS Code has tools since 1.95; before that nothing is registered.

import * as vscode from 'vscode';
import type { Server } from './server';

const TOOL = 'peermap_explain_pair';

/** What VS Code 1.95 added and the typings of 1.91 do not know. */
interface ToolApi {
  readonly lm: {
    readonly registerTool: (name: string, tool: Tool) => vscode.Disposable;
  };
  readonly LanguageModelToolResult: new (parts: readonly unknown[]) => object;
  readonly LanguageModelTextPart: new (text: string) => object;
}

interface Tool {
  readonly invoke: (options: { readonly input: unknown }) => Promise<object>;
  readonly prepareInvocation: (options: { readonly input: unknown }) => { readonly invocationMessage: string };
}

/** Checked before it is used: a model may write anything. */
interface Input {
  readonly file: string;
  readonly provider: string;
  readonly client: string;
  readonly scenario: string | null;
}

/** Some releases before 1.95 have the function already and throw when it is called, for it was a proposal then. */
export function registerExplainTool(server: Pick<Server, 'proof'>, log: vscode.LogOutputChannel): vscode.Disposable {
  if (!('lm' in vscode) || !('registerTool' in vscode.lm)) return new vscode.Disposable(() => undefined);
  try {
    return register(server, vscode as unknown as ToolApi);
  } catch (error) {
    log.info('Tools for language models need VS Code 1.95 or later.');
    log.debug(error instanceof Error ? error.message : String(error));
    return new vscode.Disposable(() => undefined);
  }
}

function register(server: Pick<Server, 'proof'>, api: ToolApi): vscode.Disposable {
  return api.lm.registerTool(TOOL, {
    invoke: async ({ input }) => {
      const { file, provider, client, scenario } = readInput(input);
      const root = fileUri(file).toString();
      const text = await server.proof({ root, scenario, kind: 'pair', provider, client });
      return new api.LanguageModelToolResult([new api.LanguageModelTextPart(text)]);
    },
    prepareInvocation: ({ input }) => {
      const { provider, client } = readInput(input);
      return { invocationMessage: vscode.l10n.t('Proving {0} -> {1}', provider, client) };
    },
  });
}

function readInput(value: unknown): Input {
  const given = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  const { file, provider, client, scenario } = given;
  if (!isText(file) || !isText(provider) || !isText(client)) {
    throw new Error('Expected "file", "provider" and "client", each a text.');
  }
  return { file, provider, client, scenario: isText(scenario) ? scenario : null };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** A URI, an absolute path, or a path in the first workspace folder. */
function fileUri(file: string): vscode.Uri {
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(file)) return vscode.Uri.parse(file, true);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (folder === undefined) return vscode.Uri.file(file);
  if (file.startsWith('/') || /^[a-z]:[\\/]/i.test(file)) return folder.with({ path: vscode.Uri.file(file).path });
  return vscode.Uri.joinPath(folder, file);
}
