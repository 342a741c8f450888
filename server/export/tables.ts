// A report as tables: for a terminal, for Markdown and for spreadsheets. All three print the same rows.

import type { Report, ReportMachine } from '../protocol/report';
import { columns, indented } from './columns';
import type { Section } from './table-sections';
import { sectionsOf } from './table-sections';

export type TableFormat = 'text' | 'markdown' | 'csv';

/** The machine, or a scenario. */
interface Part {
  readonly title: string;
  readonly lines: readonly string[];
  readonly sections: readonly Section[];
}

export function reportTables(report: Report, format: TableFormat): string {
  const { machine } = report;
  const parts: readonly Part[] = [
    { title: report.file, lines: machineLines(machine, machine), sections: sectionsOf(report) },
    ...report.scenarios.map((scenario) => ({
      title: `scenario ${scenario.scenario}`,
      lines: machineLines(scenario.machine, machine),
      sections: sectionsOf(scenario),
    })),
  ];
  const shown = parts.filter(({ sections }, index) => index === 0 || sections.some(isFilled));
  switch (format) {
    case 'text':
      return shown.map(toText).join('\n\n');
    case 'markdown':
      return shown.map(toMarkdown).join('\n\n');
    case 'csv':
      return toCsv(parts);
  }
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

function isFilled({ rows }: Section): boolean {
  return rows.length > 0;
}

function toText({ title, lines, sections }: Part): string {
  const heading = [title, ...indented(lines)].join('\n');
  const filled = sections.filter(isFilled);
  if (filled.length === 0) return `${heading}\n  nothing asked`;
  return [heading, ...filled.map(({ head, rows }) => indented(columns([head, ...rows])).join('\n'))].join('\n\n');
}

function toMarkdown({ title, lines, sections }: Part): string {
  const print = (row: readonly string[]): string => `| ${row.map(escapeMarkdown).join(' | ')} |`;
  const settings = lines.map((line) => `- \`${line.replaceAll('`', "'")}\``);
  const tables = sections
    .filter(isFilled)
    .map(({ head, rows }) => [print(head), print(head.map(() => '---')), ...rows.map(print)].join('\n'));
  return [`### ${escapeMarkdown(title)}`, settings.join('\n'), ...tables].filter((part) => part !== '').join('\n\n');
}

function escapeMarkdown(cell: string): string {
  return cell.replace(/[\\`*_{}[\]<>()#+!|]/g, '\\$&');
}

/** A block a kind of question, the machine and all scenarios in it, an empty line between; pairs always. */
function toCsv(parts: readonly Part[]): string {
  const kinds = parts[0]?.sections ?? [];
  const blocks = kinds.flatMap(({ head }, kind) => {
    const rows = parts.flatMap(({ title, sections }, index) =>
      (sections[kind]?.rows ?? []).map((row) => [index === 0 ? '' : title, ...row]),
    );
    if (rows.length === 0 && kind > 0) return [];
    return [[['scenario', ...head], ...rows].map((row) => row.map(escapeCsv).join(',')).join('\n')];
  });
  return blocks.join('\n\n');
}

export function escapeCsv(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
