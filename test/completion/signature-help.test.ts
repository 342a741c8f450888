// Signature help: which form is shown, and that the part under the cursor is the active one.

import { describe, expect, it } from 'vitest';
import { FORMS, type Form } from '../../server/features/completion/forms';
import { signatureHelp } from '../../server/features/signature-help';
import { at, MACHINE } from './fixture';

/** `label`, and the active part of it. */
function shown(source: string): readonly [label: string, active: string | null] | null {
  const { analysis, file, offset } = at(source);
  const help = signatureHelp(analysis, file, offset);
  if (help === null) return null;
  const active = help.active === null ? undefined : help.parameters[help.active];
  return [help.label, active === undefined ? null : help.label.slice(...active.label)];
}

const inNvme = (text: string): string => `host_bridge a { root_port { nvme n { ${text} } } }`;

const BAR = 'bar NUMBER SIZE [at ADDRESS] [p2pmem [SIZE] [offset SIZE]]';
const PAIR = 'pair PROVIDER, … -> CLIENT, … [= MAP_TYPE]';
const NAMESPACE = 'namespace DEVICE [p2pmem auto or off or DEVICE] [= DEVICE, … or none or ERROR]';
const FLAGS = 'config_acs=DT EC UF CR RR TB SV @ DEVICE';

describe('signature help', () => {
  it.each([
    ['bar $0', 'NUMBER'],
    ['bar 4 $0', 'SIZE'],
    ['bar 4 51$0', 'SIZE'],
    ['bar 4 512MiB $0', 'at ADDRESS'],
    ['bar 4 512MiB at $0', 'at ADDRESS'],
    ['bar 4 512MiB p2p$0', 'p2pmem'],
    ['bar 4 512MiB p2pmem $0', '[SIZE]'],
    ['bar 4 512MiB p2pmem 1MiB offset $0', 'offset SIZE'],
    ['bar 4 512MiB p2pmem offset $0', 'offset SIZE'],
  ])('%s: %s', (text, active) => {
    expect(shown(inNvme(text))).toEqual([BAR, active]);
  });

  it.each([
    ['acs $0', 'acs FLAGS or auto [firmware FLAGS] or absent [caps FLAGS]', 'FLAGS or auto'],
    ['acs SV caps $0', 'acs FLAGS or auto [firmware FLAGS] or absent [caps FLAGS]', 'caps FLAGS'],
    ['acs auto firmware $0', 'acs auto [firmware FLAGS] [caps FLAGS]', 'firmware FLAGS'],
    ['vfs 4 offset 1 stride $0', 'vfs COUNT [offset NUMBER] [stride NUMBER]', 'stride NUMBER'],
    ['dma { mask $0 }', 'mask NUMBER', 'NUMBER'],
  ])('%s', (text, label, active) => {
    expect(shown(inNvme(text))).toEqual([label, active]);
  });

  it.each([
    ['pair $0', PAIR, 'PROVIDER, …'],
    ['pair nvme0, $0', PAIR, 'PROVIDER, …'],
    ['pair nvme0 -> $0', PAIR, 'CLIENT, …'],
    ['pair nvme0 -> mlx0 = $0', PAIR, '= MAP_TYPE'],
    ['pair nv$0me0 -> mlx0 = bus_addr', PAIR, 'PROVIDER, …'],
    ['map read -> mlx0 = bus $0', 'map LIST -> CLIENT [= SEGMENTS or ERROR]', '= SEGMENTS or ERROR'],
    ['provider for $0', 'provider for CLIENT, … [= DEVICE, … or none]', 'CLIENT, …'],
    ['nvmet s { namespace nvme0 p2pmem $0 }', NAMESPACE, 'p2pmem auto or off or DEVICE'],
    ['sgl s { ram 4KiB at $0 }', 'ram SIZE [at ADDRESS]', 'at ADDRESS'],
    ['sgl s { p2pmem nvme0 $0 }', 'p2pmem DEVICE [bar NUMBER] SIZE [offset SIZE]', 'SIZE'],
    ['cpu amd fam$0', 'cpu VENDOR [family NUMBER] [model NUMBER]', 'family NUMBER'],
    ['cpu amd family 0x17 $0', 'cpu VENDOR [family NUMBER] [model NUMBER]', 'model NUMBER'],
    ['host_bridge b @ $0', 'host_bridge NAME [@ BUS] [[ID] or [none]] { … }', '@ BUS'],
    ['host_bridge b { nic m [$0] }', 'nic NAME [@ ADDRESS] [[ID]] [[SUBSYSTEM]] [{ … }]', '[ID]'],
    ['host_bridge b { nic m [15b3:1021] [$0] }', 'nic NAME [@ ADDRESS] [[ID]] [[SUBSYSTEM]] [{ … }]', '[SUBSYSTEM]'],
    ['iommu on $0', 'iommu MODE', null],
  ])('%s', (text, label, active) => {
    expect(shown(MACHINE + text)).toEqual([label, active]);
  });

  it.each([
    ['cmdline "pci=config_acs=$0"', 'DT'],
    ['cmdline "quiet pci=noats,config_acs=x0$0"', 'UF'],
    ['cmdline "pci=config_acs=x0x00x$0"', 'SV'],
    ['cmdline "pci=config_acs=x0x00xx@00:01.0;1$0"', 'EC'],
    ['cmdline "pci=config_acs=x0x00xx@$0"', 'DEVICE'],
  ])('%s: the flag %s, the most significant first', (text, active) => {
    expect(shown(text)).toEqual([FLAGS, active]);
  });

  it.each(['$0', 'pair nvme0 -> mlx0\n$0', '// pair $0', 'cmdline "quiet $0"', 'host_bridge b { $0 }', 'published $0'])(
    '%s: nothing',
    (text) => {
      expect(shown(MACHINE + text)).toBeNull();
    },
  );

  it.each(Object.entries(FORMS))('the label of %s has its parts from left to right', (_, form: Form) => {
    let from = 0;
    for (const { text } of form.parts) {
      const start = form.label.indexOf(text, from);
      expect(start).toBeGreaterThanOrEqual(from);
      from = start + text.length;
    }
  });

  it('explains the form and each of its parts', () => {
    const { analysis, file, offset } = at(`${MACHINE}pair $0`);
    const help = signatureHelp(analysis, file, offset);
    expect(help?.documentation).toBe('What the kernel decides when a client does DMA to the memory of a provider.');
    expect(help?.parameters.every(({ documentation }) => documentation !== null && documentation !== '')).toBe(true);
  });
});
