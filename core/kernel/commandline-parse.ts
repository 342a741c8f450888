// Reading a command line as one kernel version does: parameters, the pieces of `pci=`, and the two ACS options among them.

import { readAcsList } from './acs-list';
import type { AcsOption, AcsOptionName, CommandLine, CommandLineObservation, Parameter, TextSpan } from './commandline';
import { isParameter, splitParameters, splitPieces } from './parameters';
import { isPciOption } from './pci-options';
import type { KernelVersion } from './version';

const OPTIONS: readonly AcsOptionName[] = ['disable_acs_redir', 'config_acs'];

/** The release that brought `config_acs=`. */
const CONFIG_ACS_SINCE = '6.11';

interface PciPiece {
  readonly text: string;
  readonly span: TextSpan;
  /** The ACS option whose list the comma before this piece ended. */
  readonly after: AcsOptionName | null;
}

/** How this kernel version reads the text. Never fails: what it cannot use is an observation. */
export function parseCommandLine(text: string, kernel: KernelVersion): CommandLine {
  const parameters = splitParameters(text);
  const pieces = parameters.filter((parameter) => isParameter(parameter, 'pci')).flatMap((one) => pciPieces(text, one));
  const observations: CommandLineObservation[] = [];
  const options = new Map<AcsOptionName, AcsOption>();
  for (const piece of pieces) {
    const name = OPTIONS.find((option) => piece.text.startsWith(`${option}=`));
    if (name === undefined) {
      observations.push(...observePiece(piece, kernel));
      continue;
    }
    if (name === 'config_acs' && kernel.acs.configAcs === 'none') {
      const log = unknownOption(piece.text);
      observations.push({
        observation: 'pci-option-too-new',
        option: name,
        since: CONFIG_ACS_SINCE,
        span: piece.span,
        log,
      });
      continue;
    }
    const listSpan = { start: piece.span.start + name.length + 1, end: piece.span.end };
    const list = readAcsList(text, name, piece.span, listSpan, kernel.acs);
    const earlier = options.get(name);
    if (earlier !== undefined) {
      observations.push({
        observation: 'option-repeated',
        option: name,
        by: piece.span,
        span: earlier.span,
        log: null,
      });
    }
    options.set(name, list.option);
    observations.push(...list.observations);
  }
  return {
    text,
    parameters,
    disableAcsRedir: options.get('disable_acs_redir') ?? null,
    configAcs: options.get('config_acs') ?? null,
    noAts: pieces.some((piece) => piece.text === 'noats'),
    observations: [...withoutReplaced(observations), ...acsOverride(parameters)].sort(
      (left, right) => left.span.start - right.span.start,
    ),
  };
}

/** What is wrong inside a list that a later one replaces does not matter any more. */
function withoutReplaced(observations: readonly CommandLineObservation[]): readonly CommandLineObservation[] {
  const replaced = observations.filter((one) => one.observation === 'option-repeated').map((one) => one.span);
  return observations.filter(
    (one) =>
      one.observation === 'option-repeated' ||
      !replaced.some((span) => one.span.start >= span.start && one.span.end <= span.end),
  );
}

function pciPieces(text: string, parameter: Parameter): readonly PciPiece[] {
  if (parameter.valueSpan === null) return [];
  let after: AcsOptionName | null = null;
  return splitPieces(text, parameter.valueSpan).map((piece) => {
    const opened = OPTIONS.find((option) => piece.text.startsWith(`${option}=`));
    const looksLikeDevice = /^(?:[01xX]*@)?(?:pci:)?(?:0x)?[0-9a-f*]+:[0-9a-fx.:/*;@]+$/i.test(piece.text);
    if (opened === undefined && !looksLikeDevice) after = null;
    const result = { ...piece, after: opened === undefined ? after : null };
    if (opened !== undefined) after = opened;
    return result;
  });
}

function observePiece(piece: PciPiece, kernel: KernelVersion): readonly CommandLineObservation[] {
  if (piece.text === '' || isPciOption(piece.text, kernel)) return [];
  const log = unknownOption(piece.text);
  const { span } = piece;
  if (piece.after === null) return [{ observation: 'pci-option-unknown', option: piece.text, span, log }];
  const comma = { start: span.start - 1, end: span.start };
  return [{ observation: 'comma-between-devices', option: piece.after, device: piece.text, comma, span, log }];
}

function unknownOption(piece: string): string {
  return `PCI: Unknown option \`${piece}'`;
}

function acsOverride(parameters: readonly Parameter[]): readonly CommandLineObservation[] {
  return parameters
    .filter((parameter) => isParameter(parameter, 'pcie_acs_override'))
    .map(({ span }) => ({ observation: 'acs-override', span, log: null }));
}
