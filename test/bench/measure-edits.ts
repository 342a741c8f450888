// From a keystroke to its diagnostics, as an editor waits for them: an incremental change and a pull over standard input
// and output. What stands after the last edit must be what a fresh server says of the same text.

import type { Diagnostic } from 'vscode-languageserver/node';
import type { Client } from './client';
import { startClient } from './client';
import { keystrokes } from './keystrokes';
import { machineText } from './machine-text';
import type { Effort, Measurement } from './timing';
import { milliseconds, percentile } from './timing';

const SERIES = [
  { lines: 2_000, edits: 204 },
  { lines: 50_000, edits: 64 },
  { lines: 95_000, edits: 64 },
] as const;

/** Milliseconds after which a series ends with the edits that it has. */
const PATIENCE = 30_000;
/** All kinds of keystroke and their undoing, twice. */
const FEWEST = 20;

/** Edits before the first that counts: the compiler of the server's process needs a few. */
const WARM_UP = 10;

export async function measureEdits(effort: Effort, server: string): Promise<readonly Measurement[]> {
  const measured: Measurement[] = [];
  for (const { lines, edits } of SERIES) {
    const { text } = machineText(Math.max(150, Math.ceil(lines / effort.divisor)));
    const warmUp = effort.rounds === 1 ? 0 : WARM_UP;
    measured.push(...(await measureSeries(server, lines, text, warmUp, Math.ceil(edits / effort.divisor))));
  }
  return measured;
}

async function measureSeries(
  server: string,
  lines: number,
  text: string,
  warmUp: number,
  edits: number,
): Promise<readonly Measurement[]> {
  const client = await startClient(server);
  const idle = client.memory();
  await client.open(text);
  const first = await client.pull();
  const type = keystrokes(lines);
  const times: { readonly what: string; readonly time: number }[] = [];
  let last: readonly Diagnostic[] = [];
  const end = performance.now() + PATIENCE;
  // An odd number in all, so that the last edit is one that is not undone: with these counts, an unknown name.
  for (let count = 0; count < warmUp + edits + 1 - (edits % 2); count += 1) {
    if (performance.now() > end && times.length > FEWEST && times.length % 2 === 1) break;
    const { what, edit } = type(client.text());
    const { result, time } = await client.edit(edit);
    if (count >= warmUp) times.push({ what, time });
    last = result;
  }
  const wrong = await differenceToFresh(server, client, last);
  const memory = client.memory();
  await client.end();
  return [
    {
      id: `edit-${String(lines)}`,
      value: percentile(
        times.map(({ time }) => time),
        0.95,
      ),
      detail: describeTimes(times, first.time),
      ...(wrong !== null && { wrong }),
    },
    ...(lines === 2_000 && idle !== null ? [{ id: 'memory-idle', value: idle }] : []),
    ...(lines === 95_000 && memory !== null ? [{ id: 'memory-95000', value: memory, detail: 'after the edits' }] : []),
  ];
}

/** The median, and the slowest kind of edit, which is what to look at. */
function describeTimes(times: readonly { readonly what: string; readonly time: number }[], first: number): string {
  const kinds = [...new Set(times.map(({ what }) => what))].map((kind) => {
    const own = times.filter(({ what }) => what === kind).map(({ time }) => time);
    return { kind, median: percentile(own, 0.5) };
  });
  const slowest = kinds.reduce((left, right) => (right.median > left.median ? right : left));
  const median = percentile(
    times.map(({ time }) => time),
    0.5,
  );
  return `${String(times.length)} edits, median ${milliseconds(median)}, slowest ${slowest.kind} ${milliseconds(slowest.median)}, first ${milliseconds(first)}`;
}

async function differenceToFresh(server: string, client: Client, last: readonly Diagnostic[]): Promise<string | null> {
  const fresh = await startClient(server);
  await fresh.open(client.text());
  const { result } = await fresh.pull();
  await fresh.end();
  if (JSON.stringify(result) === JSON.stringify(last)) return null;
  return `${String(last.length)} diagnostics after the edits, ${String(result.length)} from a fresh server`;
}
