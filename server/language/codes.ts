// Every finding of the language itself, with its severity unless the user says otherwise. Findings that read a whole
// analysis are rules, one file each in rules/. A page in docs/rules belongs to every one of both.

import type { Severity } from './diagnostic';

export interface CodeDescription {
  readonly severity: Severity;
  /** What it says, in one line. */
  readonly meaning: string;
}

export const LANGUAGE_CODES = {
  syntax: { severity: 'error', meaning: 'The text does not follow the grammar.' },
  'include-missing': { severity: 'error', meaning: 'There is no file at the path of an `include`.' },
  'include-cycle': { severity: 'error', meaning: 'A file includes itself, directly or through others.' },
  'include-outside': { severity: 'error', meaning: 'The path of an `include` leaves the workspace folder.' },
  'include-depth': { severity: 'error', meaning: 'Files include each other more than 32 levels deep.' },
  'name-duplicate': { severity: 'error', meaning: 'A name is declared twice in one machine.' },
  'name-unknown': { severity: 'error', meaning: 'Nothing has this name.' },
  'name-kind': { severity: 'error', meaning: 'The name is that of something else than its place takes.' },
  'vf-unknown': { severity: 'error', meaning: 'The device has no virtual function of this number.' },
  'setting-duplicate': { severity: 'error', meaning: 'A setting stands twice in one machine or scenario.' },
  'kernel-too-old': { severity: 'error', meaning: 'The kernel is older than 4.20, which brought P2PDMA.' },
  'kernel-unknown': { severity: 'error', meaning: 'There is no such kernel version.' },
  'kernel-suffix': { severity: 'error', meaning: 'The kernel version carries a suffix as `uname -r` prints it.' },
  'kernel-newer': {
    severity: 'warning',
    meaning: 'The kernel is newer than the model knows; the newest rules are used.',
  },
  'property-duplicate': { severity: 'error', meaning: 'A property stands twice where it may stand once.' },
  'property-misplaced': { severity: 'error', meaning: 'A property stands on something that cannot have it.' },
  'published-without-p2pmem': { severity: 'error', meaning: 'A device publishes memory that it does not have.' },
  'acs-beyond-caps': { severity: 'error', meaning: 'ACS bits are said to be set that the capability does not have.' },
  'number-range': { severity: 'error', meaning: 'A number is out of the range of what it counts.' },
  'dma-mask': { severity: 'warning', meaning: 'A DMA mask is not one less than a power of two.' },
  containment: { severity: 'warning', meaning: 'A function stands where PCI Express does not put such a function.' },
  'endpoint-children': { severity: 'error', meaning: 'An endpoint holds functions.' },
  'host-bridge-bus-taken': { severity: 'error', meaning: 'Two host bridges have the same root bus.' },
  'host-bridge-function-twice': { severity: 'error', meaning: 'The function at 00.0 is described twice.' },
  'address-wrong-bus': {
    severity: 'error',
    meaning: 'An address does not lie on the bus that its place in the tree gives.',
  },
  'address-taken': { severity: 'error', meaning: 'Two functions have the same address.' },
  'address-range': { severity: 'error', meaning: 'A device number is above 1f, or a function number above 7.' },
  'bus-taken': { severity: 'error', meaning: 'A bus number belongs to another bridge.' },
  'bus-exhausted': { severity: 'error', meaning: 'No bus number or address is left.' },
  'vfs-beyond-bus': { severity: 'error', meaning: 'Virtual functions reach beyond the last bus.' },
  'bar-size': { severity: 'error', meaning: 'The size of a BAR is not a power of two, or too small.' },
  'bar-address': {
    severity: 'error',
    meaning: 'The address of a BAR is not aligned to its size, or ends above 64 bits.',
  },
  'bar-overlap': { severity: 'error', meaning: 'Two BARs overlap.' },
  'bar-no-room': { severity: 'error', meaning: 'There is no room left for a BAR.' },
  'p2pmem-beyond-bar': { severity: 'error', meaning: 'Peer-to-peer memory reaches beyond its BAR.' },
  'nvmet-incomplete': { severity: 'error', meaning: 'An NVMe-oF subsystem lacks a port or a namespace.' },
  'nvmet-duplicate': { severity: 'error', meaning: 'An NVMe-oF subsystem names a device twice.' },
  'pair-empty': { severity: 'warning', meaning: 'A `pair` asks nothing: a device is only paired with itself.' },
  'pair-too-many': { severity: 'error', meaning: 'A `pair` asks for more combinations than are evaluated.' },
  'query-too-large': { severity: 'error', meaning: 'A question asks for more than is evaluated.' },
  'findings-cut': { severity: 'error', meaning: 'There are more findings than are shown.' },
  'ignore-unused': { severity: 'warning', meaning: 'A suppression comment suppresses nothing.' },
  'ignore-malformed': { severity: 'warning', meaning: 'A suppression comment names no code or gives no reason.' },
} as const satisfies Readonly<Record<string, CodeDescription>>;

export type LanguageCode = keyof typeof LANGUAGE_CODES;
