// What enumeration found wrong, in words and at its place in the text. Where the address that was meant is plain, it
// comes along as the edit that puts it right.

import { formatAddress, formatBus } from '../../core/pci/address';
import type { PartialAddress } from '../../core/pci/description';
import type { EnumerationFault } from '../../core/pci/enumeration-fault';
import type { LanguageCode } from './codes';
import type { Declaration } from './declaration';
import { describeOne } from './declare';
import type { RelatedInformation, TextRange } from './diagnostic';
import { sizeText } from './explain/sizes';
import type { LanguageFinding } from './finding';

/** Faults of addresses: whoever has one stands somewhere, but perhaps not where it was meant to. */
export function displaces(fault: EnumerationFault): boolean {
  return !/^(?:bar-|p2pmem-|virtual-|children-)/.test(fault.fault);
}

/** Faults of a BAR or of its peer-to-peer memory: nothing is to be concluded about memory that is described wrongly. */
export function isFaultOfMemory(fault: EnumerationFault): boolean {
  return /^(?:bar-|p2pmem-)/.test(fault.fault);
}

interface Words {
  readonly code: LanguageCode;
  /** Where; the address, id or property that is wrong. */
  readonly range: TextRange;
  /** "expected …; do …", without the quoted text before it. */
  readonly text: string;
  readonly related?: { readonly origin: number; readonly message: string };
  /** The address that was meant. */
  readonly replacement?: string;
}

/** null: the fault is one of a declaration that is gone, which cannot be. */
export function wordFault(
  fault: EnumerationFault,
  declarations: readonly Declaration[],
  textOf: (file: string, range: TextRange) => string,
): LanguageFinding | null {
  const declaration = declarations[fault.origin];
  if (declaration === undefined) return null;
  const words = wordsOf(fault, declaration, (origin) => nameOf(declarations[origin]));
  const quoted = textOf(declaration.file, words.range);
  const related =
    words.related === undefined ? null : relatedTo(declarations[words.related.origin], words.related.message);
  return {
    code: words.code,
    file: declaration.file,
    range: words.range,
    message: `\`${quoted}\`: ${words.text}`,
    related: related === null ? [] : [related],
    ...(words.replacement === undefined ? {} : { replacement: { range: words.range, text: words.replacement } }),
  };
}

function wordsOf(fault: EnumerationFault, declaration: Declaration, name: (origin: number) => string): Words {
  const range = placeOf(declaration);
  switch (fault.fault) {
    case 'root-bus-taken': {
      const text = `expected a root bus of its own, found ${formatBus(fault.domain, fault.bus)}, that of ${name(fault.by)}; give another one after \`@\``;
      return {
        code: 'host-bridge-bus-taken',
        range,
        text,
        related: { origin: fault.by, message: 'the host bridge that has it' },
      };
    }
    case 'function-at-00.0-twice': {
      const text = `expected nothing said of 00.0 here, because ${name(fault.child)} stands there; take this out`;
      const at = (declaration.kind === 'host_bridge' ? declaration.syntax.id : null) ?? range;
      return {
        code: 'host-bridge-function-twice',
        range: at,
        text,
        related: { origin: fault.child, message: 'the function at 00.0' },
      };
    }
    case 'wrong-domain': {
      const domain = hexadecimal(fault.expected, 4);
      const text = `expected domain ${domain}, that of ${name(fault.hostBridge)}, found ${hexadecimal(fault.found, 4)}; write \`${domain}\` or move it`;
      return wrongBus(declaration, range, text, fault.hostBridge, 'its host bridge', { domain: fault.expected });
    }
    case 'wrong-root-bus': {
      const bus = hexadecimal(fault.expected, 2);
      const text = `expected bus ${bus}, the root bus of ${name(fault.hostBridge)}, found ${hexadecimal(fault.found, 2)}; write \`${bus}\` or move it`;
      return wrongBus(declaration, range, text, fault.hostBridge, 'its host bridge', { bus: fault.expected });
    }
    case 'siblings-disagree': {
      const bus = hexadecimal(fault.expected, 2);
      const text = `expected bus ${bus}, on which ${name(fault.sibling)} lies below the same bridge, found ${hexadecimal(fault.found, 2)}; write \`${bus}\` or move it`;
      return wrongBus(declaration, range, text, fault.sibling, `this names bus ${bus}`, { bus: fault.expected });
    }
    case 'bus-not-below-parent': {
      const bus = hexadecimal(fault.parentBus, 2);
      const text = `expected a bus above ${bus}, on which its bridge ${name(fault.parent)} lies, found ${hexadecimal(fault.found, 2)}; write a higher one`;
      return { code: 'address-wrong-bus', range, text, related: { origin: fault.parent, message: 'its bridge' } };
    }
    case 'bus-taken': {
      const span =
        fault.first === fault.last
          ? hexadecimal(fault.first, 2)
          : `${hexadecimal(fault.first, 2)}-${hexadecimal(fault.last, 2)}`;
      const text = `expected a bus that is free, found ${hexadecimal(fault.found, 2)}, but ${span} belongs to ${name(fault.by)}; write another one`;
      return { code: 'bus-taken', range, text, related: { origin: fault.by, message: `this has bus ${span}` } };
    }
    case 'buses-exhausted': {
      const text = `expected a bus number up to ${hexadecimal(fault.last, 2)} for this bridge, found none left; take bridges or virtual functions out, or use another domain`;
      return { code: 'bus-exhausted', range, text };
    }
    case 'address-out-of-range': {
      const text = 'expected a device up to 1f and a function up to 7; correct the address';
      return { code: 'address-range', range, text };
    }
    case 'address-taken': {
      const text = `expected an address that is free, found ${formatAddress(fault.address)}, that of ${name(fault.by)}; write another one`;
      return { code: 'address-taken', range, text, related: { origin: fault.by, message: 'the function that has it' } };
    }
    case 'bus-full': {
      const text = `expected an address on bus ${hexadecimal(fault.bus, 2)}, found all 256 taken; move it to another bridge`;
      return { code: 'bus-exhausted', range, text };
    }
    case 'children-of-endpoint':
      return childrenWords(declaration, range);
    case 'virtual-functions-beyond-bus': {
      const text = `expected at most ${String(fault.placed)} virtual functions here, found ${String(fault.count)}: those behind bus ${hexadecimal(fault.last, 2)} have no address; lower the number`;
      return { code: 'vfs-beyond-bus', range: propertyRange(declaration, 'vfs') ?? range, text };
    }
    case 'virtual-function-address-taken': {
      const text = `expected a free address for vf${String(fault.virtualIndex)}, found ${formatAddress(fault.address)}, that of ${name(fault.by)}; change \`offset\`, \`stride\` or that address`;
      const at = propertyRange(declaration, 'vfs') ?? range;
      return {
        code: 'address-taken',
        range: at,
        text,
        related: { origin: fault.by, message: 'the function that has it' },
      };
    }
    default:
      return barWords(fault, declaration, range, name);
  }
}

type BarFault = Extract<EnumerationFault, { fault: `bar-${string}` | 'p2pmem-beyond-bar' }>;

function barWords(
  fault: BarFault,
  declaration: Declaration,
  range: TextRange,
  name: (origin: number) => string,
): Words {
  const bar = declaration.kind === 'bar' ? declaration.syntax : null;
  const size = bar?.size ?? range;
  const at = bar?.at ?? range;
  switch (fault.fault) {
    case 'bar-size': {
      const text = 'expected a power of two of at least 16 bytes; write the size that `lspci -v` prints';
      return { code: 'bar-size', range: size, text };
    }
    case 'bar-misaligned': {
      const text = `expected an address that is a multiple of the size ${sizeText(fault.size)}; write \`${hex(alignedAddress(fault.at, fault.size))}\` or correct the size`;
      return { code: 'bar-address', range: at, text };
    }
    case 'bar-beyond-64-bit': {
      const text = `expected a BAR that ends below 2^64, found ${hex(fault.size)} bytes from ${hex(fault.at)}; write a lower address`;
      return { code: 'bar-address', range: at, text };
    }
    case 'bar-overlap': {
      const text = `expected memory of its own, found it overlapping ${name(fault.by)}; write another address`;
      return {
        code: 'bar-overlap',
        range: at,
        text,
        related: { origin: fault.by, message: 'the BAR that it overlaps' },
      };
    }
    case 'bar-no-space': {
      const text = `expected room for ${sizeText(fault.size)}, found none; make it smaller or say where it lies with \`at\``;
      return { code: 'bar-no-room', range: size, text };
    }
    case 'p2pmem-beyond-bar': {
      const end = fault.offset + (fault.size ?? 0n);
      const text = `expected memory inside of the BAR's ${sizeText(fault.barSize)}, found it reaching to ${sizeText(end)}; lower its size or offset`;
      const p2pmem = bar?.p2pmem;
      return { code: 'p2pmem-beyond-bar', range: p2pmem?.offset ?? p2pmem?.size ?? p2pmem?.keyword ?? range, text };
    }
  }
}

function childrenWords(declaration: Declaration, range: TextRange): Words {
  const members = declaration.kind === 'function' ? (declaration.syntax.block?.members ?? []) : [];
  const child = members.find((member) => member.kind === 'function');
  const text = `expected no functions in ${describeOne(declaration)}, which is an endpoint; move this out of it, or make that a \`pci_bridge\``;
  return { code: 'endpoint-children', range: child?.keyword ?? range, text };
}

function wrongBus(
  declaration: Declaration,
  range: TextRange,
  text: string,
  origin: number,
  message: string,
  part: Partial<PartialAddress>,
): Words {
  const address = declaration.kind === 'function' ? (declaration.syntax.address?.value ?? null) : null;
  const words: Words = { code: 'address-wrong-bus', range, text, related: { origin, message } };
  return address === null ? words : { ...words, replacement: formatPartial({ ...address, ...part }) };
}

function formatPartial(address: PartialAddress): string {
  const domain = address.domain === null ? '' : `${hexadecimal(address.domain, 4)}:`;
  const bus = address.bus === null ? '' : `${hexadecimal(address.bus, 2)}:`;
  return `${domain}${bus}${hexadecimal(address.device, 2)}.${String(address.function)}`;
}

/** The address if there is one, else the name, else the word that opens the declaration. */
function placeOf(declaration: Declaration): TextRange {
  const { syntax } = declaration;
  const address = syntax.kind === 'function' ? syntax.address : syntax.kind === 'host_bridge' ? syntax.bus : null;
  return address ?? declaration.nameRange ?? syntax.keyword;
}

function propertyRange(declaration: Declaration, kind: 'vfs'): TextRange | null {
  const members = declaration.kind === 'function' ? (declaration.syntax.block?.members ?? []) : [];
  return members.find((member) => member.kind === kind) ?? null;
}

function nameOf(declaration: Declaration | undefined): string {
  if (declaration === undefined) return 'another one';
  if (declaration.kind === 'bar') return `BAR ${String(declaration.syntax.number.value ?? '')}`;
  return declaration.name === null ? describeOne(declaration) : `\`${declaration.name}\``;
}

function relatedTo(declaration: Declaration | undefined, message: string): RelatedInformation | null {
  return declaration === undefined ? null : { file: declaration.file, range: placeOf(declaration), message };
}

function hexadecimal(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

function hex(value: bigint): string {
  return `0x${value.toString(16)}`;
}

/** The multiple of the size below the address; no BAR lies at 0. */
export function alignedAddress(at: bigint, size: bigint): bigint {
  const below = at - (at % size);
  return below === 0n ? size : below;
}
