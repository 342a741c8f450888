// Which commit of the kernel brought the rule that decided, by its subject: a reader who doubts a verdict finds the change in
// the kernel's own history. Where the model has no subject, nothing is said.

import { parseRelease, releaseOrder } from '../../../core/kernel/release';
import type { Machine } from '../../../core/machine';
import type { Rule, Verdict } from '../../../core/p2pdma/verdict';
import { representativeIds } from './reason';
import { listedSince } from './releases';

export interface RuleCommit {
  /** The first release that has it. */
  readonly since: string;
  readonly subject: string;
}

const FIRST: RuleCommit = { since: '4.20', subject: 'PCI/P2PDMA: Support peer-to-peer memory' };
const ZEN: RuleCommit = {
  since: '5.2',
  subject: 'PCI/P2PDMA: Allow P2P DMA between any devices under AMD ZEN Root Complex',
};
const INTEL: RuleCommit = { since: '5.4', subject: 'PCI/P2PDMA: Whitelist some Intel host bridges' };
const REDIRECTED: RuleCommit = { since: '5.4', subject: 'PCI/P2PDMA: Apply host bridge whitelist for ACS' };

/** Oldest first; the last that has arrived counts. What the list says of one id: LISTINGS. */
const RULES: Readonly<Record<Rule, readonly RuleCommit[]>> = {
  'common-bridge': [FIRST],
  'acs-redirect': [FIRST],
  'no-common-bridge': [FIRST, ZEN],
  'root-complex': [ZEN],
  cpu: [{ since: '5.9', subject: 'PCI/P2PDMA: Allow P2PDMA on AMD Zen and newer CPUs' }],
  whitelist: [],
  'whitelist-same-host-bridge': [],
  'not-listed': [INTEL],
  'same-host-bridge-only': [INTEL],
  'no-representative': [
    INTEL,
    { since: '5.14', subject: 'PCI/P2PDMA: Avoid pci_get_slot(), which may sleep' },
    { since: '5.19', subject: 'PCI/P2PDMA: Whitelist Intel Skylake-E Root Ports at any devfn' },
  ],
  'virtual-dma': [
    { since: '5.3', subject: 'PCI/P2PDMA: Fix missing check for dma_virt_ops' },
    { since: '5.11', subject: 'PCI/P2PDMA: Remove the DMA_VIRT_OPS hacks' },
  ],
  architecture: [],
  unknown: [],
};

/** By the release that first lists the id. */
const LISTINGS: readonly RuleCommit[] = [
  ZEN,
  INTEL,
  { since: '5.6', subject: 'PCI/P2PDMA: Add Intel SkyLake-E to the whitelist' },
  { since: '5.7', subject: 'PCI/P2PDMA: Add Intel Sky Lake-E Root Ports B, C, D to the whitelist' },
  { since: '5.18', subject: 'PCI/P2PDMA: Add Intel 3rd Gen Intel Xeon Scalable Processors to whitelist' },
];

/** null: not known. */
export function ruleCommit(machine: Machine, verdict: Verdict): RuleCommit | null {
  if (verdict.rule === 'whitelist' || verdict.rule === 'whitelist-same-host-bridge') return listing(machine, verdict);
  if (verdict.rule === 'not-listed' && verdict.commonBridge !== null) return REDIRECTED;
  const { order } = machine.settings.kernel;
  return RULES[verdict.rule].filter(({ since }) => orderOf(since) <= order).at(-1) ?? null;
}

function listing(machine: Machine, verdict: Verdict): RuleCommit | null {
  const [id] = representativeIds(machine, verdict);
  const since = id === undefined ? null : listedSince(id);
  return LISTINGS.find((commit) => commit.since === since) ?? null;
}

function orderOf(label: string): number {
  const release = parseRelease(label);
  return release === null ? Number.POSITIVE_INFINITY : releaseOrder(release);
}
