// The words of the language, by the place where they open something. Completion, the grammar for editors, the parser's
// proposals and the list of reserved names are all taken from these tables.

import type { Architecture, CpuVendor, IommuMode } from '../../core/machine';
import type { FunctionKind } from '../../core/pci/description';
import type { Errno } from './tree';

export const SETTING_WORDS = ['kernel', 'arch', 'cpu', 'iommu', 'cmdline'] as const;
export const ENDPOINT_KINDS = ['nvme', 'nic', 'gpu', 'device'] as const satisfies readonly FunctionKind[];
export const BRIDGE_KINDS = ['root_port', 'switch', 'port', 'pci_bridge'] as const satisfies readonly FunctionKind[];
export const FUNCTION_KINDS: readonly FunctionKind[] = [...BRIDGE_KINDS, ...ENDPOINT_KINDS];
export const PROPERTY_WORDS = ['acs', 'bar', 'published', 'vfs', 'dma', 'bus_offset', 'numa'] as const;
export const QUERY_WORDS = ['pair', 'map', 'provider', 'nvmet'] as const;
export const DECLARATION_WORDS = ['include', 'host_bridge', 'sgl', 'scenario'] as const;

export const ARCHITECTURES: readonly Architecture[] = ['x86_64', 'i386', 'arm64', 'ppc64le', 'riscv64'];
export const CPU_VENDORS: readonly CpuVendor[] = ['intel', 'amd', 'hygon', 'zhaoxin', 'other'];
export const IOMMU_MODES: readonly IommuMode[] = ['off', 'passthrough', 'on'];
export const MAP_TYPES = ['bus_addr', 'thru_host_bridge', 'not_supported', 'supported'] as const;
export const ERRNOS: readonly Errno[] = ['EREMOTEIO', 'EINVAL', 'ENOMEM', 'EIO'];

export const VALUE_WORDS = ['none', 'auto', 'absent', 'off', 'on', 'supported'] as const;
/** Of later versions of the language. */
const PLANNED_WORDS = ['template', 'use', 'every', 'some'] as const;

/** Not to be used as a name. */
export const RESERVED: ReadonlySet<string> = new Set<string>([
  ...SETTING_WORDS,
  ...FUNCTION_KINDS,
  ...PROPERTY_WORDS,
  ...QUERY_WORDS,
  ...DECLARATION_WORDS,
  ...VALUE_WORDS,
  ...PLANNED_WORDS,
]);

/** Words that go on with what stands before them; a name may be one of them, a malformed value is none. */
export const CONTINUATIONS: ReadonlySet<string> = new Set([
  'family',
  'model',
  'firmware',
  'caps',
  'at',
  'p2pmem',
  'offset',
  'stride',
  'for',
  'ops',
  'mask',
  'max_segment',
  'boundary',
  'untrusted',
  'ram',
  'namespace',
]);
