// Protects the table of peers in the hover on a device: peers share a row by what the kernel can tell apart, which saves most
// decisions, so every row is held against the verdict of each of its pairs, on machines of all shapes.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decidePair } from '../../core/p2pdma/decide';
import { isBridge } from '../../core/pci/topology';
import { peerGroups } from '../../server/features/hover/hover-peers';
import { baseEvaluation } from '../../server/features/places';
import { verdictWords } from '../../server/features/query-words';
import { fuzzRuns } from '../fuzz-runs';
import { analyseText } from '../language/query-machine';

const ACS = fc.constantFrom('', '', 'acs SV', 'acs RR CR', 'acs auto');
const ENDPOINT = fc.record({
  acs: ACS,
  dma: fc.constantFrom('', '', '', 'dma { ops virt }'),
  vfs: fc.constantFrom('', 'vfs 2'),
});
const PORT = fc.record({ acs: ACS, endpoints: fc.array(ENDPOINT, { maxLength: 2 }) });
const ROOT_PORT = fc.record({ acs: ACS, endpoint: fc.option(ENDPOINT), ports: fc.array(PORT, { maxLength: 3 }) });
const HOST_BRIDGE = fc.record({
  id: fc.constantFrom('', '[none]', '[8086:09a2]', '[8086:3c00]', '[1022:1450]', '[8086:4c43]'),
  direct: fc.array(ENDPOINT, { maxLength: 2 }),
  rootPorts: fc.array(ROOT_PORT, { maxLength: 3 }),
});
const MACHINE = fc.record({
  kernel: fc.constantFrom('4.20', '5.2', '5.4', '5.10', '5.17', '6.1', '6.12', '6.15', '7.3', 'pci_p2pdma_next'),
  iommu: fc.constantFrom('off', 'on', 'passthrough'),
  cpu: fc.constantFrom('intel', 'amd', 'amd family 0x19'),
  hostBridges: fc.array(HOST_BRIDGE, { minLength: 1, maxLength: 3 }),
});

type Of<Source> = Source extends fc.Arbitrary<infer Value> ? Value : never;

function machineText({ kernel, iommu, cpu, hostBridges }: Of<typeof MACHINE>): string {
  let count = 0;
  const endpoint = ({ acs, dma, vfs }: Of<typeof ENDPOINT>): string => `nic dev${count++} { ${acs} ${dma} ${vfs} }`;
  const port = (each: Of<typeof PORT>): string => `port { ${each.acs} ${each.endpoints.map(endpoint).join(' ')} }`;
  const rootPort = (each: Of<typeof ROOT_PORT>): string => {
    const below = each.ports.length > 0 ? `switch { ${each.ports.map(port).join(' ')} }` : '';
    return `root_port { ${each.acs} ${below} ${each.endpoint === null ? '' : endpoint(each.endpoint)} }`;
  };
  const trees = hostBridges.map(
    ({ id, direct, rootPorts }, index) =>
      `host_bridge pci${index} ${id} { ${direct.map(endpoint).join(' ')} ${rootPorts.map(rootPort).join(' ')} }`,
  );
  return `kernel ${kernel}\niommu ${iommu}\ncpu ${cpu}\n${trees.join('\n')}\n`;
}

describe('the peers of a device', () => {
  it('have in their row the verdict of each pair, and each peer stands once', () => {
    let grouped = 0;
    fc.assert(
      fc.property(MACHINE, (description) => {
        const { machine } = baseEvaluation(analyseText(machineText(description)));
        const { functions } = machine.topology;
        const endpoints = functions.filter(({ kind }) => !isBridge(kind));
        for (const device of endpoints) {
          const groups = peerGroups(machine, device);
          const expected = endpoints.filter(
            ({ index, physicalFunction }) => physicalFunction === null && index !== device.index,
          );
          expect(groups.flatMap(({ peers }) => peers).sort((one, other) => one - other)).toEqual(
            expected.map(({ index }) => index),
          );
          const shown = groups.flatMap(({ peers, outward, inward }) => peers.map((peer) => [peer, outward, inward]));
          const decided = groups.flatMap(({ peers }) =>
            peers.map((peer) => [
              peer,
              verdictWords(decidePair(machine, device.index, peer)),
              verdictWords(decidePair(machine, peer, device.index)),
            ]),
          );
          expect(shown).toEqual(decided);
          grouped = Math.max(grouped, ...groups.map(({ peers }) => peers.length));
        }
      }),
      { numRuns: fuzzRuns(15) },
    );
    expect(grouped).toBeGreaterThan(2);
  });
});
