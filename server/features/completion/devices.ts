// What completion asks of declarations: which devices have memory, what a name is in one line, where a declaration of the
// tree has become a function.

import { formatAddress } from '../../../core/pci/address';
import { formatId } from '../../../core/pci/id';
import type { PciFunction } from '../../../core/pci/topology';
import type { Analysis } from '../../language/analysis';
import type { Declaration } from '../../language/declaration';
import type { BarSyntax, FunctionSyntax, MemberSyntax } from '../../language/tree';
import type { PciNames } from '../pci-names';
import { baseEvaluation, functionOf } from '../places';

export type Device = Declaration & { readonly kind: 'function'; readonly name: string };

export function isDevice(declaration: Declaration): declaration is Device {
  return declaration.kind === 'function' && declaration.name !== null;
}

/** Asked of every device of a file at each key: no lists are made on the way. */
export function hasMemory({ kind, syntax }: Declaration): boolean {
  return kind === 'function' && syntax.block !== null && syntax.block.members.some(isMemory);
}

function isMemory(member: MemberSyntax): boolean {
  return member.kind === 'bar' && member.p2pmem !== null;
}

export function isPublished({ syntax }: Device): boolean {
  return syntax.block?.members.some(({ kind }) => kind === 'published') ?? false;
}

export function barsOf(syntax: FunctionSyntax): readonly BarSyntax[] {
  return (syntax.block?.members ?? []).flatMap((member) => (member.kind === 'bar' ? [member] : []));
}

/** 0: it has none, or what it has was not understood. */
export function virtualFunctionsOf({ syntax }: Device): number {
  const vfs = syntax.block?.members.find((member) => member.kind === 'vfs');
  return vfs === undefined || vfs.faulty ? 0 : Number(vfs.count.value ?? 0n);
}

/** null: it has a fault and became no function. */
export function deviceFunctionOf(analysis: Analysis, device: Device): PciFunction | null {
  return functionOf(baseEvaluation(analysis).machine, device.index, null);
}

/** `nvme · 0000:03:00.0 · 144d:a824 Samsung … · p2pmem`. */
export function deviceDetail(analysis: Analysis, device: Device, names: PciNames | null): string {
  const found = deviceFunctionOf(analysis, device);
  const id = found?.id ?? device.syntax.id?.value ?? null;
  const known = id === null ? null : (names?.device(id.vendor, id.device) ?? names?.vendor(id.vendor) ?? null);
  return [
    device.syntax.functionKind ?? '',
    found === null ? '' : formatAddress(found.address),
    id === null ? '' : [formatId(id), known].filter((word) => word !== null).join(' '),
    hasMemory(device) ? 'p2pmem' : '',
  ]
    .filter((word) => word !== '')
    .join(' · ');
}
