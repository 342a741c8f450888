// An entry of a list that names no function of this machine, or not as the kernel reads one: the one function with ACS that
// is nearest to what was written, by address or by id; the one whose address begins so; the one that has this name here.

import { formatAddress } from '../../../core/pci/address';
import { editDistance } from '../../language/nearest';
import { encodeString } from '../../language/string';
import type { FixKind } from './quick-fix';
import type { WrittenCommandLine } from '../../language/rules/command-lines';
import { faultIn, replaced } from './replace-command-line';

export const meantEntry: FixKind = {
  codes: ['cmdline-no-match', 'cmdline-cut', 'cmdline-unparsable-device'],
  proved: 'by-analysis',
  propose: (analysis, diagnostic) => {
    const found = faultIn(analysis, diagnostic);
    if (found === null) return [];
    const { line, span } = found;
    const { text } = line.commandLine;
    const entry = text.slice(span.start, span.end);
    const at = entry.indexOf('@') + 1;
    const device = entry.slice(at);
    const meant = meantBy(diagnostic.code, line, device);
    if (meant === null) return [];
    const newText = encodeString(replaced(text, { start: span.start + at, end: span.end }, meant));
    const { start, end } = line.literal;
    const isCut = meant.startsWith(device);
    const title = isCut ? `Complete it to ${meant}` : `Change ${device} to ${meant}`;
    return [
      {
        title,
        diagnostic,
        edits: [{ file: line.file, range: { start, end }, newText }],
        preferred: isCut,
        price: null,
      },
    ];
  },
};

function meantBy(code: string, line: WrittenCommandLine, device: string): string | null {
  if (code === 'cmdline-no-match') return nearestDevice(line, device);
  return completed(line, device) ?? addressOf(line, device);
}

/** The kernel knows no names: the file's name of a function stands for its address. */
function addressOf({ evaluation: { machine } }: WrittenCommandLine, name: string): string | null {
  const named = machine.topology.functions.find((each) => each.name === name);
  return named === undefined ? null : formatAddress(named.address);
}

/** The one function that begins so and that the list does not name yet; null: none, or several. */
function completed(line: WrittenCommandLine, beginning: string): string | null {
  const { text } = line.commandLine;
  if (beginning === '') return null;
  const [only, ...others] = addressesWithAcs(line).filter(
    (address) => address.startsWith(beginning) && !text.includes(address),
  );
  return only === undefined || others.length > 0 ? null : only;
}

/** Further off, it is a list from another machine. */
const MOST_EDITS = 2;

function nearestDevice(line: WrittenCommandLine, device: string): string | null {
  const isId = device.startsWith('pci:');
  const written = /^[0-9a-f]{2}:/i.test(device) ? `0000:${device}` : device;
  const candidates = [...new Set(isId ? idsWithAcs(line) : addressesWithAcs(line))];
  const distances = candidates.map((candidate) => editDistance(written.toLowerCase(), candidate));
  const least = Math.min(...distances);
  const near = candidates.filter((_, index) => distances[index] === least);
  return least > MOST_EDITS || near.length !== 1 ? null : (near[0] ?? null);
}

function addressesWithAcs({ evaluation: { machine } }: WrittenCommandLine): readonly string[] {
  const { functions } = machine.topology;
  return functions.filter(({ index }) => machine.acs[index] !== null).map(({ address }) => formatAddress(address));
}

function idsWithAcs({ evaluation: { machine } }: WrittenCommandLine): readonly string[] {
  const { functions } = machine.topology;
  return functions.flatMap(({ index, id }) => {
    if (id === null || machine.acs[index] === null) return [];
    return [`pci:${hexadecimal(id.vendor)}:${hexadecimal(id.device)}`];
  });
}

function hexadecimal(value: number): string {
  return value.toString(16).padStart(4, '0');
}
