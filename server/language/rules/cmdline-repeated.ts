// The same option twice: the kernel keeps one pointer, the later one replaces the earlier.

import { observationRule } from './command-lines';

export const cmdlineRepeated = observationRule({
  code: 'cmdline-repeated',
  defaultSeverity: 'warning',
  observation: 'option-repeated',
  message: ({ option }) => `${option} is given again further on and only the last one counts: this one has no effect.`,
  related: ({ by, option }, line) => [{ file: line.file, range: line.rangeOf(by), message: `the ${option} in force` }],
});
