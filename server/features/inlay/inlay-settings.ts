// What settings come to: behind every entry of a `cmdline` how many functions it hits, behind every host bridge whether this
// kernel lists it.

import type { AcsEntry, AcsOption } from '../../../core/kernel/commandline';
import { effectsByEntry } from '../../../core/entry-effects';
import type { CommandLineEffect } from '../../../core/machine';
import type { Analysis, Evaluation } from '../../language/analysis';
import type { Declaration } from '../../language/declaration';
import type { TextRange } from '../../language/diagnostic';
import { writtenCommandLines } from '../../language/rules/command-lines';
import { standingOf } from '../host-bridge-standing';
import { hoverCommandLineEntry } from '../hover/hover-command-line';
import { hoverHostBridge } from '../hover/hover-device';
import type { InlayHint } from './inlay-hint';
import { baseEvaluation, contains, hostBridgeOf } from '../places';

/** null: no host bridge, or the kernel asks none. */
export function hostBridgeHint(analysis: Analysis, declaration: Declaration): InlayHint | null {
  if (declaration.kind !== 'host_bridge') return null;
  const { machine, reliable } = baseEvaluation(analysis);
  const hostBridge = hostBridgeOf(machine, declaration.index);
  const words = hostBridge === null || !reliable ? null : standingOf(machine, hostBridge).words;
  if (words === null) return null;
  const { keyword, name, bus, id } = declaration.syntax;
  const offset = Math.max(keyword.end, name.end, bus?.end ?? 0, id?.end ?? 0);
  return { kind: 'setting', offset, parts: [{ label: words, target: null }], key: `bridge ${declaration.index}` };
}

export function hostBridgeTooltip(analysis: Analysis, declaration: number): string | null {
  return hoverHostBridge(analysis, declaration, null);
}

interface WrittenEntry {
  readonly evaluation: Evaluation;
  readonly option: AcsOption;
  readonly entry: AcsEntry;
  readonly key: string;
  readonly offset: number;
}

/** Of the entries that end in the range. */
export function entryHints(analysis: Analysis, file: string, range: TextRange): readonly InlayHint[] {
  const known = new Map<AcsOption, ReturnType<typeof effectsByEntry>>();
  return writtenEntries(analysis, file)
    .filter(({ offset }) => contains(range, offset))
    .map(({ evaluation, option, entry, key, offset }) => {
      const effectsOf = known.get(option) ?? effectsByEntry(evaluation.machine.commandLineEffects, option.name);
      known.set(option, effectsOf);
      const label = `→ ${hits(effectsOf(entry.index).effects)}`;
      return { kind: 'setting', offset, parts: [{ label, target: null }], key };
    });
}

/** null: it is gone. */
export function entryTooltip(analysis: Analysis, file: string, key: string): string | null {
  const found = writtenEntries(analysis, file).find((each) => each.key === key);
  return found === undefined ? null : hoverCommandLineEntry(found.evaluation, found.option, found.entry);
}

/** A command line that scenarios inherit is told of once, as the first evaluation reads it. */
function writtenEntries(analysis: Analysis, file: string): readonly WrittenEntry[] {
  const seen = new Set<string>();
  return writtenCommandLines(analysis).flatMap((line) => {
    const { evaluation, commandLine, literal } = line;
    const place = `${line.file} ${literal.start}`;
    if (line.file !== file || seen.has(place)) return [];
    seen.add(place);
    const number = analysis.evaluations.indexOf(evaluation);
    const options = [commandLine.disableAcsRedir, commandLine.configAcs].filter((option) => option !== null);
    return options.flatMap((option) =>
      option.entries.map((entry) => {
        const key = `entry ${number} ${option.name} ${entry.index}`;
        return { evaluation, option, entry, key, offset: line.rangeOf(entry.span).end };
      }),
    );
  });
}

/** `2`: control words that it writes; `2–3` where it hinges on an id; `0, 2 pinned` where the file fixes them. */
function hits(effects: readonly CommandLineEffect[]): string {
  const count = (wanted: CommandLineEffect['outcome']): number =>
    effects.filter(({ outcome }) => outcome === wanted).length;
  const [applied, open, pinned] = [count('applied'), count('undecided'), count('pinned')];
  const range = open === 0 ? String(applied) : `${applied}–${applied + open}`;
  return pinned === 0 ? range : `${range}, ${pinned} pinned`;
}
