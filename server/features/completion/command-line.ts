// Inside the string of `cmdline`: the parameters that this model reads, the options of `pci=`, and in the lists of
// `disable_acs_redir=` and `config_acs=` the functions of this machine, those that stand in the way of an asked pair first.

import { isPciOption } from '../../../core/kernel/pci-options';
import type { KernelVersion } from '../../../core/kernel/version';
import type { Machine } from '../../../core/machine';
import type { Analysis, Evaluation } from '../../language/analysis';
import { devicesToName } from './command-line-devices';
import { entries, limited, type Entries, type Entry } from './completion';

/** The string around the cursor, without its quotes. */
export interface CommandLineText {
  readonly before: string;
  readonly behind: string;
  readonly offset: number;
}

export function commandLineEntries(analysis: Analysis, evaluation: Evaluation, text: CommandLineText): Entries {
  const parameter = /\S*$/.exec(text.before)?.[0] ?? '';
  const equals = parameter.indexOf('=');
  if (equals < 0) return entries(parameterEntries(evaluation, text, parameter));
  const name = parameter.slice(0, equals);
  const value = parameter.slice(equals + 1);
  const piece = value.slice(value.lastIndexOf(',') + 1);
  if (name !== 'pci') return entries(valueEntries(evaluation, text, name, piece));
  const option = /^(disable_acs_redir|config_acs)=(.*)$/.exec(piece);
  if (option === null) return entries(optionEntries(evaluation, text, piece));
  const [, optionName, list = ''] = option;
  const entry = list.slice(list.lastIndexOf(';') + 1);
  if (optionName === 'config_acs' && !entry.includes('@')) return entries(flagStringEntries(text, entry));
  return deviceEntries(analysis, evaluation, text, list);
}

interface Parameter {
  readonly text: string;
  readonly description: string;
  readonly when?: (machine: Machine) => boolean;
}

const isX86 = ({ settings: { architecture } }: Machine): boolean =>
  architecture === 'x86_64' || architecture === 'i386';
const isIntel = (machine: Machine): boolean => isX86(machine) && machine.settings.cpu.vendor === 'intel';
const isAmd = (machine: Machine): boolean => isX86(machine) && ['amd', 'hygon'].includes(machine.settings.cpu.vendor);

/** Options of `pci=` that the model reads come first. */
const PARAMETERS: readonly Parameter[] = [
  { text: 'pci=disable_acs_redir=', description: 'ACS redirect off for these functions' },
  { text: 'pci=config_acs=', description: 'ACS bits as given, for these functions' },
  { text: 'pci=noats', description: 'no ATS; Translation Blocking requested' },
  { text: 'intel_iommu=on', description: 'the IOMMU of this machine on', when: isIntel },
  { text: 'intel_iommu=off', description: 'the IOMMU of this machine off', when: isIntel },
  { text: 'amd_iommu=off', description: 'the IOMMU of this machine off', when: isAmd },
  { text: 'iommu=pt', description: 'passthrough domains: physical addresses', when: isX86 },
  { text: 'iommu=nopt', description: 'translated domains', when: isX86 },
  { text: 'iommu=off', description: 'no IOMMU, whatever else is said', when: isX86 },
  { text: 'iommu.passthrough=1', description: 'passthrough domains: physical addresses' },
  { text: 'iommu.passthrough=0', description: 'translated domains' },
];

const ACS_OPTIONS = ['disable_acs_redir', 'config_acs'] as const;

/** Further options that people set for peer-to-peer traffic, as far as this kernel has them. */
const OTHER_OPTIONS: readonly (readonly [string, string])[] = [
  ['pcie_bus_peer2peer', 'payloads of 128 bytes everywhere'],
  ['pcie_bus_perf', 'the largest payloads parents allow'],
  ['realloc', 'bridge windows allocated again'],
  ['nocrs', 'host bridge windows of ACPI ignored'],
  ['noari', 'no Alternative Routing-ID Interpretation'],
  ['notph', 'no TLP Processing Hints'],
  ['noaer', 'no Advanced Error Reporting'],
];

/** `pci=config_acs=` is not offered where it stands already: a second one takes the place of the first. */
function isWritten({ before, behind }: CommandLineText, option: string): boolean {
  return `${before}${behind}`.includes(`${option}=`);
}

function parameterEntries({ machine }: Evaluation, text: CommandLineText, typed: string): readonly Entry[] {
  const range = rangeOf(text, typed, /^[^\s"]*/);
  const fitting = PARAMETERS.filter(
    (each) =>
      each.when?.(machine) !== false &&
      !ACS_OPTIONS.some((name) => each.text.endsWith(`${name}=`) && isWritten(text, name)),
  );
  return fitting.map((each) => ({
    label: each.text,
    kind: 'parameter',
    description: kernelWarning(each.text, machine.settings.kernel) ?? each.description,
    range,
    data: { kind: 'parameter', name: each.text, kernel: machine.settings.kernel.label },
  }));
}

function optionEntries({ machine }: Evaluation, text: CommandLineText, typed: string): readonly Entry[] {
  const { kernel } = machine.settings;
  const range = rangeOf(text, typed, /^[^\s",]*/);
  const known = PARAMETERS.filter(({ text: each }) => each.startsWith('pci=')).flatMap((each): readonly Entry[] => {
    const label = each.text.slice('pci='.length);
    if (label.endsWith('=') && isWritten(text, label.slice(0, -1))) return [];
    const description = kernelWarning(each.text, kernel) ?? each.description;
    return [
      {
        label,
        kind: 'parameter',
        description,
        range,
        data: { kind: 'parameter', name: each.text, kernel: kernel.label },
      },
    ];
  });
  const others = OTHER_OPTIONS.filter(([label]) => isPciOption(label, kernel));
  return [...known, ...others.map(([label, description]): Entry => ({ label, kind: 'parameter', description, range }))];
}

function valueEntries({ machine }: Evaluation, text: CommandLineText, name: string, typed: string): readonly Entry[] {
  const range = rangeOf(text, typed, /^[^\s",]*/);
  return PARAMETERS.flatMap((each): readonly Entry[] => {
    if (!each.text.startsWith(`${name.replaceAll('-', '_')}=`) || each.when?.(machine) === false) return [];
    return [{ label: each.text.slice(name.length + 1), kind: 'parameter', description: each.description, range }];
  });
}

/** What this kernel makes of one of the two ACS parameters, where that is not what one expects; null: nothing to say. */
export function kernelWords(parameter: string, { label, acs }: KernelVersion): string | null {
  if (parameter.endsWith('config_acs=')) {
    if (acs.configAcs === 'none') return `kernel ${label} does not know it (6.11 and later)`;
    if (acs.configAcs === 'broken') {
      return `kernel ${label} gets it wrong: the first entry only, other bits written as 1`;
    }
  }
  if (parameter.endsWith('disable_acs_redir=') && acs.disableAcsRedir === 'broken') {
    return `kernel ${label} gets it wrong: every other bit is written as 1`;
  }
  return null;
}

/** The same in as many words as a row has room for. */
function kernelWarning(parameter: string, kernel: KernelVersion): string | null {
  if (kernelWords(parameter, kernel) === null) return null;
  const isUnknown = parameter.endsWith('config_acs=') && kernel.acs.configAcs === 'none';
  return isUnknown ? `unknown to kernel ${kernel.label}` : `faulty in kernel ${kernel.label}`;
}

/** Seven places, the most significant bit first: DT EC UF CR RR TB SV. */
const FLAG_STRINGS: readonly (readonly [string, string])[] = [
  ['x0x00xx', 'redirect off, the rest untouched'],
  ['0000000', 'everything off'],
  ['x011101', 'as with an IOMMU: SV RR CR UF'],
  ['xxxxxx1', 'Source Validation on, rest untouched'],
];

function flagStringEntries(text: CommandLineText, typed: string): readonly Entry[] {
  const range = rangeOf(text, typed, /^[01x]*/);
  const at = /^[01x]*@/.test(text.behind) ? '' : '@';
  return FLAG_STRINGS.map(([label, description]) => ({
    label,
    kind: 'value',
    description,
    range,
    insert: `${label}${at}`,
  }));
}

function deviceEntries(analysis: Analysis, evaluation: Evaluation, text: CommandLineText, list: string): Entries {
  const typed = list.slice(Math.max(list.lastIndexOf(';'), list.lastIndexOf('@')) + 1);
  const others = [...list.split(';').slice(0, -1), ...behindList(text)].filter((entry) => entry !== '');
  const named = new Set(others.map((entry) => entry.slice(entry.indexOf('@') + 1)));
  const found = devicesToName(analysis, evaluation, withoutEntry(text, list, others)).filter(
    ({ label }) => !named.has(label),
  );
  const range = rangeOf(text, typed, /^[^\s",;]*/);
  const { items, incomplete } = limited(found, typed, ({ label, words }) => `${label} ${words}`);
  return entries(
    items.map(({ label, description, words, text: said }): Entry => {
      const data = { kind: 'said', text: said } as const;
      return { label, kind: 'device', description, range, filterText: `${label} ${words}`.trim(), data };
    }),
    incomplete,
  );
}

/** The command line with the other entries alone. */
function withoutEntry({ before, behind }: CommandLineText, list: string, others: readonly string[]): string {
  const start = before.slice(0, before.length - list.length);
  return start + others.join(';') + behind.replace(/^[^\s",]*/, '');
}

function behindList({ behind }: CommandLineText): readonly string[] {
  const rest = /^[^\s",;]*;([^\s",]*)/.exec(behind)?.[1] ?? '';
  return rest.split(';');
}

function rangeOf({ offset, behind }: CommandLineText, typed: string, rest: RegExp): NonNullable<Entry['range']> {
  return { start: offset - typed.length, end: offset + (rest.exec(behind)?.[0].length ?? 0) };
}
