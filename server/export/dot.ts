// The map for Graphviz: a cluster for each host bridge, a box for each row of the topology, and over it the selected pair
// as a coloured path with its verdict. `dot -Tsvg` lays it out from left to right.

import { MAP_TYPE_WORDS } from '../../diagram/map-types';
import type { DrawnRow, Scene } from '../../diagram/scene';
import { pathBetween } from '../../diagram/path';
import type { MapContent, SelectedPair } from './map-content';
import { exportedScene, factsOfRow, nameOfRow } from './topology-rows';

const COLOURS = { bus: '#1a7f37', host: '#9a6700', none: '#cf222e', unknown: '#59636e' } as const;

export function mapDot(content: MapContent): string {
  const scene = exportedScene(content);
  const path = pathRows(scene, content.selected);
  const colour = content.selected === null ? '' : COLOURS[MAP_TYPE_WORDS[content.selected.mapType].shape];
  const lines = [
    `digraph ${quoted(content.fileName)} {`,
    `  graph [rankdir=LR, nodesep=0.12, ranksep=0.35, labelloc=t, labeljust=l, fontname="Helvetica", fontsize=12, label=${title(content)}];`,
    '  node [shape=box, fontname="Helvetica", fontsize=10, height=0.3, color="#59636e"];',
    '  edge [dir=none, color="#8c959f", fontname="Helvetica", fontsize=10];',
    ...clusters(scene, path, colour),
    ...edges(scene, path, colour),
    ...verdictEdge(scene, content.selected, colour),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

function title({ fileName, evaluation, whatIf, selected }: MapContent): string {
  const { scenario, machine } = evaluation;
  const where = scenario === null ? '' : `, scenario ${scenario}`;
  const pair = selected === null ? '' : `${selected.provider} → ${selected.client}: ${verdictOf(selected)}`;
  const lines = [
    `${fileName}${where}`,
    `kernel ${machine.kernel}, IOMMU ${machine.iommu}`,
    machine.cmdline,
    whatIf,
    pair,
  ];
  const filled = lines.filter((line) => line !== '');
  // Each line at the left, where a plain line feed would centre it.
  return `"${filled.map((line) => `${escaped(line)}\\l`).join('')}"`;
}

function verdictOf({ mapType, distance }: SelectedPair): string {
  return `${MAP_TYPE_WORDS[mapType].label}, distance ${distance}`;
}

/** Indices of the rows that the selected pair's path passes, in order. */
function pathRows({ topology, rows }: Scene, selected: SelectedPair | null): readonly number[] {
  const path = selected === null ? null : pathBetween(topology, selected.provider, selected.client);
  const passed = (path?.hops ?? []).map((node) => rows.rowOfNode[node] ?? -1);
  return passed.filter((row, at) => row >= 0 && row !== passed[at - 1]);
}

function clusters({ drawn }: Scene, path: readonly number[], colour: string): readonly string[] {
  const onPath = new Set(path);
  return drawn.flatMap((row, at) => {
    const opens =
      row.row.depth === 0 ? [`  subgraph cluster_${at} {`, '    label=""; color="#b7bfc8"; style=dashed;'] : [];
    const closes = (drawn[at + 1]?.row.depth ?? 0) === 0 ? ['  }'] : [];
    return [...opens, `    ${box(row, onPath.has(at) ? colour : '')}`, ...closes];
  });
}

function box(row: DrawnRow, colour: string): string {
  const name = nameOfRow(row);
  const { address } = row.label;
  const words = [name, address === name ? '' : address, ...factsOfRow(row)].filter((word) => word !== '');
  const marked = colour === '' ? '' : `, color=${quoted(colour)}, penwidth=2`;
  return `n${row.row.index} [label=${quoted(words.join('\n'))}${marked}];`;
}

function edges({ drawn }: Scene, path: readonly number[], colour: string): readonly string[] {
  const steps = new Set(path.flatMap((row, at) => [`${path[at - 1]} ${row}`, `${row} ${path[at - 1]}`]));
  return drawn.flatMap(({ row }) => {
    if (row.parent < 0) return [];
    const marked = steps.has(`${row.parent} ${row.index}`) ? ` [color=${quoted(colour)}, penwidth=3]` : '';
    return [`  n${row.parent} -> n${row.index}${marked};`];
  });
}

/** From memory to reader, beside the path; it moves no box. */
function verdictEdge({ rows, topology }: Scene, selected: SelectedPair | null, colour: string): readonly string[] {
  if (selected === null) return [];
  const rowOf = (name: string): number => rows.rowOfNode[topology.byName.get(name) ?? -1] ?? -1;
  const [provider, client] = [rowOf(selected.provider), rowOf(selected.client)];
  if (provider < 0 || client < 0) return [];
  const look = `dir=forward, style=dashed, constraint=false, color=${quoted(colour)}, fontcolor=${quoted(colour)}`;
  return [`  n${provider} -> n${client} [${look}, label=${quoted(verdictOf(selected))}];`];
}

function quoted(words: string): string {
  return `"${escaped(words)}"`;
}

/** Graphviz reads backslashes as escapes and ampersands as entities in what it shows. */
function escaped(words: string): string {
  const marked = words.replace(/\\/g, '\\\\').replace(/&/g, '&amp;').replace(/"/g, '\\"').replace(/\n/g, '\\n');
  return marked.replace(/\p{Cc}/gu, ' ');
}
