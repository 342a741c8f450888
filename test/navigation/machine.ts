// What the tests of navigation share: a fixture with its cursor analysed, pieces of text by their place, and one machine
// that has everything that a name can name.

import { analyse } from '../../server/language/analyse';
import type { Analysis } from '../../server/language/analysis';
import type { TextRange } from '../../server/language/diagnostic';
import { parseFile, type ParsedFile } from '../../server/language/parser';
import { positionAt } from '../../server/language/position';
import { rules } from '../../server/language/rules';
import { analyseFixture, FOLDER, readFixture } from '../language/fixture';

export interface AtCursor {
  readonly analysis: Analysis;
  readonly file: string;
  readonly offset: number;
  /** The text of the file with the cursor. */
  readonly text: string;
}

/** A fixture (test/language/fixture.ts) that has a `$0`. */
export function atCursor(source: string): AtCursor {
  const fixture = readFixture(source);
  if (fixture.cursor === null) throw new Error('expected $0 in the fixture, found none');
  const { file, offset } = fixture.cursor;
  return { analysis: analyseFixture(fixture), file, offset, text: fixture.texts.get(file) ?? '' };
}

export function parsedAtCursor(source: string): { readonly parsed: ParsedFile; readonly offset: number } {
  const offset = source.indexOf('$0');
  return { parsed: parseFile(`${FOLDER}main.p2p`, source.replace('$0', '')), offset };
}

/** The machine of some texts by the names of their files, with all rules. */
export function analyseTexts(texts: Readonly<Record<string, string>>, root = 'main.p2p'): Analysis {
  const read = (uri: string): string | null => texts[uri.slice(FOLDER.length)] ?? null;
  return analyse(FOLDER + root, { folder: FOLDER, read }, rules);
}

/** `main.p2p 3:7 nvme0`, lines and columns counted from 1. */
export function place(
  analysis: Analysis,
  { file, range }: { readonly file: string; readonly range: TextRange },
): string {
  const parsed = analysis.files.find(({ uri }) => uri === file);
  if (parsed === undefined) return `${file} is not of this machine`;
  const { line, character } = positionAt(parsed.lineStarts, range.start);
  const text = parsed.text.slice(range.start, range.end);
  return `${file.slice(FOLDER.length)} ${String(line + 1)}:${String(character + 1)} ${text}`;
}

export const EVERYTHING = `kernel 6.15
cpu intel
iommu on
cmdline "pci=disable_acs_redir=pci:11f8:4036"

host_bridge pci0 [8086:09a2] {
  root_port rp0 {
    switch sw0 [11f8:4036] {
      port [11f8:4036] {
        nvme nvme0 [144d:a824] {
          bar 4 512MiB p2pmem
          published
        }
      }
      port [11f8:4036] {
        nic mlx0 [15b3:101d] {
          vfs 4
        }
      }
    }
  }
}
sgl read {
  p2pmem nvme0 4KiB
  ram 4KiB
}
pair nvme0 -> mlx0, mlx0.vf1, mlx0.vf* = bus_addr
map read -> mlx0.vf0
provider for mlx0 = nvme0
nvmet subsys0 {
  port mlx0
  namespace nvme0 p2pmem nvme0 = nvme0
}
scenario stock {
  cmdline ""
  pair nvme0 -> mlx0 = thru_host_bridge
  nvmet subsys0 {
    port mlx0
    namespace nvme0
  }
}
`;
