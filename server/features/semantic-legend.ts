// The kinds of semantic token: standard types and modifiers only, so that every theme colours them.

import type { DeclarationKind } from '../language/declaration';

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

export const TOKEN_MODIFIERS = ['declaration', 'readonly', 'documentation'] as const;

export type TokenType = (typeof TOKEN_TYPES)[number];
export type TokenModifier = (typeof TOKEN_MODIFIERS)[number];

/** UTF-16 offsets in one file. */
export interface SemanticToken {
  readonly start: number;
  readonly end: number;
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}

interface NameToken {
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
  readonly declared: readonly TokenModifier[];
}

const NONE: readonly TokenModifier[] = [];
const DECLARATION: readonly TokenModifier[] = ['declaration'];

/** What a name is, by what it names. `modifiers` at its uses, `declared` where it is declared. */
export const NAME: Readonly<Record<DeclarationKind, NameToken>> = {
  host_bridge: { type: 'namespace', modifiers: NONE, declared: DECLARATION },
  function: { type: 'variable', modifiers: NONE, declared: DECLARATION },
  bar: { type: 'variable', modifiers: NONE, declared: DECLARATION },
  sgl: { type: 'variable', modifiers: ['readonly'], declared: ['declaration', 'readonly'] },
  nvmet: { type: 'function', modifiers: NONE, declared: DECLARATION },
  scenario: { type: 'event', modifiers: NONE, declared: DECLARATION },
};

export function createToken(
  start: number,
  end: number,
  type: TokenType,
  modifiers: readonly TokenModifier[] = NONE,
): SemanticToken {
  return { start, end, type, modifiers };
}
