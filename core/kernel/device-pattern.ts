// How `disable_acs_redir=` and `config_acs=` name devices: by address, with or without the way down to it, or by id
// (the format `<pci_dev>` of Documentation/admin-guide/kernel-parameters.txt, as pci_dev_str_match() reads it).

import { deviceFunction } from '../pci/address';
import type { PciFunction, Topology } from '../pci/topology';

export type DevicePattern =
  /** `[domain:]bus:device.function[/device.function]*`: the topmost function, then the way down to the one meant. */
  | {
      readonly kind: 'path';
      readonly domain: number;
      readonly bus: number;
      /** devfn numbers (device << 3 | function); the last one is the function meant. */
      readonly path: readonly number[];
    }
  /** `pci:vendor:device[:subvendor:subdevice]`, 0 = any. */
  | {
      readonly kind: 'id';
      readonly vendor: number;
      readonly device: number;
      readonly subvendor: number;
      readonly subdevice: number;
    }
  | { readonly kind: 'unparsable'; readonly reason: UnparsableReason };

/** cut: the beginning of an address, as the kernel's 128-byte hint ends; malformed anywhere else. */
export type UnparsableReason = 'wildcard' | 'cut' | 'empty' | 'malformed';

export interface ParsedPattern {
  readonly pattern: DevicePattern;
  /** Characters of the text that were read; less than all only behind an id. */
  readonly length: number;
}

const NUMBER = '((?:0[xX])?[0-9a-fA-F]+)';
const ID = new RegExp(`^pci:${NUMBER}:${NUMBER}(?::${NUMBER}:${NUMBER})?`);
const ADDRESS = new RegExp(`^(?:${NUMBER}:)?${NUMBER}:${NUMBER}\\.${NUMBER}$`);
const STEP = new RegExp(`^${NUMBER}\\.${NUMBER}$`);
const CUT_ADDRESS = /^[0-9a-f]{1,8}(?::[0-9a-f]{0,2}(?::[0-9a-f]{0,2}\.?)?)?$/i;

/**
 * One entry without its flags; never fails: what the kernel answers with EINVAL is `unparsable`. `endsHint`: it stands where
 * a copied hint would end.
 */
export function parseDevicePattern(text: string, endsHint: boolean): ParsedPattern {
  if (text.startsWith('pci:')) return parseId(text);
  const [address, ...steps] = text.split('/');
  const first = ADDRESS.exec(address ?? '');
  const rest = steps.map((step) => STEP.exec(step));
  if (first === null || rest.includes(null)) return unparsable(text, endsHint);
  const path = [devfn(first[3], first[4]), ...rest.map((step) => devfn(step?.[1], step?.[2]))];
  return {
    pattern: { kind: 'path', domain: hexadecimal(first[1]), bus: hexadecimal(first[2]), path },
    length: text.length,
  };
}

function parseId(text: string): ParsedPattern {
  const match = ID.exec(text);
  if (match === null) return unparsable(text, false);
  const [vendor, device, subvendor, subdevice] = match.slice(1).map((part) => hexadecimal(part) & 0xffff);
  return {
    pattern: {
      kind: 'id',
      vendor: vendor ?? 0,
      device: device ?? 0,
      subvendor: subvendor ?? 0,
      subdevice: subdevice ?? 0,
    },
    length: match[0].length,
  };
}

function unparsable(text: string, endsHint: boolean): ParsedPattern {
  return { pattern: { kind: 'unparsable', reason: unparsableReason(text, endsHint) }, length: text.length };
}

function unparsableReason(text: string, endsHint: boolean): UnparsableReason {
  if (text === '') return 'empty';
  if (text.includes('*')) return 'wildcard';
  return endsHint && CUT_ADDRESS.test(text) ? 'cut' : 'malformed';
}

function hexadecimal(text: string | undefined): number {
  return text === undefined ? 0 : Number.parseInt(text, 16);
}

function devfn(device: string | undefined, fn: string | undefined): number {
  return ((hexadecimal(device) & 0x1f) << 3) | (hexadecimal(fn) & 0x7);
}

/** Whether the pattern names the function; `unknown` where that hinges on an id that is not known. */
export function matchesDevice(pattern: DevicePattern, device: PciFunction, topology: Topology): boolean | 'unknown' {
  if (pattern.kind === 'unparsable') return false;
  return pattern.kind === 'id' ? matchesId(pattern, device) : matchesPath(pattern, device, topology);
}

function matchesId(pattern: DevicePattern & { kind: 'id' }, device: PciFunction): boolean | 'unknown' {
  const { id, subsystemId } = device;
  const isOther =
    (id !== null && (differs(pattern.vendor, id.vendor) || differs(pattern.device, id.device))) ||
    (subsystemId !== null &&
      (differs(pattern.subvendor, subsystemId.vendor) || differs(pattern.subdevice, subsystemId.device)));
  if (isOther) return false;
  const asksId = pattern.vendor !== 0 || pattern.device !== 0;
  const asksSubsystem = pattern.subvendor !== 0 || pattern.subdevice !== 0;
  return (asksId && id === null) || (asksSubsystem && subsystemId === null) ? 'unknown' : true;
}

/** 0 in an entry stands for anything. */
function differs(wanted: number, found: number): boolean {
  return wanted !== 0 && wanted !== found;
}

/** The last step must be the function itself, the one before it its upstream bridge, and so on up to the address. */
function matchesPath(pattern: DevicePattern & { kind: 'path' }, device: PciFunction, topology: Topology): boolean {
  let current: PciFunction | null = device;
  for (let step = pattern.path.length - 1; step >= 0; step -= 1) {
    if (current === null || deviceFunction(current.address) !== pattern.path[step]) return false;
    if (step === 0) return current.address.bus === pattern.bus && current.address.domain === pattern.domain;
    current = current.upstreamBridge === null ? null : (topology.functions[current.upstreamBridge] ?? null);
  }
  return false;
}
