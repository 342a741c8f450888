// The settings of the machine and of each scenario: each once, and what a kernel version that is not quite one stands for.
// A setting with a fault leaves its default in place and makes the evaluation unreliable.

import { NEWEST_KERNEL, resolveKernel, type KernelProblem } from '../../core/kernel/resolve';
import type { KernelVersion } from '../../core/kernel/version';
import type { Architecture, MachineSettings } from '../../core/machine';
import type { Located, SettingSources } from './analysis';
import type { Sink } from './finding';
import type { ParsedFile } from './parser';
import { lineWords } from './place';
import { shown } from './shown';
import type { CpuSyntax, KernelSyntax, SettingSyntax } from './tree';

export interface Settings {
  readonly settings: MachineSettings;
  readonly sources: SettingSources;
  readonly reliable: boolean;
}

export interface PlacedSetting {
  readonly file: ParsedFile;
  readonly setting: SettingSyntax;
}

const UNSET: SettingSources = { kernel: null, arch: null, cpu: null, iommu: null, cmdline: null };

/** First settings in order, with those of the machine for what a scenario leaves unsaid; duplicates are reported. */
export function collectSettings(
  placed: readonly PlacedSetting[],
  inherited: SettingSources | null,
  owner: string,
  report: Sink,
): SettingSources {
  const own: Partial<Record<SettingSyntax['kind'], Located<SettingSyntax>>> = {};
  const files = new Map(placed.map(({ file }) => [file.uri, file]));
  for (const { file, setting } of placed) {
    const first = own[setting.kind];
    if (first === undefined) {
      own[setting.kind] = { file: file.uri, syntax: setting };
      continue;
    }
    const where = lineWords(files.get(first.file) ?? file, first.syntax, file);
    report({
      code: 'setting-duplicate',
      file: file.uri,
      range: setting,
      message: `\`${setting.kind}\`: expected this setting once in ${owner}, found it in ${where} already; take one out`,
      related: [{ file: first.file, range: first.syntax, message: `\`${setting.kind}\` is set here first` }],
    });
  }
  return { ...(inherited ?? UNSET), ...own } as SettingSources;
}

export function lowerSettings(sources: SettingSources): Settings {
  const kernel = sources.kernel === null ? NEWEST_KERNEL : readKernel(sources.kernel.syntax);
  const architecture = sources.arch === null ? 'x86_64' : sources.arch.syntax.architecture.value;
  const cpu = lowerCpu(sources.cpu?.syntax ?? null, architecture ?? 'x86_64');
  const settings: MachineSettings = {
    kernel: kernel ?? NEWEST_KERNEL,
    architecture: architecture ?? 'x86_64',
    cpu,
    iommu: sources.iommu?.syntax.mode.value ?? 'off',
    commandLine: sources.cmdline?.syntax.text.value ?? '',
  };
  const faulty = Object.values(sources).some((source: Located<SettingSyntax> | null) => source?.syntax.faulty === true);
  return { settings, sources, reliable: kernel !== null && !faulty };
}

/** The vendor decides on x86 only; elsewhere it is ignored. */
function lowerCpu(syntax: CpuSyntax | null, architecture: Architecture): MachineSettings['cpu'] {
  if (architecture !== 'x86_64' && architecture !== 'i386') return { vendor: 'other', family: null, model: null };
  return {
    vendor: syntax === null ? 'intel' : (syntax.vendor.value ?? 'intel'),
    family: toNumber(syntax?.family?.value),
    model: toNumber(syntax?.model?.value),
  };
}

function toNumber(value: bigint | null | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}

/** null: no kernel that can be meant. */
function readKernel(syntax: KernelSyntax): KernelVersion | null {
  return resolveKernel(writtenVersion(syntax)).kernel;
}

function writtenVersion(syntax: KernelSyntax): string {
  return (syntax.version.value ?? '') + (syntax.suffix?.value ?? '');
}

/** What is wrong with the word after `kernel`, and with what stands behind it. */
export function checkKernel(file: ParsedFile, syntax: KernelSyntax, report: Sink): void {
  if (syntax.version.value === null) return;
  const { problem } = resolveKernel(writtenVersion(syntax));
  if (problem !== null) reportProblem(file, syntax, problem, report);
}

function reportProblem(file: ParsedFile, syntax: KernelSyntax, problem: KernelProblem, report: Sink): void {
  const range = { start: syntax.version.start, end: syntax.suffix?.end ?? syntax.version.end };
  const at = { file: file.uri, range };
  const found = `\`${shown(problem.found)}\``;
  switch (problem.problem) {
    case 'suffix': {
      const message = `${found}: expected an upstream version without what \`uname -r\` adds; write \`${problem.meant}\``;
      report({ code: 'kernel-suffix', ...at, message, replacement: { range, text: problem.meant } });
      return;
    }
    case 'newer-than-known': {
      const message = `${found}: expected a kernel up to ${problem.newest}, the newest known; its rules are used, so write \`${problem.newest}\` or update PeerMap`;
      report({ code: 'kernel-newer', ...at, message });
      return;
    }
    case 'too-old': {
      const message = `${found}: expected a kernel from ${problem.oldest} on, which brought P2PDMA; write \`${problem.oldest}\` or a later one`;
      report({ code: 'kernel-too-old', ...at, message });
      return;
    }
    case 'no-such-release': {
      const message = `${found}: expected a release of Linux, found none of this number; did you mean \`${problem.nearest}\`?`;
      report({ code: 'kernel-unknown', ...at, message, replacement: { range, text: problem.nearest } });
      return;
    }
    case 'malformed': {
      const bare = withoutPrefix(problem.found);
      if (bare !== null) {
        const message = `${found}: expected a kernel version as \`uname -r\` prints it; did you mean \`${bare}\`?`;
        report({ code: 'kernel-unknown', ...at, message, replacement: { range, text: bare } });
        return;
      }
      const forms = '`6.1`, `6.12.25`, `p2pdma_map_ops_v1` or `pci_p2pdma_next`';
      report({
        code: 'kernel-unknown',
        ...at,
        message: `${found}: expected a kernel version; write it as in ${forms}`,
      });
    }
  }
}

/** `v6.1` and `linux-6.1`, as tags and archives call a release, without what they put before it; null: it is no such name. */
function withoutPrefix(found: string): string | null {
  const bare = found.replace(/^(?:linux-?)?v?/i, '');
  const isRelease = bare !== found && /^[0-9]/.test(bare) && resolveKernel(bare).problem === null;
  return isRelease ? bare : null;
}
