// A question as it is written, in one short line: `pair nvme0 -> mlx0`. Lenses and titles name it so.

import { listWords } from '../language/explain/names';
import { shown } from '../language/shown';
import type { RefSyntax } from '../language/tree';
import type { Asked } from './asked';

export function questionName(asked: Asked): string {
  switch (asked.kind) {
    case 'pair':
      return `pair ${refs(asked.result.query.providers)} -> ${refs(asked.result.query.clients)}`;
    case 'map':
      return `map ${refs([asked.result.query.scatterlist])} -> ${refs([asked.result.query.client])}`;
    case 'provider':
      return `provider for ${refs(asked.result.query.clients)}`;
    case 'namespace': {
      const [first] = asked.results;
      return `namespace ${first === undefined ? '' : refs([first.namespace.syntax.device])}`;
    }
  }
}

const MOST = 3;

function refs(all: readonly RefSyntax[]): string {
  return listWords(
    all.map(({ value }) => shown(value ?? '…')),
    MOST,
  );
}
