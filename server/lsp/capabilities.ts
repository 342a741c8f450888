// What the client can do, as far as an answer depends on it. Whatever it does not announce it cannot do, except Markdown
// and lists of symbols in a tree, which clients of today show without saying so.

import type { ClientCapabilities as Announced, CodeActionKind, MarkupKind } from 'vscode-languageserver';

export interface ClientCapabilities {
  readonly pullDiagnostics: boolean;
  readonly relatedInformation: boolean;
  readonly diagnosticTags: readonly number[];
  readonly codeDescription: boolean;
  readonly refresh: Readonly<Record<Refreshable, boolean>>;
  readonly configuration: boolean;
  readonly registerConfiguration: boolean;
  readonly watchFiles: boolean;
  readonly workspaceFolders: boolean;
  readonly documentChanges: boolean;
  readonly applyEdit: boolean;
  readonly showDocument: boolean;
  readonly textDocumentContent: boolean;
  readonly markdown: Readonly<Record<'hover' | 'completion' | 'signature', boolean>>;
  readonly snippets: boolean;
  readonly completionDefaults: boolean;
  readonly labelDetails: boolean;
  readonly insertReplace: boolean;
  /** Properties of an answer that the client asks for later; whatever is not named is sent at once. */
  readonly resolves: Readonly<Record<'completion' | 'inlayHint', readonly string[]>>;
  readonly symbolTree: boolean;
  readonly lineFoldingOnly: boolean;
  readonly foldingText: boolean;
  /** null: as many as there are. */
  readonly foldingLimit: number | null;
  readonly linkTooltips: boolean;
  readonly prepareRename: boolean;
  readonly labelOffsets: boolean;
  readonly noActiveParameter: boolean;
}

export type Refreshable = 'diagnostics' | 'inlayHint' | 'codeLens' | 'semanticTokens';

export function capabilitiesOf(announced: Announced): ClientCapabilities {
  const { textDocument, workspace, window } = announced;
  const diagnostics = textDocument?.diagnostic ?? textDocument?.publishDiagnostics;
  const { completion, foldingRange } = textDocument ?? {};
  return {
    pullDiagnostics: textDocument?.diagnostic !== undefined,
    relatedInformation: diagnostics?.relatedInformation === true,
    diagnosticTags: diagnostics?.tagSupport?.valueSet ?? [],
    // Clients that show the link without announcing it are many; the field is optional and ignored by the others.
    codeDescription: diagnostics?.codeDescriptionSupport !== false,
    refresh: {
      diagnostics: workspace?.diagnostics?.refreshSupport === true,
      inlayHint: workspace?.inlayHint?.refreshSupport === true,
      codeLens: workspace?.codeLens?.refreshSupport === true,
      semanticTokens: workspace?.semanticTokens?.refreshSupport === true,
    },
    configuration: workspace?.configuration === true,
    registerConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watchFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    applyEdit: workspace?.applyEdit === true,
    showDocument: window?.showDocument?.support === true,
    textDocumentContent: workspace?.textDocumentContent !== undefined,
    markdown: {
      hover: readsMarkdown(textDocument?.hover?.contentFormat),
      completion: readsMarkdown(completion?.completionItem?.documentationFormat),
      signature: readsMarkdown(textDocument?.signatureHelp?.signatureInformation?.documentationFormat),
    },
    snippets: completion?.completionItem?.snippetSupport === true,
    completionDefaults: completion?.completionList?.itemDefaults?.includes('editRange') === true,
    labelDetails: completion?.completionItem?.labelDetailsSupport === true,
    insertReplace: completion?.completionItem?.insertReplaceSupport === true,
    resolves: {
      completion: completion?.completionItem?.resolveSupport?.properties ?? [],
      inlayHint: textDocument?.inlayHint?.resolveSupport?.properties ?? [],
    },
    symbolTree: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport !== false,
    lineFoldingOnly: foldingRange?.lineFoldingOnly === true,
    foldingText: foldingRange?.foldingRange?.collapsedText === true,
    foldingLimit: foldingRange?.rangeLimit ?? null,
    linkTooltips: textDocument?.documentLink?.tooltipSupport === true,
    prepareRename: textDocument?.rename?.prepareSupport === true,
    labelOffsets: textDocument?.signatureHelp?.signatureInformation?.parameterInformation?.labelOffsetSupport === true,
    noActiveParameter: textDocument?.signatureHelp?.signatureInformation?.noActiveParameterSupport === true,
  };
}

function readsMarkdown(formats: readonly MarkupKind[] | undefined): boolean {
  return formats?.includes('markdown') !== false;
}

/** Whether a client that asked for `only` these kinds wants this one; a kind stands for all that begin with it. */
export function wantsKind(only: readonly CodeActionKind[] | undefined, kind: CodeActionKind): boolean {
  return only?.some((wanted) => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`)) === true;
}
