// A function's declaration goes to another place of the tree, with its block, its documentation and the comments in it; the
// lines get the depth of the new place. Its address stays behind: it was that of the old one.

import type { Analysis } from '../../language/analysis';
import type { TextRange } from '../../language/diagnostic';
import type { ParsedFile } from '../../language/parser';
import type { FunctionSyntax } from '../../language/tree';
import { functionDeclaration, type FunctionDeclaration } from '../device-edit';
import type { TextEdit } from '../edit';
import { cutOut, indentation, lineEnd, startsLine } from '../line-edit';
import type { FixKind } from './quick-fix';
import { queryAt } from './queries';

export const moveUnderSwitch: FixKind = {
  codes: ['pair-mismatch'],
  proved: 'by-analysis',
  propose: (analysis, diagnostic) => {
    const found = queryAt(analysis, diagnostic);
    const [verdict, ...others] = found?.result.verdicts ?? [];
    const expected = found?.result.expected?.mapType;
    const isWanted = expected === 'BUS_ADDR' || expected === 'SUPPORTED';
    if (found === null || verdict === undefined || others.length > 0 || !isWanted) return [];
    const ways = [
      [verdict.client, verdict.provider],
      [verdict.provider, verdict.client],
    ] as const;
    return ways.flatMap(([moved, beside]) => {
      const move = moveBeside(analysis, moved, beside);
      return move === null ? [] : [{ ...move, diagnostic, preferred: false }];
    });
  },
};

export const moveOutOfEndpoint: FixKind = {
  codes: ['endpoint-children'],
  proved: 'by-analysis',
  propose: (analysis, diagnostic) => {
    const { file, range } = diagnostic;
    const holder = analysis.declarations
      .filter((each): each is FunctionDeclaration => each.kind === 'function' && each.file === file)
      .find(({ syntax }) => syntax.block?.members.some(({ keyword }) => keyword.start === range.start) === true);
    const parsed = analysis.files.find(({ uri }) => uri === file);
    if (holder === undefined || parsed === undefined) return [];
    const children = holder.syntax.block?.members.filter((member) => member.kind === 'function') ?? [];
    const indent = indentation(parsed.text, holder.syntax.start);
    const texts = children.map((child) => movedText(parsed, child, indent, true));
    const edits = [
      ...children.map((child) => cutOut(parsed, documented(parsed, child))),
      behind(parsed, holder.syntax, texts),
    ];
    const names = children.map(({ name, keyword }) => name?.value ?? parsed.text.slice(keyword.start, keyword.end));
    const title = `Move ${names.length > 2 ? 'the functions' : names.join(' and ')} out of ${holder.name ?? 'the endpoint'}, beside it`;
    return [{ title, diagnostic, edits, preferred: false, price: null }];
  },
};

interface Move {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  readonly price: string;
}

/** Into a new port of the switch that the other one is below; null: there is none, or it is no device by itself. */
function moveBeside(analysis: Analysis, moved: number, beside: number): Move | null {
  const [evaluation] = analysis.evaluations;
  const functions = evaluation?.machine.topology.functions ?? [];
  const above = (index: number): readonly number[] => {
    const path: number[] = [];
    for (let at = functions[index]?.upstreamBridge ?? null; at !== null; at = functions[at]?.upstreamBridge ?? null) {
      path.push(at);
    }
    return path;
  };
  const target = above(beside).find((index) => functions[index]?.kind === 'switch');
  const origin = functions[moved]?.origin;
  if (target === undefined || origin === undefined || above(moved).includes(target)) return null;
  const bus = functions[moved]?.upstreamBridge ?? null;
  const isAlone = functions.every((each) => each.upstreamBridge !== bus || each.origin === origin);
  const device = functionDeclaration(analysis, origin);
  const holder = functionDeclaration(analysis, functions[target]?.origin ?? -1);
  if (!isAlone || bus === null || device === null || holder === null) return null;
  const edits = moveInto(analysis, device, holder);
  const where = functions[target]?.name ?? 'the switch';
  if (edits === null) return null;
  return {
    title: `Move ${device.name ?? 'the device'} into a new port of ${where}`,
    edits,
    price: 'the device must be plugged in there',
  };
}

function moveInto(
  analysis: Analysis,
  device: FunctionDeclaration,
  holder: FunctionDeclaration,
): readonly TextEdit[] | null {
  const from = analysis.files.find(({ uri }) => uri === device.file);
  const to = analysis.files.find(({ uri }) => uri === holder.file);
  const last = holder.syntax.block?.members.at(-1);
  if (from === undefined || to === undefined || last === undefined) return null;
  const indent = indentation(to.text, last.start);
  const unit = indent.includes('\t') ? '\t' : '  ';
  const end = lineEnd(to.text);
  const text = movedText(from, device.syntax, indent + unit, false);
  const port = `port {${end}${indent}${unit}${text}${end}${indent}}`;
  return [cutOut(from, documented(from, device.syntax)), behind(to, last, [port])];
}

/** On lines of their own where the neighbour has some, else beside it. */
function behind(parsed: ParsedFile, neighbour: TextRange, texts: readonly string[]): TextEdit {
  const { text, uri: file } = parsed;
  const rest = /^[^\r\n]*/.exec(text.slice(neighbour.end))?.[0] ?? '';
  const hasLines = /^\s*(?:\/\/.*)?$/.test(rest) && startsLine(text, neighbour.start);
  const separator = hasLines ? lineEnd(text) + indentation(text, neighbour.start) : ' ';
  const at = hasLines ? neighbour.end + rest.length : neighbour.end;
  return { file, range: { start: at, end: at }, newText: texts.map((each) => separator + each).join('') };
}

/** From its `///` lines on, if it begins a line. */
function documented({ text }: ParsedFile, { start, end }: TextRange): TextRange {
  const head = startsLine(text, start) ? text.slice(0, start) : '';
  const lines = /(?:[ \t]*\/\/\/[^\r\n]*(?:\r\n|\r|\n))+[ \t]*$/.exec(head)?.[0];
  const blanks = /^[ \t]*/.exec(lines ?? '')?.[0].length ?? 0;
  return { start: lines === undefined ? start : start - lines.length + blanks, end };
}

function movedText(parsed: ParsedFile, syntax: FunctionSyntax, indent: string, withAddress: boolean): string {
  const { start, end } = documented(parsed, syntax);
  const { text } = parsed;
  const at = withAddress ? null : syntax.address;
  const sign = at === null ? start : text.lastIndexOf('@', at.start);
  const whole = at === null ? text.slice(start, end) : text.slice(start, sign).trimEnd() + text.slice(at.end, end);
  const own = indentation(text, syntax.start);
  return whole
    .split(/\r\n|\r|\n/)
    .map((line, index) =>
      index === 0 ? line : indent + (line.startsWith(own) ? line.slice(own.length) : line.trimStart()),
    )
    .join(lineEnd(text));
}
