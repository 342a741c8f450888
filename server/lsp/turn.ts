// Work after the messages that have arrived: several edits in a burst are looked at once, and a cancellation is heard in
// the middle of long work. The timers are those of the platform, Node or a worker.

import { RAL } from 'vscode-languageserver';

/** Resolves when other messages had their turn. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    RAL().timer.setTimeout(resolve, 0);
  });
}

/** Runs `work` in a later turn, once for all calls until then; a call meanwhile lets it run once more afterwards. */
export function oncePerTurn(work: () => Promise<void>): () => Promise<void> {
  let waiting: Promise<void> | undefined;
  let running: Promise<void> = Promise.resolve();
  const run = async (): Promise<void> => {
    await Promise.all([nextTurn(), running.catch(() => {})]);
    waiting = undefined;
    running = work();
    await running;
  };
  return () => (waiting ??= run());
}
