// The bands between a scatterlist and its DMA segments: whoever follows one by eye must arrive where the kernel put the
// entry, and of two lengths the longer must look no shorter.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BandEntry } from '../../diagram/bands';
import { bandPath, layoutBands } from '../../diagram/bands';

/** A list of which some neighbours are merged and, perhaps, nothing behind some entry is mapped. */
const list = fc
  .array(fc.record({ length: fc.bigInt({ min: 1n, max: 1n << 32n }), joins: fc.boolean() }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((parts) => {
    const lengths: bigint[] = [];
    const entries = parts.map(({ length, joins }): BandEntry => {
      if (joins && lengths.length > 0) lengths[lengths.length - 1] = (lengths[lengths.length - 1] ?? 0n) + length;
      else lengths.push(length);
      return { length, segment: lengths.length - 1 };
    });
    return { entries, lengths };
  });

describe('bands', () => {
  test('each ends in its own segment, and those of one segment fill it in order without overlap', () => {
    fc.assert(
      fc.property(list, ({ entries, lengths }) => {
        const { bands, segments } = layoutBands(entries, lengths);
        expect(bands.map(({ entry, segment }) => [entry, segment])).toEqual(
          entries.map(({ segment }, entry) => [entry, segment]),
        );
        for (const [index, span] of segments.entries()) {
          const own = bands.filter(({ segment }) => segment === index);
          let top = span.top;
          for (const { right } of own) {
            expect(right.top).toBeCloseTo(top, 6);
            top += right.height;
          }
          expect(top).toBeCloseTo(span.top + span.height, 6);
        }
      }),
    );
  });

  test('neither entries nor segments overlap, and each segment stands beside its entries', () => {
    fc.assert(
      fc.property(list, ({ entries, lengths }) => {
        const { entries: left, segments, bands, height } = layoutBands(entries, lengths);
        for (const spans of [left, segments]) {
          spans.slice(1).forEach((span, index) => {
            const before = spans[index] as (typeof spans)[number];
            expect(span.top).toBeGreaterThan(before.top + before.height);
          });
          for (const span of spans) expect(span.top + span.height).toBeLessThanOrEqual(height + 1e-6);
        }
        for (const { segment, left: span } of bands) {
          const own = bands.filter((band) => band.segment === segment);
          const place = segments[segment] as (typeof segments)[number];
          expect(place.top).toBeGreaterThanOrEqual((own[0]?.left.top ?? 0) - 1e-6);
          expect(place.top + place.height).toBeLessThanOrEqual(
            (own[own.length - 1]?.left.top ?? 0) + (own[own.length - 1]?.left.height ?? 0) + 1e-6,
          );
          expect(span.height).toBeGreaterThanOrEqual(22);
        }
      }),
    );
  });

  test('a longer entry is never drawn shorter, equal ones are equal, and 1 GiB beside 4 KiB still fits', () => {
    const lengths = [0x800n, 0x1000n, 0x1000n, 0x100000n, 0x40000000n];
    const { entries } = layoutBands(
      lengths.map((length, segment) => ({ length, segment })),
      lengths,
    );
    const heights = entries.map(({ height }) => height);
    // By hand: a step of 3 for every doubling above the smallest, from 22 up to at most 46.
    expect(heights).toEqual([22, 25, 25, 46, 46]);
  });

  test('an entry that is not mapped has a place and no band', () => {
    const { entries, bands, segments } = layoutBands([{ length: 0x1000n, segment: null }], []);
    expect(entries).toEqual([{ top: 0, height: 22 }]);
    expect([bands, segments]).toEqual([[], []]);
  });

  test('the drawing is linear in the list', () => {
    for (const count of [10, 100, 1000]) {
      const entries = Array.from({ length: count }, (_, segment): BandEntry => ({ length: 0x1000n, segment }));
      const { bands, height } = layoutBands(
        entries,
        entries.map(({ length }) => length),
      );
      expect(bands).toHaveLength(count);
      expect(height).toBe(count * 22 + (count - 1) * 4);
    }
  });

  test('a band runs from its left span to its right span', () => {
    const band = { entry: 0, segment: 0, left: { top: 0, height: 10 }, right: { top: 4, height: 6 } };
    expect(bandPath(band, 100)).toBe('M0 0C50 0 50 4 100 4V10C50 10 50 10 0 10Z');
  });
});
