// For what nobody waits for, such as a request to the client: its failure is logged and ends nothing.

import type { Connection } from 'vscode-languageserver';

export type Background = (name: string, work: Promise<unknown>) => void;

export function backgroundOf(connection: Connection): Background {
  return (name, work) => {
    work.catch((error: unknown) => connection.console.error(`${name} failed: ${messageOf(error)}`));
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
