// How well a few typed letters fit a name: all of them must come in it, in order. Counted is where they come: at its
// beginning, at the beginning of one of its words (`n2` finds `nvme_2` and `nic2`), one behind the other.

/** Of a name: what stands behind them is not looked at. */
const MOST_CHARACTERS = 128;

const WHOLE = 1000;
const PREFIX = 500;
const WORD_START = 10;
const ADJACENT = 5;

/** Larger is better; null: it does not fit. Capitals count as small letters; an empty query fits everything alike. */
export function fuzzyScore(wholeName: string, query: string): number | null {
  const name = wholeName.slice(0, MOST_CHARACTERS);
  const [inName, wanted] = [name.toLowerCase(), query.toLowerCase().replace(/\s+/g, '')];
  if (wanted === '') return 0;
  if (inName === wanted) return WHOLE;
  const scattered = scatteredScore(name, inName, wanted);
  if (scattered === null) return null;
  return inName.startsWith(wanted) ? PREFIX + scattered : scattered;
}

/** Each letter at the best place that leaves room for the rest: a beginning of a word where there is one, else the next. */
function scatteredScore(name: string, inName: string, wanted: string): number | null {
  let score = 0;
  let last = -1;
  for (let index = 0; index < wanted.length; index++) {
    const letter = wanted.charAt(index);
    const next = inName.indexOf(letter, last + 1);
    if (next < 0) return null;
    const start = next === last + 1 ? next : wordStart(name, inName, letter, next, wanted.slice(index + 1));
    if (startsWord(name, start)) score += WORD_START;
    if (start === last + 1 && index > 0) score += ADJACENT;
    last = start;
  }
  return score;
}

function wordStart(name: string, inName: string, letter: string, first: number, rest: string): number {
  for (let at = first; at >= 0; at = inName.indexOf(letter, at + 1)) {
    if (startsWord(name, at) && fits(inName, rest, at + 1)) return at;
  }
  return first;
}

function fits(inName: string, letters: string, from: number): boolean {
  let at = from - 1;
  for (const letter of letters) {
    at = inName.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}

/** After `_`, where digits begin or end, and where a capital follows a small letter. */
function startsWord(name: string, index: number): boolean {
  const [before, here] = [name.charAt(index - 1), name.charAt(index)];
  if (index === 0 || before === '_') return here !== '_';
  return /[0-9]/.test(before) !== /[0-9]/.test(here) || (/[a-z]/.test(before) && /[A-Z]/.test(here));
}
