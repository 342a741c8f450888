// Which function PCI Express puts where. The kernel's walk does not look at port types, so another placement is a warning;
// what an endpoint holds is an error, and enumeration reports it.

import type { FunctionKind } from '../../core/pci/description';
import type { Sink } from './finding';
import { ENDPOINT_KINDS } from './keywords';
import { listOf } from './piece';
import type { ParsedFile } from './parser';
import type { FunctionSyntax, HostBridgeSyntax } from './tree';

type Holder = 'host_bridge' | 'root_port' | 'port' | 'switch';

const BELOW_A_PORT: readonly FunctionKind[] = ['switch', 'pci_bridge', ...ENDPOINT_KINDS];

/** A `pci_bridge` holds anything. */
const HOLDS: Readonly<Record<Holder, readonly FunctionKind[]>> = {
  host_bridge: ['root_port', 'pci_bridge', ...ENDPOINT_KINDS],
  root_port: BELOW_A_PORT,
  port: BELOW_A_PORT,
  switch: ['port'],
};

const ADVICE: Readonly<Record<Holder, string>> = {
  host_bridge: 'put it below a `root_port`, or make it one',
  root_port: 'a downstream `port` stands in a `switch`, a `root_port` in a `host_bridge`',
  port: 'a downstream `port` stands in a `switch`, a `root_port` in a `host_bridge`',
  switch: 'put it in a `port` of the switch, or beside the switch',
};

export function checkContainment(file: ParsedFile, holder: HostBridgeSyntax | FunctionSyntax, report: Sink): void {
  const kind = holder.kind === 'host_bridge' ? 'host_bridge' : holder.functionKind;
  if (kind !== 'host_bridge' && kind !== 'root_port' && kind !== 'port' && kind !== 'switch') return;
  for (const member of holder.block?.members ?? []) {
    if (member.kind !== 'function' || member.functionKind === null || HOLDS[kind].includes(member.functionKind)) {
      continue;
    }
    report({
      code: 'containment',
      file: file.uri,
      range: member.keyword,
      message: `\`${member.functionKind}\`: expected ${listOf(HOLDS[kind])} in a \`${kind}\`; ${ADVICE[kind]}`,
    });
  }
}
