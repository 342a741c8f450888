// The what-if controls of the header: three lists that begin with what the file says, and, as soon as one says otherwise,
// a line that tells what changes, takes it back or writes it into the file. Nothing is written before that.

import type { PanelEvaluation, PanelState, PanelWhatIf } from '../../../server/protocol/panel';
import type { WhatIf } from '../../../server/protocol/what-if';
import { WHAT_IF_ACS, WHAT_IF_IOMMU } from '../../../server/protocol/what-if';
import { button, element } from '../dom';
import { ACS_WORDS, changeWords, IOMMU_WORDS, isWhatIfOn, overrideWords, withControl, without } from '../model/what-if';
import type { Control } from './control';
import { createControl } from './control';

export interface WhatIfActions {
  readonly setWhatIf: (whatIf: WhatIf) => void;
  readonly applyWhatIf: () => void;
}

export interface WhatIfPart {
  /** Beside the file's name. */
  readonly controls: readonly HTMLElement[];
  /** Below the summary; hidden while everything is as in the file. */
  readonly line: HTMLElement;
  readonly update: (picture: PanelState) => void;
}

export function createWhatIf(actions: WhatIfActions): WhatIfPart {
  let shown: PanelWhatIf | null = null;
  const choose = (control: keyof WhatIf, value: string): void => {
    if (shown !== null) actions.setWhatIf(withControl(shown, control, value));
  };
  const kernel = createControl('Kernel', 'Kernel', (value) => choose('kernel', value));
  const iommu = createControl('IOMMU', 'IOMMU', (value) => choose('iommu', value));
  const acs = createControl('ACS', 'ACS redirect', (value) => choose('acs', value));
  const words = element('span', 'what-if-words');
  // Apart from the line, which is not there at first and holds buttons.
  const said = element('span', 'spoken');
  said.role = 'status';
  const why = element('span', 'dim');
  const reset = button('link', 'Reset', () => {
    // The button goes with its line: the focus must stay somewhere.
    kernel.list.focus();
    actions.setWhatIf({});
  });
  reset.title = 'Back to what the file says';
  const apply = button('secondary', 'Apply to File', () => actions.applyWhatIf());
  const line = element('div', 'bar what-if', [words, element('span', 'what-if-buttons', [reset, apply]), why]);
  return {
    controls: [kernel.root, iommu.root, acs.root, said],
    line,
    update: ({ evaluation, stale }) => {
      const { whatIf } = evaluation;
      shown = whatIf;
      const { overrides, inFile, kernels } = whatIf;
      const known = kernels.includes(inFile.kernel) ? kernels : [inFile.kernel, ...kernels];
      const all =
        overrides.kernel === undefined || known.includes(overrides.kernel) ? known : [overrides.kernel, ...known];
      offer(
        kernel,
        all.map((value) => [value, value]),
        inFile.kernel,
        overrides.kernel,
      );
      offer(
        iommu,
        WHAT_IF_IOMMU.map((value) => [value, IOMMU_WORDS[value]]),
        inFile.iommu,
        overrides.iommu,
      );
      offer(
        acs,
        WHAT_IF_ACS.map((value) => [value, ACS_WORDS[value]]),
        'as-in-file',
        overrides.acs,
      );
      for (const { list } of [kernel, iommu, acs]) list.disabled = stale !== null;
      line.hidden = !isWhatIfOn(whatIf);
      if (!line.hidden) showLine(evaluation);
      else setText(said, '');
    },
  };

  function showLine(evaluation: PanelEvaluation): void {
    const { overrides, notWritten } = evaluation.whatIf;
    const kept = notWritten === null ? overrides : without(overrides, 'acs');
    const change = `${overrideWords(overrides)}: ${changeWords(evaluation)}`;
    setText(words, `What if ${change}`);
    setText(said, change);
    setText(why, notWritten ?? '');
    why.hidden = notWritten === null;
    apply.disabled = !isWhatIfOn({ ...evaluation.whatIf, overrides: kept });
    apply.title = apply.disabled ? (notWritten ?? '') : `Write ${overrideWords(kept)} into the file`;
  }
}

/** What the file says is marked where it is not chosen: it is the way back. */
function offer(
  { root, update }: Control,
  values: readonly (readonly [string, string])[],
  own: string,
  other: string | undefined,
): void {
  const isOther = other !== undefined && other !== own;
  const marked = (word: string): string => (word === ACS_WORDS['as-in-file'] ? word : `${word} (file)`);
  update(
    values.map(([value, word]) => [value, isOther && value === own ? marked(word) : word]),
    other ?? own,
  );
  root.classList.toggle('is-other', isOther);
  root.title = isOther ? 'Not as in the file' : 'Try another: the file stays as it is';
}

function setText(node: HTMLElement, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}
