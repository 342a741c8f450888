// The map for a ticket or a README: settings, what was asked with the reason of each answer, the matrix, the topology as
// `lspci -tv` draws it. Names stand in code spans, where almost nothing of Markdown works, and are escaped where it does.

import { classLabel } from '../../diagram/class-label';
import { MAP_TYPES, MAP_TYPE_WORDS, mapTypeOfLetter } from '../../diagram/map-types';
import type { ReportMapType } from '../protocol/report-words';
import { columns } from './columns';
import type { AskedPair, MapContent } from './map-content';
import { exportedScene, factsOfRow, nameOfRow, soughtNames } from './topology-rows';

/** More columns than this are no table on a page. */
const MOST_AXES = 40;

export function mapMarkdown(content: MapContent): string {
  const { fileName, evaluation, whatIf, stale, questions } = content;
  const where = evaluation.scenario === null ? '' : `, scenario ${code(evaluation.scenario)}`;
  const error = stale === null ? '' : `> Error in line ${stale.line + 1}: ${escaped(stale.message)}`;
  const parts = [
    `# ${escaped(fileName)}${where}`,
    settings(content),
    whatIf === '' ? '' : `> ${escaped(whatIf)}`,
    error,
    ...askedSection(content),
    ...matrixSection(content),
    '## Topology',
    fenced(topologyLines(content)),
    ...(questions.length === 0 ? [] : ['## Scatterlists, providers and targets', fenced([questions.join('\n\n')])]),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function settings({ evaluation }: MapContent): string {
  const { kernel, iommu, cpu, arch, cmdline } = evaluation.machine;
  const family = cpu.family === null ? '' : ` family 0x${cpu.family.toString(16)}`;
  const settled = [
    ['kernel', kernel],
    ['IOMMU', iommu],
    ['cpu', `${cpu.vendor}${family}`],
    ['arch', arch],
  ] as const;
  const words = settled.map(([name, value]) => `${name} ${code(value)}`).join(' · ');
  return cmdline === '' ? words : `${words}  \ncmdline ${code(cmdline)}`;
}

function askedSection({ asked }: MapContent): readonly string[] {
  if (asked.length === 0) return [];
  const counts = MAP_TYPES.flatMap((mapType) => {
    const count = asked.filter((pair) => pair.mapType === mapType).length;
    return count === 0 ? [] : [`${count} ${signed(mapType)}`];
  });
  const failed = asked.filter(({ holds }) => holds === false).length;
  const summary = [...counts, ...(failed === 0 ? [] : [`**${failed} not as asserted**`])].join(' · ');
  const rows = asked.map((pair) => [
    `${code(pair.provider)} → ${code(pair.client)}`,
    `${signed(pair.mapType)}${was(pair)}`,
    String(pair.distance),
    assertion(pair),
    escaped(pair.because),
    String(pair.line + 1),
  ]);
  return ['## Asked pairs', summary, table(['pair', 'map type', 'distance', 'asserted', 'why', 'line'], rows)];
}

function signed(mapType: ReportMapType): string {
  const { sign, label } = MAP_TYPE_WORDS[mapType];
  return `${sign} ${label}`;
}

function was({ inFile }: AskedPair): string {
  return inFile === null ? '' : ` (in the file ${MAP_TYPE_WORDS[inFile.mapType].label})`;
}

function assertion({ expected, holds }: AskedPair): string {
  return expected === null ? '' : `${holds === true ? '✓' : '✗'} ${code(expected.toLowerCase())}`;
}

function matrixSection(content: MapContent): readonly string[] {
  const { classes, mapTypes, distances } = content.evaluation.matrix;
  const isSought = soughtNames(content);
  const axes = classes.flatMap(({ members }, index) => (members.some(isSought) ? [{ index, members }] : []));
  if (axes.length === 0) return [];
  if (axes.length > MOST_AXES) {
    return ['## Pairs', `${axes.length} rows and columns are too many for a page: a CSV export has all pairs.`];
  }
  const mapTypeAt = (row: number, column: number): ReportMapType | null =>
    mapTypeOfLetter(mapTypes.charAt(row * classes.length + column));
  const cells = axes.map((row) => axes.map((column) => mapTypeAt(row.index, column.index)));
  const names = axes.map(({ members }) => code(classLabel(members)));
  const rows = cells.map((row, at) => [
    names[at] ?? '',
    ...row.map((mapType, column) => {
      const place = (axes[at]?.index ?? 0) * classes.length + (axes[column]?.index ?? 0);
      return mapType === null ? '–' : `${MAP_TYPE_WORDS[mapType].sign} ${distances[place] ?? 0}`;
    }),
  ]);
  const occurring = MAP_TYPES.filter((mapType) => cells.some((row) => row.includes(mapType)));
  const left = classes.length - axes.length;
  const more = left === 0 ? [] : [`${left} more rows and columns in a CSV export`];
  const legend = [...occurring.map(signed), 'number: distance in hops', ...more].join(' · ');
  return ['## Pairs', table(['provider ↓ client →', ...names], rows), legend];
}

function topologyLines(content: MapContent): readonly string[] {
  const { drawn } = exportedScene(content);
  /** Of the rows above in the tree: whether a sibling of theirs is still to come. */
  const open: boolean[] = [];
  const rows = drawn.map((row) => {
    const { depth, position, siblings } = row.row;
    const branches = open.slice(1, depth).map((goesOn) => (goesOn ? '│  ' : '   '));
    open[depth] = position < siblings;
    const twig = depth === 0 ? '' : position < siblings ? '├─ ' : '└─ ';
    const { address, name } = row.label;
    return [
      `${branches.join('')}${twig}${address || nameOfRow(row)}`,
      name === '' ? '' : nameOfRow(row),
      ...facts(factsOfRow(row)),
    ];
  });
  return columns(rows);
}

/** Kind and id have columns of their own; what follows is text. */
function facts([kind = '', ...others]: readonly string[]): readonly string[] {
  return [kind, others.join('  ')];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const print = (row: readonly string[]): string => `| ${row.join(' | ')} |`;
  return [print(head), print(head.map(() => '---')), ...rows.map(print)].join('\n');
}

/** A code span, unless the words would end it or the table's cell. */
function code(words: string): string {
  return /^[^`|\s]+(?: [^`|\s]+)*$/.test(words) ? `\`${words}\`` : escaped(words);
}

/** What could begin anything of Markdown or HTML; an underscore within a word begins nothing. */
function escaped(words: string): string {
  return words.replace(/[\\`*[\]<>|&~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\$&').replace(/\s+/g, ' ');
}

/** With more backticks than any run of them inside. */
function fenced(lines: readonly string[]): string {
  const text = lines.join('\n');
  const runs = (text.match(/`+/g) ?? []).map(({ length }) => length);
  const fence = '`'.repeat(Math.max(3, ...runs.map((length) => length + 1)));
  return `${fence}text\n${text}\n${fence}`;
}
