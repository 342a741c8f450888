// The machine that the protocol tests talk about: two drives and a NIC below one switch, with and without a fault.

export const MACHINE = `kernel 6.15
cpu    intel
iommu  on

host_bridge pci0 @ 0000:00 [8086:4c43] {
  root_port @ 00:01.0 {
    switch sw0 @ 01:00.0 {
      port @ 02:00.0 { nvme nvme0 @ 03:00.0 { bar 4 512MiB p2pmem } }
      port @ 02:01.0 { nic mlx0 }
    }
  }
}
`;

/** The two ports redirect and 8086:4c43 is not listed, so the kernel refuses the pair: the assertion does not hold. */
export const WRONG = `${MACHINE}\npair nvme0 -> mlx0 = bus_addr\n`;

/** What the kernel itself proposes in its log makes it hold. */
export const RIGHT = `cmdline "pci=disable_acs_redir=0000:02:00.0;0000:02:01.0"\n${WRONG}`;
