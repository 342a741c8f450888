// Behind what has no address in the text: the one that the kernel's scan would give it.

import type { Machine } from '../../../core/machine';
import { formatAddress, formatBus } from '../../../core/pci/address';
import type { Analysis } from '../../language/analysis';
import type { Declaration } from '../../language/declaration';
import type { InlayHint } from './inlay-hint';
import { baseEvaluation, functionOf, hostBridgeOf } from '../places';

/** null: the address is written, or the declaration has none. */
export function addressHint(analysis: Analysis, declaration: Declaration): InlayHint | null {
  const label = assignedAddress(baseEvaluation(analysis).machine, declaration);
  if (label === null) return null;
  const offset = (declaration.nameRange ?? declaration.syntax.keyword).end;
  return { kind: 'address', offset, parts: [{ label, target: null }], key: `address ${declaration.index}` };
}

function assignedAddress(machine: Machine, declaration: Declaration): string | null {
  if (declaration.kind === 'function' && declaration.syntax.address === null) {
    const found = functionOf(machine, declaration.index, null);
    return found === null ? null : `@ ${formatAddress(found.address)}`;
  }
  if (declaration.kind === 'host_bridge' && declaration.syntax.bus === null) {
    const found = hostBridgeOf(machine, declaration.index);
    return found === null ? null : `@ ${formatBus(found.domain, found.bus)}`;
  }
  return null;
}
