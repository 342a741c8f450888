// The shape of a sub-command, and the exit statuses that all of them share (docs/report.md).

/** 0 nothing wrong; 1 an error-level rule or assertion; 2 a file that cannot be read or has a syntax error; 64 wrong usage. */
export const EXIT = { ok: 0, findings: 1, broken: 2, usage: 64 } as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly workingDirectory: string;
}

export interface Command {
  readonly name: string;
  /** After `peermap`, as one types it. */
  readonly usage: string;
  readonly summary: string;
  readonly run: (args: readonly string[], terminal: Terminal) => ExitStatus;
}

/** Thrown by a command for wrong usage; the message says what was expected and what was found. */
export class UsageError extends Error {}

export function worst(...statuses: readonly ExitStatus[]): ExitStatus {
  return statuses.reduce<ExitStatus>((highest, status) => (status > highest ? status : highest), EXIT.ok);
}
