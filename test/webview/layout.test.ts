// How the panel shares its height, what it leaves out on large machines, and the matrix of what is left: a row cut in
// half, a hidden drive or a verdict moved to another pair would each make the panel lie.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Need } from '../../client/webview/model/allot';
import { besideShares, stackedShares } from '../../client/webview/model/allot';
import { askedNames } from '../../client/webview/model/asked';
import { classesByMember, verdictOf } from '../../client/webview/model/matrix';
import { restrict } from '../../client/webview/model/restrict';
import type { PanelMatrix } from '../../server/protocol/panel';
import { JBOF_QUESTIONS } from './samples';

const ROW = 22;
const rows = (count: number, fixed: number): Need => ({ natural: fixed + count * ROW, fixed, row: ROW });
const text = (natural: number): Need => ({ natural, fixed: 0, row: 0 });

describe('height', () => {
  test('what fits is shown whole, and the proof has what is left', () => {
    const needs = { topology: rows(12, 24), matrix: rows(4, 30), proof: text(200) };
    const shares = { topology: 24 + 12 * ROW, matrix: 30 + 4 * ROW };
    expect(stackedShares(800, needs)).toEqual({ ...shares, proof: 800 - shares.topology - shares.matrix });
  });

  test('a hint takes a line, not a third of the panel', () => {
    const { proof, topology } = stackedShares(650, { topology: rows(90, 24), matrix: rows(13, 120), proof: text(40) });
    expect(proof).toBeLessThan(40 + 2 * ROW);
    expect(topology).toBeGreaterThan(200);
  });

  test('a proof that was asked for has its room beside a large topology', () => {
    const { proof } = stackedShares(650, { topology: rows(90, 24), matrix: rows(13, 120), proof: text(500) });
    expect(proof).toBeGreaterThanOrEqual(650 * 0.4);
  });

  test('what the user chose goes before the needs, as far as every part keeps some room', () => {
    const needs = { topology: rows(12, 24), matrix: rows(4, 30), proof: text(200) };
    const chosen = stackedShares(800, needs, { topology: 0.2, matrix: 0.1 });
    expect(chosen).toEqual({ topology: 24 + 6 * ROW, matrix: 30 + 2 * ROW, proof: 800 - 24 - 30 - 8 * ROW });
    const all = stackedShares(800, needs, { topology: 1, matrix: 1 });
    expect(Math.min(all.matrix, all.proof)).toBeGreaterThanOrEqual(30 + ROW);
    expect(besideShares(800, needs, { right: 1 }).proof).toBeGreaterThanOrEqual(3 * ROW);
  });

  const need = fc.record({ count: fc.nat(300), fixed: fc.integer({ min: 20, max: 140 }) });
  test.each([
    ['stacked', stackedShares],
    ['beside', besideShares],
  ])('%s: nothing is cut through a row, and the whole height is given out', (_name, sharesOf) => {
    fc.assert(
      fc.property(need, need, fc.nat(2000), fc.integer({ min: 500, max: 1600 }), (a, b, proof, free) => {
        const needs = { topology: rows(a.count, a.fixed), matrix: rows(b.count, b.fixed), proof: text(proof) };
        const shares = sharesOf(free, needs);
        for (const part of ['topology', 'matrix'] as const) {
          const { natural, fixed } = needs[part];
          const whole = Math.abs(shares[part] - natural) < 1e-6;
          expect(whole || (shares[part] - fixed) % ROW === 0).toBe(true);
          expect(shares[part]).toBeLessThanOrEqual(natural + ROW);
        }
        const column = shares.matrix + shares.proof + (sharesOf === stackedShares ? shares.topology : 0);
        expect(column).toBeGreaterThanOrEqual(free - 1e-6);
      }),
    );
  });
});

test('every question of the file makes its devices asked about', () => {
  const names = askedNames({ ...JBOF_QUESTIONS.evaluation, asked: [] });
  expect([...names].sort()).toEqual(['mlx0', 'nvme0', 'nvme1', 'nvme2']);
});

describe('the matrix of some devices', () => {
  /** One class of a GPU, its audio function and another GPU, and one drive. Rows are providers. */
  const matrix: PanelMatrix = {
    classes: [{ members: ['gpu0', 'audio', 'gpu1'] }, { members: ['nvme0'] }],
    mapTypes: 'BH' + 'N-',
    distances: [2, 4, 6, 0],
    inFile: null,
  };
  const kind = (name: string): string => name.replace(/[0-9]/, '');

  test('has classes of one likeness, and every pair keeps its verdict', () => {
    const { matrix: all, likeness } = restrict(matrix, () => true, kind);
    expect(all.classes.map(({ members }) => members.join(' '))).toEqual(['gpu0 gpu1', 'audio', 'nvme0']);
    expect(likeness).toEqual(['gpu', 'audio', 'nvme']);
    const devices = ['gpu0', 'gpu1', 'audio', 'nvme0'];
    for (const provider of devices) {
      for (const client of devices) {
        const before = verdictOf(matrix, classesByMember(matrix), provider, client);
        expect(verdictOf(all, classesByMember(all), provider, client)).toEqual(before);
      }
    }
  });

  test('leaves out what is not kept, and a class of which one member is left has no pair of its own', () => {
    const { matrix: some } = restrict(matrix, (name) => name !== 'audio' && name !== 'gpu1', kind);
    expect(some).toEqual({
      classes: [{ members: ['gpu0'] }, { members: ['nvme0'] }],
      mapTypes: '-H' + 'N-',
      distances: [0, 4, 6, 0],
      inFile: null,
    });
  });
});
