// The settings that a user may change, section `peermap` of the client's configuration, read defensively: whatever a
// client sends, every setting has a value.

import type { Severity } from '../language/diagnostic';

export interface Settings {
  /** By rule code; a rule that is not named keeps its own severity. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  readonly inlayHints: { readonly verdicts: boolean; readonly addresses: boolean };
}

export const DEFAULT_SETTINGS: Settings = { rules: {}, inlayHints: { verdicts: true, addresses: true } };

const SEVERITIES: readonly string[] = ['error', 'warning', 'information', 'hint', 'off'];

export function readSettings(value: unknown): Settings {
  const section = record(value);
  const hints = record(section['inlayHints']);
  const rules = Object.entries(record(section['rules'])).filter((entry): entry is [string, Severity | 'off'] =>
    SEVERITIES.includes(String(entry[1])),
  );
  return {
    rules: Object.fromEntries(rules),
    inlayHints: {
      verdicts: hints['verdicts'] !== false,
      addresses: hints['addresses'] !== false,
    },
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
