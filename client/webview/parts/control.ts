// A list of the header with its label: chosen from, and redrawn only where its options have changed.

import { element } from '../dom';

export interface Control {
  readonly root: HTMLElement;
  readonly list: HTMLSelectElement;
  /** Pairs of value and label. */
  readonly update: (options: readonly (readonly [string, string])[], value: string) => void;
}

/** `spoken`: the name for those who do not see what stands around it. */
export function createControl(label: string, spoken: string, choose: (value: string) => void): Control {
  const list = element('select');
  list.ariaLabel = spoken;
  list.addEventListener('change', () => choose(list.value));
  let signature = '';
  return {
    root: element('label', 'control', [element('span', 'dim', label), list]),
    list,
    update: (options, value) => {
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
    },
  };
}
