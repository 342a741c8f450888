// Semantic tokens: the whole file, what changed since the client last asked, or a range. The protocol packs them as
// differences of five numbers each.

import type { SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver';
import { SemanticTokensDeltaRequest, SemanticTokensRangeRequest, SemanticTokensRequest } from 'vscode-languageserver';
import {
  semanticTokens,
  TOKEN_MODIFIERS,
  TOKEN_TYPES,
  type TokenModifier,
  type TokenType,
} from '../features/tokens/semantic-tokens';
import type { TextRange } from '../language/diagnostic';
import type { Answers } from './boundary';
import type { Opened } from './opened';
import { open } from './opened';
import type { Session } from './session';

interface Sent {
  readonly resultId: string;
  readonly data: readonly number[];
}

/** What a client was sent last, by file; `closed` forgets one. */
export function answerTokens(answers: Answers): { readonly closed: (uri: string) => void } {
  const sent = new Map<string, Sent>();
  let last = 0;
  const whole = async (session: Session, uri: string): Promise<Sent> => {
    const opened = await open(session, uri);
    last += 1;
    const tokens = { resultId: String(last), data: pack(session, opened, null) };
    if (session.documentOf(uri) !== undefined) sent.set(uri, tokens);
    return tokens;
  };
  answers.on(SemanticTokensRequest.type, async (session, { textDocument }): Promise<SemanticTokens> => {
    const { resultId, data } = await whole(session, textDocument.uri);
    return { resultId, data: [...data] };
  });
  answers.on(
    SemanticTokensDeltaRequest.type,
    async (session, { textDocument, previousResultId }): Promise<SemanticTokens | SemanticTokensDelta> => {
      const before = sent.get(textDocument.uri);
      const { resultId, data } = await whole(session, textDocument.uri);
      if (before?.resultId !== previousResultId) return { resultId, data: [...data] };
      return { resultId, edits: differences(before.data, data) };
    },
  );
  answers.on(SemanticTokensRangeRequest.type, async (session, { textDocument, range }): Promise<SemanticTokens> => {
    const opened = await open(session, textDocument.uri);
    return { data: [...pack(session, opened, session.positions.toOffsets(opened.file, range))] };
  });
  return { closed: (uri) => sent.delete(uri) };
}

function pack({ positions }: Session, { analysis, file }: Opened, range: TextRange | null): readonly number[] {
  const data: number[] = [];
  let before = { line: 0, character: 0 };
  for (const { start, end, type, modifiers } of semanticTokens(analysis, file.uri, range)) {
    const at = positions.toPosition(file, start);
    // No token crosses a line.
    const length =
      positions.encoding === 'utf-16' ? end - start : positions.toPosition(file, end).character - at.character;
    const sameLine = at.line === before.line;
    const character = sameLine ? at.character - before.character : at.character;
    data.push(at.line - before.line, character, length, TYPE_NUMBER[type], bitsOf(modifiers));
    before = at;
  }
  return data;
}

const TYPE_NUMBER = Object.fromEntries(TOKEN_TYPES.map((type, index) => [type, index])) as Record<TokenType, number>;

function bitsOf(modifiers: readonly TokenModifier[]): number {
  let bits = 0;
  for (const modifier of modifiers) bits |= 1 << TOKEN_MODIFIERS.indexOf(modifier);
  return bits;
}

/** One edit: all between what both begin and end with. */
function differences(before: readonly number[], now: readonly number[]): SemanticTokensDelta['edits'] {
  const shorter = Math.min(before.length, now.length);
  let start = 0;
  while (start < shorter && before[start] === now[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  if (start === before.length && start === now.length) return [];
  return [{ start, deleteCount: before.length - tail - start, data: now.slice(start, now.length - tail) }];
}
