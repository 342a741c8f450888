// Protects the reader of a hover: whatever a file holds in names, strings and comments, the hover shows it as text. No
// link, no command, no HTML, no table that breaks.

import { describe, expect, it } from 'vitest';
import { hover } from '../../server/features/hover/hover';
import { block, code, text } from '../../server/features/markdown';
import { analyseText, offsetOf, URI } from './fixture';

describe('text', () => {
  it.each([
    ['[run](command:workbench.action.quit)', '\\[run\\](command:workbench.action.quit)'],
    ['![x](https://example.org/x.png)', '!\\[x\\](https\\://example.org/x.png)'],
    ['<img src=x onerror=alert(1)>', '\\<img src=x onerror=alert(1)>'],
    ['a | b', 'a \\| b'],
    ['**bold** _em_ `code`', '\\*\\*bold\\*\\* \\_em\\_ \\`code\\`'],
    ['www.example.org me@example.org', 'www\\.example.org me\\@example.org'],
    ['&lt;b&gt;', '\\&lt;b\\&gt;'],
    ['# head', '\\# head'],
    ['1. item', '1\\. item'],
    ['\u202Ereversed\u0007', 'reversed'],
    ['two\nlines', 'two lines'],
    ['\\[x](y)', '\\\\\\[x\\](y)'],
  ])('%s', (raw, escaped) => {
    expect(text(raw)).toBe(escaped);
  });

  it('leaves what editors may show as source readable', () => {
    expect(text('0000:02:00.0 redirects (RR CR), disable_acs_redir')).toBe(
      '0000:02:00.0 redirects (RR CR), disable_acs_redir',
    );
  });
});

describe('code', () => {
  it.each([
    ['a`b', '``a`b``'],
    ['``', '``` `` ```'],
    ['', '`  `'],
  ])('%s cannot be left', (raw, span) => {
    expect(code(raw)).toBe(span);
  });
});

it('a block is longer than any fence inside', () => {
  expect(block(['```', 'x'])).toBe('````text\n```\nx\n````');
});

describe('a hostile file', () => {
  const source = `/// [click](command:evil) <script>alert(1)</script> | x
cmdline "pci=disable_acs_redir=\`|[x](command:evil);<b>"
host_bridge pci0 {
  /// ![x](https://example.org/spy.png)
  nvme nvme0
  nic mlx0
}
pair nvme0 -> mlx0
`;
  const analysis = analyseText(source);

  it.each(['nvme0\n', '[x](command', '<b>', 'pair nvme0', 'pci0 {'])(
    'hover on %s has no live link or HTML',
    (piece) => {
      const shown = (hover(analysis, URI, offsetOf(source, piece, 0, 1))?.markdown ?? '').replace(/(`+).*?\1/g, '');
      expect(shown).not.toMatch(/(?<!\\)\]\(|(?<!\\)<[a-z]|(?<!\\):\/\//i);
    },
  );

  it('shows the comment itself', () => {
    expect(hover(analysis, URI, offsetOf(source, 'nvme0\n', 0, 1))?.markdown).toContain(
      '!\\[x\\](https\\://example.org/spy.png)',
    );
  });
});
