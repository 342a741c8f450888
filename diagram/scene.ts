// The topology as a finished drawing: rows with their words and places, connectors, and the stroke of one pair. Plain
// data, ready for SVG; the panel lays live rows over it, an export writes it down.

import type { ReportDevice, ReportHostBridge } from '../server/protocol/report';
import type { Point } from './geometry';
import { pathData } from './geometry';
import type { RowLabel } from './labels';
import { hasOneDomain, labelRow } from './labels';
import type { Layout, Metrics } from './layout';
import { layoutRows } from './layout';
import type { Path } from './path';
import { pathBetween } from './path';
import type { Row, RowChoice, Rows } from './rows';
import { visibleRows } from './rows';
import { strokeOf } from './stroke';
import type { StrokeMark } from './stroke';
import type { Topology } from './tree';
import { buildTopology } from './tree';

export interface Scene {
  readonly topology: Topology;
  readonly rows: Rows;
  readonly layout: Layout;
  readonly drawn: readonly DrawnRow[];
  /** Path data of all trunks and stubs. */
  readonly connectors: string;
}

export interface DrawnRow {
  readonly row: Row;
  readonly label: RowLabel;
  readonly anchor: Point;
}

export interface DrawnStroke {
  readonly path: Path;
  /** Path data of the one line. */
  readonly line: string;
  readonly marks: readonly StrokeMark[];
}

export interface SceneChoice extends RowChoice {
  readonly topology: Topology;
  readonly hostBridges: readonly ReportHostBridge[];
  /** PanelEvaluation.acceptedByCpu; a report alone does not tell. */
  readonly acceptedByCpu: boolean | null;
  /** Absent: at 100 %. */
  readonly metrics?: Metrics;
}

/** The whole scene in time linear in the number of functions. */
export function drawScene(choice: SceneChoice): Scene {
  const { topology } = choice;
  const rows = visibleRows(topology, choice);
  const layout = layoutRows(rows, choice.metrics);
  const context = { oneDomain: hasOneDomain(choice.hostBridges), acceptedByCpu: choice.acceptedByCpu };
  const drawn = rows.rows.map((row) => ({
    row,
    label: labelRow(topology, row, context),
    anchor: layout.anchors[row.index] ?? { x: 0, y: 0 },
  }));
  return { topology, rows, layout, drawn, connectors: pathData([...layout.trunks, ...layout.stubs]) };
}

/** null: one of the two is not a function of the scene, or not shown at all. */
export function drawStroke(scene: Scene, provider: string, client: string): DrawnStroke | null {
  const path = pathBetween(scene.topology, provider, client);
  const stroke = path === null ? null : strokeOf(path, scene.rows, scene.layout);
  if (path === null || stroke === null) return null;
  return { path, line: pathData([stroke.line]), marks: stroke.marks };
}

/** A scene with everything shown as it usually is: for exports, and for a first look. */
export function drawReport(report: {
  readonly hostBridges: readonly ReportHostBridge[];
  readonly devices: readonly ReportDevice[];
}): Scene {
  const topology = buildTopology(report.hostBridges, report.devices);
  const { hostBridges } = report;
  return drawScene({ topology, hostBridges, acceptedByCpu: false, toggled: new Set(), kept: null, others: null });
}
