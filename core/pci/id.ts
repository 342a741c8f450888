// A PCI vendor and device id, printed as `lspci -nn` prints it inside its brackets.

/** 16 bits each. */
export interface PciId {
  readonly vendor: number;
  readonly device: number;
}

/** `144d:a824`. */
export function formatId(id: PciId): string {
  return `${id.vendor.toString(16).padStart(4, '0')}:${id.device.toString(16).padStart(4, '0')}`;
}
