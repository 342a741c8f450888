// The header: which file, under which settings and scenario, what came out, and the filter; what the controls say
// otherwise. When the picture cannot be kept up it says why, and from which moment it is.

import type { PanelNotice, PanelScenario, PanelState } from '../../../server/protocol/panel';
import { button, element, glyph } from '../dom';
import { summarize } from '../model/summary';
import { grouped, MAP_TYPE_WORDS } from '../model/words';
import type { WhatIfActions } from './what-if';
import { createWhatIf } from './what-if';

export interface HeaderActions extends WhatIfActions {
  readonly chooseScenario: (scenario: string | null) => void;
  readonly filter: (text: string) => void;
  readonly revealLine: (line: number) => void;
  /** The button of a notice. */
  readonly act: (id: string) => void;
}

export interface HeaderPart {
  readonly root: HTMLElement;
  readonly update: (picture: PanelState, filter: string) => void;
  /** Why the picture is not kept up; null: it is. */
  readonly notify: (notice: PanelNotice | null) => void;
  readonly showWaiting: (isWaiting: boolean) => void;
}

/** More scenarios than this are chosen from a list. */
const MOST_CHIPS = 5;

export function createHeader(actions: HeaderActions): HeaderPart {
  const machine = element('div', 'machine');
  const scenarios = element('div', 'scenarios');
  const summary = element('div', 'summary');
  const stale = statusLine();
  const noticed = statusLine();
  noticed.hidden = true;
  const waiting = element('span', 'dim waiting', 'Working out…');
  waiting.setAttribute('role', 'status');
  waiting.hidden = true;
  const whatIf = createWhatIf(actions);
  const title = element('h1');
  const settings = element('div', 'settings');
  machine.append(title, ...whatIf.controls, settings);
  const filter = element('input', 'filter');
  filter.type = 'search';
  filter.placeholder = 'Filter: nvme, 03:00, 144d, nvme -> mlx';
  filter.setAttribute('aria-label', 'Filter devices by name, address, id or kind; provider -> client');
  filter.addEventListener('input', () => actions.filter(filter.value));
  const root = element('header', '', [
    element('div', 'bar', [machine, filter]),
    element('div', 'bar', [summary, waiting, whatIf.rest, scenarios]),
    whatIf.line,
    stale,
    noticed,
  ]);
  let shown: PanelState | null = null;
  return {
    root,
    update: (picture, text) => {
      if (filter.value !== text) filter.value = text;
      if (picture === shown) return;
      shown = picture;
      title.textContent = picture.fileName;
      settings.replaceChildren(...settingsContent(picture));
      whatIf.update(picture);
      summary.replaceChildren(...summaryContent(picture));
      const hadFocus = scenarios.contains(document.activeElement);
      scenarios.replaceChildren(...scenarioContent(picture, actions));
      if (hadFocus) scenarios.querySelector<HTMLElement>('[aria-checked=true], select')?.focus();
      stale.replaceChildren(...staleContent(picture, actions));
      stale.hidden = picture.stale === null;
    },
    notify: (notice) => {
      noticed.hidden = notice === null;
      noticed.replaceChildren(...(notice === null ? [] : noticeContent(notice, actions)));
    },
    showWaiting: (isWaiting) => {
      waiting.hidden = !isWaiting;
    },
  };
}

function statusLine(): HTMLElement {
  const made = element('div', 'stale');
  made.setAttribute('role', 'status');
  return made;
}

function noticeContent({ sentence, action }: PanelNotice, { act }: HeaderActions): readonly Node[] {
  if (action === null) return [text(sentence)];
  return [text(`${sentence} `), button('link', action.title, () => act(action.id))];
}

/** What the controls do not show. */
function settingsContent({ evaluation }: PanelState): readonly Node[] {
  const { arch, cpu, cmdline } = evaluation.machine;
  // Only the other vendors' verdicts hinge on the family.
  const family = cpu.family === null || cpu.vendor === 'intel' ? '' : ` family 0x${cpu.family.toString(16)}`;
  const settings = [['cpu', `${cpu.vendor}${family}`], ...(arch === 'x86_64' ? [] : [['arch', arch]])];
  const made = settings.map(([word = '', value = '']) =>
    element('span', 'setting', [element('span', 'dim', word), document.createTextNode(` ${value}`)]),
  );
  const line = element('span', 'setting cmdline', [element('span', 'dim', 'cmdline '), element('code', '', cmdline)]);
  line.title = cmdline;
  return [...made, ...(cmdline === '' ? [] : [line])];
}

function summaryContent({ evaluation }: PanelState): readonly Node[] {
  const { title, counts, failed } = summarize(evaluation);
  const made = counts.map(({ mapType, count }) => {
    const { shape, label } = MAP_TYPE_WORDS[mapType];
    return element('span', `count ${shape}`, [glyph(shape), element('strong', '', grouped(count)), text(` ${label}`)]);
  });
  const failures =
    failed === 0
      ? []
      : [element('span', 'failed', [element('span', 'failed-sign', '✗'), text(` ${failed} not as asserted`)])];
  return [element('span', 'dim', title), ...made, ...failures];
}

function scenarioContent({ scenarios, evaluation }: PanelState, actions: HeaderActions): readonly Node[] {
  if (scenarios.length < 2) return [];
  if (scenarios.length > MOST_CHIPS) return [scenarioList(scenarios, evaluation.scenario, actions)];
  const group = element('div', 'chips');
  group.setAttribute('role', 'radiogroup');
  group.setAttribute('aria-label', 'Scenario');
  const chips = scenarios.map(({ scenario, failed }) => {
    const chosen = scenario === evaluation.scenario;
    const chip = button('chip', wordsOf(scenario, failed), () => actions.chooseScenario(scenario));
    chip.setAttribute('role', 'radio');
    chip.setAttribute('aria-checked', String(chosen));
    chip.tabIndex = chosen ? 0 : -1;
    return chip;
  });
  group.addEventListener('keydown', (event) => {
    const step = STEPS[event.key];
    const at = scenarios.findIndex(({ scenario }) => scenario === evaluation.scenario);
    if (step === undefined) return;
    event.preventDefault();
    const next = scenarios[(at + step + scenarios.length) % scenarios.length];
    if (next !== undefined) actions.chooseScenario(next.scenario);
  });
  group.append(...chips);
  return [group];
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function scenarioList(
  scenarios: readonly PanelScenario[],
  chosen: string | null,
  actions: HeaderActions,
): HTMLSelectElement {
  const list = element('select', 'scenario-list');
  list.setAttribute('aria-label', 'Scenario');
  list.append(...scenarios.map(({ scenario, failed }) => element('option', '', wordsOf(scenario, failed))));
  list.selectedIndex = scenarios.findIndex(({ scenario }) => scenario === chosen);
  list.addEventListener('change', () => actions.chooseScenario(scenarios[list.selectedIndex]?.scenario ?? null));
  return list;
}

function wordsOf(scenario: string | null, failed: number): string {
  return `${scenario ?? 'as in file'}${failed === 0 ? '' : ` ✗${failed}`}`;
}

function staleContent({ stale }: PanelState, actions: HeaderActions): readonly Node[] {
  if (stale === null) return [];
  const { line, message } = stale;
  const show = button('link', `line ${line + 1}`, () => actions.revealLine(line));
  return [text('From before the error in '), show, text(`: ${message}`)];
}

function text(value: string): Text {
  return document.createTextNode(value);
}
