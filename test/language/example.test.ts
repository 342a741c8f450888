// The worked example of the language's description: an NVMe-oF target with two CMB drives and a NIC below one switch. It
// has no fault, and its assertions, which were derived by hand from the kernels' rules, hold.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/language/analyse';
import { analyseFixture, readFixture } from './fixture';

const TEXT = readFileSync(new URL('example.p2p', import.meta.url), 'utf8');

function analyseText(text: string): ReturnType<typeof analyse> {
  return analyse('file:///example.p2p', { folder: null, read: () => text });
}

describe('the worked example', () => {
  const analysis = analyseText(TEXT);

  test('has no fault', () => {
    expect(analysis.diagnostics).toEqual([]);
  });

  test('its pairs come out as they are asserted', () => {
    const outcomes = analysis.evaluations.map(({ scenario, pairs }) => [
      scenario,
      ...pairs.map(({ verdicts, holds }) => [verdicts.map(({ mapType }) => mapType).join(' '), holds]),
    ]);
    expect(outcomes).toEqual([
      [null, ['BUS_ADDR BUS_ADDR', true], ['THRU_HOST_BRIDGE', true]],
      ['stock', ['THRU_HOST_BRIDGE', true]],
      ['before_listing', ['NOT_SUPPORTED', true]],
    ]);
  });

  test('scenarios inherit what they do not set, and their command line replaces the machine’s', () => {
    const [machine, stock, before] = analysis.evaluations.map((evaluation) => evaluation.machine.settings);
    expect([machine?.kernel.label, stock?.kernel.label, before?.kernel.label]).toEqual(['6.15', '6.15', '5.17']);
    expect([machine?.iommu, stock?.iommu, before?.iommu]).toEqual(['on', 'on', 'on']);
    expect([machine?.commandLine, stock?.commandLine]).toEqual(['pci=disable_acs_redir=pci:11f8:4036', '']);
  });

  test('every name in map, provider and nvmet is known', () => {
    expect(analysis.references.filter(({ declaration }) => declaration === null)).toEqual([]);
    const roles = new Set(analysis.references.map(({ role }) => role));
    expect([...roles].sort()).toEqual(
      ['chosen', 'client', 'memory', 'namespace', 'namespace-provider', 'port', 'provider', 'scatterlist'].sort(),
    );
  });

  test('its documentation belongs to the declaration that follows', () => {
    const source =
      '  /// First line.\n  ///   Second.\n  // aside\n  host_bridge pci0 { nic a /// not first on its line\n nic b }';
    const { declarations } = analyseFixture(readFixture(source));
    expect(declarations.map(({ name, documentation }) => [name, documentation])).toEqual([
      ['pci0', 'First line.\n  Second.'],
      ['a', null],
      ['b', null],
    ]);
  });

  test.each([
    ['a byte order mark', `\ufeff${TEXT}`],
    ['CRLF', TEXT.replaceAll('\n', '\r\n')],
    ['CR', TEXT.replaceAll('\n', '\r')],
    ['tabs', TEXT.replaceAll('  ', '\t')],
    ['no indentation', TEXT.replaceAll(/^ +/gm, '')],
    ['a line for each word', TEXT.replaceAll(/\/\/.*$/gm, '').replaceAll(' ', '\n')],
    ['one line', TEXT.replaceAll(/\/\/.*$/gm, '').replaceAll('\n', ' ')],
  ])('with %s means the same', (_title, text) => {
    const { diagnostics, evaluations } = analyseText(text);
    expect(diagnostics).toEqual([]);
    expect(evaluations.flatMap(({ pairs }) => pairs.map(({ holds }) => holds))).toEqual([true, true, true, true]);
  });

  /** One assertion turned around at a time: exactly that one no longer holds. */
  test('an assertion that is wrong does not hold', () => {
    const wrong = analyseText(TEXT.replace('mlx0 = bus_addr', 'mlx0 = thru_host_bridge'));
    expect(wrong.evaluations[0]?.pairs.map(({ holds }) => holds)).toEqual([false, true]);
  });
});
