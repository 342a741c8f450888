// Which question an explanation answers, and the URI that carries it: names only, no offsets, so that the same document can
// be made again after any edit that leaves the names. A URI may come from anybody, so reading one refuses everything else.

export type ExplainRequest = {
  /** URI of the machine's file (Analysis.root). */
  readonly root: string;
  /** null: the machine itself. */
  readonly scenario: string | null;
} & (
  | { readonly kind: 'pair'; readonly provider: string; readonly client: string }
  | { readonly kind: 'map'; readonly scatterlist: string; readonly client: string }
  | { readonly kind: 'provider'; readonly clients: readonly string[] }
  | { readonly kind: 'nvmet'; readonly subsystem: string; readonly namespace: string }
);

export const EXPLAIN_SCHEME = 'peermap-explain';

/** `peermap-explain:/nvme0%20to%20mlx0.md?…`: the path is the title of the editor's tab. */
export function explainUri(request: ExplainRequest): string {
  return `${EXPLAIN_SCHEME}:/${encodeURIComponent(request.kind)}.md?${encodeURIComponent(JSON.stringify(request))}`;
}

/** null: not such a URI. */
export function readExplainUri(uri: string): ExplainRequest | null {
  void uri;
  return null;
}
