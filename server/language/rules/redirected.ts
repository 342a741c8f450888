// Pairs that ACS redirect keeps off the direct way, and those of them about which an entry of the command line says too
// little: the rules about such entries tell them where the entry stands, and acs-redirect is quiet about them.

import { readsAcsParameters } from '../../../core/kernel/acs-parameters';
import type { Machine } from '../../../core/machine';
import type { Verdict } from '../../../core/p2pdma/verdict';
import type { Analysis, Evaluation, PairResult } from '../analysis';
import { REDIRECT_BITS } from '../explain/reason';
import { endsAtBlank } from './cmdline-blank';
import { type EntryUse, entryUses } from './entries';
import { shellParameters } from './shell';

/** ACS redirect on a common path is what keeps the pair from a bus address. */
export function isRedirected(verdict: Verdict): boolean {
  return verdict.mapType !== 'BUS_ADDR' && verdict.acsRedirects.length > 0;
}

/** An entry that was meant to clear a pair's way and does not. */
export interface VainEntry {
  readonly use: EntryUse;
  readonly result: PairResult;
  readonly verdict: Verdict;
  /** left: it clears functions, and others of the path redirect. kept: its flags leave the bits of `functions`. */
  readonly fault: 'left' | 'kept';
  /** Cleared in vain, or left as they are. */
  readonly functions: readonly number[];
}

/** Three rules ask, of a machine that may have thousands of pairs and a hundred scenarios; an analysis never changes. */
const known = new WeakMap<Analysis, readonly VainEntry[]>();

/** For each query about which nothing is asserted at most one of either kind. */
export function vainEntries(analysis: Analysis): readonly VainEntry[] {
  const found = known.get(analysis) ?? findVainEntries(analysis);
  known.set(analysis, found);
  return found;
}

function findVainEntries(analysis: Analysis): readonly VainEntry[] {
  const uses = entryUses(analysis);
  const byEvaluation = new Map<Evaluation, EntryUse[]>();
  for (const use of uses) {
    const group = byEvaluation.get(use.line.evaluation);
    if (group === undefined) byEvaluation.set(use.line.evaluation, [use]);
    else group.push(use);
  }
  const sound = [...byEvaluation].filter(([, group]) => isSound(group));
  // Only asked for where an entry may be in vain: most files have none.
  let useful: ReadonlySet<string> | null = null;
  const isUseful = (use: EntryUse): boolean => {
    useful ??= new Set(sound.flatMap(([evaluation, group]) => usefulEntries(evaluation, group)));
    return useful.has(placeOf(use));
  };
  const told = new Set<string>();
  return sound.flatMap(([evaluation, group]) => {
    const pairs = openPairs(evaluation);
    if (pairs.length === 0) return [];
    const vain = group.flatMap((use) => {
      const left = leftBy(use, pairs);
      return [keptBy(use, pairs), left === null || isUseful(use) ? null : left].filter((one) => one !== null);
    });
    return vain.filter(({ fault, result }) => {
      const key = `${fault} ${result.file} ${String(result.range.start)}`;
      if (told.has(key)) return false;
      told.add(key);
      return true;
    });
  });
}

/** What comes of another fault of the command line is told there. */
function isSound(uses: readonly EntryUse[]): boolean {
  const [first] = uses;
  if (first === undefined) return false;
  const { commandLine, evaluation } = first.line;
  return (
    readsAcsParameters(evaluation.machine.settings.kernel) &&
    commandLine.observations.every(({ observation }) => observation === 'acs-override') &&
    shellParameters(commandLine).length === 0 &&
    !endsAtBlank(commandLine) &&
    uses.every(isSoundEntry)
  );
}

function isSoundEntry({ entry, effects, shadows }: EntryUse): boolean {
  if (entry.state !== 'applies' || effects.length + shadows.length === 0) return false;
  if (effects.some(({ outcome }) => outcome === 'pinned')) return false;
  return effects.length === 0 || effects.some(({ outcome }) => outcome !== 'no-capability');
}

interface OpenPair {
  readonly result: PairResult;
  readonly verdict: Verdict;
  /** Every function from the two up to the root bus. */
  readonly ways: ReadonlySet<number>;
}

function openPairs({ machine, pairs }: Evaluation): readonly OpenPair[] {
  return pairs
    .filter(({ expected }) => expected === null)
    .flatMap((result) =>
      result.verdicts.filter(isRedirected).map((verdict) => {
        return {
          result,
          verdict,
          ways: new Set([verdict.provider, verdict.client].flatMap((at) => wayUp(machine, at))),
        };
      }),
    );
}

function wayUp({ topology: { functions } }: Machine, from: number): readonly number[] {
  const way: number[] = [];
  for (let at: number | null = from; at !== null; at = functions[at]?.upstreamBridge ?? null) way.push(at);
  return way;
}

/** Those that free a pair here, or may serve a list, a choice or a namespace; as places, because scenarios share an entry. */
function usefulEntries(evaluation: Evaluation, uses: readonly EntryUse[]): readonly string[] {
  const served = servedFunctions(evaluation);
  return uses.filter((use) => clearedBy(use).some((index) => served.has(index))).map(placeOf);
}

function servedFunctions({ machine, pairs, maps, providers, nvmet }: Evaluation): ReadonlySet<number> {
  const free = pairs.flatMap(({ verdicts }) => verdicts.filter((verdict) => !isRedirected(verdict)));
  const clients = [
    ...maps.flatMap(({ mapping }) => (mapping === null ? [] : [mapping.client])),
    ...providers.flatMap(({ answer }) => answer?.clients ?? []),
    ...nvmet.flatMap(({ results }) => results.flatMap(({ namespace, port }) => [namespace.function, port.function])),
  ];
  const served = new Set(clients.flatMap((client) => wayUp(machine, client)));
  for (const { trace } of free) for (const step of trace) if (step.step === 'hop') served.add(step.function);
  return served;
}

function leftBy(use: EntryUse, pairs: readonly OpenPair[]): VainEntry | null {
  const cleared = clearedBy(use);
  const found = cleared.length === 0 ? undefined : pairs.find(({ ways }) => cleared.some((index) => ways.has(index)));
  if (found === undefined) return null;
  const functions = cleared.filter((index) => found.ways.has(index));
  return { use, result: found.result, verdict: found.verdict, fault: 'left', functions };
}

function clearedBy({ effects }: EntryUse): readonly number[] {
  return effects
    .filter(({ outcome, before, after }) => {
      return outcome === 'applied' && (before & REDIRECT_BITS) !== 0 && (after & REDIRECT_BITS) === 0;
    })
    .map((effect) => effect.function);
}

/** An entry that sets a bit is meant as it stands; one that only clears and leaves a redirect bit is not. */
function keptBy({ effects, ...rest }: EntryUse, pairs: readonly OpenPair[]): VainEntry | null {
  const { flags } = rest.entry;
  if (flags === null || flags.mask === 0 || flags.value !== 0) return null;
  const kept = new Set(
    effects
      .filter(({ outcome, after }) => outcome === 'applied' && (after & REDIRECT_BITS) !== 0)
      .map((effect) => effect.function),
  );
  const found =
    kept.size === 0 ? undefined : pairs.find(({ verdict }) => verdict.acsRedirects.some((at) => kept.has(at)));
  if (found === undefined) return null;
  const functions = found.verdict.acsRedirects.filter((index) => kept.has(index));
  return { use: { effects, ...rest }, result: found.result, verdict: found.verdict, fault: 'kept', functions };
}

function placeOf({ line, option, entry }: EntryUse): string {
  return `${line.file} ${String(line.literal.start)} ${option.name} ${String(entry.index)}`;
}
