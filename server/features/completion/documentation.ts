// What stands beside a chosen item: fetched for one item at a time, so that the list stays cheap. Markdown; whatever comes
// from a file is escaped.

import { backportOf, KERNEL_HISTORY, lastChange } from '../../../core/kernel/history';
import { resolveKernel } from '../../../core/kernel/resolve';
import type { Analysis } from '../../language/analysis';
import { LANGUAGE_CODES } from '../../language/codes';
import type { Declaration } from '../../language/declaration';
import { block, code, text } from '../markdown';
import type { PciNames } from '../pci-names';
import { kernelWords } from './command-line';
import type { CompletionData } from './completion';
import { deviceWords, namedDevices } from './devices';
import { FORMS, type Form } from './forms';

/** null: nothing to say. */
export function documentationOf(analysis: Analysis, data: CompletionData, names: PciNames | null): string | null {
  switch (data.kind) {
    case 'form':
      return formDocumentation((FORMS as Readonly<Record<string, Form>>)[data.form] ?? null);
    case 'declaration':
      return declarationDocumentation(analysis, data.name, names);
    case 'kernel':
      return kernelDocumentation(data.label);
    case 'id':
      return idDocumentation(data, names);
    case 'parameter':
      return parameterDocumentation(data.name, data.kernel);
    case 'code':
      return codeDocumentation(analysis, data.code);
    case 'said':
      return text(data.text);
    case 'snippet':
      return block(data.text.split('\n'));
  }
}

function formDocumentation(form: Form | null): string | null {
  if (form === null) return null;
  const parts = form.parts.map((part) => `- ${code(part.text)}: ${part.documentation}`);
  return paragraphs([form.documentation, code(form.label), parts.join('\n')]);
}

function declarationDocumentation(analysis: Analysis, name: string, names: PciNames | null): string | null {
  const found = analysis.declarations.find((each) => each.name === name && each.kind !== 'nvmet');
  if (found === undefined) return null;
  const device = namedDevices(analysis).find((each) => each.name === name);
  const words = device === undefined ? KINDS[found.kind] : deviceWords(device, names);
  return paragraphs([`${code(name)} · ${text(words)}`, text(found.documentation ?? '')]);
}

const KINDS: Readonly<Record<Declaration['kind'], string>> = {
  host_bridge: 'host bridge',
  function: 'device',
  bar: 'BAR',
  sgl: 'scatterlist',
  nvmet: 'subsystem',
  scenario: 'scenario',
};

function kernelDocumentation(label: string): string | null {
  const own = KERNEL_HISTORY.filter(({ version }) => version === label);
  if (own.length > 0) return own.map((change) => `- ${text(change.text)}`).join('\n');
  const { kernel } = resolveKernel(label);
  const backport = kernel === null ? null : backportOf(kernel.order);
  if (backport !== null) return `From ${text(backport.from)}: ${text(backport.text)}`;
  const last = kernel === null ? null : lastChange(kernel.order);
  return last === null ? null : `Nothing new for peer-to-peer DMA since ${text(last.version)}: ${text(last.text)}`;
}

function idDocumentation(
  { vendor, device }: Extract<CompletionData, { kind: 'id' }>,
  names: PciNames | null,
): string | null {
  const known = names?.vendor(vendor) ?? null;
  if (names === null || known === null) return null;
  const deviceName = device === null ? null : names.device(vendor, device);
  return `${[known, deviceName]
    .filter((word) => word !== null)
    .map(text)
    .join(' · ')} *(pci.ids ${names.date})*`;
}

const PARAMETER_MEANINGS: readonly (readonly [string, string])[] = [
  [
    'disable_acs_redir=',
    'Clears RR, CR and EC of the functions in the list. Between entries stands `;`; an entry is an address as in `0000:02:00.0`, a way down to one, or `pci:vvvv:dddd` for every function of an id.',
  ],
  [
    'config_acs=',
    'Sets ACS bits of the functions in the list. An entry is `FLAGS@DEVICE`, between entries stands `;`. Flags, most significant first: DT EC UF CR RR TB SV, each `0`, `1` or `x` (as firmware left it).',
  ],
  ['noats', 'Switches Address Translation Services off; with an IOMMU the kernel then requests Translation Blocking.'],
  [
    'intel_iommu=',
    'Switches the Intel IOMMU; whether it is on unless said depends on the configuration of the kernel.',
  ],
  ['amd_iommu=', 'Switches the AMD IOMMU off.'],
  ['iommu.passthrough=', 'Whether devices get passthrough domains, on every architecture.'],
  ['iommu=', 'The IOMMU on x86: `off`, `pt` (passthrough domains) or `nopt`.'],
];

function parameterDocumentation(name: string, label: string): string | null {
  const meaning = PARAMETER_MEANINGS.find(([part]) => name.includes(part))?.[1];
  const { kernel } = resolveKernel(label);
  const said = kernel === null ? null : kernelWords(name, kernel);
  const told = said === null ? '' : `**${said.charAt(0).toUpperCase()}${said.slice(1)}.**`;
  return meaning === undefined ? null : paragraphs([meaning, told]);
}

function codeDocumentation(analysis: Analysis, ruleCode: string): string | null {
  const codes: Readonly<Record<string, { readonly meaning: string }>> = LANGUAGE_CODES;
  const reported = analysis.diagnostics.find((diagnostic) => diagnostic.code === ruleCode);
  return codes[ruleCode]?.meaning ?? (reported === undefined ? null : text(reported.message));
}

function paragraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
