// The finding is known and accepted: a comment that says so, with the reason for the user to write. The last choice, and
// never the preferred one. Errors have none: what is wrong is not made right by a comment.

import { insertLineAbove } from '../line-edit';
import type { FixKind } from './quick-fix';

const REASON = 'known and accepted';

export const suppress: FixKind = {
  codes: null,
  proved: 'itself',
  propose: (analysis, diagnostic) => {
    const { code, file, range, severity } = diagnostic;
    const parsed = analysis.files.find(({ uri }) => uri === file);
    if (parsed === undefined || severity === 'error' || code.startsWith('ignore-')) return [];
    const comment = `// p2p-ignore ${code}: `;
    const edit = insertLineAbove(parsed, range.start, comment + REASON);
    const start = edit.range.start + edit.newText.indexOf(comment) + comment.length;
    return [
      {
        title: `Ignore ${code} here, with a reason`,
        diagnostic,
        edits: [edit],
        preferred: false,
        price: null,
        selection: { file, range: { start, end: start + REASON.length } },
      },
    ];
  },
};
