// Protects: what scripts rely on: exit statuses, one JSON object a file whatever its faults, lines that problem matchers
// read, and wrong usage that says what was expected.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../server/cli/run';
import manifest from '../../package.json';
import type { MachineFolder } from './machines';
import { makeMachineFolder } from './machines';

let machines: MachineFolder;

beforeAll(() => {
  machines = makeMachineFolder();
});

afterAll(() => machines.remove());

function peermap(...args: readonly string[]): { status: number | null; out: string; err: string } {
  const out: string[] = [];
  const err: string[] = [];
  const status = run(args, {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    workingDirectory: machines.folder,
  });
  return { status, out: out.join('\n'), err: err.join('\n') };
}

describe('exit status', () => {
  test.each([
    [0, ['check', 'right.p2p']],
    [0, ['check', 'asks-only.p2p']],
    [0, ['check', 'empty.p2p']],
    [1, ['check', 'wrong.p2p']],
    [1, ['check', 'unknown-name.p2p']],
    [2, ['check', 'broken.p2p']],
    [2, ['check', 'missing.p2p']],
    [2, ['check', 'right.p2p', 'broken.p2p', 'wrong.p2p']],
    [1, ['report', 'wrong.p2p', 'right.p2p']],
    [2, ['report', 'missing.p2p']],
    [0, ['explain', 'right.p2p', 'nvme0', 'mlx0']],
    [0, ['map', 'right.p2p']],
    [1, ['map', 'maps-wrong.p2p']],
    [1, ['map', 'maps-wrong.p2p', '--format', 'json']],
    [2, ['map', 'broken.p2p']],
    [2, ['map', 'missing.p2p']],
    [64, ['map']],
    [64, ['map', 'right.p2p', 'maps.p2p']],
    [64, ['map', 'maps.p2p', '--scenario', 'gone']],
    [64, ['map', 'maps.p2p', '--format', 'csv']],
    [64, []],
    [64, ['chek', 'right.p2p']],
    [64, ['check']],
    [64, ['check', '--colour', 'right.p2p']],
    [64, ['report', 'right.p2p', '--format', 'xml']],
    [64, ['report', 'right.p2p', '--pairs', 'some']],
    [64, ['explain', 'right.p2p', 'nvme0']],
    [64, ['explain', 'right.p2p', 'nvme0', 'mlx1']],
    [64, ['explain', 'right.p2p', 'nvme0', 'mlx0', '--scenario', 'none']],
    [64, ['lsp']],
  ])('%i for peermap %j', (status, args) => {
    expect(peermap(...args).status).toBe(status);
  });
});

describe('check', () => {
  test('prints FILE:LINE:COLUMN: severity[code]: message, as the problem matcher of the manifest reads it', () => {
    const { out } = peermap('check', 'wrong.p2p');
    const { regexp } = manifest.contributes.problemMatchers[0]?.pattern ?? { regexp: '^$' };
    const [, file, line, column, severity, code] = new RegExp(regexp).exec(out.split('\n')[0] ?? '') ?? [];
    expect([file, line, column, severity, code]).toEqual(['wrong.p2p', '6', '22', 'error', 'pair-mismatch']);
  });

  test('sums up each file in its last line', () => {
    expect(peermap('check', 'right.p2p').out).toBe('right.p2p: 1 of 1 assertion holds');
    expect(peermap('check', 'asks-only.p2p').out).toBe('asks-only.p2p: nothing is asserted');
    expect(peermap('check', 'wrong.p2p').out.split('\n').at(-1)).toBe('wrong.p2p: 0 of 1 assertion holds, 1 error');
  });

  test('counts the assertions of every kind of query, scenarios included', () => {
    const lines = peermap('check', 'maps.p2p').out.split('\n');
    expect(lines.at(-1)).toBe('maps.p2p: 4 of 5 assertions hold, 1 error');
    expect(lines[0]).toMatch(/^maps\.p2p:16:\d+: error\[pair-mismatch\]/);
  });

  test('says how many assertions rest on the assumption that firmware left no ACS bits', () => {
    expect(peermap('check', 'assumes.p2p').out).toBe(
      'assumes.p2p: 2 of 2 assertions hold, 1 of them if firmware left no ACS bits',
    );
  });

  test('says how many assertions a fault elsewhere kept from being evaluated', () => {
    expect(peermap('check', 'unanswered.p2p').out.split('\n').at(-1)).toBe(
      'unanswered.p2p: 0 of 1 assertion holds, 1 not evaluated, 1 error',
    );
  });

  test('says why a file cannot be read', () => {
    expect(peermap('check', 'missing.p2p').err).toBe('missing.p2p: cannot be read: there is no such file.');
    expect(peermap('check', '.').err).toBe('.: cannot be read: it is a folder.');
  });
});

describe('report', () => {
  test('prints one object a file in order, broken and missing ones too', () => {
    const { out } = peermap('report', 'wrong.p2p', 'broken.p2p', 'missing.p2p', 'right.p2p');
    const reports = out
      .split('\n')
      .map((line) => JSON.parse(line) as { file: string; diagnostics: { code: string }[] });
    expect(reports.map(({ file }) => file)).toEqual(['wrong.p2p', 'broken.p2p', 'missing.p2p', 'right.p2p']);
    expect(reports.map(({ diagnostics }) => diagnostics.map(({ code }) => code))).toEqual([
      ['pair-mismatch'],
      ['syntax'],
      ['file-unreadable'],
      [],
    ]);
  });

  test('--pairs all: every ordered pair of endpoints, a device with itself included', () => {
    const { pairs } = JSON.parse(peermap('report', 'right.p2p', '--pairs', 'all').out) as {
      pairs: { provider: string; client: string; distance: number; link: string }[];
    };
    expect(pairs.map(({ provider, client, distance, link }) => [provider, client, distance, link])).toEqual([
      ['nvme0', 'nvme0', 0, 'X'],
      ['nvme0', 'mlx0', 4, 'PHB'],
      ['mlx0', 'nvme0', 4, 'PHB'],
      ['mlx0', 'mlx0', 0, 'X'],
    ]);
  });

  test('--pairs all is refused above a million pairs, scenarios counted, and --pairs classes does', () => {
    const refused = peermap('report', 'many.p2p', '--pairs', 'all');
    expect(refused.status).toBe(64);
    expect(refused.err).toContain('1083603 pairs, more than 1000000; use --pairs classes');
    const { classes, pairs } = JSON.parse(peermap('report', 'many.p2p', '--pairs', 'classes').out) as {
      classes: { members: string[] }[];
      pairs: { provider: number; client: number; distance: number }[];
    };
    expect(classes.flatMap(({ members }) => members)).toHaveLength(601);
    expect(pairs.every(({ distance }) => distance === 2)).toBe(true);
    expect(pairs.length).toBeGreaterThan(0);
  });

  test.each(['text', 'markdown', 'csv'])('--format %s holds the verdict', (format) => {
    const { out } = peermap('report', 'right.p2p', '--format', format);
    expect(out).toMatch(/nvme0.*mlx0.*NOT\\?_SUPPORTED.*4/);
  });
});

describe('map', () => {
  test('prints every list, in and out, with the rule of each entry, then providers and namespaces', () => {
    const lines = peermap('map', 'maps.p2p').out.split('\n');
    const start = (words: string): string | undefined => lines.find((line) => line.startsWith(words));
    expect(lines[0]).toBe('maps.p2p: kernel 6.1, iommu off');
    expect(start('map both -> mlx0')).toBe(
      'map both -> mlx0: EREMOTEIO, dma_map_sgtable() by dma-direct; the assertion holds',
    );
    expect(start('  1      ram 0x100000')).toMatch(/4KiB +- +.*undone/);
    expect(start('  2      p2pmem nvme0 + 0x0')).toMatch(/4KiB +- +.*EREMOTEIO/);
    expect(start('provider for mlx0')).toBe('provider for mlx0: none; the assertion holds');
    expect(start('  namespace nvme0 on port mlx0')).toMatch(/EINVAL; the assertion holds/);
    expect(lines).toContain('      no peer-to-peer memory is available for /dev/nvme0n1');
  });

  test('prints the scenarios below their names, or one alone', () => {
    const { out } = peermap('map', 'maps.p2p');
    const { out: direct } = peermap('map', 'maps.p2p', '--scenario', 'direct');
    expect(out.endsWith(direct)).toBe(true);
    // nvme0 reaches its own memory by bus address, so two segments: nothing is joined without an IOMMU.
    expect(direct.split('\n').slice(0, 3)).toEqual([
      'maps.p2p, scenario direct: kernel 6.1, iommu off',
      '',
      'map both -> nvme0: 2 segments, dma_map_sgtable() by dma-direct; the assertion holds',
    ]);
    expect(direct).toMatch(/\n {2}1 +physical 0x100000 +4KiB +1\n {2}2 +bus 0x[0-9a-f]+ +4KiB +2$/);
  });

  test('--format json: the fields of the report, one object', () => {
    const all = JSON.parse(peermap('map', 'maps.p2p', '--format', 'json').out) as {
      scenario: string | null;
      maps: { outcome: string; error: string | null }[];
      providers: { outcome: string }[];
      nvmet: { results: { error: string | null }[] }[];
      scenarios: { scenario: string; maps: { segments: unknown[] }[] }[];
    };
    expect(all).toMatchObject({
      schema: 'peermap-report-1',
      file: 'maps.p2p',
      scenario: null,
      machine: { kernel: '6.1' },
      maps: [{ outcome: 'error', error: 'EREMOTEIO' }],
      providers: [{ outcome: 'none' }],
      nvmet: [{ results: [{ error: 'EINVAL' }] }],
      scenarios: [{ scenario: 'direct', maps: [{ outcome: 'mapped' }] }],
    });
    const one: unknown = JSON.parse(peermap('map', 'maps.p2p', '--scenario', 'direct', '--format', 'json').out);
    expect(one).toMatchObject({ scenario: 'direct', maps: [{ outcome: 'mapped' }], providers: [], scenarios: [] });
  });

  test('says where nothing is asked, and prints findings beside the answers', () => {
    expect(peermap('map', 'right.p2p').out).toBe('right.p2p: no scatterlist is mapped, and no provider asked for.');
    const { out, err } = peermap('map', 'maps-wrong.p2p');
    expect(out).toContain('map peer -> mlx0: EREMOTEIO, dma_map_sgtable() by dma-direct; the assertion does not hold');
    expect(err).toMatch(/^maps-wrong\.p2p:7:\d+: error\[map-mismatch\]: /);
  });
});

test('explain: what was assumed is said once', () => {
  const { out } = peermap('explain', 'right.p2p', 'nvme0', 'mlx0');
  expect(out).not.toMatch(/^(assumed|not known):/m);
  const { out: assuming } = peermap('explain', 'assumed.p2p', 'nvme0', 'mlx0');
  expect(assuming.match(/assumed/gi)).toHaveLength(assuming.split('firmware assumed none').length);
  expect(assuming).toMatch(/^Assumed: firmware left no ACS bits/m);
});

test('explain: path, reason, the words of the kernel', () => {
  const { out } = peermap('explain', 'right.p2p', 'nvme0', 'mlx0');
  const path = ['0000:01:00.0', '0000:00:01.0', '0000:00:02.0', '0000:02:00.0'];
  expect(path.filter((address) => !out.includes(address))).toEqual([]);
  expect(out).toContain('NOT_SUPPORTED, distance 4, kernel 6.1');
  expect(out).toContain(
    '0000:02:00.0: cannot be used for peer-to-peer DMA as the client and provider (0000:01:00.0) do not share an upstream bridge or whitelisted host bridge',
  );
});

test('explain takes addresses as the machine prints them, and offers the nearest name', () => {
  expect(peermap('explain', 'right.p2p', '0000:01:00.0', '02:00.0').out).toContain('nvme0 -> mlx0: NOT_SUPPORTED');
  expect(peermap('explain', 'right.p2p', 'nvme0', 'mlx1').err).toContain("did you mean 'mlx0'?");
});

test('the bundle runs with plain Node and prints what the sources print', () => {
  const bundle = fileURLToPath(new URL('../../dist/peermap.js', import.meta.url));
  const { stdout, status } = spawnSync(process.execPath, [bundle, 'check', 'right.p2p'], {
    cwd: machines.folder,
    encoding: 'utf8',
  });
  expect([stdout.trim(), status]).toEqual([peermap('check', 'right.p2p').out, 0]);
  expect(spawnSync(process.execPath, [bundle, '--version'], { encoding: 'utf8' }).stdout.trim()).toBe(manifest.version);
});
