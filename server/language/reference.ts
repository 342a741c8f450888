// Second half of binding: what every name in a query, scatterlist or subsystem refers to, and whether its place takes it.

import type { FunctionKind } from '../../core/pci/description';
import type { Declaration, Reference, ReferenceRole } from './declaration';
import { createExcuse } from './consequence';
import { describeOne, type Declared } from './declare';
import type { Sink } from './finding';
import type { Sources } from './includes';
import { limitedNearest } from './nearest';
import { MAXIMUM_COMPARISONS, MAXIMUM_PROPOSED_NAMES } from './limits';
import { createMemo, type AnalysisMemo, type BoundPair } from './memo';
import { listOf } from './piece';
import { moved, originalOf } from './placed';
import { coreOf, isKept } from './shifted';
import type { ParsedFile } from './parser';
import type { MisplacedSyntax, NvmetEntrySyntax, PairQuerySyntax, RefSyntax, SettingSyntax } from './tree';

export interface Bound {
  /** In the order in which a reader meets them who follows every include. */
  readonly references: readonly Reference[];
  readonly referenceOf: ReadonlyMap<RefSyntax, Reference>;
}

type NamedKind = 'function' | 'sgl';
type Proposer = (name: string) => readonly string[];

export function bindReferences(
  sources: Sources,
  declared: Declared,
  report: Sink,
  memo: AnalysisMemo = createMemo(),
): Bound {
  const propose = { function: proposer('function', declared), sgl: proposer('sgl', declared) };
  const references: Reference[] = [];
  const referenceOf = new Map<RefSyntax, Reference>();
  const isExcused = createExcuse(sources);
  let findings = 0;
  const tell: Sink = (finding) => {
    findings++;
    report(finding);
  };

  const bind = (file: ParsedFile, syntax: RefSyntax, role: ReferenceRole): void => {
    const name = syntax.name.value;
    if (name === null) return;
    const kind = role === 'scatterlist' ? 'sgl' : 'function';
    const named = declared.names.get(name);
    const declaration = named === undefined ? null : resolve(file, syntax, named, kind, role, tell);
    if (named === undefined && !isExcused(file, name, syntax.name)) {
      reportUnknown(file, syntax, name, kind, propose[kind], tell);
    }
    const reference: Reference = {
      file: file.uri,
      range: { start: syntax.start, end: syntax.end },
      nameRange: { start: syntax.name.start, end: syntax.name.end },
      name,
      declaration: declaration?.index ?? null,
      virtualFunction: syntax.virtualFunction,
      role,
    };
    references.push(reference);
    referenceOf.set(syntax, reference);
  };

  /** A query that was bound before, and whose names stand for the same, only moves. */
  const bindKept = (file: ParsedFile, item: PairQuerySyntax): void => {
    const refs = refsOf(coreOf(item));
    const known = memo.bound.get(coreOf(item));
    const named = refs.map(({ name }) => declared.names.get(name.value ?? ''));
    if (known?.originals.every((original, index) => isOriginal(named[index], original)) === true) {
      const bound = movedReferences(known, item, named);
      references.push(...bound.references);
      if (bound !== known) memo.bound.set(coreOf(item), bound);
    } else {
      const before = { findings, references: references.length };
      for (const ref of item.providers) bind(file, ref, 'provider');
      for (const ref of item.clients) bind(file, ref, 'client');
      const made = references.slice(before.references);
      const found = named.filter((each) => each !== undefined);
      if (findings === before.findings && made.length === refs.length && found.length === refs.length) {
        memo.bound.set(coreOf(item), { item, references: made, originals: found.map(originalOf) });
      }
    }
    const first = references.length - refs.length;
    refs.forEach((ref, index) => {
      const reference = references[first + index];
      if (reference !== undefined) referenceOf.set(ref, reference);
    });
  };

  const bindAll = (file: ParsedFile, item: MisplacedSyntax | SettingSyntax): void => {
    if (item.kind === 'pair' && isKept(item)) {
      bindKept(file, item);
      return;
    }
    visitUses(item, (syntax, role) => {
      bind(file, syntax, role);
    });
    if (item.kind === 'scenario') for (const member of item.block?.members ?? []) bindAll(file, member);
  };

  for (const { file, item } of sources.items) bindAll(file, item);
  for (const file of sources.files) for (const item of file.root.misplaced) bindAll(file, item);
  return { references, referenceOf };
}

function refsOf({ providers, clients }: PairQuerySyntax): readonly RefSyntax[] {
  return [...providers, ...clients];
}

function isOriginal(declaration: Declaration | undefined, original: Declaration): boolean {
  return declaration !== undefined && originalOf(declaration) === original;
}

/** The same object where nothing moved. */
function movedReferences(
  known: BoundPair,
  item: PairQuerySyntax,
  named: readonly (Declaration | undefined)[],
): BoundPair {
  const isSame = known.references.every(({ declaration }, index) => declaration === named[index]?.index);
  if (known.item === item && isSame) return known;
  const by = item.start - known.item.start;
  const references = known.references.map((reference, index): Reference => ({
    file: reference.file,
    range: moved(reference.range, by),
    nameRange: moved(reference.nameRange, by),
    name: reference.name,
    declaration: named[index]?.index ?? null,
    virtualFunction: reference.virtualFunction,
    role: reference.role,
  }));
  return { item, references, originals: known.originals };
}

function proposer(kind: NamedKind, declared: Declared): Proposer {
  const names = [...declared.names.values()].filter((declaration) => declaration.kind === kind);
  return limitedNearest(
    names.map((declaration) => declaration.name ?? ''),
    MAXIMUM_COMPARISONS,
  );
}

type Visit = (syntax: RefSyntax, role: ReferenceRole) => void;

/** Every name that an item uses, in the order in which they stand; not those in the block of a scenario. */
function visitUses(item: MisplacedSyntax | SettingSyntax, visit: Visit): void {
  switch (item.kind) {
    case 'pair':
      for (const ref of item.providers) visit(ref, 'provider');
      for (const ref of item.clients) visit(ref, 'client');
      return;
    case 'map':
      visit(item.scatterlist, 'scatterlist');
      visit(item.client, 'client');
      return;
    case 'provider':
      for (const ref of item.clients) visit(ref, 'client');
      for (const ref of item.expected?.devices ?? []) visit(ref, 'chosen');
      return;
    case 'nvmet':
      for (const entry of item.block?.members ?? []) visitNvmetEntry(entry, visit);
      return;
    case 'sgl':
      for (const entry of item.block?.members ?? []) {
        if (entry.kind === 'p2pmem') visit(entry.device, 'memory');
      }
  }
}

function visitNvmetEntry(entry: NvmetEntrySyntax, visit: Visit): void {
  if (entry.kind === 'nvmet_port') {
    visit(entry.device, 'port');
    return;
  }
  visit(entry.device, 'namespace');
  const memory = entry.p2pmem?.device ?? null;
  if (memory !== null) visit(memory, 'namespace-provider');
  for (const ref of entry.expected?.devices ?? []) visit(ref, 'chosen');
}

/** null: the name is that of something else. */
function resolve(
  file: ParsedFile,
  syntax: RefSyntax,
  declaration: Declaration,
  kind: NamedKind,
  role: ReferenceRole,
  report: Sink,
): Declaration | null {
  if (declaration.kind !== kind) {
    reportKind(
      file,
      syntax,
      declaration,
      kind === 'sgl' ? 'the name of a scatterlist' : 'the name of a device',
      report,
    );
    return null;
  }
  const taken = takenBy(role);
  if (taken !== null && declaration.kind === 'function' && !taken.kinds.includes(declaration.syntax.functionKind)) {
    reportKind(file, syntax, declaration, taken.what, report);
    return null;
  }
  checkVirtualFunction(file, syntax, declaration, report);
  return declaration;
}

interface Taken {
  /** null: a word that is none of the kinds; it may be meant as any. */
  readonly kinds: readonly (FunctionKind | null)[];
  readonly what: string;
}

/** What the NVMe-oF target's places take: `device` may be either. null: any function. */
function takenBy(role: ReferenceRole): Taken | null {
  if (role === 'port') return { kinds: ['nic', 'device', null], what: 'the name of a `nic`, or of a `device`' };
  if (role === 'namespace') return { kinds: ['nvme', 'device', null], what: 'the name of an `nvme`, or of a `device`' };
  return null;
}

function reportKind(file: ParsedFile, syntax: RefSyntax, declaration: Declaration, wanted: string, report: Sink): void {
  const name = declaration.name ?? '';
  const range = declaration.nameRange ?? declaration.range;
  report({
    code: 'name-kind',
    file: file.uri,
    range: syntax.name,
    message: `\`${name}\`: expected ${wanted}, found that of ${describeOne(declaration)}; name one of the right kind`,
    related: [{ file: declaration.file, range, message: `\`${name}\` is declared here` }],
  });
}

function reportUnknown(
  file: ParsedFile,
  syntax: RefSyntax,
  name: string,
  kind: NamedKind,
  propose: Proposer,
  report: Sink,
): void {
  const near = propose(name);
  const [only] = near;
  const what = kind === 'sgl' ? 'scatterlist' : 'device';
  const isFew = only !== undefined && near.length <= MAXIMUM_PROPOSED_NAMES;
  const advice = isFew ? `did you mean ${listOf(near)}?` : `declare a ${what} of this name or correct it`;
  report({
    code: 'name-unknown',
    file: file.uri,
    range: syntax.name,
    message: `\`${name}\`: expected the name of a ${what}, found no such ${what}; ${advice}`,
    ...(only === undefined || near.length > 1 ? {} : { replacement: { range: syntax.name, text: only } }),
  });
}

/** Whether `NAME.vfN` exists; a device whose `vfs` has a fault of its own is let alone. */
function checkVirtualFunction(file: ParsedFile, syntax: RefSyntax, declaration: Declaration, report: Sink): void {
  if (syntax.virtualFunction === null || declaration.kind !== 'function') return;
  const properties = (declaration.syntax.block?.members ?? []).flatMap((member) =>
    member.kind === 'vfs' ? [member] : [],
  );
  if (properties.some((vfs) => vfs.faulty)) return;
  const count = properties[0]?.count.value ?? 0n;
  if (syntax.virtualFunction === '*' ? count > 0n : BigInt(syntax.virtualFunction) < count) return;
  const name = declaration.name ?? '';
  const message =
    count === 0n
      ? `expected a device with virtual functions, but \`${name}\` has none; add \`vfs\` to it`
      : `expected a number below ${String(count)}, the count of virtual functions of \`${name}\`; raise its \`vfs\` or lower this`;
  report({
    code: 'vf-unknown',
    file: file.uri,
    range: { start: syntax.name.end, end: syntax.end },
    message: `\`${syntax.value ?? ''}\`: ${message}`,
    related: [
      {
        file: declaration.file,
        range: properties[0] ?? declaration.nameRange ?? declaration.range,
        message: `\`${name}\` is declared here`,
      },
    ],
  });
}
