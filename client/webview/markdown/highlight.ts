// The colours of a machine inside of a Markdown preview, where no grammar runs: words by list, the rest by its shape. A test
// holds the lists to those of the language.

export type Colour = 'comment' | 'string' | 'number' | 'keyword' | 'type' | 'literal';

export interface Run {
  readonly text: string;
  /** null: as the text around. */
  readonly colour: Colour | null;
}

const WORDS: Readonly<Record<'keyword' | 'type' | 'literal', string>> = {
  keyword:
    'kernel arch cpu iommu cmdline include sgl scenario pair map provider nvmet acs bar published vfs dma bus_offset numa ' +
    'family model firmware caps at p2pmem offset stride for ops mask max_segment boundary untrusted ram namespace',
  type: 'host_bridge root_port switch port pci_bridge nvme nic gpu device',
  literal:
    'none auto absent off on supported bus_addr thru_host_bridge not_supported passthrough EREMOTEIO EINVAL ENOMEM EIO',
};

/** Word → its colour. */
export const COLOUR_OF_WORD: ReadonlyMap<string, Colour> = new Map(
  (['keyword', 'type', 'literal'] as const).flatMap((colour) =>
    WORDS[colour].split(' ').map((word) => [word, colour] as const),
  ),
);

/** A comment, a string, an address or id, a number with its unit, a word. */
const TOKEN = /(\/\/.*)|("(?:\\.|[^"\\\n])*"?)|([\da-f]+(?::[\da-f]+)+(?:\.\d)?|\b\d[\w.]*)|[A-Za-z_]\w*/gi;

/** Together the whole text. */
export function highlight(text: string): readonly Run[] {
  const runs: Run[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    const colour = colourOf(match);
    if (colour === null) continue;
    if (match.index > end) runs.push({ text: text.slice(end, match.index), colour: null });
    runs.push({ text: match[0], colour });
    end = match.index + match[0].length;
  }
  if (end < text.length) runs.push({ text: text.slice(end), colour: null });
  return runs;
}

function colourOf([word, comment, string, number]: RegExpMatchArray): Colour | null {
  if (comment !== undefined) return 'comment';
  if (string !== undefined) return 'string';
  if (number !== undefined) return 'number';
  return COLOUR_OF_WORD.get(word ?? '') ?? null;
}
