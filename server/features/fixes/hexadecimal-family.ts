// A family of the CPU that was written without its 0x.

import type { FixKind } from './quick-fix';

export const hexadecimalFamily: FixKind = {
  codes: ['cpu-family-decimal'],
  proved: 'by-analysis',
  propose: (analysis, diagnostic) => {
    const { start, end } = diagnostic.range;
    const written = analysis.files.find(({ uri }) => uri === diagnostic.file)?.text.slice(start, end) ?? '';
    const newText = `0x${written}`;
    const edits = [{ file: diagnostic.file, range: { start, end }, newText }];
    return [{ title: `Write family ${newText}`, diagnostic, edits, preferred: true, price: null }];
  },
};
