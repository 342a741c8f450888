// Protects: `peermap format` changes white space and nothing else, all of a file or none of it; `--check` changes nothing;
// what cannot be formatted is named with its reason, and the other files are still done.

import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../../server/cli/run';

const UGLY = 'kernel   6.1\nhost_bridge pci0 {\nroot_port {nvme nvme0 {bar 0 4K}}\n\n\n}';
const NEAT = 'kernel 6.1\nhost_bridge pci0 {\n  root_port { nvme nvme0 { bar 0 4KiB } }\n}\n';
const BROKEN = 'kernel   6.1\npair a b\n';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'peermap-format-'));
  write('ugly.p2p', UGLY);
  write('neat.p2p', NEAT);
  write('broken.p2p', BROKEN);
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, content: string | Uint8Array): void {
  writeFileSync(path.join(folder, name), content);
}

function read(name: string): string {
  return readFileSync(path.join(folder, name), 'utf8');
}

function peermap(...args: readonly string[]): { status: number; out: readonly string[]; err: readonly string[] } {
  const out: string[] = [];
  const err: string[] = [];
  const status = run(args, {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    workingDirectory: folder,
  });
  return { status, out, err };
}

describe('format', () => {
  test('writes the file, says so, and has nothing to do the second time', () => {
    expect(peermap('format', 'ugly.p2p')).toEqual({ status: 0, out: ['ugly.p2p: formatted'], err: [] });
    expect(read('ugly.p2p')).toBe(NEAT);
    expect(peermap('format', 'ugly.p2p', 'neat.p2p')).toEqual({ status: 0, out: [], err: [] });
  });

  test('refuses a file with a syntax error, names the place, and formats the others', () => {
    const { status, out, err } = peermap('format', 'broken.p2p', 'ugly.p2p');
    expect(status).toBe(2);
    expect(out).toEqual(['ugly.p2p: formatted']);
    expect(err[0]).toMatch(/^broken\.p2p:2:8: error\[syntax\]: `b`: expected `->`/);
    expect(err[1]).toBe('broken.p2p: not formatted: it has a syntax error; repair it first.');
    expect(read('broken.p2p')).toBe(BROKEN);
  });

  test('a missing file and a folder are named, the others are formatted', () => {
    const { status, out, err } = peermap('format', 'missing.p2p', '.', 'ugly.p2p');
    expect(status).toBe(2);
    expect(out).toEqual(['ugly.p2p: formatted']);
    expect(err).toEqual(['missing.p2p: cannot be read: there is no such file.', '.: cannot be read: it is a folder.']);
  });

  test('a file that is not UTF-8 is not written, for it could not be written back', () => {
    const latin = Buffer.from([...Buffer.from('kernel   6.1 // '), 0xe9, 0x0a]);
    write('latin.p2p', latin);
    expect(peermap('format', 'latin.p2p')).toEqual({
      status: 2,
      out: [],
      err: ['latin.p2p: cannot be read: it is not UTF-8.'],
    });
    expect(readFileSync(path.join(folder, 'latin.p2p'))).toEqual(latin);
  });

  test('keeps byte order mark and CRLF, every byte of them', () => {
    write('windows.p2p', '\ufeffkernel   6.1\r\niommu on');
    peermap('format', 'windows.p2p');
    expect(read('windows.p2p')).toBe('\ufeffkernel 6.1\r\niommu on\r\n');
  });

  test('keeps the mode of the file, follows a link, and leaves nothing beside it', () => {
    chmodSync(path.join(folder, 'ugly.p2p'), 0o666);
    symlinkSync('ugly.p2p', path.join(folder, 'link.p2p'));
    expect(peermap('format', 'link.p2p').status).toBe(0);
    expect(read('ugly.p2p')).toBe(NEAT);
    expect(statSync(path.join(folder, 'ugly.p2p')).mode & 0o777).toBe(0o666);
    expect(lstatSync(path.join(folder, 'link.p2p')).isSymbolicLink()).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['broken.p2p', 'link.p2p', 'neat.p2p', 'ugly.p2p']);
  });

  test('without a file is wrong usage, and so is an option that it does not have', () => {
    expect(peermap('format')).toMatchObject({ status: 64, out: [] });
    expect(peermap('format', '--tabs', 'ugly.p2p').status).toBe(64);
    expect(read('ugly.p2p')).toBe(UGLY);
  });
});

describe('format --check', () => {
  test('names the files that are not formatted, and changes none', () => {
    const { status, out, err } = peermap('format', '--check', 'neat.p2p', 'ugly.p2p');
    expect({ status, out, err }).toEqual({ status: 1, out: ['ugly.p2p: is not formatted'], err: [] });
    expect(read('ugly.p2p')).toBe(UGLY);
  });

  test('has nothing to say of formatted files', () => {
    expect(peermap('format', '--check', 'neat.p2p')).toEqual({ status: 0, out: [], err: [] });
  });

  test('a broken file weighs more than one that is not formatted', () => {
    const { status, out } = peermap('format', '--check', 'ugly.p2p', 'broken.p2p');
    expect(status).toBe(2);
    expect(out).toEqual(['ugly.p2p: is not formatted']);
  });
});
