// Protects the quick fixes of the command line from each other's faults: in lines put together from all that people get wrong,
// every fix removes its finding and keeps the comment, and the rules never fail. A list that is read again may show a fault
// that nobody came to before; that fixes add none where there is one mistake is rules.test.ts.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyEdits } from '../../server/features/edit';
import { fixesFor } from '../../server/features/fixes/quick-fixes';
import type { Diagnostic } from '../../server/language/diagnostic';
import { encodeString } from '../../server/language/string';
import { analyseText, repairsAmong, URI } from '../features/fixture';
import { fuzzRuns } from '../fuzz-runs';
import { TREE } from './fixtures';

const device = fc.constantFrom(
  '0000:00:01.0',
  '0000:01:00.0',
  '0000:02:00.0',
  '02:01.0',
  '0000:99:00.0',
  '0000:02:0',
  'pci:11f8:4036',
  'pci:11f8:*',
  'pci:0:0',
  'sw0',
  '',
);
const flags = fc.constantFrom('', 'x0x00xx@', 'xxxxxx0@', '0xx@', 'xx111x1@', '12x@', '00000000@', '10x');
const separator = fc.constantFrom(';', ';', ';', ',', '; ', '\\;', ' ');
const option = fc.constantFrom(
  'pci=disable_acs_redir=',
  'pci=config_acs=',
  'pci=noats,disable_acs_redir=',
  'disable_acs_redir=',
  'pci=disable_acs_redirect=',
);
const list = fc
  .tuple(
    option,
    fc.array(fc.tuple(flags, device, separator), { minLength: 1, maxLength: 3 }),
    fc.constantFrom('', "'", '"'),
  )
  .map(([name, entries, quote]) => {
    const words = entries.map(([bits, at, after], index) => {
      const own = name.includes('config') ? bits : '';
      return `${own}${at}${index < entries.length - 1 ? after : ''}`;
    });
    return `${name}${quote}${words.join('')}${quote}`;
  });
const other = fc.constantFrom(
  'quiet',
  'pci=noacs',
  'iommu=pt',
  'pcie_acs_override=downstream',
  'BOOT_IMAGE=/vmlinuz',
  '3',
);
const commandLine = fc
  .array(fc.oneof({ arbitrary: list, weight: 2 }, { arbitrary: other, weight: 1 }), { minLength: 1, maxLength: 3 })
  .map((parameters) => parameters.join(' '));
const kernel = fc.constantFrom('5.10', '6.10', '6.12', '6.15', '7.3');
const firmware = fc.constantFrom('', 'acs auto firmware SV RR CR UF ', 'acs SV RR CR UF ');
const query = fc.constantFrom('', 'pair nvme0 -> mlx0\n', 'pair nvme0 -> mlx0 = bus_addr\n');

it('every fix removes its finding and keeps the comment', () => {
  const texts = fc.tuple(kernel, commandLine, firmware, query).map(([version, line, acs, asked]) => {
    return `kernel ${version}\niommu on\ncmdline ${encodeString(line)} // as booted\n${TREE.replaceAll('{ n', `{ ${acs}n`)}${asked}`;
  });
  fc.assert(
    fc.property(texts, (text) => {
      const analysis = analyseText(text);
      const before = counts(analysis.diagnostics);
      for (const diagnostic of analysis.diagnostics.filter((each) => isOneMistake(text, each))) {
        for (const fix of repairsAmong(fixesFor(analysis, diagnostic))) {
          const changed = applyEdits(URI, text, fix.edits);
          const after = counts(analyseText(changed).diagnostics);
          expect(changed, fix.title).toContain('// as booted');
          expect(after.get(key(diagnostic)) ?? 0, fix.title).toBeLessThan(before.get(key(diagnostic)) ?? 0);
        }
      }
    }),
    { numRuns: fuzzRuns(150) },
  );
});

/** Behind a fault that stands twice the same words come up again. */
function isOneMistake(text: string, { code, range: { start, end } }: Diagnostic): boolean {
  return code.startsWith('cmdline-') && text.split(text.slice(start, end)).length === 2;
}

function key({ code, message }: Diagnostic): string {
  return `${code}: ${message}`;
}

function counts(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const diagnostic of diagnostics) found.set(key(diagnostic), (found.get(key(diagnostic)) ?? 0) + 1);
  return found;
}
