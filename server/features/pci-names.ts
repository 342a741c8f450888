// Names of PCI vendors and devices, read from the compact text that scripts/refresh-pci-ids.mjs makes of `pci.ids`. A vendor
// is taken apart when it is asked for: reading 20,000 devices that nobody asks about would cost the first hover.

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

/** A text that is no such list has no names; its date is empty. */
export function readPciNames(text: string): PciNames {
  const [head = '', ...blocks] = text.split('\n\t');
  const vendors = readVendors(blocks);
  const byId = new Map(vendors.map((vendor) => [vendor.id, vendor]));
  const known = new Map<number, Devices>();
  const devicesOf = (id: number): Devices => {
    const found = known.get(id) ?? readDevices(byId.get(id)?.block ?? '');
    known.set(id, found);
    return found;
  };
  return {
    date: /^pci\.ids (\d{4}-\d{2}-\d{2})$/.exec(head)?.[1] ?? '',
    vendor: (id) => byId.get(id)?.name ?? null,
    device: (vendor, device) => devicesOf(vendor).names.get(device) ?? null,
    vendors: () => vendors,
    devices: (vendor) => devicesOf(vendor).list,
  };
}

interface Vendor extends NumberedName {
  readonly block: string;
}

/** A block begins `step TAB name TAB`. */
function readVendors(blocks: readonly string[]): readonly Vendor[] {
  let id = -1;
  return blocks.map((block) => {
    const nameStart = block.indexOf('\t') + 1;
    id += readStep(block.slice(0, nameStart - 1));
    return { id, name: block.slice(nameStart, block.indexOf('\t', nameStart)), block };
  });
}

interface Devices {
  readonly list: readonly NumberedName[];
  readonly names: ReadonlyMap<number, string>;
}

function readDevices(block: string): Devices {
  const [head = '', ...names] = block.trimEnd().split('\n');
  const steps = head.slice(head.lastIndexOf('\t') + 1).split(',');
  let id = -1;
  const list = names.map((name, index): NumberedName => {
    id += readStep(steps[index] ?? '');
    return { id, name };
  });
  return { list, names: new Map(list.map((device) => [device.id, device.name])) };
}

function readStep(step: string): number {
  return step === '' ? 1 : parseInt(step, 16);
}
