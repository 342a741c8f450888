// What the panel shows, worked out from the picture, the view state and the proof: pure, and remembered as long as
// nothing it depends on has changed, so that a keystroke in the filter or a hovered cell costs what it must and no more.

import type { PanelEvaluation, PanelProof, PanelState, PanelViewState } from '../../server/protocol/panel';
import { hasOneDomain } from '../../diagram/labels';
import { pathBetween } from '../../diagram/path';
import type { Scene } from '../../diagram/scene';
import { drawScene } from '../../diagram/scene';
import type { Topology } from '../../diagram/tree';
import { buildTopology } from '../../diagram/tree';
import type { Grouping } from './model/coarsen';
import { coarsen, groupingOf, sameVerdicts } from './model/coarsen';
import { filterHits, keptNodes, keptPath, parseFilter } from './model/filter';
import type { MatrixView } from './model/matrix';
import { classesByMember, countEndpoints, FEW_ENDPOINTS, matrixView, verdictOf } from './model/matrix';
import { factsOf, reachOf } from './model/reach';
import { samePair } from './model/selection';
import type { Pair } from './parts/matrix';
import type { ProofInput } from './parts/proof';
import type { StrokeInput } from './parts/stroke';

/** What is derived from one picture, once. */
export interface Derived {
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
export interface Views {
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

export function derive(picture: PanelState, before: Derived | null): Derived {
  const { evaluation } = picture;
  const likeness = likenessOf(evaluation);
  const known = before !== null && sameGrouping(evaluation, likeness, before) ? before.grouping : null;
  const grouping = known ?? groupingOf(evaluation.matrix, likeness);
  // A few devices are better read one by one.
  const few = countEndpoints(evaluation.matrix) <= FEW_ENDPOINTS;
  const matrix = few ? evaluation.matrix : coarsen(evaluation.matrix, grouping);
  return {
    picture,
    likeness,
    grouping,
    evaluation: { ...evaluation, matrix },
    topology: buildTopology(evaluation.hostBridges, evaluation.devices),
    classOf: classesByMember(matrix),
    oneDomain: hasOneDomain(evaluation.hostBridges),
  };
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

export function viewsOf(derived: Derived, view: PanelViewState, before: Views | null): Views {
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

export function strokeInput(
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

export function proofInput(
  derived: Derived,
  selection: PanelViewState['selection'],
  proof: PanelProof | null,
): ProofInput {
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
