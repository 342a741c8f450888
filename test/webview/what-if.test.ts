// The what-if controls: what a choice asks for, how it is called, what comes of it in the matrix and in the counts. What the
// file has itself must never count as an override, and a cell that changed must never be joined with one that did not.

import { describe, expect, test } from 'vitest';
import { coarsen, groupingOf, sameVerdicts } from '../../client/webview/model/coarsen';
import { mapTypeAt } from '../../client/webview/model/matrix';
import { questionLines, withoutSharedEnd } from '../../client/webview/model/questions';
import { restrict } from '../../client/webview/model/restrict';
import { changeWords, isSameWhatIf, overrideWords, withControl } from '../../client/webview/model/what-if';
import type { PanelMatrix, PanelWhatIf } from '../../server/protocol/panel';
import { countOverrides, isWhatIf } from '../../server/protocol/what-if';
import { JBOF, JBOF_QUESTIONS } from './samples';

const REST: PanelWhatIf = {
  overrides: {},
  inFile: { kernel: '6.15', iommu: 'on' },
  kernels: ['6.15', '5.17'],
  notWritten: null,
};

describe('a choice', () => {
  test('of something else is an override, beside those that stand', () => {
    expect(withControl(REST, 'kernel', '5.17')).toEqual({ kernel: '5.17' });
    expect(withControl({ ...REST, overrides: { kernel: '5.17' } }, 'acs', 'cleared')).toEqual({
      kernel: '5.17',
      acs: 'cleared',
    });
  });

  test('of what the file has takes the override back', () => {
    const both = { ...REST, overrides: { kernel: '5.17', iommu: 'off', acs: 'set' } as const };
    expect(withControl(both, 'kernel', '6.15')).toEqual({ iommu: 'off', acs: 'set' });
    expect(withControl(both, 'iommu', 'on')).toEqual({ kernel: '5.17', acs: 'set' });
    expect(withControl(both, 'acs', 'as-in-file')).toEqual({ kernel: '5.17', iommu: 'off' });
  });

  test('is called by what it changes', () => {
    expect(overrideWords({ kernel: '6.12', iommu: 'on', acs: 'cleared' })).toBe(
      'kernel 6.12, IOMMU on, ACS redirect cleared',
    );
    expect(overrideWords({ acs: 'as-in-file' })).toBe('');
  });

  test('ACS as in the file is no override', () => {
    expect(countOverrides({ acs: 'as-in-file' })).toBe(0);
    expect(countOverrides({ kernel: '6.1', iommu: 'on', acs: 'set' })).toBe(3);
    expect(isSameWhatIf({}, { acs: 'as-in-file' })).toBe(true);
    expect(isSameWhatIf({ kernel: '6.1' }, {})).toBe(false);
  });

  test.each([{ kernel: 6 }, { iommu: 'strict' }, { acs: 'gone' }, { arch: 'arm64' }, [], null, 'kernel'])(
    '%j is none',
    (value) => {
      expect(isWhatIf(value)).toBe(false);
    },
  );
});

/** a and b are alike under the settings shown; in the file only b reaches c. Rows are providers. */
const CHANGED: PanelMatrix = {
  classes: [{ members: ['a'] }, { members: ['b'] }, { members: ['c'] }],
  mapTypes: '-BN' + 'B-N' + 'NN-',
  distances: [0, 4, 6, 4, 0, 6, 6, 6, 0],
  inFile: { mapTypes: '-BN' + 'B-H' + 'NN-', distances: [0, 4, 6, 4, 0, 6, 6, 6, 0] },
};

describe('the matrix', () => {
  test('a cell knows what the file gives only where that is something else', () => {
    expect(mapTypeAt(CHANGED, 1, 2)).toEqual({
      mapType: 'NOT_SUPPORTED',
      distance: 6,
      inFile: { mapType: 'THRU_HOST_BRIDGE', distance: 6 },
    });
    expect(mapTypeAt(CHANGED, 0, 2)?.inFile).toBeNull();
    expect(mapTypeAt({ ...CHANGED, inFile: null }, 1, 2)?.inFile).toBeNull();
  });

  test('another distance is a change, too', () => {
    const farther = { ...CHANGED, inFile: { mapTypes: CHANGED.mapTypes, distances: [0, 8, 6, 4, 0, 6, 6, 6, 0] } };
    expect(mapTypeAt(farther, 0, 1)?.inFile).toEqual({ mapType: 'BUS_ADDR', distance: 8 });
  });

  test('devices that differ in the file alone are not joined', () => {
    const alike = ['nvme', 'nvme', 'nic'];
    expect(groupingOf({ ...CHANGED, inFile: null }, alike)).toEqual([[0, 1], [2]]);
    expect(groupingOf(CHANGED, alike)).toEqual([[0], [1], [2]]);
  });

  test('joined and restricted cells keep what the file gives', () => {
    const grouped = coarsen({ ...CHANGED, inFile: { ...CHANGED, mapTypes: '-HN' + 'H-N' + 'NN-' } }, [[0, 1], [2]]);
    expect(grouped.mapTypes).toBe('BNN-');
    expect(grouped.inFile?.mapTypes).toBe('HNN-');
    const { matrix } = restrict(
      CHANGED,
      (name) => name !== 'a',
      () => '',
    );
    expect(matrix.inFile).toEqual({ mapTypes: '-HN-', distances: [0, 6, 6, 0] });
  });

  test('a grouping of another what-if is no longer good', () => {
    expect(sameVerdicts(CHANGED, { ...CHANGED, inFile: null })).toBe(false);
    expect(sameVerdicts(CHANGED, { ...CHANGED })).toBe(true);
  });
});

describe('what comes of it', () => {
  const { evaluation } = JBOF;

  test('is counted in answers and in pairs', () => {
    // Four pairs asked of which one changes; in the matrix of three devices one of six pairs does.
    const asked = evaluation.asked.map((pair, index) =>
      index === 1 ? { ...pair, inFile: { mapType: 'UNKNOWN', distance: 4 } as const } : pair,
    );
    expect(changeWords({ ...evaluation, asked, matrix: CHANGED })).toBe('1 of 4 answers and 1 of 6 pairs change');
    expect(changeWords({ ...evaluation, asked: [], matrix: CHANGED })).toBe('1 of 6 pairs changes');
  });

  test('may be nothing', () => {
    expect(changeWords(evaluation)).toBe('nothing changes');
  });

  test('is said in short where both end alike', () => {
    expect(withoutSharedEnd('5 segments', '2 segments')).toBe('5');
    expect(withoutSharedEnd('2 of 2 with peer-to-peer memory', '0 of 2 with peer-to-peer memory')).toBe('2');
    expect(withoutSharedEnd('nvme0 or nvme1', 'none')).toBe('nvme0 or nvme1');
    expect(withoutSharedEnd('none', 'none')).toBe('none');
  });

  test('stands beside the answer of a question', () => {
    const { maps, providers, nvmet } = JBOF_QUESTIONS.evaluation;
    const changed = maps.map((map) => ({
      ...map,
      inFile: { ...map.answer, outcome: 'error', error: 'EREMOTEIO', segments: [] } as const,
    }));
    const [line] = questionLines({ maps: changed, providers, nvmet });
    expect([line?.before, line?.answer]).toEqual(['-EREMOTEIO', '5 segments']);
    expect(questionLines({ maps, providers, nvmet }).map(({ before }) => before)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
