// What the client was told of every file last, so that the same is not sent again, and so that it is known which files it
// must ask about again. An answer is named by its content; whether it could be another one now is seen from the analyses
// that it was made of, without making it anew.

import type { Diagnostic } from 'vscode-languageserver';
import type { Settings } from './settings';
import { toDiagnostics } from './convert-diagnostics';
import { basisOf } from './identity';
import { machinesOf } from './opened';
import type { Session } from './session';

interface Told {
  readonly id: string;
  readonly content: string;
  readonly basis: string;
  readonly settings: Settings;
  /** Of the machines that it was made of. */
  readonly files: ReadonlySet<string>;
}

export interface DiagnosticAnswer {
  readonly id: string;
  /** null: what was told last still holds. */
  readonly items: Diagnostic[] | null;
}

export class DiagnosticAnswers {
  private readonly told = new Map<string, Told>();
  private readonly announced = new Map<string, string>();
  private last = 0;

  constructor(private readonly session: Session) {}

  /** `known`: the answer that the client has; undefined: it has none and gets the whole. */
  async answer(uri: string, known: string | undefined): Promise<DiagnosticAnswer> {
    const machines = await machinesOf(this.session, uri);
    const { settings } = this.session;
    const basis = basisOf(machines);
    const told = this.told.get(uri);
    const isSame = told?.basis === basis && told.settings === settings;
    if (isSame && told.id === known) return { id: told.id, items: null };
    const items = toDiagnostics(this.session, machines, uri);
    const content = JSON.stringify(items);
    const files = new Set(machines.flatMap((machine) => machine.files.map((file) => file.uri)));
    const id = told?.content === content ? told.id : this.nextId();
    this.told.set(uri, { id, content, basis, settings, files });
    this.announced.delete(uri);
    return { id, items: id === known ? null : items };
  }

  /**
   * Whether a file was answered for, and would be answered otherwise now. `edited`: only files that share a machine with
   * one of these can be; null: any file. True once for each new answer, also if the client never asks for it.
   */
  async hasOutdated(edited: ReadonlySet<string> | null): Promise<boolean> {
    let outdated = false;
    const around = edited === null ? null : await this.filesAround(edited);
    for (const [uri, { files }] of [...this.told]) {
      if (edited?.has(uri)) continue;
      if (around !== null && !around.has(uri) && ![...(edited ?? [])].some((each) => files.has(each))) continue;
      if (await this.isOutdated(uri)) outdated = true;
    }
    return outdated;
  }

  forget(uri: string): void {
    this.told.delete(uri);
    this.announced.delete(uri);
  }

  private async filesAround(edited: ReadonlySet<string>): Promise<ReadonlySet<string>> {
    const around = new Set<string>();
    for (const uri of edited) {
      for (const { files } of await machinesOf(this.session, uri)) for (const file of files) around.add(file.uri);
    }
    return around;
  }

  private async isOutdated(uri: string): Promise<boolean> {
    const machines = await machinesOf(this.session, uri);
    const told = this.told.get(uri);
    if (told === undefined) return false;
    if (told.basis === basisOf(machines) && told.settings === this.session.settings) return false;
    const content = JSON.stringify(toDiagnostics(this.session, machines, uri));
    if (content === (this.announced.get(uri) ?? told.content)) return false;
    this.announced.set(uri, content);
    return true;
  }

  private nextId(): string {
    this.last += 1;
    return String(this.last);
  }
}
