// Whether what `map` asserts holds. A list whose mapping hinges on map types that are not known is mapped once for each of
// the types they may be: an assertion that comes out alike every time is not undecided.

import type { MapResult, Segment } from '../../core/dma/mapping';
import { mapScatterlist } from '../../core/dma/map-scatterlist';
import type { Scatterlist } from '../../core/dma/scatterlist';
import type { Machine } from '../../core/machine';
import type { DecidedMapType } from '../../core/p2pdma/verdict';
import { freshMapTypes } from '../../core/providers/map-types';
import type { Holds } from './results';
import type { MapExpectation, SegmentSyntax } from './tree';

/** Mappings that one undecided assertion may cost. */
const MOST_TRIALS = 27;

/** `possible`: of an undecided mapping. null: no such list can reach a kernel, for a fault in the list that is reported where it is. */
export function mapHolds(result: MapResult, possible: readonly MapResult[] | null, expected: MapExpectation): Holds {
  if (result.outcome !== 'undecided') return holdsFor(result, expected);
  const outcomes = possible?.map((each) => holdsFor(each, expected)) ?? null;
  if (outcomes === null || outcomes.includes('undecided')) return 'undecided';
  const [first] = outcomes;
  return first !== undefined && outcomes.every((outcome) => outcome === first) ? first : 'undecided';
}

/** What an undecided mapping may come to, for each of the types that are not known; null: too many combinations. */
export function possibleResults(
  machine: Machine,
  list: Scatterlist,
  client: number,
  undecided: MapResult,
): readonly MapResult[] | null {
  const fresh = freshMapTypes(machine);
  const outcomes: MapResult[] = [];
  const open: { readonly assumed: ReadonlyMap<number, DecidedMapType>; readonly result: MapResult }[] = [
    { assumed: new Map(), result: undecided },
  ];
  for (let trials = 0; ;) {
    const next = open.pop();
    if (next === undefined) return outcomes;
    const { assumed, result } = next;
    if (result.outcome !== 'undecided' || result.because.because !== 'map-type') {
      outcomes.push(result);
      continue;
    }
    for (const mapType of result.because.possible) {
      trials += 1;
      if (trials > MOST_TRIALS) return null;
      const types = new Map(assumed).set(result.because.provider, mapType);
      const mapTypes: typeof fresh = (provider, asked) => {
        const type = types.get(provider);
        return type === undefined ? fresh(provider, asked) : { answer: 'decided', mapType: type };
      };
      open.push({ assumed: types, result: mapScatterlist(machine, list, client, { mapTypes }) });
    }
  }
}

function holdsFor(result: MapResult, expected: MapExpectation): Holds {
  switch (result.outcome) {
    case 'undecided':
      return 'undecided';
    case 'invalid':
      return result.faults.some(({ fault }) => fault === 'no-p2pdma' || fault === 'no-such-call') ? false : null;
    case 'error':
      // A call without an error code returns 0: no segments. After a BUG() it does not return.
      if (expected.kind === 'error') return result.errno === expected.errno;
      return expected.kind === 'count' && expected.count === 0n && isZero(result);
    case 'mapped':
      if (expected.kind === 'error') return false;
      if (expected.kind === 'count') return expected.count === BigInt(result.segments.length);
      return areSegments(result.segments, expected.segments);
  }
}

function isZero({ errno, reason }: Extract<MapResult, { outcome: 'error' }>): boolean {
  return errno === null && reason.reason !== 'kernel-bug';
}

function areSegments(found: readonly Segment[], expected: readonly SegmentSyntax[]): boolean {
  if (found.length !== expected.length) return false;
  return found.every(({ kind, length }, index) => {
    const wanted = expected[index];
    return wanted?.address.value === kind && wanted.size.value === length;
  });
}
