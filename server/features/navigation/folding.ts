// What can be folded away: blocks, runs of comments, of includes and of settings. The line of a closing brace stays
// visible; what stands for the hidden lines says what is in them, if that is short.

import type { TextRange } from '../../language/diagnostic';
import { SETTING_WORDS } from '../../language/keywords';
import { LAST_TRIVIA, TOKEN, tokenAt } from '../../language/lexer';
import type { ParsedFile } from '../../language/parser';
import { lineAt, lineEnd } from '../../language/position';
import type { BlockSyntax } from '../../language/tree';
import { addFunction, summaryOf, type FunctionCounts } from './folding-summary';

export interface FoldingRange {
  /** From the end of the line that stays visible to the end of the last line that is hidden. */
  readonly range: TextRange;
  readonly kind: 'region' | 'comment' | 'imports';
  /** What stands for the hidden lines; null: the editor's own `…`. */
  readonly collapsedText: string | null;
}

/** In order of position; of several that begin on one line the largest, because an editor shows one sign a line. */
export function foldingRanges(parsed: ParsedFile): readonly FoldingRange[] {
  const found = [...blocks(parsed), ...itemRuns(parsed), ...commentRuns(parsed)];
  found.sort((one, other) => one.range.start - other.range.start || other.range.end - one.range.end);
  return found.filter(({ range }, index) => range.start !== found[index - 1]?.range.start);
}

interface Lines {
  readonly first: number;
  readonly last: number;
}

function fold(
  { text, lineStarts }: ParsedFile,
  { first, last }: Lines,
  kind: FoldingRange['kind'],
  collapsedText: string | null,
): FoldingRange {
  const range = { start: lineEnd(text, lineStarts, first), end: lineEnd(text, lineStarts, last) };
  return { range, kind, collapsedText };
}

// ── blocks ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** A declaration or property with its block. */
interface Holder {
  readonly kind: string;
  readonly functionKind?: string | null;
  readonly block?: BlockSyntax<Holder> | null;
}

function blocks(parsed: ParsedFile): readonly FoldingRange[] {
  const found: FoldingRange[] = [];
  const visit = ({ block = null }: Holder): FunctionCounts | null => {
    if (block === null) return null;
    let counts: FunctionCounts | null = null;
    for (const member of block.members) {
      const below = visit(member);
      if (member.kind === 'function') addFunction((counts ??= []), member.functionKind ?? null, below);
    }
    const first = lineAt(parsed.lineStarts, block.start);
    // Where no brace closes the block, its last line is hidden too.
    const last = lineAt(parsed.lineStarts, Math.max(block.start, block.end - 1)) - (block.closed ? 1 : 0);
    if (last > first) found.push(fold(parsed, { first, last }, 'region', summaryOf(block.members, counts)));
    return counts;
  };
  for (const item of parsed.root.items) visit(item);
  for (const item of parsed.root.misplaced) visit(item);
  // The outer before the inner, where both fold the same lines.
  return found.reverse();
}

// ── runs of one kind ────────────────────────────────────────────────────────────────────────────────────────────

const GROUPS: ReadonlyMap<string, FoldingRange['kind']> = new Map<string, FoldingRange['kind']>([
  ['include', 'imports'],
  ...SETTING_WORDS.map((word) => [word, 'region'] as const),
]);

interface Item extends TextRange {
  readonly kind: string;
}

function itemRuns(parsed: ParsedFile): readonly FoldingRange[] {
  const { items } = parsed.root;
  const inScenarios = items.flatMap((item) => (item.kind === 'scenario' ? [item.block?.members ?? []] : []));
  return [items, ...inScenarios].flatMap((list) => runsOf(parsed, list));
}

function runsOf(parsed: ParsedFile, items: readonly Item[]): readonly FoldingRange[] {
  const found: FoldingRange[] = [];
  for (let index = 0; index < items.length;) {
    let next = index + 1;
    while (next < items.length && goesOn(parsed, items[next - 1], items[next])) next++;
    found.push(...foldRun(parsed, items.slice(index, next), items[next]));
    index = next;
  }
  return found;
}

/** Of one kind, and nothing but comments between them. */
function goesOn({ tokens }: ParsedFile, one: Item | undefined, other: Item | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  const group = GROUPS.get(one.kind);
  if (group === undefined || group !== GROUPS.get(other.kind)) return false;
  let between = tokenAt(tokens, one.end);
  while ((tokens.starts[between] ?? 0) < one.end || (tokens.kinds[between] ?? TOKEN.unknown) <= LAST_TRIVIA) between++;
  return tokens.starts[between] === other.start;
}

function foldRun(parsed: ParsedFile, run: readonly Item[], behind: Item | undefined): readonly FoldingRange[] {
  const [head, ...rest] = run;
  const kind = GROUPS.get(head?.kind ?? '');
  const tail = rest.at(-1);
  if (head === undefined || tail === undefined || kind === undefined) return [];
  const first = lineAt(parsed.lineStarts, head.start);
  const end = lineAt(parsed.lineStarts, tail.end);
  const isShared = behind !== undefined && lineAt(parsed.lineStarts, behind.start) === end;
  const what = kind === 'imports' ? `${String(rest.length)} more` : rest.map((item) => item.kind).join(', ');
  const last = isShared ? end - 1 : end;
  return last <= first ? [] : [fold(parsed, { first, last }, kind, `… ${what}`)];
}

/** Two or more lines with nothing but a comment. */
function commentRuns(parsed: ParsedFile): readonly FoldingRange[] {
  const { tokens } = parsed;
  const found: FoldingRange[] = [];
  let [line, first, hasComment, hasOther] = [0, -1, false, false];
  const endRun = (): void => {
    if (first >= 0 && line - 1 > first) found.push(fold(parsed, { first, last: line - 1 }, 'comment', null));
    first = -1;
  };
  const endLine = (): void => {
    const isComment = hasComment && !hasOther;
    if (isComment && first < 0) first = line;
    if (!isComment) endRun();
    [line, hasComment, hasOther] = [line + 1, false, false];
  };
  for (let index = 0; index < tokens.count; index++) {
    const kind = tokens.kinds[index] ?? TOKEN.unknown;
    if (kind === TOKEN.lineEnd) endLine();
    else if (kind > LAST_TRIVIA) hasOther = true;
    else if (kind !== TOKEN.whitespace) hasComment = true;
  }
  endLine();
  endRun();
  return found;
}
