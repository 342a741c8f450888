// Lines as `lspci -nn` and `lspci -vvv` print them, read for what the language has a word for. Only what a function says of
// itself counts: below `Capabilities:` a region is one of its virtual functions.

import { ACS_FLAGS, type AcsFlag } from '../../../core/pci/acs';
import type { FunctionKind } from '../../../core/pci/description';

export interface AcsLine {
  readonly register: 'capability' | 'control';
  readonly flags: readonly AcsFlag[];
}

export interface LspciRegion {
  readonly number: number;
  readonly size: bigint;
  /** null: unassigned, or not shown. */
  readonly at: bigint | null;
}

export interface LspciDevice {
  readonly kind: FunctionKind;
  /** As it stands: with its domain or without. */
  readonly address: string;
  /** `144d:a824` */
  readonly id: string | null;
  readonly subsystem: string | null;
  readonly regions: readonly LspciRegion[];
  readonly numaNode: string | null;
  readonly virtualFunctions: { readonly count: string; readonly offset: string; readonly stride: string } | null;
  readonly capability: readonly AcsFlag[] | null;
  readonly control: readonly AcsFlag[] | null;
  /** Whether its capabilities are shown, so that what is not among them is absent. */
  readonly showsCapabilities: boolean;
}

const ACS_LINE = /^\s*(ACSCap|ACSCtl):((?:\s+[A-Za-z]+[+-])+)\s*$/;

/** As `lspci` spells the flags, in the order of the register. */
const ACS_WORDS = ['SrcValid', 'TransBlk', 'ReqRedir', 'CmpltRedir', 'UpstreamFwd', 'EgressCtrl', 'DirectTrans'];

export function readAcsLine(line: string): AcsLine | null {
  const [, register, words] = ACS_LINE.exec(line) ?? [];
  if (register === undefined || words === undefined) return null;
  const written = words.trim().split(/\s+/);
  const flags = ACS_FLAGS.filter((_, index) => written.includes(`${ACS_WORDS[index] ?? ''}+`));
  return { register: register === 'ACSCap' ? 'capability' : 'control', flags };
}

const HEADER =
  /^\s*((?:[0-9a-f]{4,8}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7])\s+([^[\]{}:]+?)(?:\s+\[([0-9a-f]{4})\])?:\s+([^{}]*)$/;

export function isDeviceHeader(line: string): boolean {
  return !line.includes('//') && HEADER.test(line);
}

/**
 * The first line is the header. null: it is none, or what it heads has no word in the language (a host bridge). `unsaid`: what
 * a bridge is taken for whose capabilities are not shown.
 */
export function readDevice(lines: readonly string[], unsaid: FunctionKind = 'pci_bridge'): LspciDevice | null {
  const [head = '', ...details] = lines;
  const [, address, name, code, rest] = HEADER.exec(head) ?? [];
  if (address === undefined || name === undefined || rest === undefined) return null;
  const capabilities = details.findIndex((line) => /^\s*Capabilities:/.test(line));
  const own = capabilities < 0 ? details : details.slice(0, capabilities);
  const text = details.join('\n');
  const kind = kindOf(name, code ?? null, text, unsaid);
  if (kind === null) return null;
  const registers = details.flatMap((line) => readAcsLine(line) ?? []);
  return {
    kind,
    address,
    id: lastId(rest),
    subsystem: lastId(own.find((line) => /^\s*Subsystem:/.test(line)) ?? ''),
    regions: own.flatMap(readRegion),
    numaNode: /^\s*NUMA node:\s*([0-9]+)\s*$/m.exec(text)?.[1] ?? null,
    virtualFunctions: readVirtualFunctions(text),
    capability: registers.find(({ register }) => register === 'capability')?.flags ?? null,
    control: registers.find(({ register }) => register === 'control')?.flags ?? null,
    showsCapabilities: SHOWN_CAPABILITY.test(text),
  };
}

/** Class codes with `-nn`, the names of the classes without. */
const CLASSES: readonly (readonly [RegExp, RegExp, FunctionKind | 'bridge' | null])[] = [
  [/^0108$/, /^non-volatile memory controller$/i, 'nvme'],
  [/^02/, /^(?:ethernet|infiniband|network) controller$|^fabric controller$/i, 'nic'],
  [/^(?:03|12)/, /^(?:vga compatible|3d|display) controller$|^processing accelerators$/i, 'gpu'],
  [/^0604$/, /^pci bridge$/i, 'bridge'],
  [/^0600$/, /^host bridge$/i, null],
];

function kindOf(name: string, code: string | null, details: string, unsaid: FunctionKind): FunctionKind | null {
  const found = CLASSES.find(([codes, names]) => (code === null ? names.test(name) : codes.test(code)));
  const kind = found === undefined ? 'device' : found[2];
  if (kind !== 'bridge') return kind;
  if (/Express.*\bRoot Port\b/.test(details)) return 'root_port';
  if (/Express.*\bUpstream Port\b/.test(details)) return 'switch';
  if (/Express.*\bDownstream Port\b/.test(details)) return 'port';
  return SHOWN_CAPABILITY.test(details) ? 'pci_bridge' : unsaid;
}

const SHOWN_CAPABILITY = /^\s*Capabilities: \[/m;

function lastId(text: string): string | null {
  return [...text.matchAll(/\[([0-9a-f]{4}:[0-9a-f]{4})\]/g)].at(-1)?.[1] ?? null;
}

const UNIT: Readonly<Record<string, bigint>> = { '': 1n, K: 1n << 10n, M: 1n << 20n, G: 1n << 30n, T: 1n << 40n };

function readRegion(line: string): readonly LspciRegion[] {
  const match = /^\s*Region ([0-5]): Memory at (?:([0-9a-f]+)|<[a-z-]+>).*\[size=([0-9]+)([KMGT]?)\]/.exec(line);
  const [, number, at, size, unit] = match ?? [];
  if (number === undefined || size === undefined) return [];
  const bytes = BigInt(size) * (UNIT[unit ?? ''] ?? 1n);
  const address = at === undefined ? 0n : BigInt(`0x${at}`);
  return [{ number: Number(number), size: bytes, at: address === 0n ? null : address }];
}

function readVirtualFunctions(text: string): LspciDevice['virtualFunctions'] {
  const count = /Number of VFs: ([0-9]+)/.exec(text)?.[1];
  const [, offset, stride] = /VF offset: ([0-9]+), stride: ([0-9]+)/.exec(text) ?? [];
  if (count === undefined || count === '0' || offset === undefined || stride === undefined) return null;
  return { count, offset, stride };
}
