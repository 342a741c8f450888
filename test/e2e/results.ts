// Runs bundled mocha suites and says in plain data what came out; used inside VS Code's extension host and, for the
// tests that look at the screen, in plain Node. A pending test counts as failed: nothing is skipped.

import Mocha from 'mocha';

export interface Results {
  readonly passed: number;
  readonly failures: readonly { readonly title: string; readonly message: string }[];
}

/** Of the screens that a stage has, those that PEERMAP_SCREENS names; `usual` where it names none of them. */
export function chosenScreens(all: readonly string[], usual: readonly string[] = all): readonly string[] {
  const named = process.env['PEERMAP_SCREENS']?.split(',') ?? [];
  const chosen = all.filter((name) => named.includes(name));
  return chosen.length > 0 ? chosen : usual;
}

/** `files`: absolute paths of bundled suites. */
export async function runMocha(files: readonly string[]): Promise<Results> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, forbidOnly: true, forbidPending: true, reporter: Silent });
  for (const file of files) mocha.addFile(file);
  const failures: Results['failures'][number][] = [];
  let passed = 0;
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on('pass', () => passed++);
    runner.on('fail', (test: Mocha.Test | Mocha.Hook, error: unknown) =>
      failures.push({ title: test.fullTitle(), message: textOf(error) }),
    );
  });
  // Another stage of the same process may run them again, in another window; what is cached defines no tests.
  mocha.unloadFiles();
  return { passed, failures };
}

/** What is said, the caller says. */
class Silent extends Mocha.reporters.Base {}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
