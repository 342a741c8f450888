// What stands inside a `cmdline`, as this machine's kernel reads it: parameters, the options that name devices, and in
// their lists flags and devices. What the kernel does not read stays a string.

import type { AcsEntry, AcsOption, Parameter, TextSpan } from '../../core/kernel/commandline';
import type { Analysis } from '../language/analysis';
import { writtenCommandLines } from '../language/rules/command-lines';
import { createToken, type SemanticToken, type TokenType } from './semantic-legend';

/** By where the string begins; the pieces are in order and do not overlap. */
export function commandLinePieces(analysis: Analysis, file: string): ReadonlyMap<number, readonly SemanticToken[]> {
  const found = new Map<number, readonly SemanticToken[]>();
  for (const line of writtenCommandLines(analysis)) {
    // A string that scenarios inherit is coloured for the first that reads it.
    if (line.file !== file || found.has(line.literal.start)) continue;
    const { text, parameters, disableAcsRedir, configAcs } = line.commandLine;
    const pieces = [
      ...parameters.flatMap((parameter) => parameterPiece(text, parameter)),
      ...[disableAcsRedir, configAcs].flatMap((option) => (option === null ? [] : optionPieces(option))),
    ];
    const tokens = pieces.map(({ span, type }) => {
      const { start, end } = line.rangeOf(span);
      return createToken(start, end, type);
    });
    tokens.sort((one, other) => one.start - other.start);
    found.set(line.literal.start, withoutOverlaps(tokens));
  }
  return found;
}

interface Piece {
  readonly span: TextSpan;
  readonly type: TokenType;
}

/** In quotes, the name does not stand where the parameter begins. */
function parameterPiece(text: string, { name, span }: Parameter): readonly Piece[] {
  if (!text.startsWith(name, span.start)) return [];
  return [{ span: { start: span.start, end: span.start + name.length }, type: 'parameter' }];
}

function optionPieces({ name, span, entries }: AcsOption): readonly Piece[] {
  return [
    { span: { start: span.start, end: span.start + name.length }, type: 'property' },
    ...entries.flatMap(entryPieces),
  ];
}

function entryPieces({ text, span, flags }: AcsEntry): readonly Piece[] {
  const sign = flags === null ? -1 : text.indexOf('@');
  const device: Piece = { span: { start: span.start + sign + 1, end: span.end }, type: 'number' };
  return sign < 0 ? [device] : [{ span: { start: span.start, end: span.start + sign }, type: 'enumMember' }, device];
}

function withoutOverlaps(tokens: readonly SemanticToken[]): readonly SemanticToken[] {
  let end = 0;
  return tokens.filter((token) => {
    if (token.start < end || token.end <= token.start) return false;
    end = token.end;
    return true;
  });
}
