// Pieces of a text that outlive it. A JavaScript engine lets a longer piece refer to the text that it was cut from, which
// then stays in memory as long as the piece does: a name that is kept over many edits would keep a whole old text each.

/** The shortest piece that V8 cuts without copying it. */
const SHORTEST_REFERENCE = 13;

/** The same characters, in memory of their own. */
export function detached(piece: string): string {
  return piece.length < SHORTEST_REFERENCE ? piece : (JSON.parse(JSON.stringify(piece)) as string);
}
