// A Linux kernel version as a value: what it decides, in data. Algorithms read these fields and never compare version
// numbers, so a new kernel is one new entry in changes.ts. How a text such as `6.12.25` becomes a version: resolve.ts.

import type { WhitelistEntry } from './whitelist';

export interface KernelVersion {
  /** As a `.p2p` file writes it: `6.1`, `6.12.25`, `p2pdma_map_ops_v1`, `pci_p2pdma_next`. */
  readonly label: string;
  readonly kind: 'release' | 'stable' | 'series' | 'next';
  /** Ascending in the order of release; a posted series stands after the release it is based on. */
  readonly order: number;
  readonly p2pdma: P2pdmaRules;
  readonly acs: AcsRules;
}

/** drivers/pci/p2pdma.c of one version. */
export interface P2pdmaRules {
  /** Kconfig: PCI_P2PDMA depends on 64BIT. */
  readonly requires64Bit: boolean;
  /** Whether ACS redirect on a common path refuses the pair at once, or leaves the way through the host bridge. */
  readonly redirectOnPath: 'refused' | 'through-host-bridge';
  /** What a pair without a common bridge gets: nothing, AMD Zen's root complex without an IOMMU, or the host bridge rules. */
  readonly noCommonBridge: 'refused' | 'zen-root-complex' | 'host-bridge';
  /** Added to the distance through a root complex (5.2 and 5.3: 0x1000). */
  readonly rootComplexDistance: number;
  /**
   * What a client with software DMA (rxe, siw) gets before anything else is asked: nothing special; a refusal for its
   * dma_virt_ops; a refusal because the device that it names for DMA is no PCI device.
   */
  readonly virtualClient: 'ignored' | 'refused' | 'not-a-pci-device';
  /** Which function the whitelist is asked for: the one at 00.0, or the first of the root bus under a condition. */
  readonly representative: 'function-at-00.0' | 'first-if-00.0' | 'first-if-00.0-or-root-port';
  readonly whitelist: readonly WhitelistEntry[];
  /** CPUs on which everything through the host bridge is accepted (x86 only). */
  readonly cpus: readonly CpuRule[];
  readonly redirects: RedirectRule;
  /** Size in bytes of the buffer that collects the names for the `disable_acs_redir` hint. */
  readonly listBuffer: 'page' | number;
  readonly messages: MessageRules;
}

export interface CpuRule {
  readonly vendor: 'amd';
  readonly minimumFamily: number;
}

/** Where a function stands on the path: on the provider's side, the common bridge itself, or on the client's side. */
export type PathPosition = 'provider' | 'common' | 'client';

/** Whether a function with this ACS control word redirects peer-to-peer traffic; more bits never make it redirect less. */
export type RedirectRule = (control: number, position: PathPosition) => boolean;

/** What p2pdma.c prints about a pair. %s is filled in; null: this version prints no such line. */
export interface MessageRules {
  /** %s: the provider's address. */
  readonly redirect: string;
  /** %s: the list of names. */
  readonly hint: string;
  /** %s: the provider's address. */
  readonly refused: string;
  /** Printed about the representative, after a redirect on a common path only. %s: its id. */
  readonly notListed: string | null;
  /** Whether the line about the representative appears without being asked for warnings, too. */
  readonly notListedOnQuietQueries: boolean;
  /** About a client with software DMA, as virtualClient says. */
  readonly virtualDma: string | null;
  readonly notPciDevice: string;
}

/** drivers/pci/pci.c of one version: how the command line changes what firmware and the defaults left. */
export interface AcsRules {
  /**
   * default: the redirect bits are cleared in what the kernel's defaults gave.
   * broken: they take firmware's value, every other bit is written as 1.
   * firmware: all bits take firmware's value, the redirect bits cleared.
   */
  readonly disableAcsRedir: 'default' | 'broken' | 'firmware';
  /** none: the option is unknown; broken: as disableAcsRedir, and only the first entry is understood; list: works. */
  readonly configAcs: 'none' | 'broken' | 'list';
  /** Whether Source Validation is taken out of the capability of IDT switches where it does not work. */
  readonly idtSourceValidationRemoved: boolean;
  readonly messages: {
    /** After `disable_acs_redir=` was applied. %s: the control word, as `0x0011`. */
    readonly disabled: string;
    /** A function that `disable_acs_redir=` names has no ACS capability. */
    readonly noCapability: string | null;
    /** A list that cannot be parsed. %s: the whole list. */
    readonly unparsable: string;
  };
}

/** `text` with its one %s filled in. */
export function fillMessage(text: string, value: string): string {
  return text.replace('%s', () => value);
}
