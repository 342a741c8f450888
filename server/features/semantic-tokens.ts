// What every piece of a file is, for editors that colour by meaning.

import type { Analysis } from '../language/analysis';
import type { TextRange } from '../language/diagnostic';

/** The legend: standard types and modifiers only, so that every theme colours them. */
export const TOKEN_TYPES = [
  'namespace',
  'class',
  'struct',
  'parameter',
  'variable',
  'property',
  'enumMember',
  'event',
  'function',
  'macro',
  'keyword',
  'comment',
  'string',
  'number',
  'operator',
] as const;

export const TOKEN_MODIFIERS = [
  'declaration',
  'definition',
  'readonly',
  'deprecated',
  'documentation',
  'defaultLibrary',
] as const;

export type TokenType = (typeof TOKEN_TYPES)[number];
export type TokenModifier = (typeof TOKEN_MODIFIERS)[number];

export interface SemanticToken {
  readonly start: number;
  readonly end: number;
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}

/** In order, never across lines, never overlapping; null: the whole file. */
export function semanticTokens(_analysis: Analysis, _file: string, _range: TextRange | null): readonly SemanticToken[] {
  return [];
}
