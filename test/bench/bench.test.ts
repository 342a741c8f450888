// The bench without its figures: the machines that it measures are what it takes them for, and no row of its table can be
// lost, be it that nothing measures it or that a measurement has none.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { isBridge } from '../../core/pci/topology';
import { analyse } from '../../server/language/analyse';
import { parseFile } from '../../server/language/parser';
import { rules } from '../../server/language/rules';
import { keystrokes } from './keystrokes';
import { machineText } from './machine-text';
import { measureDiagram } from './measure-diagram';
import { measureEdits } from './measure-edits';
import { measureFeatures } from './measure-features';
import { measurePairs } from './measure-pairs';
import { measureParse } from './measure-parse';
import { sriovText } from './sriov-text';
import type { Measurement } from './timing';
import { percentile } from './timing';

interface Row {
  readonly group: string;
  readonly id: string;
  readonly what: string;
}
type JudgedRow = Row & { readonly met: boolean | null };
interface Rows {
  readonly GROUPS: Readonly<Record<string, string>>;
  readonly ROWS: readonly Row[];
}
interface Run {
  readonly date: string;
  readonly commit: string;
  readonly machine: string;
}
interface Table {
  judge(groups: readonly string[], measurements: readonly Measurement[]): readonly JudgedRow[];
  faultsOf(rows: readonly JudgedRow[]): readonly string[];
  textTable(rows: readonly JudgedRow[]): string;
  jsonTable(run: Run, rows: readonly JudgedRow[]): string;
  markdownPage(run: Run, rows: readonly JudgedRow[]): string;
}
const script = (name: string): Promise<unknown> =>
  import(new URL(`../../scripts/bench/${name}.mjs`, import.meta.url).href);
const { GROUPS, ROWS } = (await script('rows')) as Rows;
const { judge, faultsOf, textTable, jsonTable, markdownPage } = (await script('table')) as Table;

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const SERVER = path.join(ROOT, 'dist', 'peermap.js');
const EXAMPLE = path.join(ROOT, 'examples', 'jbof.p2p');
const URI = 'file:///bench/machine.p2p';
const LITTLE = { divisor: 100, rounds: 1 };

const analysisOf = (text: string): ReturnType<typeof analyse> =>
  analyse(URI, { folder: null, read: () => text }, rules);

describe('the machines', () => {
  test.each([150, 1_000, 3_000])('a text of %i lines has as many, and only the planned findings', (lines) => {
    const machine = machineText(lines);
    expect(machine.text.split('\n').length - 1).toBe(lines);
    expect(machine.lines).toBe(lines);
    expect(parseFile(URI, machine.text).diagnostics).toEqual([]);
    const { diagnostics, evaluations } = analysisOf(machine.text);
    expect(diagnostics.map(({ code }) => code)).toEqual(Array(machine.wrongAssertions).fill('pair-mismatch'));
    expect(evaluations.map(({ scenario }) => scenario)).toEqual([null, 'stock']);
    const questions = evaluations.flatMap(({ pairs }) => pairs);
    expect(questions.every(({ complete }) => complete)).toBe(true);
  });

  test('a longer text has wrong assertions to find', () => {
    expect(machineText(3_000).wrongAssertions).toBeGreaterThan(1);
  });

  test('16 cards of 256 functions are 4,096 endpoints on two sockets, without a finding', () => {
    const { diagnostics, evaluations } = analysisOf(sriovText(16, 256));
    const topology = evaluations[0]?.machine.topology;
    expect(diagnostics).toEqual([]);
    expect(topology?.hostBridges).toHaveLength(2);
    expect(topology?.functions.filter(({ kind }) => !isBridge(kind))).toHaveLength(4_096);
  });

  test('every second keystroke undoes the one before', () => {
    const type = keystrokes(7);
    const { text } = machineText(500);
    let current = text;
    const changed: boolean[] = [];
    for (let count = 0; count < 20; count += 1) {
      const { offset, length, insert } = type(current).edit;
      current = current.slice(0, offset) + insert + current.slice(offset + length);
      changed.push(current !== text);
    }
    expect(changed).toEqual(Array.from({ length: 20 }, (_, count) => count % 2 === 0));
  });
});

describe('the table', () => {
  const inGroup = (group: string): readonly string[] => ROWS.filter((row) => row.group === group).map(({ id }) => id);
  const idsOf = (measured: readonly Measurement[]): readonly string[] => measured.map(({ id }) => id).sort();
  const wrongOf = (measured: readonly Measurement[]): readonly Measurement[] =>
    measured.filter(({ wrong }) => wrong !== undefined);

  const measuring: readonly (readonly [string, () => readonly Measurement[] | Promise<readonly Measurement[]>])[] = [
    ['parse', () => measureParse(LITTLE)],
    ['pairs', () => measurePairs(LITTLE)],
    ['map', () => measureDiagram(LITTLE, EXAMPLE)],
    ['edit', () => measureEdits(LITTLE, SERVER)],
    ['features', () => measureFeatures(LITTLE, SERVER)],
  ];

  test.each(measuring)('every row of %s is measured, with the right answers', async (group, measure) => {
    expect(existsSync(SERVER), 'dist/peermap.js; run `npm run build` first').toBe(true);
    const measured = await measure();
    const elsewhere = process.platform === 'linux' ? [] : inGroup(group).filter((id) => id.startsWith('memory-'));
    expect(idsOf(measured)).toEqual([...inGroup(group)].filter((id) => !elsewhere.includes(id)).sort());
    expect(wrongOf(measured)).toEqual([]);
    expect(measured.every(({ value }) => Number.isFinite(value))).toBe(true);
  });

  const everything = ROWS.map(({ id }) => ({ id, value: 1 }));
  const groups = Object.keys(GROUPS);

  test('text, JSON and page have every row', () => {
    const rows = judge(groups, everything);
    const run = { date: '2026-01-02', commit: 'abc', machine: 'a machine' };
    const written = JSON.parse(jsonTable(run, rows)) as { rows: readonly { id: string }[] };
    expect(written.rows.map(({ id }) => id)).toEqual(ROWS.map(({ id }) => id));
    const page = markdownPage(run, rows);
    for (const { what } of ROWS) {
      expect(textTable(rows)).toContain(what);
      expect(page).toContain(`| ${what} |`);
    }
    expect(page).toContain('2026-01-02, commit `abc`, a machine.');
  });

  test('a goal is met up to the figure itself, and from it where more is better', () => {
    const judged = (id: string, value: number): boolean | null | undefined =>
      judge(groups, [{ id, value }]).find((row) => row.id === id)?.met;
    expect([judged('start', 1.6), judged('start', 1.61)]).toEqual([true, false]);
    expect([judged('lexer-2000', 50), judged('lexer-2000', 49)]).toEqual([true, false]);
    expect(judged('lexer-pass', 3)).toBeNull();
  });

  test('a wrong answer and a row without a measurement are faults, a missed goal is none', () => {
    expect(faultsOf(judge(groups, everything))).toEqual([]);
    const lost = judge(['start', 'size'], everything.slice(0, -1));
    expect(faultsOf(lost)).toEqual(['webview.js and webview.css: not measured']);
    const wrong = judge(['start'], [{ id: 'start', value: 9, wrong: 'no answer' }]);
    expect(faultsOf(wrong)).toEqual([
      'answer of `initialize` against a bare Node process: the answer is wrong: no answer',
      'extension loaded and activated, with a stand-in for VS Code: not measured',
    ]);
    expect(textTable(wrong)).toContain('WRONG ANSWER');
  });

  test('a measurement that has no row is refused', () => {
    expect(() => judge(groups, [{ id: 'other', value: 1 }])).toThrow('other');
  });

  test('the 95th percentile of 20 values is the 19th, of one value that one', () => {
    const values = Array.from({ length: 20 }, (_, index) => 20 - index);
    expect([percentile(values, 0.95), percentile(values, 0.5), percentile([4], 0.95)]).toEqual([19, 10, 4]);
  });
});
