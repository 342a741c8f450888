// The README promises two commands for a fresh machine. Continuous integration must run the very one that readers are
// given, and both must lead to scripts that exist; else the promise breaks without anybody noticing.

import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../server/language/analyse';
import { rules } from '../../server/language/rules';

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const manifest = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

/** The commands in the README's code blocks that begin as a fresh clone must: with `npm ci`. */
const readmeCommands = [...read('README.md').matchAll(/^(npm ci && .+?)(?:\s+#.*)?$/gm)].map((match) => match[1]);

describe("the README's two commands", () => {
  it('are the one that runs the main job, then the one that tests everything', () => {
    expect(readmeCommands).toEqual(['npm ci && npm start', 'npm ci && npm test']);
  });

  it('run scripts of this repository', () => {
    for (const name of ['start', 'test']) {
      const file = /^node (\S+)$/.exec(manifest.scripts[name] ?? '')?.[1] ?? '(no plain script)';
      expect(existsSync(new URL(`../../${file}`, import.meta.url)), `${name}: ${file}`).toBe(true);
    }
  });

  it('include the one that continuous integration runs, word for word', () => {
    const executed = read('.ci/run')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#') && !/^(set|cd) /.test(line));
    expect(executed).toEqual([readmeCommands[1]]);
  });

  it('have no hooks that run something beside them', () => {
    const hooks = Object.keys(manifest.scripts).filter((name) => /^(pre|post)/.test(name));
    expect(hooks).toEqual([]);
  });
});

describe("the README's machine", () => {
  const [, sample = ''] = /```p2p\n(.*?)```/s.exec(read('README.md')) ?? [];
  const check = (text: string): readonly string[] =>
    analyse('readme.p2p', { folder: null, read: () => text }, rules).diagnostics.map(({ code }) => code);

  it('is right, and wrong without its kernel parameter, as the text beside it says', () => {
    expect(sample).toContain('pair nvme0 -> mlx0 = bus_addr');
    expect(check(sample)).toEqual([]);
    expect(check(sample.replace(/^cmdline.*\n/m, ''))).toEqual(['pair-mismatch']);
  });
});
