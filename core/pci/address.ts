// A PCI function's address, domain:bus:device.function, and how lspci and the kernel print it.
// The domain may need more than four hexadecimal digits (a VMD controller starts at 10000).

/** domain 0…0x7fffffff, bus 0…255, device 0…31, function 0…7. */
export interface PciAddress {
  readonly domain: number;
  readonly bus: number;
  readonly device: number;
  readonly function: number;
}

/** `0000:03:00.0`, as `pci_name()` prints it: at least four digits of domain, two of bus and device, one of function. */
export function formatAddress(address: PciAddress): string {
  return `${formatBus(address.domain, address.bus)}:${hexadecimal(address.device, 2)}.${address.function}`;
}

/** `0000:40`, the name of a root bus. */
export function formatBus(domain: number, bus: number): string {
  return `${hexadecimal(domain, 4)}:${hexadecimal(bus, 2)}`;
}

/** Device and function in one number, as the kernel keeps them: device << 3 | function. */
export function deviceFunction(address: PciAddress): number {
  return (address.device << 3) | address.function;
}

function hexadecimal(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
