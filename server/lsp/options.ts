// What a client may say about itself when it starts the server, beside the protocol's own capabilities (docs/protocol.md).

export interface Options {
  /** The client answers requests for files. */
  readonly files: boolean;
  /** URI of the folder with the rule pages; null: diagnostics carry no link. */
  readonly rulePages: string | null;
  /** URI of the list of PCI names; null: the one beside the server. */
  readonly pciNames: string | null;
  /** URL of dist/engine.js, for a server in a worker; null: the one beside the worker's own folder. */
  readonly engine: string | null;
  /** Commands that the client runs itself, so that lenses may offer them. */
  readonly commands: readonly string[];
}

export function readOptions(value: unknown): Options {
  const options = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  return {
    files: options['files'] === true,
    rulePages: textOrNull(options['rulePages']),
    pciNames: textOrNull(options['pciNames']),
    engine: textOrNull(options['engine']),
    commands: list(options['commands']).filter((command): command is string => typeof command === 'string'),
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
