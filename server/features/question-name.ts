// A question as it is written, in one short line: `pair nvme0 -> mlx0`. Lenses and titles name it so.

import { listWords } from '../language/explain/names';
import { shown } from '../language/shown';
import type { RefSyntax } from '../language/tree';
import type { Asked } from './asked';

/** Of longer lists the first `most` names. */
export function questionName(asked: Asked, most = MOST): string {
  switch (asked.kind) {
    case 'pair':
      return `pair ${refs(asked.result.query.providers, most)} -> ${refs(asked.result.query.clients, most)}`;
    case 'map':
      return `map ${refs([asked.result.query.scatterlist], most)} -> ${refs([asked.result.query.client], most)}`;
    case 'provider':
      return `provider for ${refs(asked.result.query.clients, most)}`;
    case 'namespace': {
      const [first] = asked.results;
      return `namespace ${first === undefined ? '' : refs([first.namespace.syntax.device], most)}`;
    }
  }
}

const MOST = 3;

function refs(all: readonly RefSyntax[], most: number): string {
  return listWords(
    all.map(({ value }) => shown(value ?? '…')),
    most,
  );
}
