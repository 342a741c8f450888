// Host bridges that the kernel lets peer-to-peer traffic cross, with the version of each entry's arrival: the table
// pci_p2pdma_whitelist of drivers/pci/p2pdma.c over all releases.

export interface WhitelistEntry {
  readonly vendor: number;
  /** null: any device of the vendor (7.1 and later). */
  readonly device: number | null;
  /** any: also across host bridges; unknown: queued, and its condition is not known yet. */
  readonly scope: 'any' | 'same-host-bridge' | 'unknown';
  readonly name: string;
}
