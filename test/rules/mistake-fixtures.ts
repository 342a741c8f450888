// Fixtures of what people get wrong about command lines (text from a shell, half a list, flags that clear the wrong bit) and of
// what a file says to no purpose. 0000:02:00.0 and 0000:02:01.0 redirect, bits 2, 3 and 5 of ACS are RR, CR and EC.

import { booted, CLEAR, type RuleFixture, TREE } from './fixtures';

const ASKED = 'pair nvme0 -> mlx0\n';
/** Firmware has set what the kernel would set, so bits that config_acs does not name stay set. */
const FIRMWARE = TREE.replaceAll('{ n', '{ acs auto firmware SV RR CR UF n');

function withFirmware(commandLine: string): string {
  return booted(commandLine).replace(TREE, FIRMWARE);
}

export const MISTAKE_FIXTURES: readonly RuleFixture[] = [
  {
    code: 'cmdline-shell',
    name: 'a backslash before the semicolon, as in GRUB files',
    text: booted('quiet pci=disable_acs_redir=0000:02:00.0\\;0000:02:01.0'),
    underlined: 'pci=disable_acs_redir=0000:02:00.0\\;0000:02:01.0',
    message:
      '\\ is taken off by a shell or by GRUB, but the kernel reads it as a part of pci=; write the parameter as /proc/cmdline shows it.',
    fix: { title: `Write ${CLEAR}`, replaced: [['0\\;0', '0;0']] },
    quiet: booted(CLEAR),
  },
  {
    code: 'cmdline-shell',
    name: 'single quotes around the value',
    text: booted("pci='disable_acs_redir=0000:02:00.0;0000:02:01.0'"),
    underlined: "pci='disable_acs_redir=0000:02:00.0;0000:02:01.0'",
    message:
      "' is taken off by a shell or by GRUB, but the kernel reads it as a part of pci=; write the parameter as /proc/cmdline shows it.",
    fix: {
      title: `Write ${CLEAR}`,
      replaced: [["pci='disable_acs_redir=0000:02:00.0;0000:02:01.0'", CLEAR]],
    },
    // Double quotes around a value the kernel takes off itself.
    quiet: booted('pci=\\"disable_acs_redir=0000:02:00.0;0000:02:01.0\\"'),
  },
  {
    code: 'cmdline-shell',
    name: 'quotes around the list alone, as rdma_topo writes them',
    text: booted('pci=config_acs=\\"x0x00xx@0000:02:00.0;x0x00xx@0000:02:01.0\\"'),
    underlined: 'pci=config_acs=\\"x0x00xx@0000:02:00.0;x0x00xx@0000:02:01.0\\"',
    message:
      '" is taken off by a shell or by GRUB, but the kernel reads it as a part of pci=; write the parameter as /proc/cmdline shows it.',
    fix: {
      title: 'Write pci=config_acs=x0x00xx@0000:02:00.0;x0x00xx@0000:02:01.0',
      replaced: [
        ['=\\"x', '=x'],
        ['1.0\\"', '1.0'],
      ],
    },
    quiet: booted('pci=config_acs=x0x00xx@0000:02:00.0;x0x00xx@0000:02:01.0'),
  },
  {
    code: 'cmdline-shell',
    name: 'the line of the GRUB file',
    text: booted(`GRUB_CMDLINE_LINUX=\\"quiet ${CLEAR}\\"`),
    underlined: 'GRUB_CMDLINE_LINUX=',
    message:
      'GRUB_CMDLINE_LINUX is a variable of the GRUB file, the kernel reads what stands between its quotes; write that alone.',
    fix: {
      title: 'Remove GRUB_CMDLINE_LINUX=',
      replaced: [[`GRUB_CMDLINE_LINUX=\\"quiet ${CLEAR}\\"`, `quiet ${CLEAR}`]],
    },
    quiet: booted(`BOOT_IMAGE=/vmlinuz-6.15 root=UUID=1 quiet ${CLEAR} dyndbg=\\"file drivers/pci/* +p\\"`),
  },
  {
    code: 'cmdline-unknown-option',
    name: 'a mistyped option',
    text: booted('pci=disable_acs_redirect=0000:02:00.0;0000:02:01.0'),
    underlined: 'disable_acs_redirect=0000:02:00.0;0000:02:01.0',
    message:
      'pci= has no option "disable_acs_redirect", it is ignored; did you mean "disable_acs_redir"? The kernel logs: PCI: Unknown option `disable_acs_redirect=0000:02:00.0;0000:02:01.0\'',
    fix: { title: 'Write disable_acs_redir', replaced: [['redirect=', 'redir=']] },
    quiet: booted(CLEAR),
  },
  {
    code: 'cmdline-unknown-option',
    name: 'an option that is near, but takes no such value, is not proposed',
    text: booted('pci=nomsix=1'),
    underlined: 'nomsix=1',
    message: 'pci= has no option "nomsix", it is ignored. The kernel logs: PCI: Unknown option `nomsix=1\'',
    fix: { title: 'Remove nomsix=1', replaced: [['pci=nomsix=1', '']] },
    quiet: booted('pci=nomsi'),
  },
  {
    code: 'cmdline-unknown-option',
    name: 'an option without its list',
    text: booted('pci=disable_acs_redir'),
    underlined: 'disable_acs_redir',
    message:
      "disable_acs_redir lacks its devices, it is ignored; write disable_acs_redir=0000:02:00.0, or take it out. The kernel logs: PCI: Unknown option `disable_acs_redir'",
    fix: { title: 'Remove disable_acs_redir', replaced: [['pci=disable_acs_redir', '']] },
    quiet: booted(CLEAR),
  },
  {
    code: 'cmdline-unparsable-device',
    name: 'an empty list',
    text: booted('pci=disable_acs_redir='),
    underlined: 'disable_acs_redir=',
    message: 'disable_acs_redir= names no device; write one behind it, or take it out.',
    fix: null,
    quiet: booted(CLEAR),
  },
  {
    code: 'cmdline-bare-option',
    name: 'the option without pci=',
    text: booted('quiet disable_acs_redir=0000:02:00.0;0000:02:01.0'),
    underlined: 'disable_acs_redir',
    message: 'the kernel has no parameter disable_acs_redir, it is an option of pci=; write pci=disable_acs_redir=.',
    fix: { title: 'Write pci=disable_acs_redir=', replaced: [['quiet disable', 'quiet pci=disable']] },
    quiet: booted(CLEAR),
  },
  {
    code: 'cmdline-blank',
    name: 'blanks behind the semicolons',
    text: booted('pci=disable_acs_redir=0000:00:01.0; 0000:02:00.0; 0000:02:01.0 quiet'),
    underlined: '0000:02:00.0; 0000:02:01.0',
    message:
      'the blank ends the list of disable_acs_redir: 0000:02:00.0; 0000:02:01.0 is read as another parameter and ignored; separate devices with ; alone.',
    fix: { title: 'Separate the devices with ;', replaced: [['1.0; 0000:02:00.0; ', '1.0;0000:02:00.0;']] },
    quiet: booted(`${CLEAR} quiet 3`),
  },
  {
    code: 'cmdline-redirect-left',
    name: 'the root port is named, the ports of the switch below it redirect',
    text: `${booted('pci=disable_acs_redir=0000:00:01.0')}${ASKED}`,
    underlined: '0000:00:01.0',
    message:
      'disable_acs_redir clears the redirect of 0000:00:01.0, but nvme0 -> mlx0 is still redirected by 0000:02:00.0 and 0000:02:01.0; name those functions too.',
    fix: {
      title: 'Name 0000:02:00.0 and 0000:02:01.0 too',
      replaced: [['redir=0000:00:01.0', 'redir=0000:00:01.0;0000:02:00.0;0000:02:01.0']],
    },
    quiet: `${booted(`${CLEAR};0000:00:01.0`)}${ASKED}`,
  },
  {
    code: 'cmdline-redirect-left',
    name: 'one port of two',
    text: `${booted('pci=disable_acs_redir=0000:02:00.0')}${ASKED}`,
    underlined: '0000:02:00.0',
    message:
      'disable_acs_redir clears the redirect of 0000:02:00.0, but nvme0 -> mlx0 is still redirected by 0000:02:01.0; name that function too.',
    fix: { title: 'Name 0000:02:01.0 too', replaced: [['redir=0000:02:00.0', 'redir=0000:02:00.0;0000:02:01.0']] },
    // Somebody knows, and says so.
    quiet: `${booted('pci=disable_acs_redir=0000:02:00.0')}pair nvme0 -> mlx0 = not_supported\n`,
  },
  {
    code: 'cmdline-redirect-left',
    name: 'an entry that serves a scenario serves',
    text: `${booted('pci=disable_acs_redir=0000:02:00.0')}${ASKED}scenario old { kernel 5.4 }\n`,
    underlined: '0000:02:00.0',
    message:
      'disable_acs_redir clears the redirect of 0000:02:00.0, but nvme0 -> mlx0 is still redirected by 0000:02:01.0; name that function too.',
    fix: { title: 'Name 0000:02:01.0 too', replaced: [['redir=0000:02:00.0', 'redir=0000:02:00.0;0000:02:01.0']] },
    // Without an IOMMU nothing else redirects, and firmware's bit is cleared for that.
    quiet: `${booted('pci=disable_acs_redir=0000:02:00.0').replace(TREE, TREE.replace('{ nvme', '{ acs auto firmware RR nvme'))}${ASKED}scenario bare { iommu off pair nvme0 -> mlx0 = bus_addr }\n`,
  },
  {
    code: 'cmdline-redirect-kept',
    name: 'SrcValid alone is taken for ACS',
    text: `${withFirmware('pci=config_acs=xxxxxx0@pci:11f8:4036')}${ASKED}`,
    underlined: 'xxxxxx0',
    message:
      'the flags xxxxxx0 leave RR and CR of 0000:02:00.0 and 0000:02:01.0 set, so nvme0 -> mlx0 is still redirected; write x0x00x0, with 0 for RR, CR and EC.',
    fix: { title: 'Write 0 for RR, CR and EC', replaced: [['xxxxxx0@', 'x0x00x0@']] },
    // Whoever sets a bit knows what the flags are for.
    quiet: `${withFirmware('pci=config_acs=xx111x1@pci:11f8:4036')}${ASKED}`,
  },
  {
    code: 'cmdline-redirect-kept',
    name: 'CR is forgotten, in short flags for two ports',
    text: `${withFirmware('pci=config_acs=0xx@0000:02:00.0;0xx@0000:02:01.0')}${ASKED}`,
    underlined: '0xx',
    nth: 0,
    message:
      'the flags 0xx leave CR of 0000:02:00.0 set, so nvme0 -> mlx0 is still redirected; write 0x00xx, with 0 for RR, CR and EC.',
    fix: {
      title: 'Write 0 for RR, CR and EC',
      replaced: [
        ['=0xx@', '=0x00xx@'],
        [';0xx@', ';0x00xx@'],
      ],
    },
    quiet: `${withFirmware('pci=config_acs=0x00xx@pci:11f8:4036')}${ASKED}`,
  },
  {
    code: 'cmdline-overridden',
    name: 'both options for one port',
    text: booted('pci=disable_acs_redir=0000:02:00.0;0000:02:01.0,config_acs=x0x00xx@0000:02:01.0'),
    underlined: '0000:02:01.0',
    nth: 0,
    message:
      '0000:02:01.0 has no effect: config_acs names the same function and begins anew with what firmware left; clear the redirect there, or take one of the two out.',
    fix: { title: 'Remove 0000:02:01.0', replaced: [['2:00.0;0000:02:01.0', '2:00.0']] },
    quiet: booted('pci=disable_acs_redir=0000:02:00.0,config_acs=x0x00xx@0000:02:01.0'),
  },
  {
    code: 'cmdline-no-capability',
    name: 'the switch is named, its ports redirect',
    text: booted(`${CLEAR};0000:01:00.0`),
    underlined: '0000:01:00.0',
    message: 'sw0 has no ACS capability, so disable_acs_redir changes nothing there; name the ports that redirect.',
    fix: { title: 'Remove 0000:01:00.0', replaced: [[';0000:01:00.0', '']] },
    quiet: booted('pci=disable_acs_redir=pci:11f8:4036'),
  },
  {
    code: 'cpu-family-decimal',
    name: 'Zen as papers call it',
    text: `cpu amd family 17 model 49\n${TREE}`,
    underlined: '17',
    message:
      'family 17 is 0x11, a family from before Zen; if 17h is meant, write 0x17, which /proc/cpuinfo prints as 23.',
    fix: { title: 'Write family 0x17', replaced: [['family 17', 'family 0x17']] },
    quiet: `cpu amd family 26\n${TREE}`,
  },
  {
    code: 'setting-inherited',
    name: 'a scenario says what the machine says',
    text: `kernel 6.1\n${TREE}scenario s {\n  kernel 6.1 // the same\n  iommu on\n}\n`,
    underlined: 'kernel 6.1',
    nth: 1,
    message: 'kernel is the same in the machine, from which the scenario inherits it; take it out.',
    fix: { title: 'Remove kernel 6.1', replaced: [['  kernel 6.1 // the same', '  // the same']] },
    quiet: `${TREE}scenario s {\n  kernel 7.3\n  iommu off\n}\n`,
  },
  {
    code: 'scenario-empty',
    name: 'nothing in it',
    text: `${TREE}scenario s {\n}\n`,
    underlined: 's',
    nth: TREE.split('s').length - 1 + 1,
    message: 'scenario s sets nothing and asks nothing; say what is different, such as kernel 6.1, or take it out.',
    fix: { title: 'Remove scenario s { }', replaced: [['scenario s {\n}\n', '']] },
    quiet: `${TREE}scenario s {\n  kernel 6.1\n}\n`,
  },
  {
    code: 'query-repeated',
    name: 'the same pair with the same claim',
    text: `${TREE}pair nvme0 -> mlx0 = bus_addr\npair  nvme0->mlx0 = bus_addr // again\n`,
    underlined: 'pair  nvme0->mlx0 = bus_addr',
    message: 'the same is asked before, with the same claim; take one out.',
    fix: {
      title: 'Remove pair nvme0->mlx0 = bus_addr',
      replaced: [['pair  nvme0->mlx0 = bus_addr // again', '// again']],
    },
    quiet: `${TREE}pair nvme0 -> mlx0 = bus_addr\npair mlx0 -> nvme0 = bus_addr\nscenario s {\n  kernel 6.1\n  pair nvme0 -> mlx0 = bus_addr\n}\n`,
  },
];
