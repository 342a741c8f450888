// The one place of the server where exceptions end. A request that fails is answered with an error that says which
// request it was, and the stack goes to the client's log; the server goes on.

import type { Connection } from 'vscode-languageserver';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';

export type Boundary = <Parameters, Result>(
  name: string,
  handler: (parameters: Parameters) => Promise<Result>,
) => (parameters: Parameters) => Promise<Result | ResponseError<void>>;

/** For what nobody waits for, such as a request to the client: its failure is logged and ends nothing. */
export type Background = (name: string, work: Promise<unknown>) => void;

export function backgroundOf(connection: Connection): Background {
  return (name, work) => {
    work.catch((error: unknown) => connection.console.error(`${name} failed: ${messageOf(error)}`));
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function boundaryOf(connection: Connection): Boundary {
  return (name, handler) => async (parameters) => {
    try {
      return await handler(parameters);
    } catch (error) {
      const { message, stack } = error instanceof Error ? error : new Error(String(error));
      connection.console.error(`${name} failed: ${stack ?? message}`);
      return new ResponseError(LSPErrorCodes.RequestFailed, `${name} failed: ${message}`);
    }
  };
}
