// What the runner (scripts/stages/ui.mjs) gives to the tests that look at the screen: a browser page with VS Code's
// workbench in it. The runner starts and stops everything; the tests only look and type.

import type { Page } from 'playwright-core';

export type Theme = 'dark' | 'light' | 'hc-dark' | 'hc-light';

export const THEMES: readonly Theme[] = ['dark', 'light', 'hc-dark', 'hc-light'];

export interface Session {
  readonly page: Page;
  /** Absolute path of the workspace, a copy made for this run. */
  readonly folder: string;
  /** Loads the workbench anew, with this file of the workspace open. */
  open(file: string): Promise<void>;
  /** Loads the same page again: the workbench comes back with what it had open. */
  reload(): Promise<void>;
  useTheme(theme: Theme): Promise<void>;
  /** Writes out/screenshots/NAME.png, of the workbench or of another page. */
  screenshot(name: string, of?: Page): Promise<void>;
  /** Errors on the console, blocked content and uncaught exceptions of the whole run, without the workbench's own noise. */
  complaints(): readonly string[];
  /** From now on to its end complaints are heard here instead: they are meant to come. */
  divertComplaints(): { readonly heard: readonly string[]; end(): void };
}

declare global {
  /** Set by the runner before the suites are loaded. */
  var peermapSession: Session | undefined;
}

export function currentSession(): Session {
  if (globalThis.peermapSession === undefined) throw new Error('the runner of the screen tests made no session');
  return globalThis.peermapSession;
}
