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

/** What a word is, without its place, by number: a long file has a hundred thousand words. 0: not known. */
const STYLES: readonly Pick<SemanticToken, 'type' | 'modifiers'>[] = [
  ...TOKEN_TYPES.map((type) => ({ type, modifiers: NONE })),
  { type: 'function', modifiers: ['declaration'] },
  { type: 'comment', modifiers: ['documentation'] },
];
/** A name that nobody declares. */
export const PLAIN = 255;
export const STYLE = Object.fromEntries(TOKEN_TYPES.map((type, index) => [type, index + 1])) as Readonly<
  Record<TokenType, number>
>;
export const DECLARED_NAME = TOKEN_TYPES.length + 1;
export const DOCUMENTATION = TOKEN_TYPES.length + 2;

export function createToken(start: number, end: number, style: number): SemanticToken {
  const known = STYLES[style - 1];
  if (known === undefined) throw new Error(`${String(style)} is not the number of a style`);
  return { start, end, type: known.type, modifiers: known.modifiers };
}
