// The one place of the server where exceptions end. A request that fails is answered with an error that says which
// request it was, and the stack goes to the client's log; the server goes on.

import type { Connection } from 'vscode-languageserver';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';

export type Boundary = <Parameters, Result>(
  name: string,
  handler: (parameters: Parameters) => Promise<Result>,
) => (parameters: Parameters) => Promise<Result | ResponseError<void>>;

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
