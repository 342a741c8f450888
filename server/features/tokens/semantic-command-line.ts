// What stands inside a `cmdline`: parameters, the options that name devices, and in their lists flags and devices. As every
// kernel cuts it, whether or not this machine's knows the option or gets as far (the rules say that): so the colours need
// no evaluation and stay while the rest of the file is broken, and the grammar for editors finds the same pieces.

import type { TextSpan } from '../../../core/kernel/commandline';
import { isParameter, splitParameters, splitPieces } from '../../../core/kernel/parameters';
import type { TextRange } from '../../language/diagnostic';
import { decodeString, rangeInString } from '../../language/string';
import { createToken, type SemanticToken, STYLE, type TokenType } from './semantic-legend';

interface Piece {
  readonly span: TextSpan;
  readonly type: TokenType;
}

/** In order, without overlaps; `literal` is the string with its quotes, closed or not. */
export function commandLinePieces(text: string, literal: TextRange): readonly SemanticToken[] {
  const commandLine = decodeString(text.slice(literal.start, literal.end));
  const pieces = splitParameters(commandLine).flatMap((parameter) => {
    const { name, span, valueSpan } = parameter;
    // In quotes, the name does not stand where the parameter begins.
    if (!commandLine.startsWith(name, span.start)) return [];
    const head = leading(span.start, name, 'parameter');
    if (valueSpan === null || !isParameter(parameter, 'pci')) return [head];
    return [head, ...splitPieces(commandLine, valueSpan).flatMap(optionPieces)];
  });
  return pieces
    .filter(({ span }) => span.start < span.end)
    .map(({ span, type }) => {
      const { start, end } = rangeInString(text, literal, span);
      return createToken(start, end, STYLE[type]);
    });
}

function optionPieces({ text, span }: { readonly text: string; readonly span: TextSpan }): readonly Piece[] {
  const [whole = '', name = ''] = /^(disable_acs_redir|config_acs)=/.exec(text) ?? [];
  if (name === '') return [];
  const list = text.slice(whole.length);
  // A quote or a backslash that a shell should have taken off belongs to nothing.
  const entries = [...list.matchAll(/([^\s"\\;@]+)(@)?/g)].map(({ index, 1: part = '', 2: sign }) =>
    leading(span.start + whole.length + index, part, sign === undefined ? 'number' : 'enumMember'),
  );
  return [leading(span.start, name, 'parameter'), ...entries];
}

function leading(start: number, { length }: string, type: TokenType): Piece {
  return { span: { start, end: start + length }, type };
}
