// A setting of a scenario that says what the machine says: it is inherited anyway.

import type { Evaluation, SettingSources } from '../analysis';
import type { Rule } from '../rule';

type Word = keyof SettingSources;

const WORDS: readonly Word[] = ['kernel', 'arch', 'cpu', 'iommu', 'cmdline'];

export const settingInherited: Rule = {
  code: 'setting-inherited',
  defaultSeverity: 'hint',
  check: ({ evaluations: [base, ...scenarios] }, report) => {
    if (base === undefined || !base.reliable) return;
    for (const scenario of scenarios.filter(({ reliable }) => reliable)) {
      for (const word of WORDS) {
        const own = scenario.settings[word];
        const inherited = base.settings[word];
        if (own === null || inherited === null || own === inherited) continue;
        if (!isSame(word, base, scenario)) continue;
        const { file, syntax } = inherited;
        report({
          message: `${word} is the same in the machine, from which the scenario inherits it; take it out.`,
          file: own.file,
          range: { start: own.syntax.start, end: own.syntax.end },
          related: [{ file, range: { start: syntax.start, end: syntax.end }, message: 'the setting of the machine' }],
          tags: ['unnecessary'],
        });
      }
    }
  },
};

function isSame(word: Word, one: Evaluation, other: Evaluation): boolean {
  return valueOf(word, one) === valueOf(word, other);
}

function valueOf(word: Word, { machine: { settings } }: Evaluation): string {
  switch (word) {
    case 'kernel':
      return settings.kernel.label;
    case 'arch':
      return settings.architecture;
    case 'cpu':
      return [settings.cpu.vendor, settings.cpu.family, settings.cpu.model].join(' ');
    case 'iommu':
      return settings.iommu;
    case 'cmdline':
      return settings.commandLine;
  }
}
