// Names of PCI vendors and devices, read from the compact text that scripts/refresh-pci-ids.mjs makes of `pci.ids`. The
// devices of a vendor are read when they are asked for: 20,000 that nobody asks about would cost the first hover.

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
  const [head = '', vendorLines = '', nameLines = '', stepLines = ''] = text.split('\n\f\n');
  const vendors = readVendors(linesOf(vendorLines), linesOf(stepLines));
  const byId = new Map(vendors.map((vendor) => [vendor.id, vendor]));
  const deviceNames = linesOf(nameLines);
  const known = new Map<number, Devices>();
  const devicesOf = (id: number): Devices => {
    const found = known.get(id) ?? readDevices(byId.get(id)?.steps ?? [], byId.get(id)?.firstName ?? 0, deviceNames);
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
  /** One for each device. */
  readonly steps: readonly string[];
  /** Where the names of its devices begin. */
  readonly firstName: number;
}

/** A line is `step TAB name`; the steps of its devices are in the line of the same number. */
function readVendors(lines: readonly string[], stepLines: readonly string[]): readonly Vendor[] {
  let id = -1;
  let firstName = 0;
  return lines.map((line, index) => {
    const tab = line.indexOf('\t');
    id += readStep(line.slice(0, tab));
    const steps = stepLines[index] ? stepLines[index].split(',') : [];
    const vendor = { id, name: line.slice(tab + 1), steps, firstName };
    firstName += steps.length;
    return vendor;
  });
}

interface Devices {
  readonly list: readonly NumberedName[];
  readonly names: ReadonlyMap<number, string>;
}

function readDevices(steps: readonly string[], firstName: number, names: readonly string[]): Devices {
  let id = -1;
  const list = steps.map((step, index): NumberedName => {
    id += readStep(step);
    return { id, name: names[firstName + index] ?? '' };
  });
  return { list, names: new Map(list.map((device) => [device.id, device.name])) };
}

function linesOf(section: string): readonly string[] {
  return section === '' ? [] : section.split('\n');
}

function readStep(step: string): number {
  return step === '' ? 1 : parseInt(step, 16);
}
