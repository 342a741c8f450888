// What the panel shows, worked out from the picture and the view state: pure, and remembered as long as nothing it
// depends on has changed, so that a keystroke in the filter or a hovered cell costs what it must and no more.

import type { PanelEvaluation, PanelMatrix, PanelState, PanelViewState } from '../../server/protocol/panel';
import { hasOneDomain } from '../../diagram/labels';
import { metricsAt } from '../../diagram/layout';
import { otherNodes } from '../../diagram/others';
import { pathBetween } from '../../diagram/path';
import type { Scene } from '../../diagram/scene';
import { drawScene } from '../../diagram/scene';
import type { Topology } from '../../diagram/tree';
import { buildTopology } from '../../diagram/tree';
import { askedNames } from './model/asked';
import type { Grouping } from './model/coarsen';
import { coarsen, groupingOf, sameVerdicts } from './model/coarsen';
import type { Found } from './model/filter';
import { filterHits, foundBy, keptNodes, keptPath, parseFilter } from './model/filter';
import type { MatrixView } from './model/matrix';
import { classesByMember, countEndpoints, FEW_ENDPOINTS, matrixView } from './model/matrix';
import type { Restricted } from './model/restrict';
import { restrict } from './model/restrict';

/** What is derived from one picture, once. */
export interface Derived {
  readonly picture: PanelState;
  readonly evaluation: PanelEvaluation;
  readonly topology: Topology;
  /** By node: whether it folds away unless everything is shown; null: nothing does. */
  readonly others: readonly boolean[] | null;
  /** Functions that fold away. */
  readonly otherCount: number;
  /** Class of the picture's own matrix by device. */
  readonly classOf: ReadonlyMap<string, number>;
  readonly oneDomain: boolean;
  /** The matrix of what is looked for, and of everything; alike classes joined. */
  readonly sought: Joined;
  readonly everything: () => Joined;
}

interface Joined {
  readonly restricted: Restricted;
  readonly grouping: Grouping;
  readonly matrix: PanelMatrix;
}

/** What is derived from a picture and the view state, kept until something that it was made from changes. */
export interface Views {
  readonly sceneFrom: readonly unknown[];
  readonly scene: Scene;
  /** What the filter found; null: there is none. */
  readonly found: Found | null;
  /** By node: what the filter, or the path alone, leaves; null: everything. */
  readonly kept: readonly boolean[] | null;
  readonly matrixFrom: readonly unknown[];
  /** The picture's evaluation, with the matrix that is shown. */
  readonly evaluation: PanelEvaluation;
  readonly matrix: MatrixView;
}

export function derive(picture: PanelState, before: Derived | null): Derived {
  const { evaluation } = picture;
  const topology = buildTopology(evaluation.hostBridges, evaluation.devices);
  const others = otherNodes(topology, askedNames(evaluation));
  const isSought = (name: string): boolean => others?.[topology.byName.get(name) ?? -1] !== true;
  const likenessOf = likenessIn(evaluation);
  const sought = join(restrict(evaluation.matrix, isSought, likenessOf), before?.sought ?? null);
  let everything: Joined | null = others === null ? sought : null;
  return {
    picture,
    evaluation,
    topology,
    others,
    otherCount: topology.nodes.filter((node, at) => node.shape !== 'host-bridge' && others?.[at] === true).length,
    classOf: classesByMember(evaluation.matrix),
    oneDomain: hasOneDomain(evaluation.hostBridges),
    sought,
    everything: () =>
      (everything ??= join(
        restrict(evaluation.matrix, () => true, likenessOf),
        null,
      )),
  };
}

/** Only devices of one kind below one host bridge are joined: alike to the kernel, and to a person. */
function likenessIn({ devices }: PanelEvaluation): (name: string) => string {
  const byName = new Map(devices.map((device) => [device.name, `${device.hostBridge} ${device.kind}`]));
  return (name) => byName.get(name) ?? '';
}

function join(restricted: Restricted, before: Joined | null): Joined {
  const { matrix, likeness } = restricted;
  const known = before !== null && sameClasses(restricted, before.restricted) ? before.grouping : null;
  const grouping = known ?? groupingOf(matrix, likeness);
  // A few devices are better read one by one.
  const few = countEndpoints(matrix) <= FEW_ENDPOINTS;
  return { restricted, grouping, matrix: few ? matrix : coarsen(matrix, grouping) };
}

function sameClasses(a: Restricted, b: Restricted): boolean {
  const sameLikeness =
    a.likeness.length === b.likeness.length && a.likeness.every((each, at) => each === b.likeness[at]);
  return sameLikeness && sameVerdicts(a.matrix, b.matrix);
}

/** The matrix in which this device has a row, if any has. */
export function matrixWith(derived: Derived, name: string): PanelMatrix {
  const { matrix } = derived.sought;
  return matrix.classes.some(({ members }) => members.includes(name)) ? matrix : derived.everything().matrix;
}

export function viewsOf(derived: Derived, view: PanelViewState, before: Views | null): Views {
  const { filter, zoom, pathOnly, toggled, toggledClasses, everything } = view;
  // Where not all rows are shown the selected path is, so the selection counts.
  const selection = filter === '' && !pathOnly ? null : view.selection;
  const sceneFrom = [derived, filter, everything, zoom, pathOnly, toggled, selection];
  const matrixFrom = [derived, filter, everything, toggledClasses];
  const sameScene = before !== null && sameItems(before.sceneFrom, sceneFrom);
  const sameMatrix = before !== null && sameItems(before.matrixFrom, matrixFrom);
  if (sameScene && sameMatrix) return before;
  const { scene, kept, found } = sameScene
    ? before
    : { ...sceneOf(derived, view), found: foundBy(derived.topology, parseFilter(filter)) };
  const { evaluation, matrix } = sameMatrix ? before : matrixOf(derived, view);
  return { sceneFrom, scene, kept, found, matrixFrom, evaluation, matrix };
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.every((item, at) => item === b[at]);
}

function sceneOf({ topology, evaluation, others }: Derived, view: PanelViewState): Pick<Views, 'scene' | 'kept'> {
  const pair = view.selection?.kind === 'pair' ? view.selection : null;
  const path = pair === null ? null : pathBetween(topology, pair.provider, pair.client);
  const filtered = (): readonly boolean[] | null => keptNodes(topology, parseFilter(view.filter), path?.hops ?? []);
  const kept = view.pathOnly && path !== null ? keptPath(topology, path.hops) : filtered();
  const { hostBridges, acceptedByCpu } = evaluation;
  const folded = view.everything ? null : others;
  const toggled = new Set(view.toggled);
  const metrics = metricsAt(view.zoom);
  const choice = { toggled, kept, others: folded, metrics };
  return { scene: drawScene({ topology, hostBridges, acceptedByCpu, ...choice }), kept };
}

/** What a filter is to find must not be folded away first. */
function matrixOf(derived: Derived, view: PanelViewState): Pick<Views, 'evaluation' | 'matrix'> {
  const { topology, evaluation, sought, everything } = derived;
  const { matrix } = view.everything || view.filter.trim() !== '' ? everything() : sought;
  const filter = parseFilter(view.filter);
  const keeps = (wanted: readonly string[] | null): ((name: string) => boolean) => {
    const hits = filterHits(topology, wanted);
    return (name) => hits === null || hits[topology.byName.get(name) ?? -1] === true;
  };
  const choice = {
    toggled: new Set(view.toggledClasses),
    keepsProvider: keeps(filter.provider),
    keepsClient: keeps(filter.client),
  };
  return { evaluation: { ...evaluation, matrix }, matrix: matrixView(matrix, choice) };
}
