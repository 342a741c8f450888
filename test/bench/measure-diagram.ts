// The map: from a report's devices to a finished drawing, and a real machine's report with every pair.

import { readFileSync } from 'node:fs';
import { layoutRows } from '../../diagram/layout';
import { visibleRows } from '../../diagram/rows';
import { drawReport } from '../../diagram/scene';
import { buildTopology } from '../../diagram/tree';
import { makeReport } from '../../server/export/report';
import { analyse } from '../../server/language/analyse';
import { rules } from '../../server/language/rules';
import type { Report } from '../../server/protocol/report';
import { machineText } from './machine-text';
import type { Effort, Measurement } from './timing';
import { milliseconds, timed } from './timing';

const NODES = 2_000;
const URI = 'file:///bench/machine.p2p';

/** `example`: the path of the EPYC server of the examples. */
export function measureDiagram(effort: Effort, example: string): readonly Measurement[] {
  const drawn = reportOf(machineText(Math.max(200, Math.ceil(12_000 / effort.divisor))).text, 'asked');
  const machine = firstNodes(drawn, Math.ceil(NODES / effort.divisor));
  const nodes = machine.hostBridges.length + machine.devices.length;
  const topology = buildTopology(machine.hostBridges, machine.devices);
  const layout = timed(effort.rounds * 3, () => layoutRows(visibleRows(topology, { toggled: new Set(), kept: null })));
  const scene = timed(effort.rounds * 3, () => drawReport(machine));
  const text = readFileSync(example, 'utf8');
  const report = timed(effort.rounds, () => JSON.stringify(reportOf(text, 'all')));
  const shown = drawReport(machine).topology.nodes.length;
  const wrong = shown === nodes ? {} : { wrong: `${String(shown)} nodes drawn of ${String(nodes)}` };
  const of = ` · ${nodes.toLocaleString('en')} nodes`;
  return [
    { id: 'layout', value: layout.best, detail: `median ${milliseconds(layout.median)}${of}`, ...wrong },
    { id: 'scene', value: scene.best, detail: `median ${milliseconds(scene.median)}${of}` },
    { id: 'report', value: report.best, detail: `median ${milliseconds(report.median)}` },
  ];
}

/** Whole host bridges, the last one cut, without the virtual functions: those would all be drawn as one row. */
function firstNodes(report: Report, nodes: number): Pick<Report, 'hostBridges' | 'devices'> {
  const written = report.devices.filter(({ name }) => !name.includes('.vf'));
  let left = nodes;
  const hostBridges = report.hostBridges.filter(({ name }) => {
    if (left <= 0) return false;
    left -= 1 + written.filter(({ hostBridge }) => hostBridge === name).length;
    return true;
  });
  const kept = new Set(hostBridges.map(({ name }) => name));
  const devices = written.filter(({ hostBridge }) => kept.has(hostBridge));
  return { hostBridges, devices: devices.slice(0, nodes - hostBridges.length) };
}

function reportOf(text: string, pairs: 'asked' | 'all'): Report {
  const analysis = analyse(URI, { folder: null, read: () => text }, rules);
  return makeReport(analysis, analysis.diagnostics, pairs, (file) => file);
}
