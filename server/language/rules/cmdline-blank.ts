// A blank in a list of devices: it ends the parameter, so the devices behind it are parameters of their own, which mean
// nothing to the kernel.

import type { AcsOption, CommandLine, Parameter } from '../../../core/kernel/commandline';
import { parseDevicePattern } from '../../../core/kernel/device-pattern';
import { inEachLine, type Rewrite, rewriteRule, type RewriteWords, withSpan } from './rewrites';

type Found = Omit<Rewrite, 'line'>;

export const CMDLINE_BLANK: RewriteWords = {
  code: 'cmdline-blank',
  defaultSeverity: 'warning',
  find: inEachLine(({ commandLine }) => findings(commandLine)),
};

export const cmdlineBlank = rewriteRule(CMDLINE_BLANK);

/** Whether devices stand behind the blank that ends a list. */
export function endsAtBlank(commandLine: CommandLine): boolean {
  return findings(commandLine).length > 0;
}

function findings(commandLine: CommandLine): readonly Found[] {
  const { disableAcsRedir, configAcs } = commandLine;
  return [disableAcsRedir, configAcs].flatMap((option) => (option === null ? [] : behind(commandLine, option)));
}

function behind({ text, parameters }: CommandLine, option: AcsOption): readonly Found[] {
  const owner = parameters.findIndex(({ span }) => span.start <= option.span.start && option.span.end <= span.end);
  const rest = parameters.slice(owner + 1);
  const count = rest.findIndex((parameter) => !isDevice(parameter));
  const devices = rest.slice(0, count === -1 ? rest.length : count);
  const [first] = devices;
  const last = devices.at(-1);
  // Behind another option of the same `pci=` no list goes on.
  if (owner === -1 || first === undefined || last === undefined || option.span.end < endOf(parameters[owner])) {
    return [];
  }
  const list = text.slice(option.listSpan.start, last.span.end).replace(/\s*;?\s+;?\s*/g, ';');
  const span = { start: first.span.start, end: last.span.end };
  const found = text.slice(span.start, span.end);
  return [
    {
      span,
      message: `the blank ends the list of ${option.name}: ${found} is read as another parameter and ignored; separate devices with ; alone.`,
      title: 'Separate the devices with ;',
      text: () => withSpan(text, { start: option.listSpan.start, end: last.span.end }, list),
    },
  ];
}

function endOf(parameter: Parameter | undefined): number {
  return parameter?.valueSpan?.end ?? parameter?.span.end ?? 0;
}

function isDevice({ name, value }: Parameter): boolean {
  if (value !== null) return false;
  const devices = name.split(';').filter((device) => device !== '');
  return devices.length > 0 && devices.every(isPattern);
}

function isPattern(text: string): boolean {
  const device = text.replace(/^[01xX]+@/, '');
  const { pattern, length } = parseDevicePattern(device, false);
  return pattern.kind !== 'unparsable' && length === device.length;
}
