// What each opening word is for, in as many words as a row has room for; forms.ts says it in full.

import type { FormName } from './forms';

/** In a block of devices; elsewhere the same word opens something else. */
export const KIND_MEANINGS: Readonly<Record<string, string>> = {
  root_port: 'a port of the root complex',
  switch: 'upstream port of a PCIe switch',
  port: 'a downstream port of the switch',
  pci_bridge: 'a bridge to conventional PCI',
  nvme: 'an NVMe drive',
  nic: 'a network adapter',
  gpu: 'a graphics processor or accelerator',
  device: 'any other device',
};

export const FORM_MEANINGS: Readonly<Record<FormName, string>> = {
  kernel: 'the Linux version that decides',
  arch: 'the architecture of the kernel',
  cpu: 'the processor; it counts on x86',
  iommu: 'off, passthrough or on',
  cmdline: 'the kernel command line',
  include: 'another file of this machine',
  host_bridge: 'a root bus and everything below it',
  endpoint: 'a device',
  bridge: 'a bridge',
  acs: 'Access Control Services',
  acs_auto: 'ACS as this kernel computes it',
  acs_absent: 'no ACS capability',
  bar: 'a memory region of the device',
  published: 'other drivers may use its memory',
  vfs: 'SR-IOV virtual functions',
  dma: 'what it can do in DMA',
  ops: 'which DMA operations serve it',
  mask: 'the highest address it can reach',
  max_segment: 'the largest segment its driver takes',
  boundary: 'no segment crosses a multiple of it',
  untrusted: 'an external device',
  bus_offset: 'bus address minus physical address',
  numa: 'the NUMA node it belongs to',
  sgl: 'a scatterlist, for map',
  ram: 'pages of memory',
  p2pmem: 'peer-to-peer memory of a device',
  pair: 'may a client reach a provider?',
  map: 'a scatterlist mapped for a client',
  provider: 'whose memory would be chosen?',
  nvmet: 'a subsystem of the NVMe-oF target',
  nvmet_port: 'where the subsystem is reached',
  nvmet_namespace: 'a drive that the subsystem exports',
  scenario: 'the same machine, other settings',
};
