// Markdown for hovers and tooltips. Whatever comes from a file (names, strings, comments) is text, never markup: an
// editor may render links and even commands, and a `.p2p` file can come from anybody.

/**
 * Text that renders as itself, on one line. Only what Markdown, HTML or an automatic link could read is escaped, because
 * some editors show the source.
 */
export function text(raw: string): string {
  return printable(raw)
    .replace(/[\\`*[\]<&|~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\$&')
    .replace(/:(?=\/\/)|@|(?<=\bwww)\./gi, '\\$&')
    .replace(/^\s*(?=[-+=>#])/, '\\')
    .replace(/^\s*(\d+)(?=[.)](?:\s|$))/, '$1\\');
}

/** A code span that holds exactly this text, whatever backticks stand in it. */
export function code(raw: string): string {
  const content = printable(raw);
  const longest = Math.max(0, ...(content.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padding = content.startsWith('`') || content.endsWith('`') || content === '' ? ' ' : '';
  return `${fence}${padding}${content}${padding}${fence}`;
}

/** A fenced block of plain text. */
export function block(lines: readonly string[]): string {
  const content = lines.map(printable).join('\n');
  const longest = Math.max(2, ...(content.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${content}\n${fence}`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Control characters and direction overrides could hide or reorder what is shown. */
function printable(raw: string): string {
  return raw.replace(/[\r\n\t]+/g, ' ').replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '');
}
