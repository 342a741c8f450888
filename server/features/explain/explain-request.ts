// Which question an explanation answers, and the URI that carries it: names only, no offsets, so that the same document can
// be made again after any edit that leaves the names. A URI may come from anybody, so reading one refuses everything else.

export type ExplainRequest = {
  /** URI of the machine's file (Analysis.root). */
  readonly root: string;
  /** null: the machine itself. */
  readonly scenario: string | null;
} & Question;

/** By the names that functions and lists have in the file. */
export type Question =
  | { readonly kind: 'pair'; readonly provider: string; readonly client: string }
  | { readonly kind: 'map'; readonly scatterlist: string; readonly client: string }
  | { readonly kind: 'provider'; readonly clients: readonly string[] }
  /** namespace null: all of them. */
  | { readonly kind: 'nvmet'; readonly subsystem: string; readonly namespace: string | null };

export const EXPLAIN_SCHEME = 'peermap-explain';

/** `peermap-explain:/nvme0%20to%20mlx0.md?…`: the path is the title of the editor's tab. */
export function explainUri(request: ExplainRequest): string {
  const title = titleOf(request).slice(0, LONGEST_TITLE);
  return `${EXPLAIN_SCHEME}:/${encoded(title)}.md?${encoded(JSON.stringify(request))}`;
}

const LONGEST_TITLE = 80;

function titleOf(request: ExplainRequest): string {
  const scenario = request.scenario === null ? '' : ` in ${request.scenario}`;
  switch (request.kind) {
    case 'pair':
      return `${request.provider} to ${request.client}${scenario}`;
    case 'map':
      return `map ${request.scatterlist} to ${request.client}${scenario}`;
    case 'provider':
      return `provider for ${request.clients.join(', ')}${scenario}`;
    case 'nvmet':
      return `nvmet ${request.subsystem}${request.namespace === null ? '' : ` ${request.namespace}`}${scenario}`;
  }
}

/** A lone surrogate cannot be encoded, and stands in no name. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}

const LONGEST_QUERY = 1 << 16;

/** null: not such a URI. */
export function readExplainUri(uri: string): ExplainRequest | null {
  const match = /^peermap-explain:[^?#]*\?([^#]*)$/.exec(uri);
  const query = match?.[1] ?? '';
  if (query === '' || query.length > LONGEST_QUERY) return null;
  try {
    return readRequest(JSON.parse(decodeURIComponent(query)));
  } catch (error) {
    if (error instanceof URIError || error instanceof SyntaxError) return null;
    throw error;
  }
}

function readRequest(value: unknown): ExplainRequest | null {
  if (typeof value !== 'object' || value === null) return null;
  const { root, scenario, ...rest } = value as Readonly<Record<string, unknown>>;
  if (!isText(root) || !(scenario === null || isText(scenario))) return null;
  const question = readQuestion(rest);
  return question === null ? null : { root, scenario, ...question };
}

function readQuestion(fields: Readonly<Record<string, unknown>>): Question | null {
  const { kind, provider, client, scatterlist, clients, subsystem, namespace } = fields;
  switch (kind) {
    case 'pair':
      return isText(provider) && isText(client) ? { kind, provider, client } : null;
    case 'map':
      return isText(scatterlist) && isText(client) ? { kind, scatterlist, client } : null;
    case 'provider':
      return Array.isArray(clients) && clients.length > 0 && clients.every(isText) ? { kind, clients } : null;
    case 'nvmet':
      return isText(subsystem) && (namespace === null || isText(namespace)) ? { kind, subsystem, namespace } : null;
    default:
      return null;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
