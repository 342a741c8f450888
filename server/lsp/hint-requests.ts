// What stands in and over the text: inlay hints and code lenses. Both are of the last good model while the text is broken
// (last-good.ts), and say more when the client asks about one of them.

import type { CodeLens, Command, InlayHint, InlayHintLabelPart, Position } from 'vscode-languageserver';
import {
  CodeLensRequest,
  CodeLensResolveRequest,
  InlayHintKind,
  InlayHintRequest,
  InlayHintResolveRequest,
} from 'vscode-languageserver';
import type { ResolvedCodeLens } from '../features/code-lens';
import { codeLenses, resolveCodeLens } from '../features/code-lens';
import type { InlayHint as Hint } from '../features/inlay/inlay-hint';
import { hintLabel } from '../features/inlay/inlay-hint';
import { inlayHints, inlayHintTooltip } from '../features/inlay/inlay-hints';
import type { Analysis } from '../language/analysis';
import type { Answers } from './boundary';
import { ACCEPT_ACTUAL, EXPLAIN_PAIR, OPEN_MAP } from './offers';
import { identityOf } from './identity';
import type { ShownModel } from './last-good';
import { toMarkup } from './markup';
import type { Opened } from './opened';
import { open, toLocation } from './opened';
import { fileOf } from './range';
import type { Session } from './session';

/** Lenses whose titles come with them: an editor shows an empty line until it has asked for one. More would be too slow. */
const MOST_TITLED = 60;

export function answerHints(answers: Answers): void {
  answers.on(InlayHintRequest.type, async (session, { textDocument, range }) => {
    const opened = await open(session, textDocument.uri);
    const model = session.lastGood.shown(opened.analysis);
    const { uri } = opened.file;
    const before = model.before(uri, session.positions.toOffsets(opened.file, range));
    return inlayHints(model.analysis, uri, before)
      .filter(({ kind }) => session.settings.inlayHints[kind])
      .flatMap((hint) => toHint(session, opened, model, hint));
  });
  answers.on(InlayHintResolveRequest.type, async (session, hint): Promise<InlayHint> => {
    const asked = await askedModel(session, hint.data, (present, model, { uri, key }) => {
      const { text } = present.file;
      const found = inlayHints(model.analysis, uri, model.before(uri, { start: 0, end: text.length }));
      const same = found.find((each) => each.key === key);
      const [shown] = same === undefined ? [] : toHint(session, present, model, same);
      return shown !== undefined && isSamePosition(shown.position, hint.position);
    });
    return asked === null ? hint : { ...hint, ...tooltipOf(session, asked.analysis, asked.uri, asked.key) };
  });
  answers.on(CodeLensRequest.type, async (session, { textDocument }) => {
    if (!session.settings.codeLens) return [];
    const opened = await open(session, textDocument.uri);
    const model = session.lastGood.shown(opened.analysis);
    const hasMap = session.options.commands.includes(OPEN_MAP);
    const { uri } = opened.file;
    const lenses = codeLenses(model.analysis, uri);
    return lenses.flatMap(({ range, key }): CodeLens[] => {
      const now = model.now({ file: uri, range });
      if (now === null) return [];
      const isTitled = lenses.length <= MOST_TITLED;
      const resolved = isTitled || !hasMap ? resolveCodeLens(model.analysis, uri, key) : null;
      if (!hasMap && resolved?.action?.kind === 'open-map') return [];
      const lens = { range: session.positions.toRange(opened.file, now.range), data: dataOf(model, uri, key) };
      if (resolved === null || !isTitled) return [lens];
      return [
        { ...lens, command: toCommand(resolved, { analysis: model.analysis, isPast: model.isPast, uri, key }, lens) },
      ];
    });
  });
  answers.on(CodeLensResolveRequest.type, async (session, lens): Promise<CodeLens> => {
    const asked = await askedModel(session, lens.data, ({ file }, model, { uri, key }) => {
      const same = codeLenses(model.analysis, uri).find((each) => each.key === key);
      const now = same === undefined ? null : model.now({ file: uri, range: same.range });
      return now !== null && isSamePosition(session.positions.toRange(file, now.range).start, lens.range.start);
    });
    const resolved = asked === null ? null : resolveCodeLens(asked.analysis, asked.uri, asked.key);
    return asked === null || resolved === null ? lens : { ...lens, command: toCommand(resolved, asked, lens) };
  });
}

/** What a hint or lens carries until it is asked about. */
interface Data {
  readonly uri: string;
  readonly key: string;
  /** The analysis that the key is of: another one may call something else by it. */
  readonly model: number;
}

function dataOf({ analysis }: ShownModel, uri: string, key: string): Data {
  return { uri, key, model: identityOf(analysis) };
}

interface AskedModel {
  readonly analysis: Analysis;
  readonly isPast: boolean;
  readonly uri: string;
  readonly key: string;
}

/**
 * null: what the client saw is gone. An analysis that was made anew meanwhile (other files were read) has it all the same if
 * what the key is of stands where the client saw it.
 */
async function askedModel(
  session: Session,
  value: unknown,
  isInPlace: (opened: Opened, model: ShownModel, data: Data) => boolean,
): Promise<AskedModel | null> {
  const data = value as Data;
  const opened = await open(session, data.uri);
  const model = session.lastGood.shown(opened.analysis);
  const { analysis, isPast } = model;
  const isThere = identityOf(analysis) === data.model || isInPlace(opened, model, data);
  return isThere ? { analysis, isPast, uri: data.uri, key: data.key } : null;
}

function isSamePosition(one: Position, other: Position): boolean {
  return one.line === other.line && one.character === other.character;
}

function toHint(session: Session, { analysis, file }: Opened, model: ShownModel, hint: Hint): InlayHint[] {
  const now = model.now({ file: file.uri, range: { start: hint.offset, end: hint.offset } });
  if (now === null) return [];
  const isLater = session.can.resolves.inlayHint.includes('tooltip');
  return [
    {
      position: session.positions.toPosition(file, now.range.start),
      label: hint.parts.every(({ target }) => target === null)
        ? hintLabel(hint)
        : toParts(session, analysis, model, hint),
      paddingLeft: true,
      ...(hint.kind === 'address' && { kind: InlayHintKind.Parameter }),
      ...(isLater
        ? { data: dataOf(model, file.uri, hint.key) }
        : tooltipOf(session, model.analysis, file.uri, hint.key)),
    },
  ];
}

function toParts(session: Session, present: Analysis, model: ShownModel, { parts }: Hint): InlayHintLabelPart[] {
  return parts.map(({ label, target }) => {
    const now = target === null ? null : model.now(target);
    return now === null ? { value: label } : { value: label, location: toLocation(session, present, now) };
  });
}

function tooltipOf({ can }: Session, analysis: Analysis, uri: string, key: string): Pick<InlayHint, 'tooltip'> {
  const markdown = inlayHintTooltip(analysis, uri, key);
  return markdown === null ? {} : { tooltip: toMarkup(markdown, can.markdown.hover) };
}

function toCommand({ title, action }: ResolvedCodeLens, asked: AskedModel, { range }: CodeLens): Command {
  const { uri } = asked;
  switch (action?.kind) {
    case undefined:
      // The summary names a kernel and counts what holds: of a text with an error it must not speak as of now.
      return { title: asked.isPast ? `before the error: ${title}` : title, command: '' };
    case 'explain':
      return { title, command: EXPLAIN_PAIR, arguments: [{ explain: action.uri }] };
    case 'accept':
      return { title, command: ACCEPT_ACTUAL, arguments: [{ uri, position: range.start, written: writtenAt(asked) }] };
    case 'open-map':
      return { title, command: OPEN_MAP, arguments: [uri] };
  }
}

/** The assertion under a lens, by which it is found again however the text has moved. */
function writtenAt({ analysis, uri, key }: AskedModel): string | undefined {
  const range = codeLenses(analysis, uri).find((lens) => lens.key === key)?.range;
  return range === undefined ? undefined : fileOf(analysis, uri).text.slice(range.start, range.end);
}
