// The header: which file, under which settings and scenario, what came out, and the filter; what the controls say
// otherwise. When the picture cannot be kept up it says why, and from which moment it is.

import type { PanelNotice, PanelState } from '../../../server/protocol/panel';
import { button, element, glyph } from '../dom';
import { summarize } from '../model/summary';
import { grouped, MAP_TYPE_WORDS, staleWords } from '../model/words';
import { createControl } from './control';
import type { WhatIfActions } from './what-if';
import { exportButton } from './export-button';
import { createWhatIf } from './what-if';

export interface HeaderActions extends WhatIfActions {
  readonly chooseScenario: (scenario: string | null) => void;
  readonly filter: (text: string) => void;
  readonly revealLine: (line: number) => void;
  readonly exportMap: () => void;
  /** The button of a notice. */
  readonly act: (id: string) => void;
}

export interface HeaderPart {
  readonly root: HTMLElement;
  readonly update: (picture: PanelState, filter: string) => void;
  /** Why the picture is not kept up; null: it is. */
  readonly notify: (notice: PanelNotice | null) => void;
  readonly showWaiting: (isWaiting: boolean) => void;
  readonly filter: HTMLInputElement;
}

export function createHeader(actions: HeaderActions): HeaderPart {
  const scenarios = createScenarios(actions);
  const summary = element('div', 'summary');
  const stale = element('div', 'stale');
  const noticed = element('div', 'stale');
  noticed.role = 'status';
  // An error has another message with every letter that is typed: it is said once that there is one.
  const said = element('span', 'spoken');
  said.role = 'status';
  noticed.hidden = true;
  const waiting = element('span', 'dim waiting', 'Working out…');
  waiting.role = 'status';
  waiting.hidden = true;
  const whatIf = createWhatIf(actions);
  const title = element('h1');
  const settings = element('div', 'settings');
  const filter = element('input', 'filter');
  filter.type = 'search';
  filter.placeholder = 'Filter: nvme, 03:00, nvme -> mlx';
  filter.title = 'Devices by name, address, id or kind; or provider -> client';
  filter.ariaLabel = `Filter ${filter.title}`;
  filter.addEventListener('input', () => actions.filter(filter.value));
  const root = element('header', '', [
    element('div', 'bar', [
      title,
      element('div', 'controls', whatIf.controls),
      element('div', 'tools', [filter, exportButton(actions.exportMap)]),
    ]),
    element('div', 'bar', [scenarios.root, summary, waiting, settings]),
    whatIf.line,
    stale,
    said,
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
      title.title = picture.fileName;
      settings.replaceChildren(...settingsContent(picture));
      whatIf.update(picture);
      summary.replaceChildren(...summaryContent(picture));
      scenarios.update(picture);
      stale.replaceChildren(...staleContent(picture, actions));
      stale.hidden = picture.stale === null;
      const since = picture.isPartial === true ? 'incomplete' : 'from before it';
      said.textContent = stale.hidden ? '' : `The text has an error: the map is ${since}.`;
    },
    notify: (notice) => {
      noticed.hidden = notice === null;
      noticed.replaceChildren(...(notice === null ? [] : noticeContent(notice, actions)));
    },
    showWaiting: (isWaiting) => {
      waiting.hidden = !isWaiting;
    },
    filter,
  };
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

function summaryContent({ evaluation, scenarios }: PanelState): readonly Node[] {
  const { title, counts, failed } = summarize(evaluation);
  const made = counts.map(({ mapType, count }) => {
    const { shape, label } = MAP_TYPE_WORDS[mapType];
    return element('span', `count ${shape}`, [glyph(shape), element('strong', '', grouped(count)), text(` ${label}`)]);
  });
  const elsewhere = scenarios.filter((each) => each.scenario !== evaluation.scenario && each.failed > 0);
  return [
    element('span', 'dim', title),
    ...made,
    ...failures(failed, 'not as asserted'),
    ...failures(
      elsewhere.reduce((sum, each) => sum + each.failed, 0),
      'in other scenarios',
    ),
  ];
}

function failures(failed: number, words: string): readonly Node[] {
  if (failed === 0) return [];
  return [element('span', 'failed', [element('span', 'failed-sign', '✗'), text(` ${grouped(failed)} ${words}`)])];
}

/** Which scenario is shown; hidden where the file has none. A cross tells those that do not hold. */
function createScenarios(actions: HeaderActions): {
  readonly root: HTMLElement;
  readonly update: (picture: PanelState) => void;
} {
  let known: PanelState['scenarios'] = [];
  const { root, update } = createControl('Scenario', 'Scenario', (value) =>
    actions.chooseScenario(known[Number(value)]?.scenario ?? null),
  );
  return {
    root,
    update: ({ scenarios, evaluation }) => {
      known = scenarios;
      root.hidden = scenarios.length < 2;
      const options = scenarios.map(
        ({ scenario, failed }, at) =>
          [String(at), `${scenario ?? 'none'}${failed === 0 ? '' : ` ✗ ${failed}`}`] as const,
      );
      const chosen = scenarios.findIndex(({ scenario }) => scenario === evaluation.scenario);
      update(options, String(chosen));
    },
  };
}

function staleContent(picture: PanelState, actions: HeaderActions): readonly Node[] {
  const { stale } = picture;
  if (stale === null) return [];
  const { line, message } = stale;
  const show = button('link', `line ${line + 1}`, () => actions.revealLine(line));
  return [text(`${staleWords(picture)} `), show, text(`: ${message}`)];
}

function text(value: string): Text {
  return document.createTextNode(value);
}
