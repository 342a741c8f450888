// A list that nobody maps. Told in the machine's own file only: another machine may include a list to map it. An empty
// list is told of that.

import type { Rule } from '../rule';

export const scatterlistUnused: Rule = {
  code: 'scatterlist-unused',
  defaultSeverity: 'hint',
  check: ({ root, declarations, references, evaluations: [machine] }, report) => {
    const used = new Set(references.map(({ declaration }) => declaration));
    for (const { declaration, entries } of machine?.scatterlists ?? []) {
      const { file, name, nameRange } = declarations[declaration] ?? {};
      if (file !== root || !nameRange || entries.length === 0 || used.has(declaration)) continue;
      report({
        message: `nobody maps ${name ?? ''}; ask map ${name ?? ''} -> DEVICE, or take the list out.`,
        file,
        range: nameRange,
        tags: ['unnecessary'],
      });
    }
  },
};
