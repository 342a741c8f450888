// Options and file names of a sub-command. Node's own parser does the work; its errors become ours.

import type { ParseArgsConfig } from 'node:util';
import { parseArgs } from 'node:util';
import { UsageError } from './command';

export type OptionTable = Readonly<Record<string, { readonly type: 'string'; readonly default?: string }>>;

export interface Arguments {
  readonly options: Readonly<Record<string, string | undefined>>;
  readonly words: readonly string[];
}

export function readArguments(args: readonly string[], options: OptionTable): Arguments {
  try {
    const config: ParseArgsConfig = { args: [...args], options, allowPositionals: true, strict: true };
    const { values, positionals } = parseArgs(config);
    const strings = Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    return { options: Object.fromEntries(strings), words: positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** One of the allowed words; anything else is wrong usage. */
export function oneOf<Word extends string>(option: string, found: string, allowed: readonly Word[]): Word {
  const word = allowed.find((candidate) => candidate === found);
  if (word === undefined) throw new UsageError(`--${option} takes ${allowed.join(', ')}; found '${found}'.`);
  return word;
}
