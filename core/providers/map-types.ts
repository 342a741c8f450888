// Where a mapping gets its map type from. The kernel keeps one cache a provider, written by every distance query and read
// by every mapping, and never invalidates it: after `setpci` or a hot-plug a running machine still maps by the old answer.
// The cache is a value here; a machine that nobody touched after boot needs none, its answers are the verdicts.

import { dmaRulesOf } from '../kernel/dma-changes';
import type { Machine } from '../machine';
import { decidePair } from '../p2pdma/decide';
import type { DecidedMapType, MapType, Missing, Verdict } from '../p2pdma/verdict';

/** The map type of one pair as a mapping sees it. */
export type MapTypeAnswer =
  | { readonly answer: 'decided'; readonly mapType: DecidedMapType }
  | {
      readonly answer: 'undecided';
      readonly possible: readonly DecidedMapType[];
      readonly undecidedBy: readonly Missing[];
    }
  /** Nobody asked for the distance before, and this kernel does not compute the type while mapping. */
  | { readonly answer: 'not-cached' };

/** Function indices. */
export type MapTypeLookup = (provider: number, client: number) => MapTypeAnswer;

/** By provider, then by client: the type that the last query saw. */
export type MapTypeCache = ReadonlyMap<number, ReadonlyMap<number, MapType>>;

export const EMPTY_CACHE: MapTypeCache = new Map();

/** The lookup of a machine on which every driver asked for the distance after the last change. */
export function freshMapTypes(machine: Machine): MapTypeLookup {
  return (provider, client) => answerOf(decidePair(machine, provider, client));
}

/** What a distance query leaves in the cache, whoever asks. */
export function askDistance(
  machine: Machine,
  cache: MapTypeCache,
  provider: number,
  client: number,
): { readonly verdict: Verdict; readonly cache: MapTypeCache } {
  const verdict = decidePair(machine, provider, client);
  return { verdict, cache: remember(cache, provider, client, verdict.mapType) };
}

/** What a mapping reads: the remembered type however the machine has changed since; else, since 6.0, a new verdict. */
export function cachedMapTypes(machine: Machine, cache: MapTypeCache): MapTypeLookup {
  const { mapTypeOnDemand } = dmaRulesOf(machine.settings.kernel);
  return (provider, client) => {
    const mapType = cache.get(provider)?.get(client);
    if (mapType !== undefined && mapType !== 'UNKNOWN') return { answer: 'decided', mapType };
    return mapTypeOnDemand ? answerOf(decidePair(machine, provider, client)) : { answer: 'not-cached' };
  };
}

/** The provider's driver goes away: the only event that empties its cache. */
export function forgetProvider(cache: MapTypeCache, provider: number): MapTypeCache {
  return new Map([...cache].filter(([remembered]) => remembered !== provider));
}

function remember(cache: MapTypeCache, provider: number, client: number, mapType: MapType): MapTypeCache {
  const clients = new Map(cache.get(provider));
  return new Map(cache).set(provider, clients.set(client, mapType));
}

function answerOf(verdict: Verdict): MapTypeAnswer {
  if (verdict.mapType !== 'UNKNOWN') return { answer: 'decided', mapType: verdict.mapType };
  return { answer: 'undecided', possible: verdict.possible, undecidedBy: verdict.undecidedBy };
}
