// The entries of disable_acs_redir and config_acs with what they do to the functions of the machine.

import { effectsByEntry } from '../../../core/entry-effects';
import type { AcsEntry, AcsOption } from '../../../core/kernel/commandline';
import type { CommandLineEffect } from '../../../core/machine';
import type { Analysis } from '../analysis';
import { type WrittenCommandLine, writtenCommandLines } from './command-lines';

export interface EntryUse {
  readonly line: WrittenCommandLine;
  readonly option: AcsOption;
  readonly entry: AcsEntry;
  /** On the functions that it is the first entry to match. */
  readonly effects: readonly CommandLineEffect[];
  /** Effects of earlier entries on functions that this one matches too. */
  readonly shadows: readonly CommandLineEffect[];
}

export function entryUses(analysis: Analysis): readonly EntryUse[] {
  return writtenCommandLines(analysis).flatMap((line) => {
    const options = [line.commandLine.disableAcsRedir, line.commandLine.configAcs].filter((option) => option !== null);
    return options.flatMap((option) => {
      const effectsOf = effectsByEntry(line.evaluation.machine.commandLineEffects, option.name);
      return option.entries.map((entry) => ({ line, option, entry, ...effectsOf(entry.index) }));
    });
  });
}
