// The effects of a command line seen from its entries: what each entry does, and which earlier entries stand before it.
// Grouped once, so that a long list on a big machine is not searched anew for every entry.

import type { AcsOptionName } from './kernel/commandline';
import type { CommandLineEffect } from './machine';

export interface EntryEffects {
  /** On the functions that it is the first entry to match, in their order. */
  readonly effects: readonly CommandLineEffect[];
  /** Effects of earlier entries on functions that this one matches too, in the order of the functions. */
  readonly shadows: readonly CommandLineEffect[];
}

const NOTHING: EntryEffects = { effects: [], shadows: [] };

/** By the index of an entry of this option; linear in the effects and what they shadow. */
export function effectsByEntry(
  commandLineEffects: readonly CommandLineEffect[],
  option: AcsOptionName,
): (entry: number) => EntryEffects {
  const groups = new Map<number, { readonly effects: CommandLineEffect[]; readonly shadows: CommandLineEffect[] }>();
  const groupOf = (entry: number): { effects: CommandLineEffect[]; shadows: CommandLineEffect[] } => {
    const known = groups.get(entry);
    if (known !== undefined) return known;
    const made = { effects: [], shadows: [] };
    groups.set(entry, made);
    return made;
  };
  for (const effect of commandLineEffects) {
    if (effect.option !== option) continue;
    groupOf(effect.entry).effects.push(effect);
    for (const entry of effect.shadowed) groupOf(entry).shadows.push(effect);
  }
  return (entry) => groups.get(entry) ?? NOTHING;
}
