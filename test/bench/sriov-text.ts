// The machine of the all-pairs benchmark: SR-IOV network cards on two sockets, half of them below a switch, half on root
// ports of their own. Every card brings its virtual functions, so that a few lines give thousands of endpoints.

/** `cards` even; each has `functions` endpoints, the physical function included (2 to 256: they share one bus). */
export function sriovText(cards: number, functions: number): string {
  const half = Math.ceil(cards / 2);
  const sockets = [0, 1].map((socket) => {
    const mine = Array.from({ length: half }, (_, index) => socket * half + index);
    return [
      `host_bridge pci${String(socket)} @ ${String(socket).padStart(4, '0')}:00 [8086:09a2] {`,
      `  numa ${String(socket)}`,
      '  root_port {',
      `    switch sw${String(socket)} [11f8:4036] {`,
      ...mine.slice(0, half / 2).map((card) => `      port { ${nic(card, functions)} }`),
      '    }',
      '  }',
      ...mine.slice(half / 2).map((card) => `  root_port { ${nic(card, functions)} }`),
      '}',
    ].join('\n');
  });
  return ['kernel 6.15', 'cpu intel', 'iommu on', ...sockets, ''].join('\n');
}

function nic(card: number, functions: number): string {
  return `nic mlx${String(card)} [15b3:101d] { bar 0 32MiB vfs ${String(functions - 1)} }`;
}
