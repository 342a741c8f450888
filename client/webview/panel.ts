// The panel as a whole: keeps the newest picture, proof and view state, works out what each part shows, and tells the
// host what the user did. Every change goes through `render`, so the parts can never disagree; what has not changed is
// recognised by identity and left alone.

import type {
  HostMessage,
  PanelEmpty,
  PanelEvaluation,
  PanelProof,
  PanelState,
  PanelViewState,
} from '../../server/protocol/panel';
import { readPanelViewState } from '../../server/protocol/panel';
import { hasOneDomain } from '../../diagram/labels';
import type { Scene } from '../../diagram/scene';
import { drawScene } from '../../diagram/scene';
import { pathBetween } from '../../diagram/path';
import { buildTopology } from '../../diagram/tree';
import type { Topology } from '../../diagram/tree';
import type { Channel } from './channel';
import { button, element } from './dom';
import type { Grouping } from './model/coarsen';
import { coarsen, groupingOf, sameVerdicts } from './model/coarsen';
import { filterHits, keptNodes, keptPath, parseFilter } from './model/filter';
import type { MatrixView } from './model/matrix';
import { classesByMember, matrixView, verdictOf } from './model/matrix';
import { factsOf, reachOf } from './model/reach';
import { flipped, samePair, selectionIn } from './model/selection';
import { createHeader } from './parts/header';
import type { Pair } from './parts/matrix';
import { createMatrix } from './parts/matrix';
import type { ProofInput } from './parts/proof';
import { createProof } from './parts/proof';
import type { StrokeInput } from './parts/stroke';
import { createTopology } from './parts/topology';

const FRESH: PanelViewState = {
  version: 1,
  document: '',
  scenario: null,
  selection: null,
  filter: '',
  pathOnly: false,
  toggled: [],
  toggledClasses: [],
};

/** What is derived from one picture, once. */
interface Derived {
  readonly picture: PanelState;
  readonly likeness: readonly string[];
  readonly grouping: Grouping;
  /** The picture's, with alike classes joined. */
  readonly evaluation: PanelEvaluation;
  readonly topology: Topology;
  readonly classOf: ReadonlyMap<string, number>;
  readonly oneDomain: boolean;
}

/** What is derived from a picture and the view state, kept until one of the named things changes. */
interface Views {
  readonly derived: Derived;
  readonly filter: string;
  readonly pathOnly: boolean;
  readonly toggled: readonly string[];
  readonly toggledClasses: readonly string[];
  /** Where not all rows are shown the selected path is, so the selection counts; else null. */
  readonly selection: PanelViewState['selection'];
  readonly scene: Scene;
  readonly matrix: MatrixView;
}

export function startPanel(body: HTMLElement, channel: Channel): void {
  let view = readPanelViewState(channel.getState()) ?? FRESH;
  let derived: Derived | null = null;
  let views: Views | null = null;
  let proof: PanelProof | null = null;
  let preview: Pair | null = null;
  let stroke: StrokeInput | null = null;

  const revision = (): number => derived?.picture.revision ?? 0;
  const keep = (change: Partial<PanelViewState>): void => {
    view = { ...view, ...change };
    channel.setState(view);
  };
  const selectPair = (pair: Pair): void => {
    keep({ selection: { kind: 'pair', ...pair } });
    channel.post({ type: 'selectPair', revision: revision(), ...pair });
    render();
    showSelection();
  };
  const showSelection = (): void => {
    topology.showStroke();
    matrix.showSelected();
  };
  const selectDevice = (name: string): void => {
    keep({ selection: { kind: 'device', name } });
    channel.post({ type: 'selectDevice', revision: revision(), name });
    render();
  };
  const clearSelection = (): void => {
    if (view.selection === null) return;
    keep({ selection: null });
    channel.post({ type: 'clearSelection', revision: revision() });
    render();
  };

  const header = createHeader({
    chooseScenario: (scenario) => {
      keep({ scenario });
      channel.post({ type: 'chooseScenario', scenario });
    },
    filter: (filter) => {
      keep({ filter });
      render();
    },
    revealLine: (line) => channel.post({ type: 'reveal', revision: revision(), target: { kind: 'line', line } }),
  });
  const topology = createTopology({
    showPathOnly: (pathOnly) => {
      keep({ pathOnly });
      render();
      topology.showStroke();
    },
    toggleRow: (key) => {
      keep({ toggled: flipped(view.toggled, key) });
      render();
    },
    selectDevice,
    pairWith: (name) => {
      const { selection } = view;
      const provider = selection?.kind === 'device' ? selection.name : selection?.provider;
      const known = derived !== null && derived.classOf.has(name) && derived.classOf.has(provider ?? '');
      if (provider === undefined || provider === name || !known) selectDevice(name);
      else selectPair({ provider, client: name });
    },
    reveal: (name) => channel.post({ type: 'reveal', revision: revision(), target: { kind: 'device', name } }),
  });
  const matrix = createMatrix({
    selectPair,
    previewPair: (pair) => {
      preview = pair;
      render();
    },
    toggleClass: (firstMember) => {
      keep({ toggledClasses: flipped(view.toggledClasses, firstMember) });
      render();
    },
    selectDevice,
  });
  const proofPart = createProof({
    selectPair,
    // A proof may be a picture older than what stands around it: its names are that picture's.
    reveal: (target) => channel.post({ type: 'reveal', revision: proof?.revision ?? revision(), target }),
    applyFix: (fix) => channel.post({ type: 'applyFix', revision: proof?.revision ?? revision(), fix }),
    copy: (text) => channel.post({ type: 'copy', text }),
  });
  const empty = element('div', 'empty');
  const main = element('main', '', [topology.root, matrix.root, proofPart.root]);
  const panel = element('div', 'panel', [header.root, main]);
  panel.hidden = true;
  empty.hidden = true;
  body.replaceChildren(panel, empty);
  body.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !(event.target instanceof HTMLInputElement)) clearSelection();
  });

  const render = (): void => {
    if (derived === null) return;
    views = viewsOf(derived, view, views);
    const { evaluation } = derived;
    const selection = selectionIn(derived.topology, view.selection);
    const selectedPair = selection?.kind === 'pair' ? selection : null;
    const device = selection?.kind === 'device' ? selection.name : null;
    const nextStroke = strokeInput(derived, selectedPair, preview, proof);
    // A new object means a new drawing, so an equal one keeps its identity.
    if (JSON.stringify(nextStroke, listSets) !== JSON.stringify(stroke, listSets)) stroke = nextStroke;
    header.update(derived.picture, view.filter);
    const { pathOnly } = view;
    topology.update({ scene: views.scene, selected: device, hasPath: selectedPair !== null, pathOnly, stroke });
    matrix.update({ evaluation, view: views.matrix, selected: selectedPair, device });
    proofPart.update(proofInput(derived, selection, proof));
    panel.classList.toggle('is-stale', derived.picture.stale !== null);
  };

  const show = (message: HostMessage): void => {
    switch (message.type) {
      case 'state':
        showPicture(message);
        break;
      case 'empty':
        derived = null;
        panel.hidden = true;
        empty.hidden = false;
        empty.replaceChildren(...emptyContent(message, channel));
        break;
      case 'select':
        if (message.revision !== revision()) break;
        keep({ selection: message.target });
        render();
        showSelection();
        break;
      case 'proof':
        if (message.revision !== revision()) break;
        proof = message;
        render();
        break;
    }
  };
  const showPicture = (picture: PanelState): void => {
    const { evaluation } = picture;
    const first = derived === null;
    if (view.document !== picture.document) {
      keep({ ...FRESH, document: picture.document });
      proof = null;
    }
    if (view.scenario !== evaluation.scenario) keep({ scenario: evaluation.scenario });
    preview = null;
    const likeness = likenessOf(evaluation);
    const known = derived !== null && sameGrouping(evaluation, likeness, derived) ? derived.grouping : null;
    const grouping = known ?? groupingOf(evaluation.matrix, likeness);
    const matrixOfAll = coarsen(evaluation.matrix, grouping);
    derived = {
      picture,
      likeness,
      grouping,
      evaluation: { ...evaluation, matrix: matrixOfAll },
      topology: buildTopology(evaluation.hostBridges, evaluation.devices),
      classOf: classesByMember(matrixOfAll),
      oneDomain: hasOneDomain(evaluation.hostBridges),
    };
    panel.hidden = false;
    empty.hidden = true;
    render();
    if (first) showSelection();
  };

  channel.listen(show);
  channel.post({ type: 'ready', selection: view.selection, scenario: view.scenario });
}

/** Only devices of one kind below one host bridge are joined: alike to the kernel, and to a person. */
function likenessOf({ matrix, devices }: PanelEvaluation): readonly string[] {
  const byName = new Map(devices.map((device) => [device.name, `${device.hostBridge} ${device.kind}`]));
  return matrix.classes.map(({ members }) => byName.get(members[0] ?? '') ?? '');
}

function sameGrouping({ matrix }: PanelEvaluation, likeness: readonly string[], before: Derived): boolean {
  const sameClasses =
    likeness.length === before.likeness.length && likeness.every((each, at) => each === before.likeness[at]);
  return sameClasses && sameVerdicts(matrix, before.picture.evaluation.matrix);
}

function viewsOf(derived: Derived, view: PanelViewState, before: Views | null): Views {
  const selection = view.filter === '' && !view.pathOnly ? null : view.selection;
  const { filter, pathOnly, toggled, toggledClasses } = view;
  const sameScene =
    before?.derived === derived &&
    before.pathOnly === pathOnly &&
    before.filter === filter &&
    before.toggled === toggled &&
    before.selection === selection;
  if (sameScene && before.toggledClasses === toggledClasses) return before;
  const scene = sameScene ? before.scene : sceneOf(derived, view);
  return { derived, filter, pathOnly, toggled, toggledClasses, selection, scene, matrix: matrixOf(derived, view) };
}

function sceneOf({ topology, evaluation }: Derived, view: PanelViewState): Scene {
  const pair = view.selection?.kind === 'pair' ? view.selection : null;
  const path = pair === null ? null : pathBetween(topology, pair.provider, pair.client);
  const filtered = (): readonly boolean[] | null => keptNodes(topology, parseFilter(view.filter), path?.hops ?? []);
  const kept = view.pathOnly && path !== null ? keptPath(topology, path.hops) : filtered();
  const { hostBridges } = evaluation;
  return drawScene({ topology, hostBridges, toggled: new Set(view.toggled), kept });
}

function matrixOf({ topology, evaluation }: Derived, view: PanelViewState): MatrixView {
  const filter = parseFilter(view.filter);
  const keeps = (wanted: readonly string[] | null): ((name: string) => boolean) => {
    const hits = filterHits(topology, wanted);
    return (name) => hits === null || hits[topology.byName.get(name) ?? -1] === true;
  };
  return matrixView(evaluation.matrix, {
    toggled: new Set(view.toggledClasses),
    keepsProvider: keeps(filter.provider),
    keepsClient: keeps(filter.client),
  });
}

function strokeInput(
  { picture, evaluation, classOf }: Derived,
  selected: Pair | null,
  preview: Pair | null,
  proof: PanelProof | null,
): StrokeInput | null {
  const pair = preview ?? selected;
  if (pair === null) return null;
  const { provider, client } = pair;
  const verdict = verdictOf(evaluation.matrix, classOf, provider, client);
  const proven = proof !== null && proof.revision === picture.revision && samePair(proof, pair);
  const redirecting = proven ? proof.hops.filter((hop) => hop.redirects).map((hop) => hop.address) : null;
  return {
    provider,
    client,
    mapType: verdict?.mapType ?? null,
    redirecting: redirecting === null ? null : new Set(redirecting),
    preview: preview !== null && !(selected !== null && samePair(preview, selected)),
  };
}

function proofInput(derived: Derived, selection: PanelViewState['selection'], proof: PanelProof | null): ProofInput {
  const { evaluation } = derived;
  if (selection === null) return { shows: 'nothing' };
  if (selection.kind === 'device') {
    const { name } = selection;
    return {
      shows: 'device',
      name,
      facts: factsOf(evaluation, name),
      reaches: reachOf(evaluation, derived.classOf, name),
    };
  }
  const { provider, client } = selection;
  return {
    shows: 'pair',
    pair: { provider, client },
    cell: verdictOf(evaluation.matrix, derived.classOf, provider, client),
    // Until the answer for a new picture arrives, the one before stands: a keystroke must not make the proof flicker.
    proof: proof !== null && samePair(proof, selection) ? proof : null,
    kernel: evaluation.machine.kernel,
    oneDomain: derived.oneDomain,
  };
}

function emptyContent({ sentence, action }: PanelEmpty, channel: Channel): readonly Node[] {
  const words = element('p', '', sentence);
  if (action === null) return [words];
  return [words, button('primary', action.title, () => channel.post({ type: 'action', id: action.id }))];
}

function listSets(_key: string, value: unknown): unknown {
  return value instanceof Set ? [...value] : value;
}
