// The text of an open document. The client sends what changed, in its own units; each change makes a new value, so that who
// holds a document holds one version of it.

import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { findLineStarts } from '../language/position';
import type { Positions } from './range';

export interface OpenDocument {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
  readonly lineStarts: readonly number[];
}

export function openDocument(uri: string, version: number, text: string): OpenDocument {
  return { uri, version, text, lineStarts: findLineStarts(text) };
}

/** Each change speaks of the text after the one before it. */
export function changeDocument(
  document: OpenDocument,
  changes: readonly TextDocumentContentChangeEvent[],
  version: number,
  positions: Positions,
): OpenDocument {
  const changed = changes.reduce<OpenDocument>((before, change) => changeOnce(before, change, positions), document);
  return { ...changed, version };
}

function changeOnce(
  document: OpenDocument,
  change: TextDocumentContentChangeEvent,
  positions: Positions,
): OpenDocument {
  if (!('range' in change)) return openDocument(document.uri, document.version, change.text);
  const { start, end } = positions.toOffsets(document, change.range);
  const text = document.text.slice(0, start) + change.text + document.text.slice(end);
  return { ...document, text, lineStarts: moveLineStarts(document.lineStarts, text, start, end, change.text.length) };
}

/**
 * Whether a line starts at an offset depends on the characters before and at it, and these are new from `start` to the end
 * of what was put in; everything before stays, everything behind moves. A whole scan would cost more than the edit.
 */
function moveLineStarts(
  before: readonly number[],
  text: string,
  start: number,
  end: number,
  length: number,
): readonly number[] {
  const moved = start + length - end;
  const starts: number[] = [];
  let index = 0;
  for (let at = before[index]; at !== undefined && (at === 0 || at < start); at = before[++index]) starts.push(at);
  for (let offset = Math.max(start, 1); offset <= start + length; offset++) {
    if (startsLine(text, offset)) starts.push(offset);
  }
  for (let at = before[index]; at !== undefined; at = before[++index]) if (at > end) starts.push(at + moved);
  return starts;
}

function startsLine(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset - 1);
  return code === 10 || (code === 13 && text.charCodeAt(offset) !== 10);
}
