// Protects the setting `peermap.rules`: a severity by code, `off` silences, other codes keep their own, and what is written
// wrongly is told.

import { expect, it } from 'vitest';
import { applySeverities, overrideFaults, SEVERITY_WORDS } from '../../server/language/rules/severity';
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

it.each(SEVERITY_WORDS)('%s is what it says', (severity) => {
  const found = applySeverities([finding('a')], { a: severity });
  expect(found.map((each) => each.severity)).toEqual(severity === 'off' ? [] : [severity]);
});

it('says what of a setting is no code and no severity', () => {
  expect(overrideFaults({ 'acs-redirect': 'off', syntax: 'hint', 'pair-mismach': 'error', xyz: 'off' })).toEqual([
    'peermap.rules: expected the code of a finding, found "pair-mismach"; did you mean "pair-mismatch"?',
    'peermap.rules: expected the code of a finding, found "xyz"; it is ignored',
  ]);
  expect(overrideFaults({ 'acs-redirect': 'none', syntax: 2 })).toEqual([
    'peermap.rules: "acs-redirect": expected error, warning, information, hint or off, found "none"; it is ignored',
    'peermap.rules: "syntax": expected error, warning, information, hint or off, found 2; it is ignored',
  ]);
});

it('takes no setting for none, and says of anything else what was expected', () => {
  expect([undefined, null, {}].flatMap(overrideFaults)).toEqual([]);
  expect(overrideFaults('off')).toEqual([
    'peermap.rules: expected an object of codes and severities, as in { "acs-redirect": "off" }; it is ignored',
  ]);
});
