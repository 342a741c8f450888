// Files through Node. Only `file:` URIs; anything else is not there.

import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import * as path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { OwnFiles } from '../files';

/** Folders that hold no machine of the user's own and may be huge. */
const PASSED_OVER = new Set(['node_modules', '.git']);
const MOST_FOLDERS = 20_000;

const reaches = (uri: string): boolean => uri.startsWith('file:');

export const nodeFiles: OwnFiles = {
  reaches,
  read: async (uri) => (reaches(uri) ? readFile(fileURLToPath(uri), 'utf8').catch(() => null) : null),
  list: async (folder) => (reaches(folder) ? listFiles(fileURLToPath(folder)) : []),
};

async function listFiles(top: string): Promise<readonly string[]> {
  const found: string[] = [];
  const folders = [top];
  for (let visited = 0; visited < MOST_FOLDERS; visited++) {
    const folder = folders.pop();
    if (folder === undefined) break;
    for (const entry of await entriesOf(folder)) {
      const full = path.join(folder, entry.name);
      if (entry.isDirectory() && !PASSED_OVER.has(entry.name)) folders.push(full);
      else if (entry.isFile() && entry.name.endsWith('.p2p')) found.push(pathToFileURL(full).toString());
    }
  }
  return found;
}

/** A folder that may not be read holds nothing for us. */
async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}
