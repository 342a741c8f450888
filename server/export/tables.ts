// A report as tables: for a terminal, for Markdown and for spreadsheets. All three print the same rows.

import type { Report, ReportMachine, ReportPair, ReportScenario } from '../protocol/report';

export type TableFormat = 'text' | 'markdown' | 'csv';

interface Table {
  readonly title: string;
  readonly lines: readonly string[];
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const HEAD = ['provider', 'client', 'map type', 'distance', 'common bridge', 'rule', 'ACS redirects', 'link'] as const;

export function reportTables(report: Report, format: TableFormat): string {
  const tables = [
    toTable(report.file, report, report.machine),
    ...report.scenarios.map((scenario) => toTable(`scenario ${scenario.scenario}`, scenario, report.machine)),
  ].filter(({ rows }, index) => index === 0 || rows.length > 0);
  switch (format) {
    case 'text':
      return tables.map(toText).join('\n\n');
    case 'markdown':
      return tables.map(toMarkdown).join('\n\n');
    case 'csv':
      return toCsv(tables);
  }
}

type Evaluation = Pick<ReportScenario, 'machine' | 'pairs' | 'classes'>;

function toTable(title: string, { machine, pairs, classes }: Evaluation, base: ReportMachine): Table {
  const name = (device: string | number): string => {
    if (typeof device === 'string') return device;
    return summarize(classes?.[device]?.members ?? []);
  };
  return { title, lines: machineLines(machine, base), head: HEAD, rows: pairs.map((pair) => toRow(pair, name)) };
}

/** What the machine runs; of a scenario only what it changes. */
function machineLines(machine: ReportMachine, base: ReportMachine): readonly string[] {
  const { family, vendor } = machine.cpu;
  const cpu = family === null ? vendor : `${vendor} family 0x${family.toString(16)}`;
  const settings = { kernel: machine.kernel, arch: machine.arch, cpu, iommu: machine.iommu, cmdline: machine.cmdline };
  const inherited = machine === base ? {} : { kernel: base.kernel, arch: base.arch, iommu: base.iommu };
  const changed = Object.entries(settings).filter(([key, value]) => {
    if (value === '' && (machine === base || base.cmdline === '')) return false;
    if (key === 'cpu') return machine === base || JSON.stringify(machine.cpu) !== JSON.stringify(base.cpu);
    if (key === 'cmdline') return machine === base || value !== base.cmdline;
    return (inherited as Readonly<Record<string, string>>)[key] !== value;
  });
  return changed.map(([key, value]) => `${key} ${key === 'cmdline' ? `"${value}"` : value}`);
}

function toRow(pair: ReportPair, name: (device: string | number) => string): readonly string[] {
  return [
    name(pair.provider),
    name(pair.client),
    pair.mapType,
    String(pair.distance),
    pair.commonBridge ?? '-',
    pair.rule,
    pair.acsRedirects.join(';') || '-',
    pair.link,
  ];
}

/** `nvme0`, or `nic0.vf0 … nic0.vf63 (64)`. */
function summarize(members: readonly string[]): string {
  const [first = '', last = ''] = [members[0], members.at(-1)];
  return members.length < 2 ? first : `${first} … ${last} (${members.length})`;
}

function toText({ title, lines, head, rows }: Table): string {
  const heading = [title, ...lines.map((line) => `  ${line}`)];
  if (rows.length === 0) return [...heading, '  no pairs asked'].join('\n');
  const widths = head.map((cell, column) => Math.max(cell.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const print = (row: readonly string[]): string =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd();
  return [...heading, '', print(head), ...rows.map(print)].join('\n');
}

function toMarkdown({ title, lines, head, rows }: Table): string {
  const print = (row: readonly string[]): string => `| ${row.map(escapeMarkdown).join(' | ')} |`;
  const settings = lines.map((line) => `- \`${line.replaceAll('`', "'")}\``);
  return [
    `### ${escapeMarkdown(title)}`,
    '',
    ...settings,
    '',
    print(head),
    print(head.map(() => '---')),
    ...rows.map(print),
  ].join('\n');
}

function escapeMarkdown(cell: string): string {
  return cell.replace(/[\\`*_{}[\]<>()#+!|]/g, '\\$&');
}

function toCsv(tables: readonly Table[]): string {
  const [first] = tables;
  const rows = tables.flatMap(({ title, rows: own }, index) => own.map((row) => [index === 0 ? '' : title, ...row]));
  return [['scenario', ...(first?.head ?? [])], ...rows].map((row) => row.map(escapeCsv).join(',')).join('\n');
}

function escapeCsv(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
