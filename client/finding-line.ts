// One finding as a line for people and for the problem matcher `$peermap`, the same that `peermap check` prints.

import type { Report } from '../server/protocol/report';

const WORD = { error: 'error', warning: 'warning', information: 'info', hint: 'hint' } as const;

/** `FILE:LINE:COLUMN: error[code]: message`. */
export function findingLine(file: string, { range, severity, code, message }: Report['diagnostics'][number]): string {
  const { line, character } = range.start;
  return `${file}:${line + 1}:${character + 1}: ${WORD[severity]}[${code}]: ${message}`;
}
