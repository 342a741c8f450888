// Protects: a server that ends at once whenever it is started is given up after the sixth time; one that ends now and then,
// or was started again by hand, is not.

import { describe, expect, it } from 'vitest';
import { RecentEnds } from '../../client/recent-ends';

const MINUTE = 60_000;

describe('ends of the server', () => {
  it('are too many at the sixth within three minutes', () => {
    const ends = new RecentEnds();
    const times = [0, 1, 2, 3, 4, 2 * MINUTE];
    expect(times.map((time) => ends.add(time).isTooOften)).toEqual([false, false, false, false, false, true]);
  });

  it('are never too many when they are far enough from each other', () => {
    const ends = new RecentEnds();
    const counts = Array.from({ length: 20 }, (_, index) => ends.add(index * MINUTE));
    expect(counts.at(-1)).toEqual({ count: 3, isTooOften: false });
    expect(ends.total).toBe(20);
  });

  it('begin anew with a start by hand', () => {
    const ends = new RecentEnds();
    for (let time = 0; time < 5; time++) ends.add(time);
    ends.forget();
    expect(ends.add(6)).toEqual({ count: 1, isTooOften: false });
    expect(ends.total).toBe(6);
  });
});
