// Which property may stand where, how often, and with which numbers. Lowering takes the first of each that is sound.

import { checkDma } from './dma';
import type { Sink } from './finding';
import { ENDPOINT_KINDS } from './keywords';
import { MAXIMUM_VIRTUAL_FUNCTIONS } from './limits';
import type { ParsedFile } from './parser';
import type { TextRange } from './diagnostic';
import type { AcsSyntax, FunctionSyntax, HostBridgeSyntax, MemberSyntax, PropertySyntax, Value } from './tree';

type Owner = HostBridgeSyntax | FunctionSyntax;
type Place = 'host bridge' | 'bridge' | 'endpoint';

const PLACES: Readonly<Record<PropertySyntax['kind'], readonly Place[]>> = {
  acs: ['bridge', 'endpoint'],
  bar: ['bridge', 'endpoint'],
  published: ['bridge', 'endpoint'],
  vfs: ['endpoint'],
  dma: ['bridge', 'endpoint'],
  bus_offset: ['host bridge'],
  numa: ['host bridge', 'endpoint'],
};

const HIGHEST_BAR = 5n;
const HIGHEST_NUMA_NODE = 0xffffn;

export function checkProperties(file: ParsedFile, owner: Owner, report: Sink): void {
  const properties = propertiesOf(owner);
  if (properties.length === 0) return;
  const place = placeOf(owner);
  const first = new Map<string, PropertySyntax>();
  for (const property of properties) {
    if (place !== null && !PLACES[property.kind].includes(place)) {
      reportPlace(file, property, place, report);
      continue;
    }
    const key = property.kind === 'bar' ? `bar ${String(property.number.value ?? '')}` : property.kind;
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, property);
    else if (!property.faulty) reportTwice(file, key, property, earlier, report);
    if (property.kind === 'dma') checkDma(file, property, report);
    checkNumbers(file, property, report);
  }
  const published = first.get('published');
  if (published !== undefined && owner.kind === 'function' && place !== null) {
    checkPublished(file, owner, published, report);
  }
}

export function propertiesOf(owner: Owner): readonly PropertySyntax[] {
  return (owner.block?.members ?? []).filter(
    (member: MemberSyntax): member is PropertySyntax => member.kind !== 'function',
  );
}

/** null: unknown, so anything may stand there. */
function placeOf(owner: Owner): Place | null {
  if (owner.kind === 'host_bridge') return 'host bridge';
  if (owner.functionKind === null) return null;
  return (ENDPOINT_KINDS as readonly string[]).includes(owner.functionKind) ? 'endpoint' : 'bridge';
}

function reportPlace(file: ParsedFile, property: PropertySyntax, place: Place, report: Sink): void {
  const article = (each: Place): string => (each === 'endpoint' ? 'an endpoint' : `a ${each}`);
  const wanted = PLACES[property.kind].map(article).join(' or ');
  report({
    code: 'property-misplaced',
    file: file.uri,
    range: property,
    message: `\`${property.kind}\`: expected on ${wanted}, found on ${article(place)}; move it there or take it out`,
  });
}

function reportTwice(file: ParsedFile, key: string, property: TextRange, earlier: TextRange, report: Sink): void {
  report({
    code: 'property-duplicate',
    file: file.uri,
    range: property,
    message: `\`${key.trim()}\`: expected once, found a second time; take one out`,
    related: [{ file: file.uri, range: earlier, message: `\`${key.trim()}\` stands here first` }],
  });
}

function checkPublished(file: ParsedFile, owner: FunctionSyntax, published: PropertySyntax, report: Sink): void {
  const bars = propertiesOf(owner).filter((property) => property.kind === 'bar');
  if (bars.some((bar) => bar.p2pmem !== null || bar.faulty)) return;
  report({
    code: 'published-without-p2pmem',
    file: file.uri,
    range: published,
    message:
      '`published`: expected peer-to-peer memory to publish, found none; add `p2pmem` to a BAR as in `bar 4 512MiB p2pmem`',
  });
}

function checkNumbers(file: ParsedFile, property: PropertySyntax, report: Sink): void {
  const check = (number: Value<bigint> | null, what: string, low: bigint, high: bigint): void => {
    if (number === null || number.value === null || (number.value >= low && number.value <= high)) return;
    const text = file.text.slice(number.start, number.end);
    const message = `\`${text}\`: expected ${what} from ${String(low)} to ${String(high)}; correct it`;
    report({ code: 'number-range', file: file.uri, range: number, message });
  };
  const most = BigInt(MAXIMUM_VIRTUAL_FUNCTIONS);
  if (property.kind === 'bar') check(property.number, 'the number of a BAR', 0n, HIGHEST_BAR);
  if (property.kind === 'numa') check(property.node, 'the number of a NUMA node', 0n, HIGHEST_NUMA_NODE);
  if (property.kind === 'acs') checkAcs(file, property, report);
  if (property.kind !== 'vfs') return;
  check(property.count, 'a number of virtual functions', 0n, most);
  check(property.offset, 'an offset', 1n, most);
  check(property.stride, 'a stride', 1n, most);
}

/** Bits that the capability does not have cannot have been read as set. */
function checkAcs(file: ParsedFile, acs: AcsSyntax, report: Sink): void {
  const capability = acs.capability?.value ?? null;
  if (capability === null) return;
  const beyond = [...(acs.control?.words ?? []), ...(acs.firmware?.words ?? [])].find(
    ({ value }) => value !== null && value !== 'none' && !has(acs, value),
  );
  if (beyond === undefined) return;
  const range: TextRange = beyond;
  report({
    code: 'acs-beyond-caps',
    file: file.uri,
    range,
    message: `\`${beyond.value ?? ''}\`: expected only flags that \`caps\` has; add it there or take it out here`,
  });
}

function has(acs: AcsSyntax, flag: string): boolean {
  return acs.capability?.words.some((word) => word.value === flag) ?? false;
}
