// New names: of a device, list or scenario in every machine that may know it, and of files in the includes that name them.

import { PrepareRenameRequest, RenameRequest, WillRenameFilesRequest } from 'vscode-languageserver';
import { prepareRename, rename } from '../features/rename/rename';
import { renameFiles } from '../features/rename/rename-files';
import type { Analysis } from '../language/analysis';
import type { Answers } from './boundary';
import { refuse } from './boundary';
import type { OpenedAt } from './opened';
import { machinesOf, openAt } from './opened';
import type { Lines } from './range';
import type { Session } from './session';
import { toWorkspaceEdit } from './workspace-edit';

export function answerRenames(answers: Answers): void {
  answers.on(PrepareRenameRequest.type, async (session, params) => {
    const { analysis, file, offset } = await openAt(session, params);
    const found = prepareRename(analysis, file.uri, offset);
    if ('refused' in found) return refuse(found.refused);
    return { range: session.positions.toRange(file, found.range), placeholder: found.placeholder };
  });
  answers.on(RenameRequest.type, async (session, params) => {
    const opened = await openAt(session, params);
    const machines = await machinesThatMayKnow(session, opened);
    const found = rename(machines, opened.file.uri, opened.offset, params.newName);
    if ('refused' in found) return refuse(found.refused);
    return toWorkspaceEdit(session, found.edits, linesIn(machines.flatMap(({ files }) => files)));
  });
  answers.on(WillRenameFilesRequest.type, async (session, { files }) => {
    const parsed = await session.workspace.parsedFiles();
    const edits = renameFiles(parsed, files);
    return edits.length === 0 ? null : toWorkspaceEdit(session, edits, linesIn(parsed));
  });
}

/**
 * The machines of the file, and those of every file of theirs that holds the word: a use in a file that several machines
 * include is a use in all of them.
 */
async function machinesThatMayKnow(
  session: Session,
  { analysis, file, offset }: OpenedAt,
): Promise<readonly Analysis[]> {
  const found = prepareRename(analysis, file.uri, offset);
  if ('refused' in found) return [analysis];
  const machines = new Map<string, Analysis>();
  const files = new Set([file.uri]);
  for (const uri of files) {
    for (const machine of await machinesOf(session, uri)) {
      machines.set(machine.root, machine);
      for (const each of machine.files) if (each.text.includes(found.placeholder)) files.add(each.uri);
    }
  }
  return [...machines.values()];
}

function linesIn(files: readonly (Lines & { readonly uri: string })[]): (uri: string) => Lines {
  const byUri = new Map(files.map((file) => [file.uri, file]));
  return (uri) => {
    const file = byUri.get(uri);
    if (file === undefined) throw new Error(`an edit of ${uri}, whose text was not looked at`);
    return file;
  };
}
