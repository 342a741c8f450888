// One machine, and for each rule a command line or query that fires it and one that does not. Messages are written out:
// they are what users read. `fixed` says by hand what the preferred (or the only) fix makes of the text.

export interface RuleFixture {
  readonly code: string;
  readonly name: string;
  readonly text: string;
  /** The text under the squiggle; it stands once in `text`, or `nth` says which one is meant. */
  readonly underlined: string;
  readonly nth?: number;
  readonly message: string;
  /** Title of a fix, and the replacements that turn the text into the one after it; null: the rule has no fix. */
  readonly fix: { readonly title: string; readonly replaced: readonly (readonly [string, string])[] } | null;
  /** A near miss that does not fire it. */
  readonly quiet: string;
}

/** Two endpoints below one switch; with an IOMMU its ports 02:00.0 and 02:01.0 redirect. 8086:4c43 is on no list. */
export const TREE = `host_bridge pci0 @ 0000:00 [8086:4c43] {
  root_port @ 00:01.0 {
    switch sw0 @ 01:00.0 [11f8:4036] {
      port @ 02:00.0 [11f8:4036] { nvme nvme0 @ 03:00.0 }
      port @ 02:01.0 [11f8:4036] { nic mlx0 @ 04:00.0 }
    }
  }
}
`;

const PINNED = TREE.replace('nvme nvme0 @ 03:00.0 }', 'acs SV RR CR UF nvme nvme0 @ 03:00.0 }');
const PINNED_BOTH = PINNED.replace('{ nic', '{ acs none nic');
export const CLEAR = 'pci=disable_acs_redir=0000:02:00.0;0000:02:01.0';
const TWO_ROOT_PORTS = `host_bridge pci0 @ 0000:00 [8086:09a2] {
  root_port @ 00:01.0 { nvme nvme0 @ 01:00.0 }
  root_port @ 00:02.0 { nic mlx0 @ 02:00.0 }
}
`;

export function booted(commandLine: string, settings = 'iommu on'): string {
  return `${settings}\ncmdline "${commandLine}"\n${TREE}`;
}

/** Nine entries are the most that the kernel's hint holds. */
const NINE_PORTS = `pci=disable_acs_redir=${Array.from({ length: 9 }, (_, port) => `0000:02:0${port}.0`).join(';')}`;

function tenPorts(commandLine: string): string {
  const ports = Array.from({ length: 10 }, (_, port) => `      port @ 02:0${port}.0 { nvme nvme${port} }\n`).join('');
  return `iommu on\ncmdline "${commandLine}"\nhost_bridge pci0 @ 0000:00 [8086:4c43] {\n  root_port @ 00:01.0 {\n    switch @ 01:00.0 {\n${ports}    }\n  }\n}\n`;
}

export const RULE_FIXTURES: readonly RuleFixture[] = [
  {
    code: 'pair-mismatch',
    name: 'a redirected pair that is asserted direct',
    text: `iommu on\n${TREE}pair nvme0 -> mlx0 = bus_addr\n`,
    underlined: 'bus_addr',
    message:
      'nvme0 -> mlx0 is NOT_SUPPORTED on 7.3, not BUS_ADDR: 0000:02:00.0 and 0000:02:01.0 redirect (RR CR) and host bridge 8086:4c43 is not listed in any kernel up to 7.3.',
    fix: {
      title: 'Clear the ACS redirect with pci=disable_acs_redir=',
      replaced: [['iommu on\n', `iommu on\ncmdline "${CLEAR}"\n`]],
    },
    quiet: `${TREE}pair nvme0 -> mlx0 = bus_addr\n`,
  },
  {
    code: 'pair-mismatch',
    name: 'a host bridge that a later kernel lists',
    text: `kernel 5.17\n${TWO_ROOT_PORTS}pair nvme0 -> mlx0 = thru_host_bridge\n`,
    underlined: 'thru_host_bridge',
    message:
      'nvme0 -> mlx0 is NOT_SUPPORTED on 5.17, not THRU_HOST_BRIDGE: they share no upstream bridge and host bridge 8086:09a2 is not listed before 5.18.',
    fix: { title: 'Take kernel 5.18, the first on which this holds', replaced: [['kernel 5.17', 'kernel 5.18']] },
    quiet: `kernel 5.18\n${TWO_ROOT_PORTS}pair nvme0 -> mlx0 = thru_host_bridge\n`,
  },
  {
    code: 'pair-mismatch',
    name: 'a wrong claim',
    text: `${TREE}pair nvme0 -> mlx0 = not_supported\n`,
    underlined: 'not_supported',
    message:
      'nvme0 -> mlx0 is BUS_ADDR on 7.3, not NOT_SUPPORTED: they meet at sw0 0000:01:00.0, and nothing on the path redirects.',
    fix: { title: 'Accept the actual result: bus_addr', replaced: [['= not_supported', '= bus_addr']] },
    quiet: `${TREE}pair nvme0 -> mlx0 = supported\n`,
  },
  {
    code: 'pair-undecided',
    name: 'nobody said what stands at 00.0',
    text: `${TWO_ROOT_PORTS.replace(' [8086:09a2]', '')}pair nvme0 -> mlx0 = supported\n`,
    underlined: 'supported',
    message:
      'nvme0 -> mlx0 is undecided (NOT_SUPPORTED or THRU_HOST_BRIDGE): the function at 00.0 of host bridge pci0 is not known; add its id: host_bridge pci0 @ 0000:00 [vvvv:dddd], or [none] if there is none.',
    fix: null,
    quiet: `${TWO_ROOT_PORTS}pair nvme0 -> mlx0 = supported\n`,
  },
  {
    code: 'acs-redirect',
    name: 'a redirected pair that nobody asserted',
    text: `iommu on\n${TREE}pair nvme0 -> mlx0\n`,
    underlined: 'nvme0 -> mlx0',
    message: `nvme0 -> mlx0 is NOT_SUPPORTED, not BUS_ADDR: 0000:02:00.0 and 0000:02:01.0 redirect (RR CR); ${CLEAR} clears it.`,
    fix: {
      title: 'Clear the ACS redirect with pci=disable_acs_redir=',
      replaced: [['iommu on\n', `iommu on\ncmdline "${CLEAR}"\n`]],
    },
    quiet: `${booted(CLEAR)}pair nvme0 -> mlx0\n`,
  },
  {
    code: 'acs-redirect',
    name: 'a pinned port on the path becomes auto in the same edit',
    text: `iommu on\n${PINNED}pair nvme0 -> mlx0\n`,
    underlined: 'nvme0 -> mlx0',
    message: `nvme0 -> mlx0 is NOT_SUPPORTED, not BUS_ADDR: 0000:02:00.0 and 0000:02:01.0 redirect (RR CR); ${CLEAR} clears it.`,
    fix: {
      title: 'Clear the ACS redirect with pci=disable_acs_redir=, with acs auto in the pinned port',
      replaced: [
        ['iommu on\n', `iommu on\ncmdline "${CLEAR}"\n`],
        ['acs SV RR CR UF', 'acs auto'],
      ],
    },
    quiet: `iommu on\n${TREE}pair nvme0 -> mlx0 = not_supported\n`,
  },
  {
    code: 'acs-redirect',
    name: 'without an IOMMU, pinned bits are what firmware left',
    text: `${PINNED_BOTH}pair nvme0 -> mlx0\n`,
    underlined: 'nvme0 -> mlx0',
    message:
      'nvme0 -> mlx0 is NOT_SUPPORTED, not BUS_ADDR: 0000:02:00.0 redirects (RR CR); pci=disable_acs_redir=0000:02:00.0 clears it.',
    fix: {
      title: 'Clear the ACS redirect with pci=disable_acs_redir=, with acs auto in the pinned port',
      replaced: [
        ['host_bridge', 'cmdline "pci=disable_acs_redir=0000:02:00.0"\n\nhost_bridge'],
        ['acs SV RR CR UF', 'acs auto firmware SV RR CR UF'],
      ],
    },
    quiet: `iommu on\n${TREE}pair nvme0 -> mlx0 = not_supported\n`,
  },
  {
    code: 'acs-redirect',
    name: '6.11 to 6.14 clear only what firmware had not set',
    text: `kernel 6.12\niommu on\n${PINNED_BOTH}pair nvme0 -> mlx0\n`,
    underlined: 'nvme0 -> mlx0',
    message:
      'nvme0 -> mlx0 is NOT_SUPPORTED, not BUS_ADDR: 0000:02:00.0 redirects (RR CR); pci=disable_acs_redir=0000:02:00.0 clears it, if firmware left none.',
    fix: {
      title:
        'Clear the ACS redirect with pci=disable_acs_redir=, with acs auto in the pinned port, on kernel 6.15, the first that reads it right',
      replaced: [
        ['kernel 6.12', 'kernel 6.15'],
        ['iommu on\n', 'iommu on\ncmdline "pci=disable_acs_redir=0000:02:00.0"\n'],
        ['acs SV RR CR UF', 'acs auto'],
      ],
    },
    quiet: `kernel 6.12\n${TREE}pair nvme0 -> mlx0\n`,
  },
  {
    code: 'acs-redirect',
    name: 'a scenario is repaired in the scenario',
    text: `${TREE}scenario vt {\n  iommu on // as booted\n  pair nvme0 -> mlx0\n}\n`,
    underlined: 'nvme0 -> mlx0',
    message: `nvme0 -> mlx0 is NOT_SUPPORTED, not BUS_ADDR: 0000:02:00.0 and 0000:02:01.0 redirect (RR CR); ${CLEAR} clears it.`,
    fix: {
      title: 'Clear the ACS redirect with pci=disable_acs_redir=',
      replaced: [['// as booted\n', `// as booted\n  cmdline "${CLEAR}"\n`]],
    },
    quiet: `${TREE}scenario vt {\n  pair nvme0 -> mlx0\n}\n`,
  },
  {
    code: 'cmdline-unknown-option',
    name: 'noacs',
    text: booted('quiet pci=noacs'),
    underlined: 'noacs',
    message:
      "pci=noacs does not exist; to take ACS redirect off a path, name its functions in pci=disable_acs_redir=. The kernel logs: PCI: Unknown option `noacs'",
    fix: { title: 'Remove noacs', replaced: [['quiet pci=noacs', 'quiet']] },
    quiet: booted('quiet pci=noats'),
  },
  {
    code: 'cmdline-comma',
    name: 'devices separated by a comma',
    text: booted('pci=disable_acs_redir=0000:02:00.0,0000:02:01.0'),
    underlined: '0000:02:01.0',
    message:
      'the comma ends the list of disable_acs_redir: 0000:02:01.0 is read as another pci= option and ignored; separate devices with ;.',
    fix: { title: 'Separate the devices with ;', replaced: [['0000:02:00.0,0000', '0000:02:00.0;0000']] },
    quiet: booted(CLEAR),
  },
  {
    code: 'cmdline-repeated',
    name: 'two parameters',
    text: booted('pci=disable_acs_redir=0000:02:00.0 pci=disable_acs_redir=0000:02:01.0'),
    underlined: 'disable_acs_redir=0000:02:00.0',
    message: 'disable_acs_redir is given again further on and only the last one counts: this one has no effect.',
    fix: {
      title: 'Merge into one disable_acs_redir',
      replaced: [['pci=disable_acs_redir=0000:02:00.0 pci=disable_acs_redir=0000:02:01.0', CLEAR]],
    },
    quiet: booted(CLEAR),
  },
  {
    code: 'cmdline-wildcard',
    name: 'a star for any device',
    text: booted('pci=disable_acs_redir=pci:11f8:*'),
    underlined: 'pci:11f8:*',
    message: "pci:11f8:*: * is no wildcard for the kernel, 0 is. The kernel's scan of disable_acs_redir ends here.",
    fix: { title: 'Write 0 for any', replaced: [['pci:11f8:*', 'pci:11f8:0']] },
    quiet: booted('pci=disable_acs_redir=pci:11f8:0'),
  },
  {
    code: 'cmdline-missing-at',
    name: 'flags without a device',
    text: booted('pci=config_acs=x00'),
    underlined: 'x00',
    message:
      '"x00" lacks its flags or its device: an entry of config_acs is FLAGS@DEVICE, such as 10x@pci:0:0. The kernel\'s scan ends here.',
    fix: { title: 'Write x00@pci:0:0: every device', replaced: [['=x00', '=x00@pci:0:0']] },
    quiet: booted('pci=config_acs=x00@pci:0:0'),
  },
  {
    code: 'cmdline-missing-at',
    name: 'a device without flags: bits 2, 3 and 5 are RR, CR and EC',
    text: booted('pci=config_acs=0000:02:00.0'),
    underlined: '0000:02:00.0',
    message:
      '"0000:02:00.0" lacks its flags or its device: an entry of config_acs is FLAGS@DEVICE, such as 10x@pci:0:0. The kernel\'s scan ends here.',
    fix: {
      title: 'Write x0x00xx@0000:02:00.0: clear RR, CR and EC',
      replaced: [['=0000:02:00.0', '=x0x00xx@0000:02:00.0']],
    },
    quiet: booted('pci=config_acs=x0x00xx@0000:02:00.0'),
  },
  {
    code: 'cmdline-invalid-flags',
    name: 'another character than 0, 1 and x',
    text: booted('pci=config_acs=12x@0000:02:00.0'),
    underlined: '12x',
    message: 'the flags "12x" hold something else than 0, 1 and x. The kernel\'s scan of config_acs ends here.',
    fix: { title: 'Remove 12x@0000:02:00.0', replaced: [['pci=config_acs=12x@0000:02:00.0', '']] },
    quiet: booted('pci=config_acs=10x@0000:02:00.0'),
  },
  {
    code: 'cmdline-unparsable-device',
    name: 'no address',
    text: booted('pci=disable_acs_redir=0000:02:00.0;sw0;0000:02:01.0'),
    underlined: 'sw0',
    nth: 0,
    message:
      '"sw0" is no device: expected [domain:]bus:device.function or pci:vendor:device. The kernel\'s scan of disable_acs_redir ends here, what follows is ignored. The kernel logs: PCI: Can\'t parse ACS command line parameter',
    fix: { title: 'Remove sw0', replaced: [['0000:02:00.0;sw0;0000:02:01.0', '0000:02:00.0;0000:02:01.0']] },
    quiet: booted(CLEAR),
  },
  {
    code: 'cmdline-cut',
    name: 'the hint of the kernel, cut',
    text: tenPorts(`${NINE_PORTS};0000:02:09`),
    underlined: '0000:02:09',
    message:
      '"0000:02:09" is the beginning of an address: the kernel cuts its hint at 127 characters. The kernel\'s scan of disable_acs_redir ends here.',
    fix: { title: 'Remove 0000:02:09', replaced: [[`${NINE_PORTS};0000:02:09`, NINE_PORTS]] },
    quiet: booted(`${CLEAR};0000:02:01`),
  },
  {
    code: 'cmdline-unparsable-device',
    name: 'the beginning of an address in a list too short to be cut',
    text: booted(`${CLEAR};0000:02:02`),
    underlined: '0000:02:02',
    message:
      '"0000:02:02" is no device: expected [domain:]bus:device.function or pci:vendor:device. The kernel\'s scan of disable_acs_redir ends here. The kernel logs: PCI: Can\'t parse ACS command line parameter',
    fix: { title: 'Remove 0000:02:02', replaced: [[`${CLEAR};0000:02:02`, CLEAR]] },
    quiet: tenPorts(`${NINE_PORTS};0000:02:09`),
  },
  {
    code: 'cmdline-no-match',
    name: 'an address of another machine',
    text: booted(`${CLEAR};0000:99:00.0`),
    underlined: '0000:99:00.0',
    message: '0000:99:00.0: no function of this machine matches, the entry of disable_acs_redir has no effect.',
    fix: { title: 'Remove 0000:99:00.0', replaced: [[`${CLEAR};0000:99:00.0`, CLEAR]] },
    quiet: booted(CLEAR),
  },
  {
    code: 'cmdline-shadowed',
    name: 'an entry whose functions an earlier one has taken',
    text: booted('pci=disable_acs_redir=pci:11f8:4036;0000:02:01.0'),
    underlined: '0000:02:01.0',
    message: '0000:02:01.0 has no effect: the earlier entry pci:11f8:4036 matches the same and the first match wins.',
    fix: { title: 'Remove 0000:02:01.0', replaced: [['pci:11f8:4036;0000:02:01.0', 'pci:11f8:4036']] },
    quiet: booted(CLEAR),
  },
  {
    code: 'cmdline-pinned',
    name: 'a port with bits read on a running machine',
    text: `iommu on\ncmdline "${CLEAR}"\n${PINNED}`,
    underlined: '0000:02:00.0',
    message:
      'the ACS bits of 0000:02:00.0 are pinned in the file, so disable_acs_redir changes nothing there; write acs auto.',
    fix: { title: 'Write acs auto in 0000:02:00.0', replaced: [['acs SV RR CR UF', 'acs auto']] },
    quiet: booted(CLEAR),
  },
  {
    code: 'cmdline-too-old',
    name: 'config_acs before 6.11',
    text: booted('pci=config_acs=x00@0000:02:00.0', 'kernel 6.1\niommu on'),
    underlined: 'config_acs=x00@0000:02:00.0',
    message: '6.1 does not know pci=config_acs=, which came with 6.11; it is ignored.',
    fix: { title: 'Take kernel 6.15, the first that reads it right', replaced: [['kernel 6.1\n', 'kernel 6.15\n']] },
    quiet: booted('pci=config_acs=x00@0000:02:00.0', 'kernel 6.15\niommu on'),
  },
  {
    code: 'cmdline-broken-kernel',
    name: 'disable_acs_redir on 6.12',
    text: booted(CLEAR, 'kernel 6.12\niommu on'),
    underlined: 'disable_acs_redir=0000:02:00.0;0000:02:01.0',
    message:
      "6.12 misreads disable_acs_redir: RR, CR and EC take firmware's value and every other bit is set; fixed in 6.15 and 6.12.25.",
    fix: { title: 'Take kernel 6.15, the first that reads it right', replaced: [['kernel 6.12\n', 'kernel 6.15\n']] },
    quiet: booted(CLEAR, 'kernel 6.12.25\niommu on'),
  },
  {
    code: 'cmdline-iommu-contradiction',
    name: 'off on the command line, on in the file',
    text: booted('intel_iommu=off'),
    underlined: 'intel_iommu=off',
    message:
      'intel_iommu=off would switch the IOMMU off, but the file says iommu on, which is what is evaluated; write iommu off or drop the parameter.',
    fix: { title: 'Write iommu off', replaced: [['iommu on\n', 'iommu off\n']] },
    quiet: booted('intel_iommu=on amd_iommu=off'),
  },
  {
    code: 'cmdline-iommu-contradiction',
    name: 'off for the driver of an AMD machine',
    text: booted('amd_iommu=off', 'cpu amd family 0x19\niommu passthrough'),
    underlined: 'amd_iommu=off',
    message:
      'amd_iommu=off would switch the IOMMU off, but the file says iommu passthrough, which is what is evaluated; write iommu off or drop the parameter.',
    fix: { title: 'Write iommu off', replaced: [['iommu passthrough\n', 'iommu off\n']] },
    quiet: booted('intel_iommu=off', 'cpu amd family 0x19\niommu passthrough'),
  },
  {
    code: 'cmdline-iommu-contradiction',
    name: 'on with passthrough on the command line, nothing in the file',
    text: `cmdline "iommu=pt intel_iommu=on"\n${TREE}`,
    underlined: 'intel_iommu=on',
    message:
      'intel_iommu=on would switch the IOMMU on, with iommu=pt in passthrough, but no iommu setting stands here, which means off; write iommu passthrough or drop the parameter.',
    fix: {
      title: 'Write iommu passthrough',
      replaced: [['intel_iommu=on"\n', 'intel_iommu=on"\niommu passthrough\n']],
    },
    quiet: `iommu passthrough\ncmdline "iommu=pt intel_iommu=on"\n${TREE}`,
  },
  {
    code: 'cmdline-iommu-contradiction',
    name: 'passthrough alone, nothing in the file',
    text: `cmdline "iommu=pt"\n${TREE}`,
    underlined: 'iommu=pt',
    message:
      'iommu=pt would put an IOMMU into passthrough, but no iommu setting stands here, which means off; write iommu passthrough or drop the parameter.',
    fix: { title: 'Write iommu passthrough', replaced: [['iommu=pt"\n', 'iommu=pt"\niommu passthrough\n']] },
    quiet: `iommu off\ncmdline "iommu=pt"\n${TREE}`,
  },
  {
    code: 'cmdline-iommu-contradiction',
    name: 'passthrough for every driver, translation in the file',
    text: booted('iommu.passthrough=1', 'arch arm64\niommu on'),
    underlined: 'iommu.passthrough=1',
    message:
      'iommu.passthrough=1 would put the IOMMU into passthrough, but the file says iommu on, which is what is evaluated; write iommu passthrough or drop the parameter.',
    fix: { title: 'Write iommu passthrough', replaced: [['iommu on\n', 'iommu passthrough\n']] },
    quiet: booted('iommu=pt intel_iommu=off', 'arch arm64\niommu on'),
  },
  {
    code: 'cmdline-iommu-contradiction',
    name: 'translation on the command line, passthrough in the file',
    text: booted('iommu=nopt', 'iommu passthrough'),
    underlined: 'iommu=nopt',
    message:
      'iommu=nopt would take the IOMMU out of passthrough, but the file says iommu passthrough, which is what is evaluated; write iommu on or drop the parameter.',
    fix: { title: 'Write iommu on', replaced: [['iommu passthrough\n', 'iommu on\n']] },
    quiet: booted('intel_iommu=on', 'iommu passthrough'),
  },
  {
    code: 'cmdline-acs-override',
    name: 'the out-of-tree patch',
    text: booted('quiet pcie_acs_override=downstream,multifunction'),
    underlined: 'pcie_acs_override=downstream,multifunction',
    message:
      'pcie_acs_override is an out-of-tree patch that only splits IOMMU groups: it clears no ACS bit and changes no verdict.',
    fix: {
      title: 'Remove pcie_acs_override=downstream,multifunction',
      replaced: [['quiet pcie_acs_override=downstream,multifunction', 'quiet']],
    },
    quiet: booted('quiet'),
  },
];
