// Whether a message of the map panel, or what it kept, is what it should be. The host acts on what a webview sends, so all
// of it is checked; of what the host sends only the envelope, since the facts inside are its own.

import type { HostMessage, PanelSelection, PanelSplit, PanelTarget, PanelViewState, WebviewMessage } from './panel';
import { ZOOM_LEAST, ZOOM_MOST } from './panel';
import type { PanelQueryKind } from './panel-queries';
import { isWhatIf } from './what-if';

/** Whether a message is one that the host sends. The envelope is checked; the facts inside are the host's own. */
export function isHostMessage(value: unknown): value is HostMessage {
  if (!isRecord(value)) return false;
  switch (value['type']) {
    case 'state':
      return isNumber(value['revision']) && isString(value['document']) && isRecord(value['evaluation']);
    case 'empty':
    case 'notice':
      return isString(value['sentence']);
    case 'select':
      return isNumber(value['revision']) && (value['target'] === null || isPanelSelection(value['target']));
    case 'proof':
      return isNumber(value['revision']) && isString(value['provider']) && isString(value['client']);
    case 'export':
      return isNumber(value['id']) && (value['format'] === 'svg' || value['format'] === 'png');
    default:
      return false;
  }
}

/** Whether a message is one that the webview sends; every member is checked, since the host acts on it. */
export function isWebviewMessage(value: unknown): value is WebviewMessage {
  if (!isRecord(value)) return false;
  switch (value['type']) {
    case 'ready':
      return (
        isString(value['document']) &&
        isSelectionOrNull(value['selection']) &&
        isStringOrNull(value['scenario']) &&
        isWhatIf(value['whatIf'])
      );
    case 'selectPair':
      return isNumber(value['revision']) && isString(value['provider']) && isString(value['client']);
    case 'selectDevice':
      return isNumber(value['revision']) && isString(value['name']);
    case 'selectQuery':
      return isNumber(value['revision']) && isQueryKind(value['query']) && isNumber(value['index']);
    case 'clearSelection':
      return isNumber(value['revision']);
    case 'reveal':
      return isNumber(value['revision']) && isPanelTarget(value['target']);
    case 'applyFix':
      return isNumber(value['revision']) && isString(value['fix']);
    case 'copy':
      return isString(value['text']);
    case 'chooseScenario':
      return isStringOrNull(value['scenario']);
    case 'setWhatIf':
      return isWhatIf(value['whatIf']);
    case 'applyWhatIf':
      return isNumber(value['revision']);
    case 'action':
      return isString(value['id']);
    case 'export':
      return true;
    case 'exported':
      return isNumber(value['id']) && isContent(value['content']) && isString(value['problem']);
    default:
      return false;
  }
}

/** The persisted view state, or null where there is none or an unknown version wrote it. 3 had no `split`, 4 no `zoom` and `asTable`. */
export function readPanelViewState(value: unknown): PanelViewState | null {
  if (!isRecord(value) || ![3, 4, 5].includes(Number(value['version']))) return null;
  const { document, scenario, whatIf, selection, filter, pathOnly, everything, toggled, toggledClasses } = value;
  const { split = {}, zoom = 100, asTable = false } = value;
  if (!isString(document) || !isStringOrNull(scenario) || !isString(filter) || !isWhatIf(whatIf)) return null;
  if (!isSelectionOrNull(selection) || typeof pathOnly !== 'boolean' || typeof everything !== 'boolean') return null;
  if (typeof asTable !== 'boolean') return null;
  if (!isStringArray(toggled) || !isStringArray(toggledClasses) || !isSplit(split)) return null;
  if (!isNumber(zoom) || zoom < ZOOM_LEAST || zoom > ZOOM_MOST) return null;
  const shown = { filter, zoom, pathOnly, asTable, everything, toggled, toggledClasses, split };
  return { version: 5, document, scenario, whatIf, selection, ...shown };
}

export function isPanelSelection(value: unknown): value is PanelSelection {
  if (!isRecord(value)) return false;
  switch (value['kind']) {
    case 'pair':
      return isString(value['provider']) && isString(value['client']);
    case 'device':
      return isString(value['name']);
    case 'query':
      return isQueryKind(value['query']) && isNumber(value['index']);
    default:
      return false;
  }
}

function isSplit(value: unknown): value is PanelSplit {
  if (!isRecord(value)) return false;
  const isShare = ([part, share]: readonly [string, unknown]): boolean =>
    SPLIT_PARTS.includes(part) && typeof share === 'number' && share >= 0 && share <= 1;
  return Object.entries(value).every(isShare);
}

const SPLIT_PARTS: readonly string[] = ['topology', 'matrix', 'left', 'right'];

function isQueryKind(value: unknown): value is PanelQueryKind {
  return value === 'map' || value === 'provider' || value === 'nvmet';
}

export function isPanelTarget(value: unknown): value is PanelTarget {
  if (!isRecord(value)) return false;
  switch (value['kind']) {
    case 'device':
      return isString(value['name']);
    case 'query':
      return isString(value['query']);
    case 'line':
      return isNumber(value['line']);
    default:
      return false;
  }
}

function isSelectionOrNull(value: unknown): value is PanelSelection | null {
  return value === null || isPanelSelection(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isContent(value: unknown): value is string | Uint8Array {
  return isString(value) || value instanceof Uint8Array;
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isStringOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

function isStringArray(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isString);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
