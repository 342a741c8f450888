// The worked example of the language reference, in the part that this slice evaluates.

export const WORKED_EXAMPLE = `/// NVMe-oF target: two CMB drives and a ConnectX below one Switchtec, a third drive on its own root port.
kernel  6.15
cpu     intel
iommu   on
cmdline "pci=disable_acs_redir=pci:11f8:4036"

host_bridge pci0 @ 0000:00 [8086:09a2] {
  root_port @ 00:01.0 [8086:352a] {              // root_port and port: \`acs auto\` unless said
    switch sw0 @ 01:00.0 [11f8:4036] {
      port @ 02:00.0 [11f8:4036] {
        nvme nvme0 @ 03:00.0 [144d:a824] {
          bar 4 512MiB p2pmem
          published
        }
      }
      port @ 02:01.0 [11f8:4036] {
        nvme nvme1 @ 04:00.0 [144d:a824] {
          bar 4 512MiB at 0x380000000000 p2pmem 256MiB offset 2MiB
          published
        }
      }
      port @ 02:02.0 [11f8:4036] {
        nic mlx0 @ 05:00.0 [15b3:101d]
      }
    }
  }
  root_port [8086:352b] {
    /// The spare drive.
    nvme nvme2 [144d:a824] {
      bar 4 512MiB p2pmem
      published
    }
  }
}

pair nvme0, nvme1 -> mlx0 = bus_addr
pair nvme2, nvme0 -> mlx0 = thru_host_bridge
pair mlx0 -> nvme2

scenario stock {                                 // without the parameter: redirected, but 09a2 is listed
  cmdline ""
  pair nvme0 -> mlx0 = thru_host_bridge
}
scenario before_listing {
  kernel 5.17
  cmdline ""
  pair nvme0 -> mlx0 = not_supported
}
`;
