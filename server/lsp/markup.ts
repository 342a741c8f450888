// Markdown for clients that render it, and for the others the same as text: without fences, emphasis and escapes.

import type { MarkupContent } from 'vscode-languageserver';

export function toMarkup(markdown: string, rendersMarkdown: boolean): MarkupContent {
  return rendersMarkdown ? { kind: 'markdown', value: markdown } : { kind: 'plaintext', value: toPlainText(markdown) };
}

export function toPlainText(markdown: string): string {
  let fence: string | null = null;
  const lines: string[] = [];
  for (const line of markdown.split('\n')) {
    const mark = /^(`{3,})/.exec(line)?.[1];
    if (mark !== undefined && (fence === null || mark === fence)) fence = fence === null ? mark : null;
    else if (fence !== null) lines.push(line);
    else if (!/^\|(?: *:?-+:? *\|)+$/.test(line)) lines.push(plainLine(line));
  }
  return lines.join('\n');
}

/** Code spans keep what stands in them, backslashes too. */
function plainLine(line: string): string {
  const unmarked = line.replace(/^#{1,6} /, '');
  const isRow = unmarked.startsWith('|') && unmarked.endsWith('|');
  const cells = isRow ? unmarked.slice(1, -1).replace(/(?<!\\)\|/g, ' ') : unmarked;
  return cells
    .replace(/(`+)( ?)(.+?)\2\1(?!`)|\\([!-/:-@[-`{-~])|\*\*|&lt;|&amp;/g, (found, _fence, _pad, span, escaped) => {
      if (typeof span === 'string') return span;
      if (typeof escaped === 'string') return escaped;
      return found === '&lt;' ? '<' : found === '&amp;' ? '&' : '';
    })
    .trimEnd();
}
