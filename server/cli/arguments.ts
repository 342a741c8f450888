// Options and file names of a sub-command. Node's own parser does the work; its errors become ours.

import type { ParseArgsConfig } from 'node:util';
import { parseArgs } from 'node:util';
import { UsageError } from './command';

type OptionForm = { readonly type: 'string'; readonly default?: string } | { readonly type: 'boolean' };

export type OptionTable = Readonly<Record<string, OptionForm>>;

export interface Arguments {
  readonly options: Readonly<Record<string, string | undefined>>;
  /** Options that take no value, of those that were given. */
  readonly flags: ReadonlySet<string>;
  readonly words: readonly string[];
}

export function readArguments(args: readonly string[], options: OptionTable): Arguments {
  try {
    const config: ParseArgsConfig = { args: [...args], options, allowPositionals: true, strict: true };
    const { values, positionals } = parseArgs(config);
    const strings = Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    const flags = Object.keys(values).filter((name) => values[name] === true);
    return { options: Object.fromEntries(strings), flags: new Set(flags), words: positionals };
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
