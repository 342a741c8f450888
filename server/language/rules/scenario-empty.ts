// A scenario without a setting and without a question: it is the machine itself again.

import type { Rule } from '../rule';

export const scenarioEmpty: Rule = {
  code: 'scenario-empty',
  defaultSeverity: 'hint',
  check: ({ declarations, diagnostics }, report) => {
    for (const declaration of declarations) {
      if (declaration.kind !== 'scenario' || declaration.unreliable || declaration.nameRange === null) continue;
      const { file, name, nameRange, syntax } = declaration;
      if (syntax.block === null || !syntax.block.closed || syntax.block.members.length > 0) continue;
      const { start, end } = syntax.block;
      // What has a fault of syntax may be meant as a setting or a question.
      if (diagnostics.some((each) => each.file === file && each.range.start >= start && each.range.end <= end)) {
        continue;
      }
      report({
        message: `scenario ${name ?? ''} sets nothing and asks nothing; say what is different, such as kernel 6.1, or take it out.`,
        file,
        range: nameRange,
        tags: ['unnecessary'],
      });
    }
  },
};
