// The names of a file and of the workspace. A client that cannot show a tree gets the same as a list, each with the name
// of what holds it.

import type { DocumentSymbol, SymbolInformation, WorkspaceSymbol } from 'vscode-languageserver';
import { DocumentSymbolRequest, SymbolKind, WorkspaceSymbolRequest } from 'vscode-languageserver';
import type { OutlineEntry } from '../features/navigation/outline';
import { outline } from '../features/navigation/outline';
import { workspaceSymbols } from '../features/navigation/workspace-symbols';
import type { Analysis } from '../language/analysis';
import type { ParsedFile } from '../language/parser';
import type { Answers } from './boundary';
import { machinesOf, open, toLocation } from './opened';
import type { Session } from './session';

export function answerSymbols(answers: Answers): void {
  answers.on(DocumentSymbolRequest.type, async (session, { textDocument }) => {
    const { analysis, file } = await open(session, textDocument.uri);
    const entries = outline(analysis, file.uri);
    if (!session.can.symbolTree) return entries.flatMap((entry) => toList(session, file, entry, null));
    return entries.map((entry) => toSymbol(session, file, entry));
  });
  answers.on(WorkspaceSymbolRequest.type, async (session, { query }) => {
    const machines = await allMachines(session);
    const machineOf = new Map(machines.flatMap((machine) => machine.files.map(({ uri }) => [uri, machine] as const)));
    return workspaceSymbols(machines, query).map(({ name, container, kind, place }): WorkspaceSymbol => {
      const machine = machineOf.get(place.file);
      return {
        name,
        kind: SYMBOL[kind],
        ...(container !== null && { containerName: container }),
        location: machine === undefined ? { uri: place.file } : toLocation(session, machine, place),
      };
    });
  });
}

/** Each once: of open documents and of the files of the workspace. */
async function allMachines(session: Session): Promise<readonly Analysis[]> {
  const machines = new Map<string, Analysis>();
  for (const uri of await session.workspace.allFiles()) {
    for (const machine of await machinesOf(session, uri)) machines.set(machine.root, machine);
  }
  return [...machines.values()];
}

const SYMBOL: Readonly<Record<OutlineEntry['kind'], SymbolKind>> = {
  'host-bridge': SymbolKind.Module,
  bridge: SymbolKind.Interface,
  endpoint: SymbolKind.Object,
  list: SymbolKind.Array,
  query: SymbolKind.Event,
  scenario: SymbolKind.Namespace,
};

function toSymbol(session: Session, file: ParsedFile, entry: OutlineEntry): DocumentSymbol {
  return {
    name: entry.name,
    detail: entry.detail,
    kind: SYMBOL[entry.kind],
    range: session.positions.toRange(file, entry.range),
    selectionRange: session.positions.toRange(file, entry.selection),
    children: entry.children.map((child) => toSymbol(session, file, child)),
  };
}

function toList(
  session: Session,
  file: ParsedFile,
  entry: OutlineEntry,
  container: string | null,
): readonly SymbolInformation[] {
  const symbol: SymbolInformation = {
    name: entry.name,
    kind: SYMBOL[entry.kind],
    location: { uri: file.uri, range: session.positions.toRange(file, entry.range) },
    ...(container !== null && { containerName: container }),
  };
  return [symbol, ...entry.children.flatMap((child) => toList(session, file, child, entry.name))];
}
