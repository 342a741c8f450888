// What an NVMe-oF subsystem must have before its flow can be asked for: a port, a namespace, each device once.

import type { Sink } from './finding';
import type { ParsedFile } from './parser';
import type { NvmetEntrySyntax, NvmetSyntax } from './tree';

export function checkSubsystem(file: ParsedFile, subsystem: NvmetSyntax, report: Sink): void {
  const entries = subsystem.block?.members ?? [];
  const first = new Map<string, NvmetEntrySyntax>();
  for (const entry of entries) {
    const device = entry.device.value;
    if (device === null) continue;
    const key = `${entry.kind} ${device}`;
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, entry);
      continue;
    }
    report({
      code: 'nvmet-duplicate',
      file: file.uri,
      range: entry.device,
      message: `\`${device}\`: expected each device once, found it a second time as ${wordOf(entry.kind)}; take one out`,
      related: [{ file: file.uri, range: earlier.device, message: `\`${device}\` stands here first` }],
    });
  }
  if (subsystem.block?.closed !== true) return;
  reportMissing(file, subsystem, entries, 'nvmet_port', report);
  reportMissing(file, subsystem, entries, 'nvmet_namespace', report);
}

function reportMissing(
  file: ParsedFile,
  subsystem: NvmetSyntax,
  entries: readonly NvmetEntrySyntax[],
  kind: NvmetEntrySyntax['kind'],
  report: Sink,
): void {
  if (entries.some((entry) => entry.kind === kind)) return;
  const range = subsystem.name.value === null ? subsystem.keyword : subsystem.name;
  const name = file.text.slice(range.start, range.end);
  const advice = kind === 'nvmet_port' ? '`port DEVICE`' : '`namespace DEVICE`';
  report({
    code: 'nvmet-incomplete',
    file: file.uri,
    range,
    message: `\`${name}\`: expected at least one ${wordOf(kind)}, found none; add ${advice}`,
  });
}

function wordOf(kind: NvmetEntrySyntax['kind']): string {
  return kind === 'nvmet_port' ? 'port' : 'namespace';
}
