// Hover on an `sgl` and on its entries: where the memory is, as the processor and as the bus see it, and what becomes of it
// for every client that maps the list.

import type { Machine } from '../../../core/machine';
import { busAddressOf } from '../../../core/pci/bus-address';
import { peerMemory } from '../../../core/providers/register';
import type { Analysis, Evaluation } from '../../language/analysis';
import type { Declaration } from '../../language/declaration';
import { functionAt, nameWithAddress } from '../../language/explain/names';
import { hexText, sizeText } from '../../language/explain/sizes';
import type { MappedEntry, Mapping } from '../../language/results';
import type { ScatterlistEntrySyntax } from '../../language/tree';
import { entryPlace, entryWords, segmentPlace } from '../map-words';
import { code, table, text } from '../markdown';
import { baseEvaluation } from '../places';
import { mapWords } from '../query-words';

const MAPPINGS_SHOWN = 12;
const SEGMENTS_SHOWN = 4;

interface Use {
  readonly evaluation: Evaluation;
  readonly mapping: Mapping;
}

/** null: the list has a fault. */
export function hoverScatterlist(
  analysis: Analysis,
  declaration: Declaration & { readonly kind: 'sgl' },
): string | null {
  const { machine, scatterlists } = baseEvaluation(analysis);
  const list = scatterlists.find((each) => each.declaration === declaration.index);
  if (list === undefined) return null;
  const total = list.entries.reduce((sum, { length }) => sum + length, 0n);
  const peer = list.entries.filter(({ memory }) => memory.kind === 'p2pmem').length;
  const count = `${list.entries.length} entr${list.entries.length === 1 ? 'y' : 'ies'}`;
  const kinds = `${peer} of peer-to-peer memory, ${list.entries.length - peer} of the host's`;
  const uses = usesOf(analysis, declaration.index);
  const rows = uses
    .slice(0, MAPPINGS_SHOWN)
    .map(({ evaluation, mapping }) => [
      clientName(evaluation, mapping),
      evaluation.machine.settings.kernel.label,
      mapWords(mapping.result, SEGMENTS_SHOWN),
    ]);
  return [
    `${code(declaration.name ?? 'sgl')} · scatterlist · ${count}, ${sizeText(total)}: ${kinds}`,
    declaration.documentation === null ? '' : text(declaration.documentation),
    list.entries
      .map((entry, index) => `${index + 1}. ${text(entryPlace(machine, entry))}, ${sizeText(entry.length)}`)
      .slice(0, MAPPINGS_SHOWN)
      .join('\n'),
    uses.length === 0 ? 'No `map` asks for it.' : table(['client', 'kernel', 'mapped to'], rows) + more(uses.length),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** null: the list has a fault. */
export function hoverEntry(
  analysis: Analysis,
  declaration: Declaration & { readonly kind: 'sgl' },
  syntax: ScatterlistEntrySyntax,
): string | null {
  const { machine, scatterlists } = baseEvaluation(analysis);
  const entries = scatterlists.find((each) => each.declaration === declaration.index)?.entries ?? [];
  const index = entries.findIndex((entry) => entry.syntax === syntax);
  const entry = entries[index];
  if (entry === undefined) return null;
  const uses = usesOf(analysis, declaration.index);
  const rows = uses.slice(0, MAPPINGS_SHOWN).map(({ evaluation, mapping }) => {
    const { result } = mapping;
    const trace = result.outcome === 'invalid' ? undefined : result.entries[index];
    const segments = result.outcome === 'mapped' ? result.segments : [];
    const segment = trace?.segment === null || trace === undefined ? undefined : segments[trace.segment];
    return [
      clientName(evaluation, mapping),
      text(entryWords(evaluation.machine, mapping, index)),
      segment === undefined ? mapWords(result, SEGMENTS_SHOWN) : text(segmentPlace(segment)),
    ];
  });
  const mapped = rows.length === 0 ? '' : table(['client', 'what became of it', 'segment'], rows) + more(uses.length);
  return [`entry ${index + 1} · ${sizeText(entry.length)}`, memoryLines(machine, entry), mapped]
    .filter((part) => part !== '')
    .join('\n\n');
}

function memoryLines(machine: Machine, { memory, length }: MappedEntry): string {
  if (memory.kind === 'ram') {
    const example = memory.assigned ? ', an example: the file gives no address' : '';
    return `Memory of the host at ${range(memory.physical, length)}${example}.`;
  }
  const provider = functionAt(machine, memory.provider);
  const registered = peerMemory(machine, memory.provider).find(({ bar }) => bar === memory.bar);
  const owner = `Peer-to-peer memory of ${code(nameWithAddress(provider))}, BAR ${memory.bar}`;
  if (registered === undefined) return `${owner}: not registered on ${machine.settings.kernel.label}.`;
  const physical = registered.physical + memory.offset;
  const isAssigned = provider.bars.find(({ number }) => number === memory.bar)?.assigned ?? false;
  return [
    `${owner}, ${hexText(memory.offset)} from the start of its ${sizeText(registered.size)}.`,
    `Physical ${range(physical, length)}${isAssigned ? ', assigned by PeerMap' : ''}; bus ${code(hexText(busAddressOf(physical, registered.busOffset)))}.`,
  ].join('  \n');
}

function usesOf(analysis: Analysis, scatterlist: number): readonly Use[] {
  return analysis.evaluations.flatMap((evaluation) =>
    evaluation.maps.flatMap(({ mapping }) => (mapping?.scatterlist === scatterlist ? [{ evaluation, mapping }] : [])),
  );
}

function clientName({ machine, scenario }: Evaluation, { client }: Mapping): string {
  const name = code(functionAt(machine, client).name);
  return scenario === null ? name : `${name}, scenario ${code(scenario)}`;
}

/** First and last byte. */
function range(start: bigint, length: bigint): string {
  return code(`${hexText(start)}–${hexText(start + length - 1n)}`);
}

function more(count: number): string {
  return count > MAPPINGS_SHOWN ? `\n\n… and ${count - MAPPINGS_SHOWN} more` : '';
}
