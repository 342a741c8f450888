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

const NONE: readonly TokenModifier[] = [];

export function createToken(
  start: number,
  end: number,
  type: TokenType,
  modifiers: readonly TokenModifier[] = NONE,
): SemanticToken {
  return { start, end, type, modifiers };
}
