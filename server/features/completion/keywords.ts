// The words that may open something in the block around the cursor, only those that may still stand there: no second
// `kernel`, no `published` without memory to publish. Blocks come as snippets, too, with names that are free.

import type { Analysis } from '../../language/analysis';
import { BRIDGE_KINDS, ENDPOINT_KINDS, QUERY_WORDS, SETTING_WORDS } from '../../language/keywords';
import type { FunctionSyntax, HostBridgeSyntax } from '../../language/tree';
import { baseEvaluation } from '../places';
import type { Entry } from './completion';
import type { CursorPlace, Owner } from './cursor-place';
import type { FormName } from './forms';
import { hasMemory, namedDevices } from './devices';
import { FORM_MEANINGS, KIND_MEANINGS } from './meanings';
import { snippetsFor } from './snippets';

/** Most useful first; a block with names filled in stands below its word. */
export function keywordEntries(analysis: Analysis, place: CursorPlace): readonly Entry[] {
  const owner = place.owners.at(-1) ?? null;
  const words = owner === null ? topWords(analysis, place) : wordsIn(analysis, place, owner);
  const hasSnippets = owner === null || owner.kind === 'function' || owner.kind === 'host_bridge';
  return words.flatMap(([word, form]) => [
    keywordEntry(word, form),
    ...(hasSnippets ? snippetsFor(analysis, word) : []),
  ]);
}

type Word = readonly [word: string, form: FormName];

function keywordEntry(word: string, form: FormName): Entry {
  const isKind = form === 'bridge' || form === 'endpoint';
  const description = (isKind ? KIND_MEANINGS[word] : undefined) ?? FORM_MEANINGS[form];
  return { label: word, kind: 'keyword', description, data: { kind: 'form', form } };
}

/** A file grows from the tree over the settings to the questions: what it lacks comes first. */
function topWords(analysis: Analysis, place: CursorPlace): readonly Word[] {
  const { settings, machine } = baseEvaluation(analysis);
  const unset = SETTING_WORDS.filter((word) => {
    const held = settings[word];
    return held === null || (held.file === place.parsed.uri && held.syntax.start === place.range.start);
  });
  if (machine.topology.hostBridges.length === 0) {
    return same(['host_bridge', ...unset, 'include', ...QUESTIONS]);
  }
  const hasDevices = namedDevices(analysis).some(({ kind }) => !isBridgeWord(kind));
  if (!hasDevices) return same([...unset, 'host_bridge', 'include', ...QUESTIONS]);
  return same([...QUESTIONS, ...unset, 'host_bridge', 'include']);
}

const QUESTIONS = [...QUERY_WORDS, 'sgl', 'scenario'] as const;

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
