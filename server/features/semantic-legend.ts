// The kinds of semantic token: standard types and modifiers only, so that every theme colours them. Few, because colour is
// meaning here: words of the language, kinds of device, names, answers and other fixed values, numbers. A name is a
// `function`, which is what PCI calls a device and what themes make stand out; a `variable` is plain text in many of them.
// VS Code first colours by syntaxes/p2p.tmLanguage.json. The grammar gives each word the very scope that VS Code takes for
// its type here, so that nothing changes its colour when these tokens arrive (test/syntaxes/semantic.test.ts).

export const TOKEN_TYPES = [
  'keyword',
  'struct',
  'function',
  'enumMember',
  'number',
  'parameter',
  'string',
  'comment',
  'operator',
] as const;

export const TOKEN_MODIFIERS = ['declaration', 'documentation'] as const;

export type TokenType = (typeof TOKEN_TYPES)[number];
export type TokenModifier = (typeof TOKEN_MODIFIERS)[number];

/** UTF-16 offsets in one file. */
export interface SemanticToken {
  readonly start: number;
  readonly end: number;
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}

/** What a word is, without its place. */
export type TokenStyle = Pick<SemanticToken, 'type' | 'modifiers'>;

const NONE: readonly TokenModifier[] = [];

/** One object each, because a long file has a hundred thousand words. */
export const STYLE: Readonly<Record<TokenType, TokenStyle>> = {
  keyword: { type: 'keyword', modifiers: NONE },
  struct: { type: 'struct', modifiers: NONE },
  function: { type: 'function', modifiers: NONE },
  enumMember: { type: 'enumMember', modifiers: NONE },
  number: { type: 'number', modifiers: NONE },
  parameter: { type: 'parameter', modifiers: NONE },
  string: { type: 'string', modifiers: NONE },
  comment: { type: 'comment', modifiers: NONE },
  operator: { type: 'operator', modifiers: NONE },
};
export const DECLARED_NAME: TokenStyle = { type: 'function', modifiers: ['declaration'] };
export const DOCUMENTATION: TokenStyle = { type: 'comment', modifiers: ['documentation'] };

export function createToken(start: number, end: number, { type, modifiers }: TokenStyle): SemanticToken {
  return { start, end, type, modifiers };
}
