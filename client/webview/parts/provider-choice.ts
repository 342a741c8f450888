// Which provider the kernel would choose for some clients: the tie set, and every candidate with its distance, its map
// types client by client, and what became of it.

import type { PanelProviderChoice } from '../../../server/protocol/panel-queries';
import { button, element, glyph } from '../dom';
import { providerAnswer } from '../model/questions';
import { count, MAP_TYPE_WORDS } from '../model/words';
import type { QuestionActions } from './question-actions';

/** Where the distance tells the rest. */
const OUTCOMES = { chosen: 'chosen', farther: 'farther' } as const;

export function providerContent(choice: PanelProviderChoice, actions: QuestionActions): readonly Node[] {
  const { answer, because } = choice;
  const sum = answer.clients.length > 1 ? ' in sum' : '';
  const facts = answer.distance === null ? [] : [`distance ${answer.distance}${sum}`];
  const verdict = element('p', 'verdict-line', [
    element('strong', '', providerAnswer(answer)),
    ...facts.map((fact) => element('span', 'fact', fact)),
  ]);
  const missing = answer.undecidedBy.map(({ device, missing: what }) =>
    element('li', 'missing', `Not known: ${what} of ${device}.`),
  );
  return [
    verdict,
    ...(because === '' ? [] : [element('p', 'because', because)]),
    ...(missing.length === 0 ? [] : [element('ul', 'steps', missing)]),
    ...(answer.candidates.length === 0 ? [] : [candidates(choice, actions)]),
  ];
}

function candidates({ answer, candidates: reasons }: PanelProviderChoice, actions: QuestionActions): HTMLElement {
  const heads = ['provider', 'distance', ...answer.clients.map((client) => `→ ${client}`), 'outcome'];
  const rows = answer.candidates.map(({ provider, outcome, distance, mapTypes }, row) => {
    const head = element('th', '', [button('axis', provider, () => actions.selectDevice(provider))]);
    head.scope = 'row';
    const sum = distance === null || distance < 0 ? '–' : String(distance);
    const cells = answer.clients.map((client, at) => {
      const mapType = mapTypes[at] ?? null;
      if (mapType === null) return element('td', 'self', '–');
      const { shape, label } = MAP_TYPE_WORDS[mapType];
      const proof = button('peer', [glyph(shape), element('span', '', label)], () =>
        actions.selectPair({ provider, client }),
      );
      return element('td', '', [proof]);
    });
    return element('tr', outcome, [
      head,
      element('td', 'number', sum),
      ...cells,
      element('td', 'fate', outcome === 'chosen' || outcome === 'farther' ? OUTCOMES[outcome] : (reasons[row] ?? '')),
    ]);
  });
  const table = element('table', 'candidates', [
    element('caption', 'dim', count(answer.candidates.length, 'candidate')),
    element('thead', '', [element('tr', '', heads.map(columnHead))]),
    element('tbody', '', rows),
  ]);
  return element('div', 'twin-scroller', [table]);
}

function columnHead(text: string): HTMLElement {
  const head = element('th', '', text);
  head.scope = 'col';
  return head;
}
