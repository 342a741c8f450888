// The one place of the server where exceptions end, and where an answer is refused that came too late. A request that fails
// is answered with an error that says which request it was, and the stack goes to the client's log; the server goes on.

import type { Connection, ProtocolRequestType } from 'vscode-languageserver';
import { CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Session } from './session';

export type Handler<Parameters, Result> = (
  session: Session,
  parameters: Parameters,
  token: CancellationToken,
) => Promise<Result | Refused>;

/** What a user asked for and cannot have, with the reason. */
export type Refused = ResponseError<void>;

export interface Answers {
  /** A request of the protocol. */
  readonly on: <Parameters, Result, Partial, Failure, Options>(
    type: ProtocolRequestType<Parameters, Result, Partial, Failure, Options>,
    handler: Handler<Parameters, Result>,
  ) => void;
  /** One of our own. */
  readonly own: <Parameters, Result>(method: string, handler: Handler<Parameters, Result>) => void;
}

export function refuse(reason: string): Refused {
  return new ResponseError(LSPErrorCodes.RequestFailed, reason);
}

export function answersOf(connection: Connection, current: () => Session): Answers {
  const own = <Parameters, Result>(method: string, handler: Handler<Parameters, Result>): void => {
    connection.onRequest(method, guarded(connection, current, method, handler));
  };
  return { own, on: ({ method }, handler) => own(method, handler) };
}

function guarded<Parameters, Result>(
  connection: Connection,
  current: () => Session,
  method: string,
  handler: Handler<Parameters, Result>,
): (parameters: Parameters, token?: CancellationToken) => Promise<Result | Refused> {
  // A request without parameters comes with its token alone, which then stands in their place.
  return async (parameters, token = CancellationToken.None) => {
    try {
      const session = current();
      const before = versionOf(session, parameters);
      const result = await handler(session, parameters, token);
      if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
      if (versionOf(session, parameters) !== before) return tooLate(method);
      return result;
    } catch (error) {
      const { message, stack } = error instanceof Error ? error : new Error(String(error));
      connection.console.error(`${method} failed: ${stack ?? message}`);
      return new ResponseError(LSPErrorCodes.RequestFailed, `${method} failed: ${message}`);
    }
  };
}

/**
 * Of the text that the positions in a question belong to: in another text they mean something else. undefined: there are
 * none, and what is answered is right for the text of now.
 */
function versionOf(session: Session, parameters: unknown): number | undefined {
  if (typeof parameters !== 'object' || parameters === null || !('textDocument' in parameters)) return undefined;
  if (!PLACES.some((place) => place in parameters)) return undefined;
  const { uri } = parameters.textDocument as { readonly uri: string };
  return session.documentOf(uri)?.version;
}

const PLACES = ['position', 'positions', 'range', 'ranges'];

function tooLate(method: string): Refused {
  return new ResponseError(LSPErrorCodes.ContentModified, `${method}: the text changed meanwhile; ask again`);
}
