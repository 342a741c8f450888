// Host bridges and the functions below them: containment is the hierarchy.

import { expectBlock, parseBlock, type Grammar, type Parse } from './block';
import type { Cursor } from './cursor';
import type { TextRange } from './diagnostic';
import { ENDPOINT_KINDS, FUNCTION_KINDS } from './keywords';
import { readAddress, readBus } from './literal';
import { PROPERTIES } from './parse-property';
import { headOf } from './parse-setting';
import { expectId, expectName, expectWord, nameForm, optionalName, type Form } from './piece';
import { TOKEN } from './lexer';
import type { FunctionSyntax, HostBridgeSyntax, MemberSyntax, Value } from './tree';
import type { FunctionKind, PartialAddress } from '../../core/pci/description';

export const FUNCTIONS: readonly (readonly [string, Parse<FunctionSyntax>])[] = FUNCTION_KINDS.map((kind) => [
  kind,
  (cursor) => parseFunction(cursor, kind),
]);

const MEMBERS: Grammar<MemberSyntax> = {
  what: 'a declaration (a device, or a property such as `acs` or `bar`)',
  members: new Map<string, Parse<MemberSyntax>>([...PROPERTIES, ...FUNCTIONS]),
  proposals: [],
  unknown: parseUnknown,
};

/** Endpoints must have a name; how messages call it. */
const NAMED: Partial<Record<FunctionKind, Form>> = Object.fromEntries(
  ENDPOINT_KINDS.map((kind) => [kind, nameForm(`the name of the ${kind}`)]),
);

const HOST_BRIDGE_NAME = nameForm('the name of the host bridge');
const BUS_FORM = { what: 'a root bus', advice: 'write its domain and number as in `0000:00`' };
const ADDRESS_FORM = {
  what: 'a PCI address',
  advice: 'write it as `lspci` prints it: `0000:03:00.0`, `03:00.0` or `00.0`',
};

export function parseHostBridge(cursor: Cursor): HostBridgeSyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const name = expectName(cursor, HOST_BRIDGE_NAME);
  const bus = cursor.accept('@') === null ? null : expectWord(cursor, BUS_FORM, readBus);
  const id = cursor.at('[') ? expectId(cursor, true) : null;
  spoilUntilBlock(cursor);
  const head = headOf(cursor, keyword, faults);
  const block = expectBlock(cursor, () => ownerOf(cursor, keyword, name), MEMBERS);
  const faulty = head.faulty || block === null;
  return { ...head, kind: 'host_bridge', end: cursor.previousEnd(), faulty, name, bus, id, block };
}

function parseFunction(cursor: Cursor, functionKind: FunctionKind): FunctionSyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const form = NAMED[functionKind];
  const name = form === undefined ? optionalName(cursor) : expectName(cursor, form);
  return parseRest(cursor, { keyword, faults, functionKind, name });
}

interface Begun {
  readonly keyword: TextRange;
  readonly faults: number;
  readonly functionKind: FunctionKind | null;
  readonly name: Value<string> | null;
}

/** From the address on. The node is written out, because a file has a hundred thousand of them. */
function parseRest(cursor: Cursor, { keyword, faults, functionKind, name }: Begun): FunctionSyntax {
  const address = cursor.accept('@') === null ? null : parseAddress(cursor);
  const id = cursor.at('[') ? expectId(cursor, false) : null;
  const subsystemId = id !== null && cursor.at('[') ? expectId(cursor, false) : null;
  spoilUntilBlock(cursor);
  const faulty = cursor.faults > faults || functionKind === null;
  const block = cursor.at('{') ? parseBlock(cursor, () => ownerOf(cursor, keyword, name), MEMBERS) : null;
  return {
    kind: 'function',
    start: keyword.start,
    end: cursor.previousEnd(),
    keyword,
    faulty,
    functionKind,
    name,
    address,
    id,
    subsystemId,
    block,
  };
}

/** `switch sw0`, as messages call it. */
function ownerOf(cursor: Cursor, keyword: TextRange, name: Value<string> | null): string {
  return `${cursor.text.slice(keyword.start, keyword.end)} ${name?.value ?? ''}`.trim();
}

function parseAddress(cursor: Cursor): Value<PartialAddress> {
  return expectWord(cursor, ADDRESS_FORM, readAddress);
}

/** Something that cannot belong to the head, on its line, with the block behind it: the block still is its block. */
function spoilUntilBlock(cursor: Cursor): void {
  if (cursor.at('{') || cursor.startsLine() || cursor.word() !== null || cursor.at('}')) return;
  const range = cursor.range();
  cursor.report(range, `${cursor.quote(range)}: expected the block or the next declaration; take this out`);
  cursor.skipLine(() => true);
}

/** Something that is no declaration: its name is kept if it has one, and its block is read. */
export function parseUnknown(cursor: Cursor): FunctionSyntax | null {
  const faults = cursor.faults;
  if (cursor.at('{')) {
    const at = cursor.start();
    return parseRest(cursor, { keyword: { start: at, end: at }, faults, functionKind: null, name: null });
  }
  const isWord = cursor.kind() === TOKEN.word;
  const keyword = cursor.take();
  if (!cursor.startsLine() && opensConstruct(cursor, cursor.word())) return null;
  const name =
    isWord && !cursor.startsLine() && cursor.word() !== null && headFollows(cursor) ? optionalName(cursor) : null;
  const headed = isWord && !cursor.startsLine() && (cursor.at('@') || cursor.at('[') || cursor.at('{'));
  if (headed) return parseRest(cursor, { keyword, faults, functionKind: null, name });
  if (!cursor.startsLine()) cursor.skipLine((word) => opensConstruct(cursor, word));
  if (!cursor.at('{')) return null;
  return parseRest(cursor, { keyword, faults, functionKind: null, name });
}

/** A stray word before a construct does not take the construct with it. */
function opensConstruct(cursor: Cursor, word: string | null): boolean {
  return word !== null && cursor.constructs.has(word);
}

/** Whether the word after the unknown one is followed by what follows a name. */
function headFollows(cursor: Cursor): boolean {
  const next = cursor.characterAfter();
  return next === '@' || next === '[' || next === '{';
}
