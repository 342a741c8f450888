// The command that writes the map into a file: which format, where, and then a quiet word with what one does next. Pictures
// come from the webview, which alone knows how the map is folded and filtered; texts come from the server.

import * as vscode from 'vscode';
import type { TextFormat } from '../server/protocol/messages';
import type { PictureFormat } from '../server/protocol/panel';
import type { WhatIf } from '../server/protocol/what-if';
import type { Server } from './server';

/** What is exported: the map as it is on screen, or the file alone where there is no map. */
export interface ExportedMap {
  readonly document: vscode.Uri;
  readonly scenario: string | null;
  readonly whatIf: WhatIf;
  /** That it is decided for; empty: not known. */
  readonly kernel: string;
  readonly pair: { readonly provider: string; readonly client: string } | null;
}

export interface ExportSource {
  /** Asked when it is needed, for the map may be another by then. */
  readonly map: () => ExportedMap | null;
  /** Opens the map where there is none. Rejects with words for the user. */
  readonly picture: (format: PictureFormat) => Promise<string | Uint8Array>;
  readonly server: Pick<Server, 'exportText'>;
}

interface FormatItem extends vscode.QuickPickItem {
  readonly format: TextFormat | PictureFormat;
  readonly extension: string;
}

function formats(): readonly FormatItem[] {
  const { t } = vscode.l10n;
  return [
    { format: 'svg', extension: 'svg', label: 'SVG', detail: t('The map as a sharp picture, for a page or a README') },
    { format: 'png', extension: 'png', label: 'PNG', detail: t('The map as a picture, for a mail or a ticket') },
    { format: 'csv', extension: 'csv', label: 'CSV', detail: t('A line for every pair, for a spreadsheet') },
    {
      format: 'markdown',
      extension: 'md',
      label: 'Markdown',
      detail: t('Answers with reasons, matrix and tree, for a ticket or a README'),
    },
    { format: 'dot', extension: 'dot', label: 'DOT', detail: t('The tree with the selected path, for Graphviz') },
  ];
}

export async function exportMap(source: ExportSource): Promise<void> {
  if (source.map() === null) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('PeerMap: open a .p2p file first; the export is of its map.'),
    );
    return;
  }
  const placeHolder = vscode.l10n.t('Format of the exported map');
  const item = await vscode.window.showQuickPick(formats(), { placeHolder, matchOnDetail: true });
  const map = source.map();
  if (item === undefined || map === null) return;
  try {
    // Made before a place is asked for: what cannot be made is said at once.
    const content = await contentOf(item.format, map, source);
    await save(content, item, map);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showWarningMessage(vscode.l10n.t('PeerMap: not exported. {0}', reason));
  }
}

async function contentOf(
  format: FormatItem['format'],
  map: ExportedMap,
  { picture, server }: ExportSource,
): Promise<string | Uint8Array> {
  if (format === 'svg' || format === 'png') return picture(format);
  const { document, scenario, whatIf, pair } = map;
  const { text, stale } = await server.exportText({ uri: document.toString(), scenario, whatIf, format, pair });
  if (stale === null) return text;
  const { line, message } = stale;
  throw new Error(vscode.l10n.t('Repair line {0} first: {1}', line + 1, message));
}

async function save(content: string | Uint8Array, { label, extension }: FormatItem, map: ExportedMap): Promise<void> {
  const target = await vscode.window.showSaveDialog({
    ...defaultPlace(map, extension),
    filters: { [label]: [extension] },
    title: vscode.l10n.t('Export Map as {0}', label),
    saveLabel: vscode.l10n.t('Export'),
  });
  if (target === undefined) return;
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  await vscode.workspace.fs.writeFile(target, bytes);
  const open = vscode.l10n.t('Open');
  const copy = vscode.l10n.t('Copy');
  const name = target.path.slice(target.path.lastIndexOf('/') + 1);
  const offers = typeof content === 'string' ? [open, copy] : [open];
  // Not waited for: the message stays until it is closed.
  void vscode.window.showInformationMessage(vscode.l10n.t('Exported {0}', name), ...offers).then((choice) => {
    if (choice === open) void vscode.commands.executeCommand('vscode.open', target);
    if (choice === copy && typeof content === 'string') void vscode.env.clipboard.writeText(content);
  });
}

/** Beside the file; of a text that is in no folder yet, or in one that takes no file, into the workspace. */
function defaultPlace(map: ExportedMap, extension: string): { defaultUri?: vscode.Uri } {
  const { document, scenario, kernel, whatIf } = map;
  const base = document.path.slice(document.path.lastIndexOf('/') + 1).replace(/\.p2p$/i, '');
  const words = [base, scenario, kernel, whatIf.iommu && `iommu-${whatIf.iommu}`, whatIf.acs && `acs-${whatIf.acs}`];
  const name = words
    .filter((word) => word)
    .join('-')
    .replace(/[\\/:*?"<>|\s]+/g, '-');
  const beside = document.scheme === 'untitled' ? [] : [vscode.Uri.joinPath(document, '..')];
  const folders = [...beside, ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri)];
  const folder = folders.find(({ scheme }) => vscode.workspace.fs.isWritableFileSystem(scheme) !== false) ?? folders[0];
  return folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, `${name}.${extension}`) };
}
