// The list of PCI names that lies beside the bundle, read once when it is first needed.

import { readFile } from 'node:fs/promises';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { readPciNames, type PciNames } from '../../features/pci-names';

const FILE = 'pci.ids.gz';

/** null: there is none, or it cannot be read; `log` is told why. */
export async function loadPciNames(folder: string, log: (message: string) => void): Promise<PciNames | null> {
  const file = path.join(folder, FILE);
  try {
    const text = await promisify(gunzip)(await readFile(file));
    return readPciNames(text.toString('utf8'));
  } catch (error) {
    log(`PCI names are not shown, ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}
