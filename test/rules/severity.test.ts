// Protects the setting `peermap.rules`: a severity by code, `off` silences, other codes keep their own.

import { expect, it } from 'vitest';
import { applySeverities } from '../../server/language/rules/severity';
import type { Diagnostic } from '../../server/language/diagnostic';

const finding = (code: string): Diagnostic => ({
  code,
  severity: 'warning',
  message: '',
  file: 'file:///m.p2p',
  range: { start: 0, end: 1 },
  related: [],
  tags: [],
});

it('changes, silences and keeps', () => {
  const found = applySeverities([finding('a'), finding('b'), finding('c'), finding('toString')], {
    a: 'error',
    b: 'off',
  });
  expect(found.map(({ code, severity }) => `${code} ${severity}`)).toEqual([
    'a error',
    'c warning',
    'toString warning',
  ]);
});
