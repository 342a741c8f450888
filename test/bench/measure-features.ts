// What an editor asks while nothing changes: hover, definition, highlights, symbols, inlay hints of the visible lines, the
// fixes of a line. Over standard input and output, at random places, on an analysis that is already made.

import { findLineStarts, positionAt } from '../../server/language/position';
import type { Client } from './client';
import { startClient, URI } from './client';
import { machineText } from './machine-text';
import { randomIntegers } from './random';
import type { Effort, Measurement } from './timing';
import { milliseconds, percentile } from './timing';

const SIZES = [2_000, 50_000] as const;
const REQUESTS = 100;
/** Lines that an editor shows at once. */
const VISIBLE_LINES = 60;

interface Feature {
  readonly id: string;
  readonly method: string;
  /** The request at the line of a place in the text. */
  readonly params: (place: Place) => object;
  readonly answered: (result: unknown) => boolean;
}

interface Place {
  readonly line: number;
  readonly character: number;
}

const textDocument = { uri: URI };
const isList = (result: unknown): boolean => Array.isArray(result) && result.length > 0;
const isAnswer = (result: unknown): boolean => result !== null;

const FEATURES: readonly Feature[] = [
  { id: 'hover', method: 'hover', params: (position) => ({ textDocument, position }), answered: isAnswer },
  { id: 'definition', method: 'definition', params: (position) => ({ textDocument, position }), answered: isAnswer },
  {
    id: 'highlight',
    method: 'documentHighlight',
    params: (position) => ({ textDocument, position }),
    answered: isList,
  },
  { id: 'symbols', method: 'documentSymbol', params: () => ({ textDocument }), answered: isList },
  {
    id: 'inlay',
    method: 'inlayHint',
    params: ({ line }) => ({ textDocument, range: linesFrom(line, VISIBLE_LINES) }),
    answered: isList,
  },
  {
    id: 'fixes',
    method: 'codeAction',
    params: ({ line }) => ({ textDocument, range: linesFrom(line, 1), context: { diagnostics: [] } }),
    answered: Array.isArray,
  },
];

export async function measureFeatures(effort: Effort, server: string): Promise<readonly Measurement[]> {
  const measured: Measurement[] = [];
  for (const lines of SIZES) {
    const { text } = machineText(Math.max(150, Math.ceil(lines / effort.divisor)));
    const client = await startClient(server);
    await client.open(text);
    await client.pull();
    const places = placesOf(text);
    for (const feature of FEATURES) {
      measured.push(await measureFeature(client, feature, places, lines, Math.ceil(REQUESTS / effort.divisor)));
    }
    await client.end();
  }
  return measured;
}

async function measureFeature(
  client: Client,
  { id, method, params, answered }: Feature,
  places: readonly Place[],
  lines: number,
  requests: number,
): Promise<Measurement> {
  const random = randomIntegers(lines);
  const times: number[] = [];
  let unanswered = 0;
  // An answer that grows with the file (symbols) takes long enough with fewer requests.
  const count = id === 'symbols' ? Math.ceil(requests / 4) : requests;
  for (let index = 0; index < count; index += 1) {
    const place = places[random(places.length)] ?? { line: 0, character: 0 };
    const { result, time } = await client.request(`textDocument/${method}`, params(place));
    times.push(time);
    if (!answered(result)) unanswered += 1;
  }
  return {
    id: `${id}-${String(lines)}`,
    value: percentile(times, 0.95),
    detail: `median ${milliseconds(percentile(times, 0.5))}`,
    ...(unanswered > 0 && { wrong: `${String(unanswered)} of ${String(count)} requests had no answer` }),
  };
}

/** On the first device of every question: a name that hover, definition and highlights all have an answer for. */
function placesOf(text: string): readonly Place[] {
  const lineStarts = findLineStarts(text);
  return [...text.matchAll(/^pair /gm)].map(({ index }) => positionAt(lineStarts, index + 6));
}

function linesFrom(line: number, count: number): { readonly start: Place; readonly end: Place } {
  return { start: { line, character: 0 }, end: { line: line + count, character: 0 } };
}
