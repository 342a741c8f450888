// Addresses that cannot be: the next free one on the same bus for one that is taken; where no bus can be told, the address
// without it, for enumeration to complete.

import type { PartialAddress } from '../../../core/pci/description';
import type { PciFunction } from '../../../core/pci/topology';
import type { Analysis } from '../../language/analysis';
import type { Declaration } from '../../language/declaration';
import type { Diagnostic } from '../../language/diagnostic';
import type { FunctionDeclaration } from '../device-edit';
import { baseEvaluation, contains } from '../places';
import type { FixKind, QuickFix } from './quick-fix';

export const freeAddress: FixKind = {
  codes: ['address-taken'],
  proved: 'by-analysis',
  propose: (analysis, diagnostic) => {
    const declaration = addressedAt(analysis, diagnostic);
    const address = declaration?.syntax.address?.value ?? null;
    if (declaration === null || address === null) return [];
    const isAlone = isBelowPort(analysis, declaration);
    const taken = takenBeside(analysis, declaration, diagnostic);
    const free = slots(address, isAlone).find((slot) => !taken.has(slot.device * 8 + slot.function));
    return free === undefined ? [] : [rewritten(diagnostic, free)];
  },
};

/** The functions below a port are those of one device; on any other bus the next one is another device. */
function slots(address: PartialAddress, isAlone: boolean): readonly PartialAddress[] {
  const functions = Array.from({ length: 8 }, (_, index) => ({ ...address, function: (address.function + index) % 8 }));
  if (isAlone) return functions;
  const devices = Array.from({ length: 32 }, (_, index) => ({ ...address, device: (address.device + index) % 32 }));
  return [...devices, ...functions];
}

/** Device and function of all others on the bus of the function that has the address already. */
function takenBeside(analysis: Analysis, own: FunctionDeclaration, diagnostic: Diagnostic): ReadonlySet<number> {
  const { functions } = baseEvaluation(analysis).machine.topology;
  const [first] = diagnostic.related;
  const other = analysis.declarations.find(
    (each) =>
      each.kind === 'function' && first !== undefined && each.file === first.file && isNear(each, first.range.start),
  );
  const found = functions.find(({ origin, virtualIndex }) => origin === (other ?? own).index && virtualIndex === null);
  const beside = functions.filter((each) => found !== undefined && each.origin !== own.index && isBeside(each, found));
  return new Set(beside.map(({ address }) => address.device * 8 + address.function));
}

function isBeside(one: PciFunction, { address }: PciFunction): boolean {
  return one.address.domain === address.domain && one.address.bus === address.bus;
}

function isNear({ nameRange, syntax }: Declaration, offset: number): boolean {
  const address = syntax.kind === 'function' ? syntax.address : null;
  return [address, nameRange, syntax.keyword].some((range) => range !== null && range.start === offset);
}

function isBelowPort({ declarations }: Analysis, { parent }: FunctionDeclaration): boolean {
  const holder = parent === null ? undefined : declarations[parent];
  return holder?.kind === 'function' && ['root_port', 'port'].includes(holder.syntax.functionKind ?? '');
}

export const openBus: FixKind = {
  codes: ['address-wrong-bus', 'bus-taken'],
  proved: 'by-analysis',
  propose: (analysis, diagnostic) => {
    const address = addressedAt(analysis, diagnostic)?.syntax.address?.value ?? null;
    if (address === null || address.bus === null || diagnostic.replacement !== undefined) return [];
    return [{ ...rewritten(diagnostic, { ...address, domain: null, bus: null }), preferred: false }];
  },
};

export const freeRootBus: FixKind = {
  codes: ['host-bridge-bus-taken'],
  proved: 'by-analysis',
  propose: (analysis, diagnostic) => {
    const { hostBridges } = baseEvaluation(analysis).machine.topology;
    const { file, range } = diagnostic;
    const own = analysis.declarations.find(
      (each) => each.kind === 'host_bridge' && each.file === file && each.syntax.bus?.start === range.start,
    );
    const others = hostBridges.filter(({ origin }) => origin !== own?.index);
    const domains = new Set(others.map(({ domain }) => domain));
    let domain = 0;
    while (domains.has(domain)) domain++;
    const newText = `${hexadecimal(domain, 4)}:00`;
    const title = `Make it the root bus ${newText}, of a domain of its own`;
    return [{ title, diagnostic, edits: [{ file, range, newText }], preferred: false, price: null }];
  },
};

export const fewerVirtualFunctions: FixKind = {
  codes: ['vfs-beyond-bus'],
  proved: 'by-analysis',
  propose: (analysis, diagnostic) => {
    const declaration = functionAt(analysis, diagnostic);
    const vfs = declaration?.syntax.block?.members.find((member) => member.kind === 'vfs');
    if (declaration === null || vfs === undefined) return [];
    const { functions } = baseEvaluation(analysis).machine.topology;
    const placed = functions.filter((each) => each.origin === declaration.index && each.virtualIndex !== null).length;
    if (placed === 0) return [];
    const edits = [
      { file: declaration.file, range: { start: vfs.count.start, end: vfs.count.end }, newText: String(placed) },
    ];
    return [{ title: `Keep the ${placed} that fit`, diagnostic, edits, preferred: true, price: null }];
  },
};

function rewritten(diagnostic: Diagnostic, address: PartialAddress): QuickFix {
  const domain = address.domain === null ? '' : `${hexadecimal(address.domain, 4)}:`;
  const bus = address.bus === null ? '' : `${hexadecimal(address.bus, 2)}:`;
  const newText = `${domain}${bus}${hexadecimal(address.device, 2)}.${address.function}`;
  const title = `Write the address ${newText}`;
  const { file, range } = diagnostic;
  return { title, diagnostic, edits: [{ file, range, newText }], preferred: true, price: null };
}

function addressedAt(analysis: Analysis, diagnostic: Diagnostic): FunctionDeclaration | null {
  const found = functionAt(analysis, diagnostic);
  return found?.syntax.address?.start === diagnostic.range.start ? found : null;
}

/** The innermost one. */
function functionAt({ declarations }: Analysis, { file, range }: Diagnostic): FunctionDeclaration | null {
  const around = declarations.filter(
    (each): each is FunctionDeclaration =>
      each.kind === 'function' && each.file === file && contains(each.range, range.start),
  );
  return around.at(-1) ?? null;
}

function hexadecimal(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
