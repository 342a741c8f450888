// Protects what package.json promises to VS Code: every text can be translated, rule codes complete in settings.json, the
// settings stay few and say what they do, the walkthrough's pictures and commands are there, and its machine shows what
// the walkthrough tells.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EXAMPLE_MACHINE } from '../../client/example-machine';
import { findingLine } from '../../client/finding-line';
// @ts-expect-error a script without types
import { bundleFile, clientStrings } from '../../scripts/generate-strings.mjs';
import { findingLines } from '../../server/cli/findings';
import { makeReport } from '../../server/export/report';
import { rules } from '../../server/language/rules';
import { LANGUAGE_CODES } from '../../server/language/codes';
import { analyseText } from '../features/fixture';

interface Setting {
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly propertyNames?: { readonly enum: readonly string[] };
}

interface Step {
  readonly description: string;
  readonly media: { readonly svg: string };
  readonly completionEvents: readonly string[];
}

interface Manifest {
  readonly contributes: {
    readonly problemMatchers: readonly { readonly pattern: { readonly regexp: string } }[];
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
    readonly walkthroughs: readonly { readonly steps: readonly Step[] }[];
  };
}

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const manifestText = read('package.json');
const { contributes } = JSON.parse(manifestText) as Manifest;
const texts = JSON.parse(read('package.nls.json')) as Readonly<Record<string, string>>;
const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);

describe('texts', () => {
  it('of package.json are all in package.nls.json, and nothing else is', () => {
    const used = [...manifestText.matchAll(/"%([^%"]+)%"/g)].map((match) => match[1]);
    expect([...new Set(used)].sort()).toEqual(Object.keys(texts).sort());
  });

  it('of the client are all in the bundle, and nothing else is: run node scripts/generate-strings.mjs', () => {
    const bundle = JSON.parse(readFileSync(bundleFile as string, 'utf8')) as unknown;
    expect(bundle).toEqual((clientStrings as () => unknown)());
  });

  it('that the client shows in messages can be translated', () => {
    const files = readdirSync(new URL('../../client', import.meta.url)).filter((file) => file.endsWith('.ts'));
    const written = files.filter((file) => /\.show\w+Message\(\s*['"`]/.test(read(`client/${file}`)));
    expect(written).toEqual([]);
  });
});

describe('settings', () => {
  const settings = Object.entries(contributes.configuration.properties);

  it('are at most 15, and each says what it does', () => {
    expect(settings.length).toBeLessThanOrEqual(15);
    const silent = settings.filter(([, { description, markdownDescription }]) => !(description ?? markdownDescription));
    expect(silent).toEqual([]);
  });

  it('complete every rule code and no other', () => {
    const codes = [...Object.keys(LANGUAGE_CODES), ...rules.map(({ code }) => code)];
    const offered = contributes.configuration.properties['peermap.rules']?.propertyNames?.enum ?? [];
    expect([...offered].sort()).toEqual([...new Set(codes)].sort());
  });
});

describe('what is tested in VS Code', () => {
  const suites = ['suite', 'ui', 'web'].flatMap((folder) =>
    readdirSync(new URL(`../../test/e2e/${folder}`, import.meta.url))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => read(`test/e2e/${folder}/${file}`)),
  );
  const isNamed = (words: string): boolean => suites.some((text) => text.includes(words));

  /** Commands that a button of the map calls: what the suites press. */
  const buttons: Readonly<Record<string, string>> = { 'peermap.export': "name: 'Export…'" };

  it.each(contributes.commands)('the command $command', ({ command, title }) => {
    const words = [`'${command}'`, `PeerMap: ${texts[title.replaceAll('%', '')] ?? title}`, buttons[command] ?? '\0'];
    expect(words.some(isNamed)).toBe(true);
  });

  // Where the library writes its trace to, the embedded editor keeps no file of.
  const settings = Object.keys(contributes.configuration.properties).filter((name) => name !== 'peermap.trace.server');

  it.each(settings)('the setting %s', (name) => {
    const [group = '', kind] = name.replace('peermap.', '').split('.');
    expect(isNamed(`'${group}'`) || (isNamed(`\`${group}.`) && isNamed(`'${kind}'`))).toBe(true);
  });
});

describe('the walkthrough', () => {
  it('has pictures in the colours of the theme, of at most 80 kB in all', () => {
    for (const { media } of steps) expect(read(media.svg)).toContain('var(--vscode-editor-foreground');
    const sizes = steps.map(({ media }) => statSync(new URL(`../../${media.svg}`, import.meta.url)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(80_000);
  });

  it('leads on by commands that are there, and each step is done by one of them', () => {
    const commands = contributes.commands.map(({ command }) => command);
    for (const { description, completionEvents } of steps) {
      const text = texts[description.replaceAll('%', '')] ?? '';
      const own = [...text.matchAll(/\(command:(peermap\.\w+)/g)].map((match) => match[1] ?? '');
      expect(commands).toEqual(expect.arrayContaining(own));
      expect(text).toMatch(/\]\(command:/);
      if (own[0] !== undefined) expect(completionEvents).toContain(`onCommand:${own[0]}`);
    }
  });

  it('opens a machine with one finding: the assertion that the walkthrough explains', () => {
    const { diagnostics } = analyseText(EXAMPLE_MACHINE);
    expect(diagnostics.map(({ code }) => code)).toEqual(['pair-mismatch']);
  });
});

describe('the lines of a task', () => {
  const analysis = analyseText(`${EXAMPLE_MACHINE}pair nvme0 -> gone\n`);
  const { diagnostics } = makeReport(analysis, analysis.diagnostics, 'asked', () => 'a b.p2p');
  const lines = diagnostics.map((diagnostic) => findingLine(diagnostic.file, diagnostic));

  it('are those of `peermap check`', () => {
    expect(lines).toHaveLength(2);
    expect(lines).toEqual(findingLines(analysis, analysis.diagnostics, () => 'a b.p2p'));
  });

  it('are read by the problem matcher', () => {
    const [matcher] = contributes.problemMatchers;
    const read = lines.map((line) => new RegExp(matcher?.pattern.regexp ?? '^$').exec(line)?.slice(1, 6));
    const place = (index: number): readonly string[] => {
      const { line, character } = diagnostics[index]?.range.start ?? { line: -1, character: -1 };
      return [String(line + 1), String(character + 1)];
    };
    expect(read).toEqual([
      ['a b.p2p', ...place(0), 'error', 'pair-mismatch'],
      ['a b.p2p', ...place(1), 'error', 'name-unknown'],
    ]);
  });
});
