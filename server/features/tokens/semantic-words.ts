// The words of the language by what they are coloured as where the tree does not say more: in broken lines, and to tell a
// word from one that the parser only takes for it (`pai` for `pair`), which stays a name until it is typed to its end.

import {
  CONTINUATIONS,
  DECLARATION_WORDS,
  FUNCTION_KINDS,
  PROPERTY_WORDS,
  QUERY_WORDS,
  SETTING_WORDS,
  VALUE_WORDS,
} from '../../language/keywords';
import type { TokenType } from './semantic-legend';

const KEYWORDS = [
  ...SETTING_WORDS,
  ...DECLARATION_WORDS,
  ...QUERY_WORDS,
  ...PROPERTY_WORDS,
  ...CONTINUATIONS,
  'segment',
  'segments',
];

export const WORD_TYPES: ReadonlyMap<string, TokenType> = new Map<string, TokenType>([
  ...KEYWORDS.map((word) => [word, 'keyword'] as const),
  ...VALUE_WORDS.map((word) => [word, 'enumMember'] as const),
  // After the keywords: a host bridge is a kind of device like the others.
  ...[...FUNCTION_KINDS, 'host_bridge'].map((word) => [word, 'struct'] as const),
]);
