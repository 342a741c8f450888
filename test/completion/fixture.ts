// Completion asked at `$0` of a text, with the packed list of PCI names.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import {
  completions,
  type Completion,
  type CompletionContext,
  type CompletionList,
} from '../../server/features/completion';
import { readPciNames } from '../../server/features/pci-names';
import { analyse } from '../../server/language/analyse';
import type { Analysis } from '../../server/language/analysis';
import { rules } from '../../server/language/rules';
import { FOLDER, readFixture } from '../language/fixture';

export const PCI_IDS = new URL('../../data/pci.ids.gz', import.meta.url);
export const NAMES = readPciNames(gunzipSync(readFileSync(PCI_IDS)).toString('utf8'));

export interface Asked {
  readonly analysis: Analysis;
  readonly file: string;
  readonly offset: number;
  readonly text: string;
}

/** Several files as `//- name`; the cursor is `$0`. */
export function at(source: string): Asked {
  const { root, texts, cursor } = readFixture(source);
  if (cursor === null) throw new Error('expected a cursor $0 in the text, found none');
  const analysis = analyse(root, { folder: FOLDER, read: (uri) => texts.get(uri) ?? null }, rules);
  return { analysis, ...cursor, text: texts.get(cursor.file) ?? '' };
}

export function complete(source: string, context: CompletionContext = {}): CompletionList {
  const { analysis, file, offset } = at(source);
  return completions(analysis, file, offset, NAMES, context);
}

export function labels(source: string, context: CompletionContext = {}): readonly string[] {
  return complete(source, context).items.map(({ label }) => label);
}

/** The text after an item is taken. A snippet has its placeholders as they stand. */
export function accepted(text: string, item: Completion): string {
  return `${text.slice(0, item.range.start)}${plain(item)}${text.slice(item.range.end)}`;
}

/** What an item writes; the placeholders of a snippet as they stand. */
export function plain({ insert, snippet }: Completion): string {
  if (!snippet) return insert;
  return insert
    .replace(/\$\{\d+\|([^,|]+)[^}]*\|\}/g, '$1')
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\d+/g, '');
}

/** One drive with memory and one without below a switch, an adapter with virtual functions beside them. */
export const MACHINE = `kernel 6.15
cpu intel
host_bridge pci0 @ 0000:00 [8086:09a2] {
  root_port @ 00:01.0 [8086:352a] {
    switch sw0 @ 01:00.0 [11f8:4036] {
      port p0 @ 02:00.0 [11f8:4036] {
        /// The fast one.
        nvme nvme0 @ 03:00.0 [144d:a824] { bar 4 512MiB p2pmem published }
      }
      port p1 @ 02:01.0 [11f8:4036] { nvme nvme1 @ 04:00.0 [144d:a824] }
      port p2 @ 02:02.0 [11f8:4036] { nic mlx0 @ 05:00.0 [15b3:1021] { vfs 2 } }
    }
  }
}
sgl read { ram 4KiB p2pmem nvme0 4KiB }
`;
