// Why the selected pair is as it is: the verdict, the rule in one sentence, every hop of the path as a button that shows
// its line, what to change, what the kernel would log, and since which kernel. For a device: whom it reaches.

import type { PanelHop, PanelKernelSpan, PanelProof } from '../../../server/protocol/panel';
import { kindWords, REDIRECTING_FLAGS, shortAddress } from '../../../diagram/labels';
import { answerContent } from '../answers';
import { button, element, glyph } from '../dom';
import type { Need } from '../model/allot';
import type { Cell } from '../model/matrix';
import type { Reach } from '../model/reach';
import type { Question } from '../model/selection';
import { MAP_TYPE_WORDS } from '../model/words';
import type { Pair } from '../model/selection';
import type { QuestionActions } from './question-actions';

/** `under`: what the controls say otherwise than the file, in words; empty: nothing. */
export type ProofInput =
  | { readonly shows: 'nothing' }
  /** `proof` null: not yet answered; `cell` null: a device with itself. */
  | {
      readonly shows: 'pair';
      readonly pair: Pair;
      readonly cell: Cell | null;
      readonly proof: PanelProof | null;
      readonly kernel: string;
      readonly oneDomain: boolean;
      readonly under: string;
    }
  | { readonly shows: 'question'; readonly question: Question; readonly kernel: string; readonly under: string }
  | {
      readonly shows: 'device';
      readonly name: string;
      readonly facts: string;
      readonly reaches: readonly Reach[];
      readonly under: string;
    };

export interface ProofActions extends QuestionActions {
  readonly applyFix: (fix: string) => void;
  readonly copy: (text: string) => void;
  /** What could not be shown at once can be now. */
  readonly arrived: () => void;
}

export interface ProofPart {
  readonly root: HTMLElement;
  readonly update: (input: ProofInput) => void;
  readonly need: () => Need;
}

/** Above and below, as in the style sheet. */
const PADDING = 24;

export function createProof(actions: ProofActions): ProofPart {
  const content = element('div');
  const scroller = element('div', 'scroller', [content]);
  // Text alone scrolls by keyboard only where the focus can go.
  scroller.tabIndex = 0;
  const said = element('p', 'spoken');
  said.role = 'status';
  const root = element('section', 'part proof', [scroller, said]);
  root.ariaLabel = 'Proof';
  let signature = '';
  const arrived = (): void => {
    signature = '';
    actions.arrived();
  };
  return {
    root,
    need: () => ({ natural: content.offsetHeight + PADDING, fixed: 0, row: 0 }),
    update: (input) => {
      // Proofs are small: a text comparison is cheaper than the flicker and the lost focus of drawing one again.
      const next = JSON.stringify(input, withoutRevision);
      if (next === signature) return;
      signature = next;
      content.replaceChildren(...contentOf(input, { ...actions, arrived }));
      said.textContent = spoken(input);
    },
  };
}

/** The whole proof would be too much to hear at once. */
function spoken(input: ProofInput): string {
  if (input.shows !== 'pair' || input.proof === null) return '';
  const { provider, client, mapType, distance, rule } = input.proof;
  return `${provider} → ${client}: ${MAP_TYPE_WORDS[mapType].label}, distance ${distance}, ${rule}`;
}

function withoutRevision(key: string, value: unknown): unknown {
  return key === 'revision' ? undefined : value;
}

function contentOf(input: ProofInput, actions: ProofActions): readonly Node[] {
  switch (input.shows) {
    case 'nothing':
      return [element('p', 'hint', 'Choose a cell to see why, or a device to see whom it reaches.')];
    case 'device':
      return deviceContent(input, actions);
    case 'question': {
      const { question, kernel } = input;
      const logged = question.kind === 'map' ? question.asked.answer.messages : [];
      const answer = answerContent(question, actions, actions.arrived);
      return [...underLine(input.under), ...answer, ...messages(logged, kernel, actions)];
    }
    case 'pair':
      return pairContent(input, actions);
  }
}

function pairContent(input: Extract<ProofInput, { shows: 'pair' }>, actions: ProofActions): readonly Node[] {
  const { pair, cell, proof } = input;
  const title = element('h2', '', [pair.provider, arrow(), pair.client].map(asNode));
  if (cell === null) {
    return [element('div', 'proof-head', [title]), element('p', 'because', 'A device and itself: nothing to decide.')];
  }
  const lines = (proof?.queries ?? []).map(({ query, line }) =>
    button('link line', `line ${line + 1}`, () => actions.reveal({ kind: 'query', query })),
  );
  const words = MAP_TYPE_WORDS[proof?.mapType ?? cell.mapType];
  const facts = [`distance ${proof?.distance ?? cell.distance}`, ...(proof === null ? [] : [`rule ${proof.rule}`])];
  const verdict = element('span', `verdict-line ${words.shape}`, [
    glyph(words.shape),
    element('strong', '', words.label),
    ...facts.map((fact) => element('span', 'fact', fact)),
  ]);
  const head = element('div', 'proof-head', [
    title,
    verdict,
    ...lines,
    ...inFileWords(cell),
    ...underLine(input.under),
  ]);
  if (proof === null) return [head];
  return [
    head,
    element('p', 'because', proof.because),
    ...fixes(proof, actions),
    hopList(proof.hops, words.shape, input.oneDomain, actions),
    ...sentences(proof),
    ...since(proof.since),
    ...messages(proof.messages, input.kernel, actions),
  ];
}

/** Whatever is proved below is not what the file gives. */
function underLine(under: string): readonly Node[] {
  return under === '' ? [] : [element('span', 'under', `what-if: ${under}`)];
}

function inFileWords({ inFile, distance }: Cell): readonly Node[] {
  if (inFile === null) return [];
  const { shape, label } = MAP_TYPE_WORDS[inFile.mapType];
  const other = inFile.distance === distance ? '' : `, distance ${inFile.distance}`;
  return [element('span', 'in-file', [asNode('in the file'), glyph(shape), asNode(`${label}${other}`)])];
}

function hopList(hops: readonly PanelHop[], shape: string, oneDomain: boolean, actions: ProofActions): HTMLElement {
  const list = element('ol', `hops ${shape}`);
  for (const hop of hops) {
    const named = hop.name !== hop.address && hop.name !== '';
    const address = shortAddress(hop.address, oneDomain);
    const name = element('span', named ? 'hop-name' : 'hop-name unnamed', named ? hop.name : kindWords(hop.kind));
    const acs = element('span', 'hop-acs', acsWords(hop));
    const note = element('span', 'hop-note', hop.note);
    const content = [
      name,
      element('span', 'address', address),
      element('span', 'hop-facts', hop.role === 'host-bridge' ? [note] : [acs, note]),
    ];
    const { reveal } = hop;
    const row =
      reveal === null ? element('span', 'hop', content) : button('hop', content, () => actions.reveal(reveal));
    if (reveal !== null) row.title = 'Show in the file';
    const item = element('li', `${hop.role}${hop.redirects ? ' redirects' : ''}`, [row]);
    list.append(item);
  }
  return list;
}

function acsWords(hop: PanelHop): readonly Node[] {
  if (hop.acs === null) return [element('span', 'dim', 'no ACS')];
  if (hop.acs.length === 0) return [element('span', 'dim', 'ACS –')];
  const flags = hop.acs.map((flag) =>
    element('span', hop.redirects && REDIRECTING_FLAGS.has(flag) ? 'flag redirecting' : 'flag', flag),
  );
  return hop.redirects ? [...flags, element('span', 'redirect-word', 'redirects')] : flags;
}

function sentences(proof: PanelProof): readonly Node[] {
  const items = [
    ...proof.steps.map((text) => element('li', '', text)),
    ...proof.undecidedBy.map((text) => element('li', 'missing', text)),
    ...proof.assumes.map((text) => element('li', '', text)),
  ];
  return items.length === 0 ? [] : [element('ul', 'steps', items)];
}

function fixes(proof: PanelProof, actions: ProofActions): readonly Node[] {
  if (proof.fixes.length === 0) return [];
  const items = proof.fixes.map((fix, index) => {
    const press = button(index === 0 ? 'primary' : 'secondary', fix.title, () => actions.applyFix(fix.id));
    return element('li', '', fix.price === '' ? [press] : [press, element('span', 'price', fix.price)]);
  });
  const list = element('ul', 'fixes', items);
  list.ariaLabel = 'What would change it';
  return [list];
}

function messages(logged: readonly string[], kernel: string, actions: ProofActions): readonly Node[] {
  if (logged.length === 0) return [];
  const text = logged.join('\n');
  const copy = button('link', 'Copy', () => actions.copy(text));
  copy.ariaLabel = 'Copy the kernel messages';
  const title = element('h3', '', [asNode(`Kernel ${kernel} would log`), copy]);
  const lines = logged.map((message) => element('span', 'message', `${message}\n`));
  const log = element('pre', 'log', lines);
  log.tabIndex = 0;
  return [title, log];
}

function since(spans: readonly PanelKernelSpan[]): readonly Node[] {
  if (spans.length === 0) return [];
  const items = spans.map((span) => {
    const { shape, label } = MAP_TYPE_WORDS[span.mapType];
    const range = span.from === span.to ? span.from : `${span.from}–${span.to}`;
    const made = element('li', span.current ? 'current' : '', [glyph(shape), element('span', '', range)]);
    made.title = label;
    made.ariaLabel = `${range}: ${label}${span.current ? ', this machine' : ''}`;
    return made;
  });
  return [element('div', 'history', [element('h3', '', 'By kernel'), element('ul', 'since', items)])];
}

function deviceContent(input: Extract<ProofInput, { shows: 'device' }>, actions: ProofActions): readonly Node[] {
  const { name } = input;
  const show = button('link line', 'show in file', () => actions.reveal({ kind: 'device', name }));
  const head = element('div', 'proof-head', [element('h2', '', name), show, ...underLine(input.under)]);
  const facts = element('p', 'because', input.facts);
  const groups = input.reaches.map((reach) => {
    const { shape, label } = MAP_TYPE_WORDS[reach.mapType];
    const peers = reach.peers.map((peer) =>
      button('peer', [asNode(peer.label), element('span', 'distance', String(peer.distance))], () =>
        actions.selectPair({ provider: name, client: peer.client }),
      ),
    );
    return element('div', 'reach', [
      element('h3', shape, [glyph(shape), asNode(label)]),
      element('div', 'peers', peers),
    ]);
  });
  const intro = groups.length === 0 ? [] : [element('p', 'dim', 'Clients that would reach its memory:')];
  return [head, facts, ...intro, ...groups];
}

function arrow(): Node {
  return element('span', 'arrow', ' → ');
}

function asNode(value: string | Node): Node {
  return typeof value === 'string' ? document.createTextNode(value) : value;
}
