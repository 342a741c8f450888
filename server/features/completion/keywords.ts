// The words that may open something in the block around the cursor, only those that may still stand there: no second
// `kernel`, no `published` without memory to publish. Blocks come as snippets, too, with names that are free.

import type { Analysis } from '../../language/analysis';
import { BRIDGE_KINDS, DECLARATION_WORDS, ENDPOINT_KINDS, QUERY_WORDS, SETTING_WORDS } from '../../language/keywords';
import type { FunctionSyntax, HostBridgeSyntax } from '../../language/tree';
import { baseEvaluation } from '../places';
import type { Entry } from './completion';
import type { CursorPlace, Owner } from './cursor-place';
import { FORMS, type FormName } from './forms';
import { hasMemory, namedDevices } from './devices';
import { snippetsFor } from './snippets';

/** Most useful first. */
export function keywordEntries(analysis: Analysis, place: CursorPlace): readonly Entry[] {
  const owner = place.owners.at(-1) ?? null;
  const words = owner === null ? topWords(analysis, place) : wordsIn(analysis, place, owner);
  const snippets = snippetsFor(
    analysis,
    words.map(([word]) => word),
    owner,
  );
  return [...words.map(([word, form]) => keywordEntry(word, form)), ...snippets];
}

type Word = readonly [word: string, form: FormName];

function keywordEntry(word: string, form: FormName): Entry {
  const detail = KIND_MEANINGS[word] ?? FORMS[form].documentation;
  return { label: word, kind: 'keyword', detail, data: { kind: 'form', form } };
}

/** Only where the word opens a function: in an `nvmet` block a `port` is something else, and its form says so. */
const KIND_MEANINGS: Readonly<Record<string, string>> = {
  root_port: 'A port of the root complex.',
  switch: 'The upstream port of a PCI Express switch.',
  pci_bridge: 'A bridge to conventional PCI, or of any other kind.',
  nvme: 'An NVMe drive.',
  nic: 'A network adapter.',
  gpu: 'A graphics processor or another accelerator.',
  device: 'Any other device.',
};

function topWords(analysis: Analysis, place: CursorPlace): readonly Word[] {
  const { settings } = baseEvaluation(analysis);
  const unset = SETTING_WORDS.filter((word) => {
    const held = settings[word];
    return held === null || (held.file === place.parsed.uri && held.syntax.start === place.range.start);
  });
  return same([...DECLARATION_WORDS.slice(1, 2), ...QUERY_WORDS, 'sgl', 'scenario', ...unset, 'include']);
}

function wordsIn(analysis: Analysis, place: CursorPlace, owner: Owner): readonly Word[] {
  const present = presentIn(owner, place.range.start);
  const still = (words: readonly FormName[]): readonly FormName[] => words.filter((word) => !present.has(word));
  switch (owner.kind) {
    case 'scenario':
      return same([...still(SETTING_WORDS), ...QUERY_WORDS]);
    case 'sgl':
      return same(namedDevices(analysis).some(hasMemory) ? ['ram', 'p2pmem'] : ['ram']);
    case 'nvmet':
      return [
        ['port', 'nvmet_port'],
        ['namespace', 'nvmet_namespace'],
      ];
    case 'dma':
      return same(still(['ops', 'mask', 'max_segment', 'boundary', 'untrusted']));
    case 'host_bridge':
      return [...functionWords(['root_port', ...ENDPOINT_KINDS, 'pci_bridge']), ...same(still(['bus_offset', 'numa']))];
    case 'function':
      return [...functionWords(childrenOf(owner)), ...same(still(propertiesOf(owner)))];
  }
}

/** What stands in the block, but for what begins at the cursor. A device has up to six BARs. */
function presentIn(owner: Owner, cursor: number): ReadonlySet<string> {
  const members: readonly { readonly kind: string; readonly start: number }[] = owner.block?.members ?? [];
  return new Set(members.flatMap(({ kind, start }) => (start === cursor || kind === 'bar' ? [] : [kind])));
}

function same(words: readonly FormName[]): readonly Word[] {
  return words.map((word) => [word, word]);
}

function functionWords(kinds: readonly string[]): readonly Word[] {
  return kinds.map((kind) => [kind, isBridgeWord(kind) ? 'bridge' : 'endpoint']);
}

function isBridgeWord(kind: string): boolean {
  return (BRIDGE_KINDS as readonly string[]).includes(kind);
}

const BELOW_A_PORT: readonly string[] = ['switch', ...ENDPOINT_KINDS, 'pci_bridge'];

function childrenOf({ functionKind }: FunctionSyntax): readonly string[] {
  switch (functionKind) {
    case 'switch':
      return ['port'];
    case 'root_port':
    case 'port':
      return BELOW_A_PORT;
    case 'pci_bridge':
      return [...ENDPOINT_KINDS, 'pci_bridge', 'switch'];
    case null:
      return [...BRIDGE_KINDS, ...ENDPOINT_KINDS];
    default:
      return [];
  }
}

function propertiesOf(owner: FunctionSyntax | HostBridgeSyntax): readonly FormName[] {
  if (owner.kind === 'host_bridge') return ['bus_offset', 'numa'];
  const isEndpoint = owner.functionKind !== null && !isBridgeWord(owner.functionKind);
  const published: readonly FormName[] = offersMemory(owner) ? ['published'] : [];
  return isEndpoint ? ['bar', ...published, 'vfs', 'acs', 'dma', 'numa'] : ['acs', 'bar', ...published, 'dma'];
}

function offersMemory(owner: FunctionSyntax): boolean {
  return (owner.block?.members ?? []).some((member) => member.kind === 'bar' && member.p2pmem !== null);
}
