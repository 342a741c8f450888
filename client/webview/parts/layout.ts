// Where the three parts stand: one below the other, or the topology beside the other two. Each has the room that it
// needs, unless the user moved a splitter.

import type { PanelSplit } from '../../../server/protocol/panel';
import { element } from '../dom';
import type { Need, Shares } from '../model/allot';
import { besideShares, stackedShares } from '../model/allot';
import { createSplitter } from './splitter';

export interface Layout {
  readonly root: HTMLElement;
  /** Shares the room anew, and tells whether topology or matrix have less of it than before. */
  readonly fit: () => boolean;
}

interface Part {
  readonly root: HTMLElement;
  readonly need: () => Need;
}

export interface LayoutParts {
  readonly topology: Part;
  readonly matrix: Part;
  readonly proof: Part;
}

export interface LayoutActions {
  readonly split: () => PanelSplit;
  readonly splitAs: (split: PanelSplit) => void;
}

/** Narrower panels stack their parts, as in style/narrow.css. */
const STACKED_BELOW = 1000;
/** Parts that stand below each other are not squeezed into less: all of them scroll. */
const LEAST_HEIGHT = 320;

export function createLayout({ topology, matrix, proof }: LayoutParts, { split, splitAs }: LayoutActions): Layout {
  let stacked = false;
  let shares: Shares = { topology: 0, matrix: 0, proof: 0 };
  const first = createSplitter('Size of the topology', {
    move: (place) => {
      const below = shares.topology + shares.matrix - place;
      const height = room();
      change(stacked ? { topology: place / height, matrix: below / height } : { left: place / root.clientWidth });
    },
    release: () => change(stacked ? { topology: undefined, matrix: undefined } : { left: undefined }),
  });
  const second = createSplitter('Height of the pairs', {
    move: (place) => {
      const topologyShare = { topology: shares.topology / room() };
      const above = stacked ? shares.topology : 0;
      const height = (place - above) / room();
      change(stacked ? { ...topologyShare, matrix: height } : { right: height });
    },
    release: () => change(stacked ? { topology: undefined, matrix: undefined } : { right: undefined }),
  });
  const root = element('main', '', [topology.root, matrix.root, proof.root, first.root, second.root]);
  const room = (): number => Math.max(stacked ? LEAST_HEIGHT : 0, root.clientHeight);
  const change = (changed: { readonly [Part in keyof PanelSplit]: number | undefined }): void => {
    const all = Object.entries({ ...split(), ...changed });
    splitAs(Object.fromEntries(all.filter(([, share]) => share !== undefined)));
    fit();
  };
  const fit = (): boolean => {
    const { clientWidth: width } = root;
    if (root.clientHeight === 0) return false;
    const before = shares;
    stacked = width < STACKED_BELOW;
    const height = room();
    const chosen = split();
    const needs = { topology: topology.need(), matrix: matrix.need(), proof: proof.need() };
    shares = (stacked ? stackedShares : besideShares)(height, needs, chosen);
    const left = stacked ? 0 : Math.round(width * Math.min(0.8, Math.max(0.2, chosen.left ?? 0.5)));
    const rows = [...(stacked ? [shares.topology] : []), shares.matrix, shares.proof];
    root.style.gridTemplateRows = rows.map((each) => `${each}px`).join(' ');
    root.style.gridTemplateColumns = stacked ? '' : `${left}px minmax(0, 1fr)`;
    topology.root.style.maxHeight = `${shares.topology}px`;
    if (stacked) first.place({ across: true, place: shares.topology, of: height, from: 0 });
    else first.place({ across: false, place: left, of: width, from: 0 });
    second.place({ across: true, place: shares.matrix + (stacked ? shares.topology : 0), of: height, from: left });
    return shares.topology < before.topology || shares.matrix < before.matrix;
  };
  new ResizeObserver(() => void fit()).observe(root);
  return { root, fit };
}
