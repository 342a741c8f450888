// What each kernel version changed in drivers/pci/p2pdma.c and in the ACS part of drivers/pci/pci.c, oldest first. A
// version's rules are those of 4.20 with every change that has arrived laid over them; a new version is one new entry.

import type { Arrival } from './release';
import { hasArrived } from './release';
import type { AcsRules, P2pdmaRules, RedirectRule } from './version';
import { whitelistAt } from './whitelist';

interface Change extends Arrival {
  readonly p2pdma?: Partial<Omit<P2pdmaRules, 'whitelist'>>;
  readonly acs?: Partial<AcsRules>;
}

const REDIRECT_BITS = 0x04 | 0x08 | 0x20;

/** 4.20 to 7.3: any of RR, CR and EC, wherever the function stands on the path. */
const anyRedirectBit: RedirectRule = (control) => (control & REDIRECT_BITS) !== 0;

const HINT = 'to disable ACS redirect for this path, add the kernel parameter: pci=disable_acs_redir=%s';

const NOT_A_PCI_DEVICE = 'cannot be used for peer-to-peer DMA as it is not a PCI device';

const FIRST_P2PDMA: Omit<P2pdmaRules, 'whitelist'> = {
  requires64Bit: false,
  redirectOnPath: 'refused',
  noCommonBridge: 'refused',
  rootComplexDistance: 0,
  virtualClient: 'ignored',
  representative: 'function-at-00.0',
  cpus: [],
  redirects: anyRedirectBit,
  listBuffer: 'page',
  messages: {
    redirect: 'cannot be used for peer-to-peer DMA as ACS redirect is set between the client and provider (%s)',
    hint: HINT,
    refused: 'cannot be used for peer-to-peer DMA as the client and provider (%s) do not share an upstream bridge',
    notListed: null,
    notListedOnQuietQueries: false,
    virtualDma: null,
    notPciDevice: NOT_A_PCI_DEVICE,
  },
};

const FIRST_ACS: AcsRules = {
  disableAcsRedir: 'default',
  configAcs: 'none',
  idtSourceValidationRemoved: false,
  messages: {
    disabled: 'disabled ACS redirect',
    noCapability: 'cannot disable ACS redirect for this hardware as it does not have ACS capabilities',
    unparsable: "PCI: Can't parse disable_acs_redir parameter: %s",
  },
};

const MESSAGES_5_4: P2pdmaRules['messages'] = {
  redirect: 'ACS redirect is set between the client and provider (%s)',
  hint: HINT,
  refused:
    'cannot be used for peer-to-peer DMA as the client and provider (%s) do not share an upstream bridge or whitelisted host bridge',
  notListed: null,
  notListedOnQuietQueries: false,
  virtualDma: 'cannot be used for peer-to-peer DMA because the driver makes use of dma_virt_ops',
  notPciDevice: NOT_A_PCI_DEVICE,
};

const MESSAGES_5_11: P2pdmaRules['messages'] = { ...MESSAGES_5_4, virtualDma: NOT_A_PCI_DEVICE };

const CHANGES: readonly Change[] = [
  // "Allow P2P DMA between any devices under AMD ZEN Root Complex"
  { since: '5.2', p2pdma: { noCommonBridge: 'zen-root-complex', rootComplexDistance: 0x1000 } },
  {
    since: '5.3',
    p2pdma: {
      virtualClient: 'refused',
      messages: { ...FIRST_P2PDMA.messages, virtualDma: MESSAGES_5_4.virtualDma },
    },
  },
  // "Whitelist some Intel host bridges" and the map types
  {
    since: '5.4',
    p2pdma: {
      redirectOnPath: 'through-host-bridge',
      noCommonBridge: 'host-bridge',
      rootComplexDistance: 0,
      messages: MESSAGES_5_4,
    },
  },
  // "Allow P2PDMA on AMD Zen and newer CPUs"
  { since: '5.9', p2pdma: { cpus: [{ vendor: 'amd', minimumFamily: 0x17 }] } },
  // dma_virt_ops are gone; the dma_device of software RDMA is no PCI device.
  { since: '5.11', p2pdma: { virtualClient: 'not-a-pci-device', messages: MESSAGES_5_11 } },
  // The stable version of 5.4 is the one released together with 5.10.70.
  { since: '5.14', stable: ['5.10.70', '5.4.150'], p2pdma: { representative: 'first-if-00.0' } },
  // "Simplify distance calculation" and the clean-up series
  {
    since: '5.14',
    p2pdma: {
      listBuffer: 128,
      messages: {
        ...MESSAGES_5_11,
        notListed: 'Host bridge not in P2PDMA whitelist: %s',
        notListedOnQuietQueries: true,
      },
    },
  },
  { since: '5.19', p2pdma: { representative: 'first-if-00.0-or-root-port' } },
  // The series "DMA Mapping P2PDMA Pages": PCI_P2PDMA depends on 64BIT.
  { since: '6.0', p2pdma: { requires64Bit: true } },
  // "PCI: Extend ACS configurability"
  {
    since: '6.11',
    acs: {
      disableAcsRedir: 'broken',
      configAcs: 'broken',
      messages: {
        disabled: 'Configured ACS to %s',
        noCapability: null,
        unparsable: "PCI: Can't parse ACS command line parameter",
      },
    },
  },
  // "PCI/ACS: Fix 'pci=config_acs=' parameter"
  { since: '6.15', stable: ['6.12.25'], acs: { disableAcsRedir: 'firmware', configAcs: 'list' } },
  { since: '7.0', acs: { idtSourceValidationRemoved: true } },
];

/** The rules of the version at this place in the order of releases. */
export function rulesAt(order: number): { readonly p2pdma: P2pdmaRules; readonly acs: AcsRules } {
  const arrived = CHANGES.filter((change) => hasArrived(order, change));
  const p2pdma = arrived.reduce((rules, change) => ({ ...rules, ...change.p2pdma }), FIRST_P2PDMA);
  const acs = arrived.reduce((rules, change) => ({ ...rules, ...change.acs }), FIRST_ACS);
  return { p2pdma: { ...p2pdma, whitelist: whitelistAt(order) }, acs };
}
