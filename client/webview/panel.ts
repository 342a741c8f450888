// The panel as a whole: keeps the newest picture, proof and view state, works out what each part shows, and tells the
// host what the user did. Every change goes through `render`, so the parts can never disagree; what has not changed is
// recognised by identity and left alone.

import type {
  HostMessage,
  PanelEmpty,
  PanelExport,
  PanelNotice,
  PanelProof,
  PanelSelectedQuery,
  PanelState,
  PanelViewState,
} from '../../server/protocol/panel';
import type { WhatIf } from '../../server/protocol/what-if';
import { loadAnswers } from './answers';
import type { Channel } from './channel';
import type { Derived, Views } from './derive';
import { derive, viewsOf } from './derive';
import { element } from './dom';
import { exportPicture } from './export';
import { keepingFocus } from './focus';
import { proofInput, strokeInput } from './inputs';
import { nextMatch, parseFilter } from './model/filter';
import type { Pair } from './model/selection';
import { flipped, samePair, selectionIn } from './model/selection';
import { isSameWhatIf } from './model/what-if';
import { emptyContent, waitingContent } from './parts/empty';
import { createHeader } from './parts/header';
import { createLayout } from './parts/layout';
import { createMatrix } from './parts/matrix';
import { createProof } from './parts/proof';
import { listenForSearch } from './parts/search';
import type { StrokeInput } from './parts/stroke';
import { createTopology } from './parts/topology';
import { createTopologyTable } from './parts/topology-table';
import { createWaiting } from './waiting';

const FRESH: PanelViewState = {
  version: 5,
  document: '',
  scenario: null,
  whatIf: {},
  selection: null,
  filter: '',
  zoom: 100,
  pathOnly: false,
  asTable: false,
  everything: false,
  toggled: [],
  toggledClasses: [],
  split: {},
};

export function startPanel(body: HTMLElement, channel: Channel): void {
  let view = { ...FRESH, ...channel.getState(), version: FRESH.version };
  let derived: Derived | null = null;
  let views: Views | null = null;
  let proof: PanelProof | null = null;
  let preview: Pair | null = null;
  let notice: PanelNotice | null = null;
  /** Chosen here and not yet proven: a host that was just drawing a newer picture dropped the question. */
  let unanswered: Pair | null = null;
  let stroke: StrokeInput | null = null;
  /** The path alone, because the whole of it does not fit between other rows: until another selection, and not kept. */
  let pathAlone = false;
  let mayShowPathAlone = true;
  /** Folds of rows that a filter or a path left: what is found must not be closed, and what was closed is so afterwards. */
  let toggledAmongLeft: readonly string[] = [];
  /** Of the selected pair, whatever is hovered. */
  let selectedStroke: StrokeInput | null = null;
  /** Set here and not yet in a picture: pictures that were on their way must not turn the controls back. */
  let wanted: WhatIf | null = view.whatIf;

  const revision = (): number => derived?.picture.revision ?? 0;
  const keep = (change: Partial<PanelViewState>): void => {
    view = { ...view, ...change };
    channel.setState(view);
  };
  const askFor = (pair: Pair): void => {
    unanswered = pair;
    channel.post({ type: 'selectPair', revision: revision(), ...pair });
  };
  const selectPair = (pair: Pair): void => {
    keep({ selection: { kind: 'pair', ...pair } });
    askFor(pair);
    render();
    showSelection();
  };
  const showSelection = (): void => {
    showPathAlone(false);
    showPathAlone(mayShowPathAlone && view.selection?.kind === 'pair' && topology.isStretched());
    scrollToSelected();
  };
  const scrollToSelected = (): void => {
    topology.showSelected();
    matrix.showSelected();
  };
  const showsAll = (): boolean => view.filter === '' && !showsPathOnly();
  const showsPathOnly = (): boolean => (view.pathOnly || pathAlone) && view.selection?.kind === 'pair';
  /** The view state with what holds for the moment. */
  const drawnView = (): PanelViewState => {
    const toggled = showsAll() ? view.toggled : toggledAmongLeft;
    return { ...view, pathOnly: showsPathOnly(), toggled };
  };
  const showPathAlone = (alone: boolean): void => {
    if (pathAlone === alone) return;
    pathAlone = alone;
    render();
  };
  const selectDevice = (name: string): void => {
    keep({ selection: { kind: 'device', name } });
    channel.post({ type: 'selectDevice', revision: revision(), name });
    pathAlone = false;
    render();
    topology.showSelected();
  };
  const selectQuestion = ({ query, index }: PanelSelectedQuery): void => {
    keep({ selection: { kind: 'query', query, index } });
    channel.post({ type: 'selectQuery', revision: revision(), query, index });
    render();
  };
  const previewPair = (pair: Pair | null): void => {
    preview = pair;
    redraw();
  };
  const clearSelection = (): void => {
    if (view.selection === null) return;
    keep({ selection: null });
    channel.post({ type: 'clearSelection', revision: revision() });
    render();
  };

  const act = (id: string): void => {
    channel.post({ type: 'action', id });
  };
  const header = createHeader({
    chooseScenario: (scenario) => {
      keep({ scenario });
      channel.post({ type: 'chooseScenario', scenario });
      waiting.begin();
    },
    setWhatIf: (whatIf) => {
      keep({ whatIf });
      wanted = whatIf;
      channel.post({ type: 'setWhatIf', whatIf });
      waiting.begin();
    },
    applyWhatIf: () => {
      wanted = null;
      channel.post({ type: 'applyWhatIf', revision: revision() });
    },
    act,
    filter: (filter) => {
      toggledAmongLeft = [];
      keep({ filter });
      render();
    },
    exportMap: () => channel.post({ type: 'export' }),
    revealLine: (line) => channel.post({ type: 'reveal', revision: revision(), target: { kind: 'line', line } }),
  });
  const pairWith = (name: string): void => {
    const { selection } = view;
    const chosen = selection?.kind === 'pair' ? selection.provider : null;
    const provider = selection?.kind === 'device' ? selection.name : chosen;
    const known = derived !== null && derived.classOf.has(name) && derived.classOf.has(provider ?? '');
    if (provider === null || provider === name || !known) selectDevice(name);
    else selectPair({ provider, client: name });
  };
  const table = createTopologyTable({
    showTable: (asTable) => {
      keep({ asTable });
      render();
    },
    selectDevice,
    pairWith,
  });
  const topology = createTopology(table, {
    showPathOnly: (pathOnly) => {
      // Who wants the whole tree for one pair wants it for the next.
      mayShowPathAlone = pathOnly;
      pathAlone = false;
      keep({ pathOnly });
      render();
      topology.showSelected();
    },
    toggleRows: (keys) => {
      if (showsAll()) keep({ toggled: keys.reduce(flipped, view.toggled) });
      else toggledAmongLeft = keys.reduce(flipped, toggledAmongLeft);
      render();
    },
    setZoom: (zoom) => {
      keep({ zoom });
      render();
    },
    selectDevice,
    pairWith,
    reveal: (name) => channel.post({ type: 'reveal', revision: revision(), target: { kind: 'device', name } }),
  });
  const matrix = createMatrix({
    selectPair,
    previewPair,
    showOthers: (everything) => {
      keep({ everything });
      render();
    },
    selectQuestion,
    toggleClass: (firstMember) => {
      keep({ toggledClasses: flipped(view.toggledClasses, firstMember) });
      render();
    },
    selectDevice,
  });
  const proofPart = createProof({
    arrived: () => render(),
    selectPair,
    selectDevice,
    previewPair,
    // A proof may be a picture older than what stands around it: its names are that picture's.
    reveal: (target) => channel.post({ type: 'reveal', revision: proof?.revision ?? revision(), target }),
    applyFix: (fix) => channel.post({ type: 'applyFix', revision: proof?.revision ?? revision(), fix }),
    copy: (text) => channel.post({ type: 'copy', text }),
  });
  const empty = element('div', 'empty');
  empty.role = 'main';
  const waiting = createWaiting((isWaiting) => {
    header.showWaiting(isWaiting);
    if (!isWaiting || !panel.hidden || !empty.hidden) return;
    empty.hidden = false;
    empty.replaceChildren(...waitingContent());
  });
  const layout = createLayout(
    { topology, matrix, proof: proofPart },
    { split: () => view.split, splitAs: (split) => keep({ split }) },
  );
  const panel = element('div', 'panel', [header.root, layout.root]);
  panel.hidden = true;
  empty.hidden = true;
  body.replaceChildren(panel, empty);
  body.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !(event.target instanceof HTMLInputElement)) clearSelection();
  });

  listenForSearch(body, header.filter, {
    next: (step) => {
      if (derived === null) return;
      const { topology: tree, classOf } = derived;
      const match = nextMatch(tree, parseFilter(view.filter), view.selection, step, (name) => classOf.has(name));
      if (match?.kind === 'pair') selectPair(match);
      else if (match?.kind === 'device') selectDevice(match.name);
    },
    leave: () => (view.asTable ? table : topology).focus(),
  });

  const render = (): void =>
    keepingFocus(() => {
      redraw();
      // What was in sight and is selected stays in sight. Whether its path stands alone is not asked again: that changes
      // the room that the parts need, and so would go on for ever.
      if (layout.fit()) scrollToSelected();
    });
  const redraw = (): void => {
    if (derived === null) return;
    const selection = selectionIn(derived.topology, derived.evaluation, view.selection);
    const selectedPair = selection?.kind === 'pair' ? selection : null;
    const pathOnly = showsPathOnly();
    views = viewsOf(derived, drawnView(), views);
    const device = selection?.kind === 'device' ? selection.name : null;
    const nextStroke = strokeInput(derived, selectedPair, preview, proof);
    // A new object means a new drawing, so an equal one keeps its identity, also after another was hovered.
    const words = JSON.stringify(nextStroke, listSets);
    const known = [stroke, selectedStroke].find((each) => JSON.stringify(each, listSets) === words);
    stroke = known === undefined ? nextStroke : known;
    header.update(derived.picture, view.filter);
    const { scene, kept, found } = views;
    const { zoom } = view;
    topology.update({ scene, zoom, found, selected: device, hasPath: selectedPair !== null, pathOnly, stroke });
    if (preview === null) selectedStroke = stroke;
    const context = { oneDomain: derived.oneDomain, acceptedByCpu: derived.evaluation.acceptedByCpu };
    table.update(
      view.asTable ? { topology: derived.topology, kept, context, selected: device, stroke: selectedStroke } : null,
    );
    matrix.update({
      evaluation: views.evaluation,
      view: views.matrix,
      selected: selectedPair,
      device,
      others: derived.otherCount,
      showsOthers: view.everything,
      question: selection?.kind === 'query' ? selection : null,
    });
    proofPart.update(proofInput(derived, selection, proof));
    dim();
  };
  /** A picture that is not kept up, for the text or for the server. */
  const dim = (): void => {
    panel.classList.toggle('is-stale', notice !== null || (derived?.picture.stale ?? null) !== null);
  };

  const showEmpty = (message: PanelEmpty | PanelNotice): void => {
    panel.hidden = true;
    empty.hidden = false;
    empty.replaceChildren(...emptyContent(message, act));
  };
  const show = (message: HostMessage): void => {
    switch (message.type) {
      case 'state':
        showPicture(message);
        break;
      case 'empty':
        waiting.end();
        derived = null;
        wanted = null;
        showEmpty(message);
        break;
      case 'notice':
        waiting.end();
        notice = message;
        if (derived === null) showEmpty(message);
        else header.notify(message);
        dim();
        break;
      case 'select':
        if (message.revision !== revision()) break;
        keep({ selection: message.target });
        render();
        showSelection();
        break;
      case 'proof':
        if (message.revision !== revision()) break;
        showProof(message);
        break;
      case 'export':
        void answerExport(message);
        break;
    }
  };
  const answerExport = async ({ id, format }: PanelExport): Promise<void> => {
    // As on screen, but for the zoom: a picture's text is read at its own size.
    const asDrawn = { ...drawnView(), zoom: 100 };
    const shown = derived === null ? null : ([derived, viewsOf(derived, asDrawn, views), asDrawn, proof] as const);
    channel.post({ type: 'exported', id, ...(await exportPicture(format, shown)) });
  };
  /** A proof of another pair takes height from the parts above, which may push the pair's cell and path out of sight. */
  const showProof = (message: PanelProof): void => {
    const isAnother = proof === null || !samePair(proof, message);
    proof = message;
    unanswered = null;
    render();
    if (isAnother) showSelection();
  };
  const stillSelected = (pair: Pair): boolean => view.selection?.kind === 'pair' && samePair(view.selection, pair);
  const showPicture = (picture: PanelState): void => {
    const { evaluation } = picture;
    const first = derived === null;
    if (view.document !== picture.document) {
      wanted = null;
      keep({ ...FRESH, document: picture.document, split: view.split, zoom: view.zoom });
      proof = null;
    }
    if (view.scenario !== evaluation.scenario) keep({ scenario: evaluation.scenario });
    const { overrides } = evaluation.whatIf;
    if (wanted !== null && isSameWhatIf(wanted, overrides)) wanted = null;
    if (wanted === null && !isSameWhatIf(view.whatIf, overrides)) keep({ whatIf: overrides });
    waiting.end();
    notice = null;
    header.notify(null);
    preview = null;
    derived = derive(picture, derived);
    if (evaluation.maps.length + evaluation.providers.length + evaluation.nvmet.length > 0) void loadAnswers();
    panel.hidden = false;
    empty.hidden = true;
    render();
    if (first) showSelection();
    if (unanswered !== null && stillSelected(unanswered)) askFor(unanswered);
  };

  channel.listen((message) => keepingFocus(() => show(message)));
  channel.post({
    type: 'ready',
    document: view.document,
    selection: view.selection,
    scenario: view.scenario,
    whatIf: view.whatIf,
  });
  waiting.begin();
}

function listSets(_key: string, value: unknown): unknown {
  return value instanceof Set ? [...value] : value;
}
