// The what-if controls of the header: three lists that begin with what the file says, and, as soon as one says otherwise,
// a line that tells what changes, takes it back or writes it into the file. Nothing is written before that.

import type { PanelEvaluation, PanelState, PanelWhatIf } from '../../../server/protocol/panel';
import type { WhatIf } from '../../../server/protocol/what-if';
import { WHAT_IF_ACS, WHAT_IF_IOMMU } from '../../../server/protocol/what-if';
import { button, element } from '../dom';
import { ACS_WORDS, changeWords, IOMMU_WORDS, isWhatIfOn, overrideWords, withControl, without } from '../model/what-if';

export interface WhatIfActions {
  readonly setWhatIf: (whatIf: WhatIf) => void;
  readonly applyWhatIf: () => void;
}

export interface WhatIfPart {
  /** Beside the file's name. */
  readonly controls: readonly HTMLElement[];
  /** Below the summary; hidden while everything is as in the file. */
  readonly line: HTMLElement;
  /** Says that the controls are at rest. */
  readonly rest: HTMLElement;
  readonly update: (picture: PanelState) => void;
}

export function createWhatIf(actions: WhatIfActions): WhatIfPart {
  let shown: PanelWhatIf | null = null;
  const choose = (control: keyof WhatIf, value: string): void => {
    if (shown !== null) actions.setWhatIf(withControl(shown, control, value));
  };
  const kernel = createControl('kernel', 'Kernel', (value) => choose('kernel', value));
  const iommu = createControl('iommu', 'IOMMU', (value) => choose('iommu', value));
  const acs = createControl('acs', 'ACS redirect', (value) => choose('acs', value));
  const words = element('span', 'what-if-words');
  const why = element('span', 'dim');
  const reset = button('link', 'Reset', () => {
    // The button goes with its line: the focus must stay somewhere.
    kernel.list.focus();
    actions.setWhatIf({});
  });
  reset.title = 'Back to what the file says';
  const apply = button('secondary', 'Apply to File', () => actions.applyWhatIf());
  const rest = element('span', 'dim', 'what-if: off');
  rest.title = 'Kernel, IOMMU and ACS are as in the file';
  const line = element('div', 'bar what-if', [words, why, element('span', 'what-if-buttons', [reset, apply])]);
  line.setAttribute('role', 'status');
  return {
    controls: [kernel.root, iommu.root, acs.root],
    line,
    rest,
    update: ({ evaluation, stale }) => {
      const { whatIf } = evaluation;
      shown = whatIf;
      const { overrides, inFile, kernels } = whatIf;
      const known = kernels.includes(inFile.kernel) ? kernels : [inFile.kernel, ...kernels];
      const all =
        overrides.kernel === undefined || known.includes(overrides.kernel) ? known : [overrides.kernel, ...known];
      const marked = (value: string, own: string): string => (value === own ? `${value} (file)` : value);
      kernel.update(
        all.map((value) => [value, marked(value, inFile.kernel)]),
        overrides.kernel ?? inFile.kernel,
        overrides.kernel !== undefined,
      );
      iommu.update(
        WHAT_IF_IOMMU.map((value) => [value, marked(IOMMU_WORDS[value], IOMMU_WORDS[inFile.iommu])]),
        overrides.iommu ?? inFile.iommu,
        overrides.iommu !== undefined,
      );
      const ownAcs = overrides.acs ?? 'as-in-file';
      acs.update(
        WHAT_IF_ACS.map((value) => [value, ACS_WORDS[value]]),
        ownAcs,
        ownAcs !== 'as-in-file',
      );
      for (const { list } of [kernel, iommu, acs]) list.disabled = stale !== null;
      line.hidden = !isWhatIfOn(whatIf);
      rest.hidden = !line.hidden;
      if (!line.hidden) showLine(evaluation);
    },
  };

  function showLine(evaluation: PanelEvaluation): void {
    const { overrides, notWritten } = evaluation.whatIf;
    const kept = notWritten === null ? overrides : without(overrides, 'acs');
    setText(words, `What if ${overrideWords(overrides)}: ${changeWords(evaluation)}`);
    setText(why, notWritten ?? '');
    why.hidden = notWritten === null;
    apply.disabled = !isWhatIfOn({ ...evaluation.whatIf, overrides: kept });
    apply.title = apply.disabled ? (notWritten ?? '') : `Write ${overrideWords(kept)} into the file`;
  }
}

interface Control {
  readonly root: HTMLElement;
  readonly list: HTMLSelectElement;
  /** Pairs of value and label. */
  readonly update: (options: readonly (readonly [string, string])[], value: string, isOther: boolean) => void;
}

function createControl(name: string, label: string, choose: (value: string) => void): Control {
  const list = element('select');
  list.setAttribute('aria-label', label);
  list.addEventListener('change', () => choose(list.value));
  const root = element('label', `control of-${name}`, [element('span', 'dim', label), list]);
  let signature = '';
  return {
    root,
    list,
    update: (options, value, isOther) => {
      const next = options.map((option) => option.join('=')).join('\n');
      // An open list must not be drawn anew under the pointer.
      if (next !== signature) {
        signature = next;
        list.replaceChildren(
          ...options.map(([each, text]) => {
            const made = element('option', '', text);
            made.value = each;
            return made;
          }),
        );
      }
      list.value = value;
      root.classList.toggle('is-other', isOther);
      root.title = isOther ? 'Not as in the file' : 'Choose another to see what would change; the file stays as it is';
    },
  };
}

function setText(node: HTMLElement, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}
