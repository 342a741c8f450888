// The list of PCI names in a worker: the client reads the packed file and answers with its text (docs/protocol.md).

import { readPciNames, type PciNames } from '../../features/pci-names';
import type { FileSystem } from '../files';

/** null: the client named no list, or cannot read it; `log` is told why. */
export async function loadPciNames(
  read: FileSystem['read'],
  uri: string | null,
  log: (message: string) => void,
): Promise<PciNames | null> {
  if (uri === null) return null;
  const missing = (why: string): null => {
    log(`PCI names are not shown, ${uri} cannot be read: ${why}`);
    return null;
  };
  try {
    const text = await read(uri);
    return text === null ? missing('the client answered with no text') : readPciNames(text);
  } catch (error) {
    return missing(error instanceof Error ? error.message : String(error));
  }
}
