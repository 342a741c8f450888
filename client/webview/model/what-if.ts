// What the controls say otherwise than the file, in words, and what comes of it: how many of the answers and pairs change.

import type { PanelEvaluation, PanelInFile, PanelMatrix, PanelWhatIf } from '../../../server/protocol/panel';
import type { WhatIf } from '../../../server/protocol/what-if';
import { ACS_WORDS, countOverrides, IOMMU_WORDS, overrideWords } from '../../../server/protocol/what-if';
import { count, grouped, mapTypeOfLetter } from './words';

export { ACS_WORDS, IOMMU_WORDS, overrideWords };

export function isSameWhatIf(a: WhatIf, b: WhatIf): boolean {
  return a.kernel === b.kernel && a.iommu === b.iommu && (a.acs ?? 'as-in-file') === (b.acs ?? 'as-in-file');
}

/** With one control at this value; what the file has itself is no override. */
export function withControl({ overrides, inFile }: PanelWhatIf, control: keyof WhatIf, value: string): WhatIf {
  const isOwn = control === 'acs' ? value === 'as-in-file' : value === inFile[control];
  return isOwn ? without(overrides, control) : ({ ...overrides, [control]: value } as WhatIf);
}

export function without(overrides: WhatIf, control: keyof WhatIf): WhatIf {
  return Object.fromEntries(Object.entries(overrides).filter(([name]) => name !== control));
}

/** `2 of 5 answers change, 6 of 12 pairs`, `nothing changes`. */
export function changeWords(evaluation: PanelEvaluation): string {
  const { asked, maps, providers, nvmet, matrix } = evaluation;
  const answers = [...asked, ...maps, ...providers, ...nvmet];
  const changed = answers.filter(({ inFile }) => inFile !== null).length;
  const pairs = changedPairs(matrix);
  if (changed === 0 && pairs.changed === 0) return 'nothing changes';
  const parts = [
    changed === 0 ? '' : `${changed} of ${count(answers.length, 'answer')}`,
    pairs.changed === 0 ? '' : `${grouped(pairs.changed)} of ${count(pairs.all, 'pair')}`,
  ].filter((part) => part !== '');
  const isOne = parts.length === 1 && changed + pairs.changed === 1;
  return `${parts.join(' and ')} ${isOne ? 'changes' : 'change'}`;
}

/** Ordered pairs of two different devices. */
function changedPairs(matrix: PanelMatrix): { readonly changed: number; readonly all: number } {
  const { classes } = matrix;
  let changed = 0;
  let all = 0;
  classes.forEach(({ members: providers }, row) => {
    classes.forEach(({ members: clients }, column) => {
      const pairs = providers.length * (clients.length - (row === column ? 1 : 0));
      all += pairs;
      if (inFileAt(matrix, row, column) !== null) changed += pairs;
    });
  });
  return { changed, all };
}

/** What the file's own settings give for a cell; null: the same, or nothing is set otherwise. */
export function inFileAt(
  { classes, mapTypes, distances, inFile }: PanelMatrix,
  row: number,
  column: number,
): PanelInFile | null {
  if (inFile === null) return null;
  const at = row * classes.length + column;
  const letter = inFile.mapTypes.charAt(at);
  const distance = inFile.distances[at] ?? 0;
  if (letter === mapTypes.charAt(at) && distance === distances[at]) return null;
  const mapType = mapTypeOfLetter(letter);
  return mapType === null ? null : { mapType, distance };
}

export function isWhatIfOn({ overrides }: PanelWhatIf): boolean {
  return countOverrides(overrides) > 0;
}
