// Big machines as people would write them, for the benchmarks: rack nodes of one PCI domain each, with a switch of drives,
// a NIC and a GPU, a NIC with virtual functions on its own root port, questions and, in every eighth node, one wrong
// assertion. The text depends on its length only, so that two runs measure the same.

export interface MachineText {
  readonly text: string;
  readonly lines: number;
  /** Assertions that do not hold, one diagnostic each; there is no other finding. */
  readonly wrongAssertions: number;
}

const HEADING = [
  '/// A rack of storage nodes, one PCI domain each.',
  'kernel  6.15',
  'cpu     intel',
  'iommu   on',
  'cmdline "pci=disable_acs_redir=pci:11f8:4036"',
  '',
];

/** What an assertion is asked under other settings: without the parameter the ports of the switch redirect. */
const SCENARIO = [
  'scenario stock {',
  '  cmdline ""',
  '  pair nvme0_0 -> mlx0 = thru_host_bridge',
  '  pair gpu0 -> nvme0_1 = thru_host_bridge',
  '}',
  '',
];

const DRIVES = 4;
const WRONG_EVERY = 8;

/** Exactly as many lines as asked for (at least 150), each ended by a line feed; comments fill what no whole node fits in. */
export function machineText(lines: number): MachineText {
  const written = [...HEADING];
  let wrongAssertions = 0;
  for (let node = 0; ; node += 1) {
    const wrong = node % WRONG_EVERY === WRONG_EVERY - 1;
    const next = rackNode(node, wrong);
    if (written.length + next.length + SCENARIO.length > lines) break;
    written.push(...next);
    if (wrong) wrongAssertions += 1;
  }
  written.push(...SCENARIO);
  while (written.length < lines) written.push(`// note ${String(written.length)}: nothing stands here`);
  return { text: `${written.join('\n')}\n`, lines: written.length, wrongAssertions };
}

function rackNode(node: number, wrong: boolean): readonly string[] {
  const drives = Array.from({ length: DRIVES }, (_, drive) => switchDrive(node, drive));
  const firstFree = 3 + DRIVES;
  return [
    `/// Node ${String(node)}: ${String(DRIVES)} drives, a ConnectX and a GPU below one Switchtec.`,
    `host_bridge pci${String(node)} @ ${node.toString(16).padStart(4, '0')}:00 [8086:09a2] {`,
    `  numa ${String(node % 2)}`,
    '  root_port @ 00:01.0 [8086:352a] {',
    `    switch sw${String(node)} @ 01:00.0 [11f8:4036] {`,
    ...drives.flat(),
    ...inPort(DRIVES, [`nic mlx${String(node)} @ ${hexadecimal(firstFree)}:00.0 [15b3:101d] {`, '  bar 0 32MiB', '}']),
    ...inPort(DRIVES + 1, [
      `gpu gpu${String(node)} @ ${hexadecimal(firstFree + 1)}:00.0 [10de:2330] {`,
      '  bar 0 16MiB',
      '  bar 2 128GiB',
      '  bar 4 32MiB',
      '}',
    ]),
    '    }',
    '  }',
    '  root_port @ 00:02.0 [8086:352b] {',
    '    acs SV RR CR UF                     // as lspci -vvv prints it',
    `    nvme nvme${String(node)}_${String(DRIVES)} @ ${hexadecimal(firstFree + 2)}:00.0 [144d:a824] {`,
    '      bar 0 16KiB',
    '      bar 4 512MiB p2pmem 256MiB offset 2MiB',
    '      published',
    '    }',
    '  }',
    '  root_port @ 00:03.0 [8086:352c] {',
    `    nic vmlx${String(node)} @ ${hexadecimal(firstFree + 3)}:00.0 [15b3:101d] {`,
    '      bar 0 32MiB',
    '      vfs 8',
    '      dma {',
    '        mask 0xffffffffffffffff',
    '        max_segment 2GiB',
    '      }',
    '    }',
    '  }',
    '}',
    '',
    ...questions(node, wrong),
    '',
  ];
}

function switchDrive(node: number, drive: number): readonly string[] {
  return inPort(drive, [
    `nvme nvme${String(node)}_${String(drive)} @ ${hexadecimal(3 + drive)}:00.0 [144d:a824] {`,
    '  bar 0 16KiB',
    '  bar 4 512MiB p2pmem                 // the controller memory buffer',
    '  published',
    '}',
  ]);
}

function inPort(number: number, device: readonly string[]): readonly string[] {
  return [
    `      port @ 02:${hexadecimal(number)}.0 [11f8:4036] {`,
    ...device.map((line) => `        ${line}`),
    '      }',
  ];
}

/** Below the switch nothing redirects, thanks to the parameter; 8086:09a2 is listed for pairs below one host bridge. */
function questions(node: number, wrong: boolean): readonly string[] {
  const name = String(node);
  return [
    `pair nvme${name}_0, nvme${name}_1, nvme${name}_2, nvme${name}_3 -> mlx${name}, gpu${name} = bus_addr`,
    `pair gpu${name} -> mlx${name} = ${wrong ? 'not_supported' : 'bus_addr'}`,
    `pair nvme${name}_4 -> mlx${name} = thru_host_bridge`,
    `pair nvme${name}_0 -> vmlx${name}.vf* = thru_host_bridge`,
    `pair nvme${name}_4 -> vmlx${name}.vf3`,
  ];
}

function hexadecimal(value: number): string {
  return value.toString(16).padStart(2, '0');
}
