// docs/rules.md, generated from the codes, their pages and the quick fixes that the examples of the pages are offered.
// index-page.test.ts keeps the committed page equal to this text.

import { fixesFor } from '../../server/features/fixes/quick-fixes';
import { analyse } from '../../server/language/analyse';
import { LANGUAGE_CODES } from '../../server/language/codes';
import type { Severity } from '../../server/language/diagnostic';
import { rules } from '../../server/language/rules';
import { repairsAmong } from '../features/fixture';

export interface CodeOfPage {
  readonly code: string;
  readonly severity: Severity;
  /** docs/rules/CODE.md. */
  readonly page: string;
}

export interface Theme {
  readonly title: string;
  readonly codes: RegExp;
}

/** A code belongs to the first that matches. */
export const THEMES: readonly Theme[] = [
  { title: 'Answers', codes: /^(?:pair|map|provider|nvmet)-|^acs-redirect$/ },
  { title: 'The kernel command line', codes: /^cmdline-/ },
  { title: 'Peer-to-peer memory and scatterlists', codes: /^(?:memory|entry|scatterlist|p2pmem|published)-/ },
  { title: 'Settings and scenarios', codes: /^(?:kernel|setting|scenario|cpu)-/ },
  { title: 'The tree, its addresses and BARs', codes: /^(?:address|bus|bar|host-bridge|endpoint|vfs)-|^containment$/ },
  { title: 'Properties', codes: /^(?:property|acs|dma|number)-/ },
  { title: 'Names and questions', codes: /^(?:name|vf|query)-/ },
  { title: 'Files, grammar and comments', codes: /^(?:include|ignore|findings)-|^syntax$/ },
];

const HEAD = `# The findings of PeerMap

Every code with its severity, and the quick fix that the example on its page is offered (others may be, where the text is another one).
The page is generated (\`node scripts/generate-rules.mjs\`).

The severity of a code can be changed in the setting \`peermap.rules\`, such as \`{ "acs-redirect": "off" }\`: \`error\`, \`warning\`, \`information\`, \`hint\` or \`off\`.
A comment accepts a finding where it stands: \`// p2p-ignore CODE[, CODE]: reason\` on the line before it or at the end of its line, \`// p2p-ignore-file CODE: reason\`
for the whole file. One that accepts nothing is a finding itself. Errors of syntax cannot be accepted.
`;

export function allCodes(): readonly Omit<CodeOfPage, 'page'>[] {
  return [
    ...Object.entries(LANGUAGE_CODES).map(([code, { severity }]) => ({ code, severity })),
    ...rules.map(({ code, defaultSeverity }) => ({ code, severity: defaultSeverity })),
  ].sort((one, other) => one.code.localeCompare(other.code, 'en'));
}

export function renderIndexPage(readPage: (code: string) => string): string {
  const codes = allCodes().map((each): CodeOfPage => ({ ...each, page: readPage(each.code) }));
  const sections = THEMES.map((theme) =>
    renderTheme(
      theme,
      codes.filter(({ code }) => themeOf(code) === theme),
    ),
  );
  return [HEAD, ...sections].join('\n');
}

export function themeOf(code: string): Theme | null {
  return THEMES.find(({ codes }) => codes.test(code)) ?? null;
}

function renderTheme({ title }: Theme, codes: readonly CodeOfPage[]): string {
  const rows = codes.map((each) => {
    return `| [\`${each.code}\`](rules/${each.code}.md) | ${each.severity} | ${meaning(each)} | ${fixOf(each)} |`;
  });
  return [
    `## ${title}`,
    '',
    '| code | severity | what it says | quick fix |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

/** The page's first paragraph. */
function meaning({ page }: CodeOfPage): string {
  const [, paragraph = ''] = page.split('\n\n');
  return cell(paragraph);
}

const FILE = 'file:///machines/machine.p2p';

function fixOf({ code, page }: CodeOfPage): string {
  const example = /^## Example\n+```p2p\n([\s\S]*?)```/m.exec(page)?.[1];
  if (example === undefined) return '';
  const analysis = analyse(FILE, { folder: 'file:///machines', read: (uri) => (uri === FILE ? example : null) }, rules);
  const found = analysis.diagnostics.filter((diagnostic) => diagnostic.code === code);
  const [first] = found.flatMap((diagnostic) => repairsAmong(fixesFor(analysis, diagnostic)));
  return first === undefined ? '' : cell(first.title);
}

function cell(text: string): string {
  return text.replace(/\s+/g, ' ').trim().replaceAll('|', '\\|');
}
