// Comments as semantic tokens: documentation is one with a modifier, and in a suppression the mark and the codes are more
// than prose.

import type { TextRange } from '../../language/diagnostic';
import { createToken, DOCUMENTATION, type SemanticToken, STYLE } from './semantic-legend';

const SUPPRESSION = /^(\/\/\s*)(p2p-ignore(?:-file)?)(\s+)([a-z0-9.-]+(?:\s*,\s*[a-z0-9.-]+)*)(?=\s*:)/;

export function commentTokens(text: string, { start, end }: TextRange): readonly SemanticToken[] {
  const written = text.slice(start, end);
  if (/^\/\/\/(?!\/)/.test(written)) return [createToken(start, end, DOCUMENTATION)];
  const parts = SUPPRESSION.exec(written);
  if (parts === null) return [createToken(start, end, STYLE.comment)];
  const [, slashes = '', mark = '', space = '', codes = ''] = parts;
  const found = [
    createToken(start, start + slashes.length, STYLE.comment),
    createToken(start + slashes.length, start + slashes.length + mark.length, STYLE.keyword),
  ];
  const codesStart = start + slashes.length + mark.length + space.length;
  for (const { 0: code, index } of codes.matchAll(/[a-z0-9.-]+/g)) {
    found.push(createToken(codesStart + index, codesStart + index + code.length, STYLE.enumMember));
  }
  found.push(createToken(codesStart + codes.length, end, STYLE.comment));
  return found;
}
