// Stands in the bundles for the package `minimatch`, with which the client's library compares paths of created, renamed and
// deleted files: the package is a sixteenth of a bundle, and our server follows two patterns, `**` and `**/*.p2p`. Any other
// pattern is refused, which the library tells in the log.

const FOLLOWED = /^\*\*(?:\/\*(\.[a-z0-9]+))?$/;

export class Minimatch {
  /** What a path ends with; null: a pattern that is not understood here. */
  private readonly end: string | null;

  constructor(glob: string) {
    const found = FOLLOWED.exec(glob);
    this.end = found === null ? null : (found[1] ?? '');
  }

  /** The library asks for it, to see whether the pattern is one. */
  makeRe(): RegExp | false {
    return this.end === null ? false : new RegExp(`${this.end.replace('.', '\\.')}$`);
  }

  /** `path` has slashes alone. */
  match(path: string): boolean {
    return this.end !== null && path.endsWith(this.end);
  }
}
