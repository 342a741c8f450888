// Inside the string of `cmdline`: the parameters that this model reads, the options of `pci=`, and in the lists of
// `disable_acs_redir=` and `config_acs=` the functions of this machine, those that stand in the way of an asked pair first.

import { isPciOption } from '../../../core/kernel/pci-options';
import type { KernelVersion } from '../../../core/kernel/version';
import type { Machine } from '../../../core/machine';
import { formatAddress } from '../../../core/pci/address';
import { formatId } from '../../../core/pci/id';
import type { PciFunction } from '../../../core/pci/topology';
import type { Evaluation } from '../../language/analysis';
import { flagWords, functionAt, pairName } from '../../language/explain/names';
import { entries, limited, type Entries, type Entry } from './completion';

/** The string around the cursor, without its quotes. */
export interface CommandLineText {
  readonly before: string;
  readonly behind: string;
  readonly offset: number;
}

export function commandLineEntries(evaluation: Evaluation, text: CommandLineText): Entries {
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
  const others = [...list.split(';').slice(0, -1), ...behindList(text)];
  if (optionName === 'config_acs' && !entry.includes('@')) return entries(flagStringEntries(text, entry));
  return deviceEntries(evaluation, text, entry.slice(entry.indexOf('@') + 1), others);
}

interface Parameter {
  readonly text: string;
  readonly detail: string;
  readonly when?: (machine: Machine) => boolean;
}

const isX86 = ({ settings: { architecture } }: Machine): boolean =>
  architecture === 'x86_64' || architecture === 'i386';
const isIntel = (machine: Machine): boolean => isX86(machine) && machine.settings.cpu.vendor === 'intel';
const isAmd = (machine: Machine): boolean => isX86(machine) && ['amd', 'hygon'].includes(machine.settings.cpu.vendor);

/** Options of `pci=` that the model reads come first. */
const PARAMETERS: readonly Parameter[] = [
  { text: 'pci=disable_acs_redir=', detail: 'ACS redirect off for these functions' },
  { text: 'pci=config_acs=', detail: 'ACS bits as given, for these functions' },
  { text: 'pci=noats', detail: 'no ATS: the kernel requests Translation Blocking, too' },
  { text: 'intel_iommu=on', detail: 'the IOMMU of this machine on', when: isIntel },
  { text: 'intel_iommu=off', detail: 'the IOMMU of this machine off', when: isIntel },
  { text: 'amd_iommu=off', detail: 'the IOMMU of this machine off', when: isAmd },
  { text: 'iommu=pt', detail: 'passthrough domains: physical addresses', when: isX86 },
  { text: 'iommu=nopt', detail: 'translated domains', when: isX86 },
  { text: 'iommu=off', detail: 'no IOMMU, whatever else is said', when: isX86 },
  { text: 'iommu.passthrough=1', detail: 'passthrough domains: physical addresses' },
  { text: 'iommu.passthrough=0', detail: 'translated domains' },
];

const ACS_OPTIONS = ['disable_acs_redir', 'config_acs'] as const;

/** Further options that people set for peer-to-peer traffic, as far as this kernel has them. */
const OTHER_OPTIONS: readonly (readonly [string, string])[] = [
  ['pcie_bus_peer2peer', 'payloads of 128 bytes, so that all devices understand each other'],
  ['pcie_bus_perf', 'the largest payloads that each parent allows'],
  ['realloc', 'bridge windows are allocated again where BARs do not fit'],
  ['nocrs', 'host bridge windows of ACPI are ignored'],
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
    detail: kernelWords(each.text, machine.settings.kernel) ?? each.detail,
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
    const detail = kernelWords(each.text, kernel) ?? each.detail;
    return [
      { label, kind: 'parameter', detail, range, data: { kind: 'parameter', name: each.text, kernel: kernel.label } },
    ];
  });
  const others = OTHER_OPTIONS.filter(([label]) => isPciOption(label, kernel));
  return [...known, ...others.map(([label, detail]): Entry => ({ label, kind: 'parameter', detail, range }))];
}

function valueEntries({ machine }: Evaluation, text: CommandLineText, name: string, typed: string): readonly Entry[] {
  const range = rangeOf(text, typed, /^[^\s",]*/);
  return PARAMETERS.flatMap((each): readonly Entry[] => {
    if (!each.text.startsWith(`${name.replaceAll('-', '_')}=`) || each.when?.(machine) === false) return [];
    return [{ label: each.text.slice(name.length + 1), kind: 'parameter', detail: each.detail, range }];
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

/** Seven places, the most significant bit first: DT EC UF CR RR TB SV. */
const FLAG_STRINGS: readonly (readonly [string, string])[] = [
  ['x0x00xx', 'redirect off (EC CR RR), the rest as firmware left it'],
  ['0000000', 'everything off'],
  ['x011101', 'what the kernel requests with an IOMMU: SV RR CR UF'],
  ['xxxxxx1', 'Source Validation on, the rest as firmware left it'],
];

function flagStringEntries(text: CommandLineText, typed: string): readonly Entry[] {
  const range = rangeOf(text, typed, /^[01x]*/);
  const at = /^[01x]*@/.test(text.behind) ? '' : '@';
  return FLAG_STRINGS.map(([label, detail]) => ({ label, kind: 'value', detail, range, insert: `${label}${at}` }));
}

interface Named {
  readonly label: string;
  readonly detail: string;
}

function deviceEntries(
  evaluation: Evaluation,
  text: CommandLineText,
  typed: string,
  taken: readonly string[],
): Entries {
  const range = rangeOf(text, typed, /^[^\s",;]*/);
  const named = new Set(taken.map((entry) => entry.slice(entry.indexOf('@') + 1)));
  const found = devicesOf(evaluation).filter(({ label }) => !named.has(label));
  const { items, incomplete } = limited(found, typed, ({ label, detail }) => `${label} ${detail}`);
  const list = items.map(({ label, detail }): Entry => ({ label, kind: 'device', detail, range }));
  return entries(list, incomplete);
}

/** Functions with ACS: those that redirect an asked pair, by address and by id, then the others. */
function devicesOf(evaluation: Evaluation): readonly Named[] {
  const { machine } = evaluation;
  const inTheWay = redirectingPairs(evaluation);
  const withAcs = machine.topology.functions.filter(({ index }) => machine.acs[index] !== null);
  const first = withAcs.filter(({ index }) => inTheWay.has(index));
  const rest = withAcs.filter(({ index }) => !inTheWay.has(index));
  const detail = ({ index, name, address, kind }: PciFunction): string => {
    const pair = inTheWay.get(index);
    const own = name === formatAddress(address) ? kind : `${kind} ${name}`;
    return pair === undefined
      ? `${own} · ACS ${flagWords(machine.acs[index]?.control ?? 0)}`
      : `${own} · redirects ${pair}`;
  };
  const byAddress = (each: PciFunction): Named => ({ label: formatAddress(each.address), detail: detail(each) });
  const ids = byId(withAcs);
  const firstIds = new Set(first.flatMap(({ id }) => (id === null ? [] : [`pci:${formatId(id)}`])));
  const isFirst = ({ label }: Named): boolean => firstIds.has(label);
  return [
    ...first.map(byAddress),
    ...ids.filter(isFirst),
    ...rest.map(byAddress),
    ...ids.filter((each) => !isFirst(each)),
  ];
}

function byId(functions: readonly PciFunction[]): readonly Named[] {
  const counts = new Map<string, number>();
  for (const { id } of functions) {
    if (id !== null) counts.set(formatId(id), (counts.get(formatId(id)) ?? 0) + 1);
  }
  return [...counts].map(([id, count]) => ({
    label: `pci:${id}`,
    detail: count === 1 ? 'one function with ACS has this id' : `${String(count)} functions with ACS have this id`,
  }));
}

/** By function the first asked pair that it redirects. */
function redirectingPairs({ machine, pairs }: Evaluation): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const verdict of pairs.flatMap(({ verdicts }) => verdicts)) {
    for (const index of verdict.acsRedirects) {
      if (!found.has(index)) found.set(functionAt(machine, index).index, pairName(machine, verdict));
    }
  }
  return found;
}

function behindList({ behind }: CommandLineText): readonly string[] {
  const rest = /^[^\s",;]*;([^\s",]*)/.exec(behind)?.[1] ?? '';
  return rest.split(';');
}

function rangeOf({ offset, behind }: CommandLineText, typed: string, rest: RegExp): NonNullable<Entry['range']> {
  return { start: offset - typed.length, end: offset + (rest.exec(behind)?.[0].length ?? 0) };
}
