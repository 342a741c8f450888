// Where the things of a picture stand in the text, and what of the picture a place in the text is. The panel and the editor
// select each other through these, so both ways are in one file.

import type { AtResult, LocationOfName, PanelView } from '../server/protocol/messages';
import type { PanelSelection, PanelTarget } from '../server/protocol/panel';
import type { Server } from './server';

export function selectionOf(found: NonNullable<AtResult>): PanelSelection {
  switch (found.kind) {
    case 'pair':
      return { kind: 'pair', provider: found.provider, client: found.client };
    case 'device':
      return { kind: 'device', name: found.name };
    case 'query':
      return { kind: 'query', query: found.query, index: found.index };
  }
}

/** The queries of the file that ask for this pair. */
export function askedFor(
  view: PanelView | undefined,
  provider: string,
  client: string,
): readonly { readonly query: string; readonly line: number }[] {
  const asked = view?.evaluation.asked ?? [];
  return asked
    .filter((pair) => pair.provider === provider && pair.client === client)
    .map(({ query, line }) => ({ query, line }));
}

/** null: no query of the file asks for it. */
export function placeOf(view: PanelView | undefined, selection: PanelSelection): PanelTarget | null {
  switch (selection.kind) {
    case 'device':
      return { kind: 'device', name: selection.name };
    case 'pair': {
      const [asked] = askedFor(view, selection.provider, selection.client);
      return asked === undefined ? null : { kind: 'query', query: asked.query };
    }
    case 'query': {
      const { maps = [], providers = [], nvmet = [] } = view?.evaluation ?? {};
      const asked = { map: maps, provider: providers, nvmet }[selection.query][selection.index];
      return asked === undefined ? null : { kind: 'query', query: asked.query };
    }
  }
}

/** null: the text has no such place (any more). */
export async function locate(
  server: Pick<Server, 'locate'>,
  uri: string,
  view: PanelView | undefined,
  target: PanelTarget,
): Promise<LocationOfName | null> {
  switch (target.kind) {
    case 'query':
      return view?.queries[target.query] ?? null;
    case 'line': {
      const start = { line: target.line, character: 0 };
      return { uri, range: { start, end: start } };
    }
    case 'device':
      return server.locate({ uri, kind: 'device', name: target.name });
  }
}
