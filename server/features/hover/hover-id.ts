// The names of PCI ids in a hover, with the date of the list that has them: an id that is not in it says nothing.

import type { PciId } from '../../../core/pci/id';
import { text } from '../markdown';
import type { PciNames } from '../pci-names';

/** One paragraph, or none. The second id is the subsystem's: of it the vendor alone is listed. */
export function idNames(
  names: PciNames | null,
  [id, subsystem = null]: readonly [id: PciId | null, subsystem?: PciId | null],
): readonly string[] {
  if (names === null || id === null) return [];
  const vendor = names.vendor(id.vendor);
  if (vendor === null) return [];
  const device = names.device(id.vendor, id.device);
  const board = subsystem === null || subsystem.vendor === id.vendor ? null : names.vendor(subsystem.vendor);
  const words = [vendor, device, board === null ? null : `subsystem of ${board}`].filter((each) => each !== null);
  return [`${words.map(text).join(' · ')} *(pci.ids ${names.date})*`];
}
