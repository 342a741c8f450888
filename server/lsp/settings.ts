// The settings that a user may change, section `peermap` of the client's configuration, read defensively: whatever a
// client sends, every setting has a value.

import type { InlayHint } from '../features/inlay/inlay-hint';
import type { Severity } from '../language/diagnostic';
import { overrideFaults } from '../language/rules/severity';

export interface Settings {
  /** By rule code; a rule that is not named keeps its own severity. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** Whether hints of this kind are shown. */
  readonly inlayHints: Readonly<Record<InlayHint['kind'], boolean>>;
  readonly codeLens: boolean;
}

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
      verdict: hints['verdicts'] !== false,
      address: hints['addresses'] !== false,
      acs: hints['acs'] !== false,
      setting: hints['settings'] !== false,
    },
    codeLens: section['codeLens'] !== false,
  };
}

export const DEFAULT_SETTINGS: Settings = readSettings(null);

/** What of them is ignored, in a sentence each, for the log. */
export function settingFaults(value: unknown): readonly string[] {
  return overrideFaults(record(value)['rules']);
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
