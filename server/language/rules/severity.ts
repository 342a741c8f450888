// The severities that a user gives rules in the settings. Applied to finished findings, so that an analysis does not
// depend on settings and can be kept when they change. What the settings say wrongly is ignored, and told in the log.

import { LANGUAGE_CODES } from '../codes';
import type { Diagnostic, Severity } from '../diagnostic';
import { nearest } from '../nearest';
import { rules } from './index';

/** By code; `off` silences a rule. A code that is not named keeps its own severity. */
export type SeverityOverrides = Readonly<Record<string, Severity | 'off'>>;

export function applySeverities(
  diagnostics: readonly Diagnostic[],
  overrides: SeverityOverrides,
): readonly Diagnostic[] {
  return diagnostics.flatMap((diagnostic) => {
    const severity = Object.hasOwn(overrides, diagnostic.code) ? overrides[diagnostic.code] : undefined;
    if (severity === 'off') return [];
    return [severity === undefined ? diagnostic : { ...diagnostic, severity }];
  });
}

export const SEVERITY_WORDS: readonly (Severity | 'off')[] = ['error', 'warning', 'information', 'hint', 'off'];

/** One sentence for each code that there is not and each severity that is none, as the user wrote them. */
export function overrideFaults(overrides: unknown): readonly string[] {
  if (overrides === undefined || overrides === null) return [];
  if (typeof overrides !== 'object' || Array.isArray(overrides)) {
    return [
      'peermap.rules: expected an object of codes and severities, as in { "acs-redirect": "off" }; it is ignored',
    ];
  }
  const codes = [...Object.keys(LANGUAGE_CODES), ...rules.map(({ code }) => code)];
  return Object.entries(overrides).flatMap(([code, severity]) => {
    if (!codes.includes(code)) {
      const near = nearest(code, codes);
      const advice = near === null ? 'it is ignored' : `did you mean "${near}"?`;
      return [`peermap.rules: expected the code of a finding, found "${code}"; ${advice}`];
    }
    if (SEVERITY_WORDS.some((word) => word === severity)) return [];
    const found = JSON.stringify(severity) ?? 'nothing';
    return [`peermap.rules: "${code}": expected ${WORDS}, found ${found}; it is ignored`];
  });
}

const WORDS = 'error, warning, information, hint or off';
