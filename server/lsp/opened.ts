// From the document that a request names to the machines that it belongs to. Where there are several, the first one
// answers; diagnostics, quick fixes and renaming look at all.

import type { Location, Position } from 'vscode-languageserver';
import type { Place } from '../features/places';
import type { Analysis } from '../language/analysis';
import type { ParsedFile } from '../language/parser';
import { fileOf } from './range';
import type { Session } from './session';

export interface Opened {
  readonly analysis: Analysis;
  readonly file: ParsedFile;
}

export interface OpenedAt extends Opened {
  readonly offset: number;
}

/** Never empty: a file that no machine takes in (its include is refused) is a machine of its own. */
export async function machinesOf(session: Session, uri: string): Promise<readonly [Analysis, ...Analysis[]]> {
  const found = await session.workspace.analysesOf(uri);
  const [first, ...others] = found.filter(({ files }) => files.some((file) => file.uri === uri));
  const machines: [Analysis, ...Analysis[]] =
    first === undefined ? [await session.workspace.analysisOf(uri)] : [first, ...others];
  for (const machine of machines) session.lastGood.note(machine);
  return machines;
}

export async function open(session: Session, uri: string): Promise<Opened> {
  const [analysis] = await machinesOf(session, uri);
  return { analysis, file: fileOf(analysis, uri) };
}

export async function openAt(
  session: Session,
  params: { readonly textDocument: { readonly uri: string }; readonly position: Position },
): Promise<OpenedAt> {
  const opened = await open(session, params.textDocument.uri);
  return { ...opened, offset: session.positions.toOffset(opened.file, params.position) };
}

export function toLocation({ positions }: Session, analysis: Analysis, { file, range }: Place): Location {
  return { uri: file, range: positions.toRange(fileOf(analysis, file), range) };
}
