// Other settings than the file's, for looking only: the panel's view is that of the machine under them, everything that
// changes says what the file gives, and nothing else does. Expected values of examples/jbof.p2p are worked out by hand.

import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { resolveKernel } from '../../core/kernel/resolve';
import { makePanelView } from '../../server/export/panel';
import { applyEdits } from '../../server/features/edit';
import { explainPair } from '../../server/features/explain/explain-pair';
import { whatIfEdits } from '../../server/features/what-if-edits';
import { analyse } from '../../server/language/analyse';
import type { Analysis, Evaluation } from '../../server/language/analysis';
import { analysisUnder, evaluationUnder, type OtherSettings } from '../../server/language/what-if';
import { rules } from '../../server/language/rules';
import type { PanelEvaluation } from '../../server/protocol/panel';
import type { WhatIf } from '../../server/protocol/what-if';

const ROOT = 'file:///machine.p2p';

function analysisOf(text: string): Analysis {
  return analyse(ROOT, { folder: null, read: (uri) => (uri === ROOT ? text : null) }, rules);
}

function example(name: string): string {
  return fs.readFileSync(new URL(`../../examples/${name}`, import.meta.url), 'utf8');
}

function other({ kernel, iommu, acs }: WhatIf): OtherSettings {
  const resolved = kernel === undefined ? null : resolveKernel(kernel).kernel;
  return { kernel: resolved, iommu: iommu ?? null, acs: acs === 'cleared' || acs === 'set' ? acs : null };
}

function evaluationOf(analysis: Analysis, scenario: string | null = null): Evaluation {
  const found = analysis.evaluations.find((each) => each.scenario === scenario);
  if (found === undefined) throw new Error(`no scenario ${String(scenario)}`);
  return found;
}

function shown(text: string, overrides: WhatIf, scenario: string | null = null): PanelEvaluation {
  const analysis = analysisOf(text);
  return makePanelView(analysis, scenario, (evaluation) => ({
    evaluation: evaluationUnder(analysis, evaluation, other(overrides)),
    overrides,
    notWritten: whatIfEdits(analysis, evaluation, other(overrides)).notWritten,
  })).evaluation;
}

function written(text: string, overrides: WhatIf, scenario: string | null = null) {
  const analysis = analysisOf(text);
  const { edits, notWritten } = whatIfEdits(analysis, evaluationOf(analysis, scenario), other(overrides));
  return { text: applyEdits(ROOT, text, edits), notWritten };
}

const JBOF = example('jbof.p2p');
const words = ({ asked }: PanelEvaluation) =>
  asked.map(({ provider, client, mapType, inFile }) => `${provider} ${client} ${inFile?.mapType ?? '='} ${mapType}`);

describe('the example under kernel 5.17', () => {
  // 8086:09a2 is listed since 5.18, so nvme2 loses its way over the host bridge. The switch's ports are cleared by the
  // command line on every kernel since 4.19, so what stays below the switch stays as it is.
  const evaluation = shown(JBOF, { kernel: '5.17' });

  test('the pair over the host bridge changes, those below the switch do not', () => {
    expect(words(evaluation)).toEqual([
      'nvme0 mlx0 = BUS_ADDR',
      'nvme1 mlx0 = BUS_ADDR',
      'nvme2 mlx0 THRU_HOST_BRIDGE NOT_SUPPORTED',
    ]);
    expect(evaluation.machine.kernel).toBe('5.17');
    expect(evaluation.whatIf).toMatchObject({ overrides: { kernel: '5.17' }, inFile: { kernel: '6.15', iommu: 'on' } });
  });

  test('every cell of the matrix has both verdicts', () => {
    // nvme0, nvme1, mlx0 below the switch, nvme2 apart: whatever crosses the host bridge goes from H to N.
    const { matrix } = evaluation;
    expect(matrix.classes.map(({ members }) => members[0])).toEqual(['nvme0', 'nvme1', 'mlx0', 'nvme2']);
    expect(matrix.mapTypes).toBe('-BBN' + 'B-BN' + 'BB-N' + 'NNN-');
    expect(matrix.inFile?.mapTypes).toBe('-BBH' + 'B-BH' + 'BB-H' + 'HHH-');
    expect(matrix.inFile?.distances).toEqual(matrix.distances);
  });

  test('the scatterlist is mapped as if all of it were memory of the host', () => {
    // Drivers of that time looked at the first entry alone, which is RAM: no entry is mapped by bus address. Through the
    // IOMMU the first four make one segment (0xe00 + 4 KiB + 4 KiB + 2 KiB), which ends off a page, so the rest is a second.
    const [map] = evaluation.maps;
    expect(map?.inFile?.segments.map(({ kind }) => kind)).toEqual(['iova', 'bus', 'iova', 'iova', 'bus']);
    expect(map?.answer.segments.map(({ kind, length }) => [kind, length])).toEqual([
      ['iova', '0x3600'],
      ['iova', '0x2000'],
    ]);
    expect(map?.answer.holds).toBe(false);
  });

  test('the nearest providers are the same, so nothing is said of them', () => {
    expect(evaluation.providers.map(({ inFile }) => inFile)).toEqual([null]);
    expect(evaluation.nvmet.map(({ inFile }) => inFile)).toEqual([null]);
  });
});

describe('the example without an IOMMU', () => {
  // Without one the kernel enables no ACS, so nothing redirects even where nothing clears it: in `stock` nvme0 and mlx0
  // meet below the switch.
  test('nothing redirects in the scenario that clears nothing', () => {
    expect(words(shown(JBOF, { iommu: 'off' }, 'stock'))).toEqual(['nvme0 mlx0 THRU_HOST_BRIDGE BUS_ADDR']);
  });

  test('the answers of the scenario are held against what it asserts', () => {
    const [asked] = shown(JBOF, { iommu: 'off' }, 'stock').asked;
    expect(asked).toMatchObject({ expected: 'THRU_HOST_BRIDGE', holds: false });
  });

  test('the list is mapped to other addresses', () => {
    // Both ways everything is reached; without an IOMMU memory keeps its physical address.
    const [map] = shown(JBOF, { iommu: 'off' }).maps;
    expect(map?.inFile?.segments.map(({ kind }) => kind)).toEqual(['iova', 'bus', 'iova', 'iova', 'bus']);
    expect(map?.answer.segments.every(({ kind }) => kind === 'bus' || kind === 'physical')).toBe(true);
  });
});

describe('the ACS control', () => {
  test('cleared: what the missing parameter leaves redirected stays below the switch', () => {
    const evaluation = shown(JBOF, { acs: 'cleared' }, 'stock');
    expect(words(evaluation)).toEqual(['nvme0 mlx0 THRU_HOST_BRIDGE BUS_ADDR']);
    const flags = evaluation.devices.flatMap(({ acs }) => acs?.control ?? []);
    expect(flags.filter((flag) => ['RR', 'CR', 'EC'].includes(flag))).toEqual([]);
  });

  test('set: the command line clears nothing any more', () => {
    expect(words(shown(JBOF, { acs: 'set' }))).toEqual([
      'nvme0 mlx0 BUS_ADDR THRU_HOST_BRIDGE',
      'nvme1 mlx0 BUS_ADDR THRU_HOST_BRIDGE',
      'nvme2 mlx0 = THRU_HOST_BRIDGE',
    ]);
  });

  test('on a kernel that does not list the host bridge, too', () => {
    expect(words(shown(JBOF, { acs: 'set', kernel: '5.17' }))[0]).toBe('nvme0 mlx0 BUS_ADDR NOT_SUPPORTED');
  });
});

test('what the file says already changes nothing', () => {
  const same = shown(JBOF, { kernel: '6.15', iommu: 'on' });
  expect(words(same).every((line) => line.includes(' = '))).toBe(true);
  expect([...same.maps, ...same.providers, ...same.nvmet].map(({ inFile }) => inFile)).toEqual([null, null, null]);
  expect(same.matrix.inFile?.mapTypes).toBe(same.matrix.mapTypes);
});

test('a proof is that of the machine under the settings', () => {
  const analysis = analysisOf(JBOF);
  const under = analysisUnder(analysis, evaluationOf(analysis), other({ kernel: '5.17' }));
  const proof = explainPair(under, { scenario: null, provider: 'nvme2', client: 'mlx0' });
  expect(proof).toMatchObject({ kernel: '5.17', mapType: 'NOT_SUPPORTED' });
});

test('many devices share a class only where they do under both', () => {
  // 70 functions below each of two ports, one pinned to redirect: without the pin both are alike to the walk only in kind.
  const port = (at: number, acs: string) =>
    `  root_port @ 00:0${at}.0 {\n    acs ${acs}\n    nic nic${at} @ 0${at}:00.0 { vfs 35 }\n  }\n`;
  const text = `kernel 6.15\niommu on\nhost_bridge pci0 @ 0000:00 {\n${port(1, 'SV RR CR UF')}${port(2, 'SV UF')}}\n`;
  const { matrix } = shown(text, { acs: 'cleared' });
  const size = matrix.classes.length;
  expect(size).toBeLessThan(10);
  expect(matrix.classes.flatMap(({ members }) => members)).toHaveLength(72);
  for (const each of [matrix, matrix.inFile]) {
    expect(each?.mapTypes).toHaveLength(size * size);
    expect(each?.distances).toHaveLength(size * size);
  }
});

describe('apply', () => {
  test('writes kernel and IOMMU where the file has them, and the file then gives what was shown', () => {
    const { text, notWritten } = written(JBOF, { kernel: '5.17', iommu: 'off' });
    expect(text).toBe(JBOF.replace('kernel  6.15', 'kernel  5.17').replace('iommu   on', 'iommu   off'));
    expect(notWritten).toBeNull();
    const evaluation = shown(JBOF, { kernel: '5.17', iommu: 'off' });
    const after = makePanelView(analysisOf(text), null).evaluation;
    expect(after.asked.map(({ mapType }) => mapType)).toEqual(evaluation.asked.map(({ mapType }) => mapType));
    expect(after.matrix.mapTypes).toBe(evaluation.matrix.mapTypes);
  });

  test('writes into the scenario that is shown, never into what others inherit', () => {
    const { text } = written(JBOF, { kernel: '6.1' }, 'before_listing');
    expect(text).toBe(JBOF.replace('kernel 5.17', 'kernel 6.1'));
    const { text: stock } = written(JBOF, { kernel: '6.1' }, 'stock');
    expect(stock).toBe(JBOF.replace('cmdline ""\n  pair', 'cmdline ""\n  kernel 6.1\n  pair'));
  });

  test('clears redirect by the parameter that names every function', () => {
    const { text, notWritten } = written(JBOF, { acs: 'cleared' }, 'stock');
    expect(notWritten).toBeNull();
    expect(text).toBe(JBOF.replace('cmdline ""', 'cmdline "pci=disable_acs_redir=pci:0:0"'));
    expect(makePanelView(analysisOf(text), 'stock').evaluation.asked[0]?.mapType).toBe('BUS_ADDR');
  });

  test('makes pinned ports computed, or the parameter could not reach them', () => {
    const pinned =
      'kernel 6.15\niommu on\nhost_bridge pci0 @ 0000:00 {\n  root_port @ 00:01.0 {\n    acs SV RR CR UF\n    nvme a @ 01:00.0\n  }\n}\n';
    const { text } = written(pinned, { acs: 'cleared' });
    expect(text).toContain('acs auto');
    expect(text).toContain('cmdline "pci=disable_acs_redir=pci:0:0"');
  });

  test('says why a kernel that misreads the parameter cannot clear it, and writes the rest', () => {
    // 6.11 to 6.14 do not clear what disable_acs_redir names; 6.15 is the first that does.
    const { text, notWritten } = written(JBOF, { kernel: '6.12', acs: 'cleared' }, 'stock');
    expect(text).toBe(JBOF.replace('cmdline ""\n  pair', 'cmdline ""\n  kernel 6.12\n  pair'));
    expect(notWritten).toBe(
      'ACS redirect is not written: kernel 6.12 misreads disable_acs_redir; choose 6.15 or later.',
    );
  });

  test('says that nothing sets redirect but the kernel itself', () => {
    const { text, notWritten } = written(JBOF, { acs: 'set' });
    expect(text).toBe(JBOF);
    expect(notWritten).toMatch(/^ACS redirect is not written: no setting sets it/);
  });

  test('leaves a file alone in which nothing redirects', () => {
    const text =
      'kernel 6.15\niommu on\nhost_bridge pci0 @ 0000:00 {\n  root_port @ 00:01.0 {\n    acs SV UF\n    nvme a @ 01:00.0\n  }\n}\n';
    expect(written(text, { acs: 'cleared' })).toEqual({ text, notWritten: null });
  });
});
