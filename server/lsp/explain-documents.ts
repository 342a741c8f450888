// The proofs as read-only documents of the scheme `peermap-explain`. A document names its question, never a place, so it is
// made anew from the texts of now; the client is told when that gives another text.

import type { Connection } from 'vscode-languageserver';
import { TextDocumentContentRequest } from 'vscode-languageserver';
import { explainDocument, readExplainUri } from '../features/explain/explain-document';
import type { Answers } from './boundary';
import { refuse } from './boundary';
import type { Session } from './session';

/** So many of them are kept fresh; nobody has more open, and no message says when one is closed. */
const MOST_SHOWN = 16;

export class ExplainDocuments {
  /** URI → the text that the client has; the one asked for last is at the end. */
  private readonly shown = new Map<string, string>();

  constructor(private readonly connection: Connection) {}

  answer(answers: Answers): void {
    answers.on(TextDocumentContentRequest.type, async (session, { uri }) => {
      const text = await explainText(session, uri);
      if (text === null) return refuse('This document names no question about a machine of the workspace.');
      this.shown.delete(uri);
      this.shown.set(uri, text);
      const [oldest] = this.shown.keys();
      if (this.shown.size > MOST_SHOWN && oldest !== undefined) this.shown.delete(oldest);
      return { text };
    });
  }

  /** After any change. */
  async update(session: Session): Promise<void> {
    for (const [uri, text] of [...this.shown]) {
      const now = (await explainText(session, uri)) ?? '';
      if (now === text) continue;
      this.shown.set(uri, now);
      await this.connection.workspace.textDocumentContent.refresh(uri);
    }
  }
}

/** null: no such question. Only machines of the workspace are read, whoever made the URI. */
export async function explainText(session: Session, uri: string): Promise<string | null> {
  const request = readExplainUri(uri);
  if (request === null) return null;
  if (!(await session.workspace.allFiles()).includes(request.root)) return null;
  return explainDocument(await session.workspace.analysisOf(request.root), request);
}
