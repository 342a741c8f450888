// The machine that the walkthrough opens: small enough to be read at a glance, and wrong in the one way that most machines
// are. Whoever follows the walkthrough sees an error, its proof and its repair.

export const EXAMPLE_MACHINE = `/// A drive and an adapter below one switch. May the adapter read the drive's memory directly?
kernel 6.15
cpu intel
iommu on

host_bridge pci0 @ 0000:00 [8086:1234] {
  root_port @ 00:01.0 {
    switch sw0 @ 01:00.0 {
      port @ 02:00.0 {
        nvme nvme0 @ 03:00.0 {
          bar 4 512MiB p2pmem
          published
        }
      }
      port @ 02:01.0 {
        nic mlx0 @ 04:00.0
      }
    }
  }
}

// With an IOMMU the kernel sets ACS redirect on the ports of the switch, so this does not hold.
// Put the cursor on it and press Ctrl+. (macOS: Cmd+.): the first fix is the kernel parameter that clears the bits.
pair nvme0 -> mlx0 = bus_addr
`;
