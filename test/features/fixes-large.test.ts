// Protects fixes in a large machine: of the queries that a repair cannot reach none is asked again, and those that it reaches
// decide all the same whether it is offered.

import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../server/language/analysis';
import { addsNoFinding, analyseEdited } from '../../server/features/fixes/prove';
import { leftOut, withoutQueries } from '../../server/features/fixes/unaffected';
import { fixesFor } from '../../server/features/fixes/quick-fixes';
import type { QuerySyntax } from '../../server/language/tree';
import { analyseText } from './fixture';

const BRANCHES = 8;

/** Each branch asks what it gets: with an IOMMU every switch redirects, and the host bridge is on no list. */
function machine(first: string): string {
  const branches = Array.from({ length: BRANCHES }, (_, at) => branch(at)).join('');
  const queries = Array.from({ length: BRANCHES - 1 }, (_, at) => refused(at + 1)).join('');
  return `iommu on\nhost_bridge pci0 [8086:4c43] {\n${branches}}\n${first}${queries}`;
}

function branch(at: number): string {
  return `  root_port {
    switch {
      port { nvme nvme${at} { bar 4 16MiB p2pmem published } }
      port { nic mlx${at} }
    }
  }
`;
}

function refused(at: number): string {
  return `pair nvme${at} -> mlx${at} = not_supported
sgl list${at} { p2pmem nvme${at} 4KiB }
map list${at} -> mlx${at} = EREMOTEIO
provider for mlx${at} = none
`;
}

const REDIRECT = /^Clear the ACS redirect/;

function isOffered(first: string): boolean {
  const analysis = analyseText(machine(first));
  expect(analysis.diagnostics.map(({ code }) => code)).toEqual(['acs-redirect']);
  const fixes = analysis.diagnostics.flatMap((diagnostic) => fixesFor(analysis, diagnostic));
  return fixes.some(({ title }) => REDIRECT.test(title));
}

describe('a repair of one branch', () => {
  const LIST = 'sgl list0 { p2pmem nvme0 4KiB }\n';

  it('is offered where nothing of the branch speaks against it, whatever the others assert', () => {
    expect(isOffered(`pair nvme0 -> mlx0\n${LIST}map list0 -> mlx0\n`)).toBe(true);
  });

  it.each([
    ['a map', `${LIST}map list0 -> mlx0 = EREMOTEIO\n`],
    ['a provider', `${LIST}map list0 -> mlx0\nprovider for mlx0 = none\n`],
    [
      'a map of a scenario that inherits the command line',
      `${LIST}scenario s { kernel 7.2 map list0 -> mlx0 = EREMOTEIO }\n`,
    ],
  ])('is not offered where %s would start to fail', (_what, first) => {
    expect(isOffered(`pair nvme0 -> mlx0\n${first}`)).toBe(false);
  });
});

describe('the proof without the queries that are not reached', () => {
  const text = machine('pair nvme0 -> mlx0 = not_supported\nscenario s { pair nvme0 -> mlx0 = not_supported }\n');
  const analysis = analyseText(text);
  const [file] = analysis.files;

  function queries({ evaluations }: Analysis): readonly QuerySyntax[] {
    return evaluations.flatMap(({ pairs, maps, providers }) =>
      [...pairs, ...maps, ...providers].map(({ query }) => query),
    );
  }

  it('leaves out what it is told to, in scenarios too, and nothing else', () => {
    const [kept, ...others] = queries(analysis);
    const left = leftOut(analysis, new Set(others));
    if (left === null || file === undefined || kept === undefined) throw new Error('expected queries to leave out');
    const pruned = withoutQueries(file, left);
    const items = pruned.root.items.map((item) => (item.kind === 'scenario' ? item.block?.members : item.kind));
    expect(items.filter((item) => item === 'pair' || item === 'map' || item === 'provider')).toEqual(['pair']);
    expect(items).toContainEqual([]);
    expect(pruned.root.items).toContain(kept);
    expect(analyseEdited(analysis, [], left).evaluations[0]?.pairs).toHaveLength(1);
  });

  it('is not worth it where most of them are reached', () => {
    expect(leftOut(analysis, new Set(queries(analysis).slice(0, 4)))).toBeNull();
  });

  it('still sees what fails', () => {
    const at = text.indexOf('on\n');
    const edits = [{ file: file?.uri ?? '', range: { start: at, end: at + 2 }, newText: 'off' }];
    const others = queries(analysis).slice(1);
    expect(addsNoFinding(analysis, edits, new Set(others))).toBe(false);
    expect(addsNoFinding(analysis, [], new Set(others))).toBe(true);
  });
});
