// The severities that a user gives rules in the settings. Applied to finished findings, so that an analysis does not
// depend on settings and can be kept when they change.

import type { Diagnostic, Severity } from '../diagnostic';

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
