// What people do to a machine's text, as single edits that are each undone by the next: a word in a comment, a size, a
// name that is not there, a brace that is missing for a moment, another kernel. Chosen at random places, the same in every
// run.

import type { Edit } from './client';
import { randomIntegers } from './random';

interface Keystroke {
  readonly what: string;
  /** Text that the edit is made in, and where in it, how long, and what comes instead. */
  readonly in: string;
  readonly at: number;
  readonly length: number;
  readonly insert: string;
}

const KEYSTROKES: readonly Keystroke[] = [
  { what: 'a letter in a comment', in: '// the controller memory buffer', at: 6, length: 0, insert: 'x' },
  { what: 'a size', in: 'bar 4 512MiB p2pmem ', at: 6, length: 3, insert: '256' },
  { what: 'a name that is unknown', in: ' -> mlx', at: 7, length: 0, insert: '_' },
  { what: 'a brace that is missing', in: '    }\n  }\n', at: 8, length: 1, insert: '' },
  { what: 'another kernel', in: 'kernel  6.15', at: 10, length: 2, insert: '18' },
];

/** The next edit of an endless series, for the text as the edits before have left it. */
export function keystrokes(seed: number): (text: string) => { readonly what: string; readonly edit: Edit } {
  const random = randomIntegers(seed);
  let undo: { readonly what: string; readonly edit: Edit } | null = null;
  let next = 0;
  return (text) => {
    if (undo !== null) {
      const given = undo;
      undo = null;
      return given;
    }
    const keystroke = KEYSTROKES[next % KEYSTROKES.length] as Keystroke;
    next += 1;
    const from = random(text.length);
    const found = text.indexOf(keystroke.in, from);
    const place = found >= 0 ? found : text.indexOf(keystroke.in);
    if (place < 0) throw new Error(`the text does not hold \`${keystroke.in}\` to edit`);
    const offset = place + keystroke.at;
    const { what, length, insert } = keystroke;
    const removed = text.slice(offset, offset + length);
    undo = { what: `${what}, undone`, edit: { offset, length: insert.length, insert: removed } };
    return { what, edit: { offset, length, insert } };
  };
}
