// The texts that the server knows, and the analyses made of them. Nothing is patched: an analysis is kept as long as every
// text that it read is still the same, else it is made anew. A file that others include belongs to their machines.

import { analyse } from '../language/analyse';
import type { Analysis } from '../language/analysis';
import { type AnalysisMemo, createMemo } from '../language/memo';
import type { ParsedFile } from '../language/parser';
import { parseFile } from '../language/parser';
import { rules } from '../language/rules';
import { resolveRelative } from '../language/uri';
import type { OpenDocument } from './document';
import type { FileSystem } from './files';

interface KeptAnalysis {
  readonly analysis: Analysis;
  /** What was read for it: any other text now, and it is of no use. */
  readonly texts: ReadonlyMap<string, string | null>;
  /** What of it the next analysis of the same machine need not find out again. */
  readonly memo: AnalysisMemo;
}

interface KeptIncludes {
  readonly text: string;
  readonly targets: readonly string[];
}

export class Workspace {
  private readonly open = new Map<string, OpenDocument>();
  private readonly disk = new Map<string, string | null>();
  private readonly parsed = new Map<string, ParsedFile>();
  private readonly kept = new Map<string, KeptAnalysis>();
  private readonly includes = new Map<string, KeptIncludes>();
  private folders: readonly string[] = [];
  /** How often something was forgotten: tells a read that began before from one that began after. */
  private changes = 0;
  /** `.p2p` files on disk that somebody may include; found once, then kept in step by the client's file events. */
  private listed: Promise<Set<string>> | undefined;

  constructor(private readonly files: FileSystem) {}

  setFolders(folders: readonly string[]): void {
    this.folders = folders;
    this.listed = undefined;
    this.kept.clear();
  }

  /** The document was opened, or changed. */
  opened(document: OpenDocument): void {
    this.open.set(document.uri, document);
  }

  closed(uri: string): void {
    this.open.delete(uri);
    this.forget(uri);
  }

  /** A file on disk was made, changed or deleted. */
  async changedOnDisk(uri: string, exists: boolean): Promise<void> {
    this.forget(uri);
    const listed = await this.listedFiles();
    if (exists) listed.add(uri);
    else listed.delete(uri);
  }

  /** Everything that was read from disk is read again when it is needed: for clients that do not watch files. */
  forgetDisk(): void {
    this.changes += 1;
    this.disk.clear();
    this.listed = undefined;
  }

  /** Open documents and the files of the workspace folders. */
  async allFiles(): Promise<readonly string[]> {
    return [...new Set([...this.open.keys(), ...(await this.listedFiles())])];
  }

  /** All of them that can be read, parsed. */
  async parsedFiles(): Promise<readonly ParsedFile[]> {
    const uris = await this.allFiles();
    await this.readMissing(uris);
    const texts = uris.map((uri) => [uri, this.textAtHand(uri)] as const);
    return texts.flatMap(([uri, text]) => (typeof text === 'string' ? [this.parse(uri, text)] : []));
  }

  /** Whether there is a text: the document is open, or the file can be read. */
  async has(uri: string): Promise<boolean> {
    if (this.textAtHand(uri) === undefined) await this.readFromDisk(uri);
    return typeof this.textAtHand(uri) === 'string';
  }

  openUris(): readonly string[] {
    return [...this.open.keys()];
  }

  /** The machines that a file belongs to: its own, or those of the files that include it. Never empty. */
  async analysesOf(uri: string): Promise<readonly [Analysis, ...Analysis[]]> {
    const [first = uri, ...others] = await this.rootsOf(uri);
    const analyses: [Analysis, ...Analysis[]] = [await this.analysisOf(first)];
    for (const root of others) analyses.push(await this.analysisOf(root));
    return analyses;
  }

  async analysisOf(root: string): Promise<Analysis> {
    let memo = createMemo();
    for (;;) {
      const kept = this.kept.get(root);
      if (kept && this.stillHolds(kept)) return kept.analysis;
      memo = kept?.memo ?? memo;
      // The old analysis is garbage while the new one is made, or a large file would be in memory twice.
      this.kept.delete(root);
      const texts = new Map<string, string | null>();
      const missing: string[] = [];
      const read = (uri: string): string | null => {
        const text = this.textAtHand(uri);
        if (text === undefined) missing.push(uri);
        else texts.set(uri, text);
        return text ?? null;
      };
      const parse = (uri: string, text: string): ParsedFile => this.parse(uri, text);
      const analysis = analyse(root, { folder: this.folderOf(root), read }, rules, parse, memo);
      if (missing.length === 0) {
        this.kept.set(root, { analysis, texts, memo });
        return analysis;
      }
      await Promise.all(missing.map((uri) => this.readFromDisk(uri)));
    }
  }

  private stillHolds({ texts }: KeptAnalysis): boolean {
    for (const [uri, text] of texts) if (this.textAtHand(uri) !== text) return false;
    return true;
  }

  /** undefined: not read yet. */
  private textAtHand(uri: string): string | null | undefined {
    return this.open.get(uri)?.text ?? this.disk.get(uri);
  }

  /** What was read while the file changed is dropped: whoever needs it finds it missing and reads again. */
  private async readFromDisk(uri: string): Promise<void> {
    const before = this.changes;
    const text = await this.files.read(uri);
    if (before === this.changes) this.disk.set(uri, text);
  }

  /** What was forgotten since, because it changed on disk or was closed. */
  private async readMissing(uris: Iterable<string>): Promise<void> {
    for (;;) {
      const missing = [...uris].filter((uri) => this.textAtHand(uri) === undefined);
      if (missing.length === 0) return;
      await Promise.all(missing.map((uri) => this.readFromDisk(uri)));
    }
  }

  private forget(uri: string): void {
    this.changes += 1;
    this.disk.delete(uri);
    this.parsed.delete(uri);
    this.includes.delete(uri);
    this.kept.delete(uri);
  }

  private parse(uri: string, text: string): ParsedFile {
    const known = this.parsed.get(uri);
    if (known?.text === text) return known;
    const file = parseFile(uri, text, known);
    this.parsed.set(uri, file);
    return file;
  }

  private folderOf(uri: string): string | null {
    const holding = this.folders.filter((folder) => uri.startsWith(folder.endsWith('/') ? folder : `${folder}/`));
    return holding.sort((a, b) => b.length - a.length)[0] ?? null;
  }

  /** Files that nobody includes and that lead to this one; the file itself if there are none (or only a cycle). */
  private async rootsOf(uri: string): Promise<readonly string[]> {
    const includers = await this.includers();
    const seen = new Set([uri]);
    const roots: string[] = [];
    const queue = [uri];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const above = includers.get(next);
      if (above === undefined) roots.push(next);
      for (const includer of above ?? []) {
        if (seen.has(includer)) continue;
        seen.add(includer);
        queue.push(includer);
      }
    }
    return roots.length > 0 ? roots.sort() : [uri];
  }

  /** Included file → the files that include it. */
  private async includers(): Promise<ReadonlyMap<string, readonly string[]>> {
    const known = new Set(await this.allFiles());
    await this.readMissing(known);
    const includers = new Map<string, string[]>();
    for (const uri of known) {
      for (const included of this.includesOf(uri)) {
        if (included === uri) continue;
        const list = includers.get(included);
        if (list) list.push(uri);
        else includers.set(included, [uri]);
      }
    }
    return includers;
  }

  private includesOf(uri: string): readonly string[] {
    const text = this.textAtHand(uri);
    if (typeof text !== 'string') return [];
    const known = this.includes.get(uri);
    if (known?.text === text) return known.targets;
    const targets = text.includes('include') ? this.targetsOf(uri, text) : [];
    this.includes.set(uri, { text, targets });
    return targets;
  }

  private targetsOf(uri: string, text: string): readonly string[] {
    return this.parse(uri, text).root.items.flatMap((item) => {
      const path = item.kind === 'include' ? item.path.value : null;
      const target = path === null ? null : resolveRelative(uri, path);
      return target === null ? [] : [target];
    });
  }

  private listedFiles(): Promise<Set<string>> {
    this.listed ??= this.list();
    return this.listed;
  }

  private async list(): Promise<Set<string>> {
    const lists = await Promise.all(this.folders.map((folder) => this.files.list(folder)));
    const uris = new Set(lists.flat());
    await Promise.all([...uris].map((uri) => this.readFromDisk(uri)));
    return uris;
  }
}
