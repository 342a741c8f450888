// What the server offers by name: kinds of code actions, commands, files that it follows, and the legend of its colours.
// Apart from what does the work, because `initialize` is answered before that is loaded.

import type { FileOperationRegistrationOptions } from 'vscode-languageserver';
import { CodeActionKind } from 'vscode-languageserver';
import { TOKEN_MODIFIERS, TOKEN_TYPES } from '../features/tokens/semantic-legend';

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.peermap`;

/** Carried out here. */
export const EXPLAIN_PAIR = 'peermap.explainPair';
export const ACCEPT_ACTUAL = 'peermap.acceptActual';
/** Carried out by clients that say so. */
export const OPEN_MAP = 'peermap.openMap';
/** VS Code's own: shows the suggestions again. */
export const SUGGEST = 'editor.action.triggerSuggest';

export const COMMANDS = [EXPLAIN_PAIR, ACCEPT_ACTUAL];

export const TOKEN_LEGEND = { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [...TOKEN_MODIFIERS] };

/** Files of the language, and folders that may hold some. */
export const FILE_OPERATIONS: FileOperationRegistrationOptions = {
  filters: [{ pattern: { glob: '**/*.p2p', matches: 'file' } }, { pattern: { glob: '**', matches: 'folder' } }],
};
