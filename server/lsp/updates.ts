// After a change: which answers that the client already has are no longer right, and telling it so. An edit is followed
// by the client's own questions about that document, so it hears only of what other documents lost by it.

import type { Connection } from 'vscode-languageserver';
import type { Background } from './background';
import type { Refreshable } from './capabilities';
import type { DiagnosticsChannel } from './diagnostics-channel';
import type { ExplainDocuments } from './explain-documents';
import { basisOf } from './identity';
import { machinesOf } from './opened';
import type { Session } from './session';
import { oncePerTurn } from './turn';

export interface Updates {
  /** The client changed the text of a document. */
  readonly edited: (uri: string) => void;
  /** Anything else: files on disk, folders, settings. `settings`: hints and lenses change without a text that did. */
  readonly changed: (what: 'files' | 'settings') => void;
}

export function updatesOf(
  connection: Connection,
  background: Background,
  session: Session,
  diagnostics: DiagnosticsChannel,
  explanations: ExplainDocuments,
): Updates {
  /** Open document → what its hints and lenses were made of. */
  const shown = new Map<string, string>();
  let edited = new Set<string>();
  let onlyEdits = true;
  let settingsChanged = false;

  const update = async (): Promise<void> => {
    const mine = onlyEdits ? edited : null;
    const settings = settingsChanged;
    edited = new Set();
    onlyEdits = true;
    settingsChanged = false;
    await diagnostics.update(mine);
    if ((await otherTextsChanged(session, shown, mine)) || settings) refreshShown(connection, background, session);
    await explanations.update(session);
  };
  const soon = oncePerTurn(update);
  return {
    edited: (uri) => {
      edited.add(uri);
      background('update', soon());
    },
    changed: (what) => {
      onlyEdits = false;
      settingsChanged ||= what === 'settings';
      background('update', soon());
    },
  };
}

/** Whether an open document means something else now, though it was not edited. */
async function otherTextsChanged(
  session: Session,
  shown: Map<string, string>,
  edited: ReadonlySet<string> | null,
): Promise<boolean> {
  if (!REFRESHABLE.some((what) => session.can.refresh[what])) return false;
  const open = session.workspace.openUris();
  for (const uri of shown.keys()) if (!open.includes(uri)) shown.delete(uri);
  let changed = false;
  for (const uri of open) {
    const basis = basisOf(await machinesOf(session, uri));
    const before = shown.get(uri);
    shown.set(uri, basis);
    if (before !== undefined && before !== basis && edited?.has(uri) !== true) changed = true;
  }
  return changed;
}

const REFRESHABLE = ['inlayHint', 'codeLens', 'semanticTokens'] as const satisfies readonly Refreshable[];

function refreshShown(connection: Connection, background: Background, { can }: Session): void {
  const { inlayHint, semanticTokens } = connection.languages;
  if (can.refresh.inlayHint) background('workspace/inlayHint/refresh', inlayHint.refresh());
  if (can.refresh.codeLens) background('workspace/codeLens/refresh', connection.sendRequest(CODE_LENS_REFRESH));
  if (can.refresh.semanticTokens) background('workspace/semanticTokens/refresh', semanticTokens.refresh());
}

const CODE_LENS_REFRESH = 'workspace/codeLens/refresh';
