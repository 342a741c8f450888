// What the tree says of each element: whether it may be moved, where members begin and end, how deep they stand, which
// words are to be left exactly as they are. The rest of the formatter looks at these arrays and no longer at the tree.

import type { ParsedFile } from '../parser';
import type { DmaEntrySyntax, ItemSyntax, MemberSyntax, NvmetEntrySyntax, ScatterlistEntrySyntax } from '../tree';
import { elementFrom, isComment, isPunctuation, type Elements } from './elements';
import { soundItems } from './untouched';

export const OPEN = '{'.charCodeAt(0);
export const CLOSE = '}'.charCodeAt(0);

/** What is aligned with what: members of one class, that stand one below the other. None: not the first word of a member. */
export const MEMBER = { none: 0, setting: 1, device: 2, query: 3, property: 4, entry: 5 } as const;

export interface Structure {
  /** 1: may be moved. The others are left as they are, and so are the gaps between two of them. */
  readonly sound: Uint8Array;
  /** Of the first element of a member, its class. */
  readonly member: Uint8Array;
  /** Of the first element of a member, its last one. */
  readonly lastOfMember: Uint32Array;
  /** Blocks around the element; a brace counts to what is outside of its block. */
  readonly depths: Uint16Array;
  /** Of the brace that opens a block, the one that closes it. */
  readonly partners: Uint32Array;
  /** 1: a word of a kernel's version, which is not formatted; 2: one that belongs to the word before it. */
  readonly version: Uint8Array;
  /** Of a comment, the next token; of a token, itself; the number of elements: there is none. */
  readonly nextToken: Uint32Array;
}

type AnyMember = ItemSyntax | MemberSyntax | DmaEntrySyntax | ScatterlistEntrySyntax | NvmetEntrySyntax;

const CLASSES: Readonly<Record<AnyMember['kind'], number>> = {
  kernel: MEMBER.setting,
  arch: MEMBER.setting,
  cpu: MEMBER.setting,
  iommu: MEMBER.setting,
  cmdline: MEMBER.setting,
  include: MEMBER.setting,
  host_bridge: MEMBER.device,
  function: MEMBER.device,
  pair: MEMBER.query,
  map: MEMBER.query,
  provider: MEMBER.query,
  nvmet: MEMBER.query,
  sgl: MEMBER.query,
  scenario: MEMBER.query,
  acs: MEMBER.property,
  bar: MEMBER.property,
  published: MEMBER.property,
  vfs: MEMBER.property,
  dma: MEMBER.property,
  bus_offset: MEMBER.property,
  numa: MEMBER.property,
  ops: MEMBER.entry,
  mask: MEMBER.entry,
  max_segment: MEMBER.entry,
  boundary: MEMBER.entry,
  untrusted: MEMBER.entry,
  p2pmem: MEMBER.entry,
  ram: MEMBER.entry,
  nvmet_port: MEMBER.entry,
  nvmet_namespace: MEMBER.entry,
};

export function structureOf(file: ParsedFile, elements: Elements): Structure {
  const { count } = elements;
  const sound = new Uint8Array(count);
  const member = new Uint8Array(count);
  const lastOfMember = new Uint32Array(count);
  const version = new Uint8Array(count);

  const mark = (node: AnyMember): void => {
    const first = elementFrom(elements, node.start);
    member[first] = CLASSES[node.kind];
    lastOfMember[first] = elementFrom(elements, node.end) - 1;
    if (node.kind === 'kernel') markVersion(first + 1, lastOfMember[first] ?? 0);
    if ('block' in node) for (const inner of node.block?.members ?? []) mark(inner);
  };
  const markVersion = (first: number, last: number): void => {
    for (let index = first; index <= last; index++) version[index] = isAdjoining(elements, index) ? 2 : 1;
  };
  for (const item of soundItems(file)) {
    mark(item);
    sound.fill(1, elementFrom(elements, item.start), elementFrom(elements, item.end));
  }
  const nextToken = nextTokens(elements);
  markComments(elements, nextToken, sound);
  const { depths, partners } = nesting(file.text, elements, sound);
  return { sound, member, lastOfMember, depths, partners, version, nextToken };
}

function isAdjoining({ starts, ends }: Elements, index: number): boolean {
  return starts[index] === ends[index - 1];
}

function nextTokens(elements: Elements): Uint32Array {
  const next = new Uint32Array(elements.count);
  let token = elements.count;
  for (let index = elements.count - 1; index >= 0; index--) {
    if (!isComment(elements, index)) token = index;
    next[index] = token;
  }
  return next;
}

/** A comment between declarations goes with what it precedes, and with what it shares a line with. */
function markComments(elements: Elements, nextToken: Uint32Array, sound: Uint8Array): void {
  for (let index = 0; index < elements.count; index++) {
    if (!isComment(elements, index)) continue;
    const next = nextToken[index] ?? 0;
    const sharesLine = index > 0 && elements.lineEnds[index] === 0;
    sound[index] = sharesLine ? (sound[index - 1] ?? 1) : next === elements.count ? 1 : (sound[next] ?? 1);
  }
}

/** Sound declarations have as many opening braces as closing ones. */
function nesting(text: string, elements: Elements, sound: Uint8Array): Pick<Structure, 'depths' | 'partners'> {
  const depths = new Uint16Array(elements.count);
  const partners = new Uint32Array(elements.count);
  const open: number[] = [];
  for (let index = 0; index < elements.count; index++) {
    const isSound = sound[index] === 1;
    if (isSound && isPunctuation(text, elements, index, CLOSE)) partners[open.pop() ?? index] = index;
    depths[index] = open.length;
    if (isSound && isPunctuation(text, elements, index, OPEN)) open.push(index);
  }
  return { depths, partners };
}
