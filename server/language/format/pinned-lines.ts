// Lines whose words must stay together: a suppression comment means the findings of one line, so nothing may leave that
// line or come to it.

import { TOKEN } from '../lexer';
import { elementText, isComment, type Elements } from './elements';
import type { Structure } from './structure';

const SUPPRESSION = /^\/\/\s*p2p-ignore(?!-file)/;

/** 1: the token stands on a line that a suppression comment means. */
export function pinnedTokens(text: string, elements: Elements, { nextToken }: Structure): Uint8Array {
  const pinned = new Uint8Array(elements.count);
  if (!text.includes('p2p-ignore')) return pinned;
  for (let index = 0; index < elements.count; index++) {
    if (elements.kinds[index] !== TOKEN.comment) continue;
    if (!SUPPRESSION.test(elementText(text, elements, index))) continue;
    const sharesLine = index > 0 && elements.lineEnds[index] === 0;
    pinLine(elements, sharesLine ? index - 1 : (nextToken[index] ?? 0), pinned);
  }
  return pinned;
}

/** All tokens of the source line on which the token stands. */
function pinLine(elements: Elements, token: number, pinned: Uint8Array): void {
  let first = token;
  while (first > 0 && first < elements.count && elements.lineEnds[first] === 0) first--;
  for (let index = first; index < elements.count; index++) {
    if (index > first && (elements.lineEnds[index] ?? 0) > 0) return;
    if (pinned[index] === 1) return;
    if (!isComment(elements, index)) pinned[index] = 1;
  }
}
