// From the text of a machine's root file to all that is known of it: parse, follow includes, bind, check, lower,
// enumerate, evaluate, run the rules, apply suppressions. A pure function of the texts; each stage is a file of its own.

import type { EnumerationFault } from '../../core/pci/enumeration-fault';
import type { Analysis, Evaluation, SettingSources } from './analysis';
import { LANGUAGE_CODES } from './codes';
import { checkContainment } from './containment';
import type { Declaration } from './declaration';
import { declareAll, type Declared } from './declare';
import type { Diagnostic } from './diagnostic';
import { askable, doubtsOf } from './doubt';
import { displaces, isFaultOfMemory, wordFault } from './enumeration-fault';
import { createEvaluator, type Asked, type Evaluator } from './evaluate';
import type { Sink } from './finding';
import type { Hardware } from './hardware';
import { collectSources, type Sources } from './includes';
import { limitedByLine, limitedSink } from './limited';
import { lowerMachine } from './lower';
import { createMemo, enumerateOnce, type AnalysisMemo } from './memo';
import { parseFile, type ParsedFile } from './parser';
import { unreliably } from './placed';
import { checkProperties } from './property';
import { bindReferences } from './reference';
import { checkSingle } from './query-single';
import type { Rule } from './rule';
import { checkKernel, collectSettings, lowerSettings, type PlacedSetting } from './settings';
import { coreOf, isKept } from './shifted';
import { withShownNames } from './shown';
import { checkSubsystem } from './subsystem';
import { applySuppressions } from './suppression';
import type { FunctionSyntax, HostBridgeSyntax, QuerySyntax, ScenarioSyntax, SettingSyntax } from './tree';

/** How the language reads files. The caller has them at hand: an adapter that must wait for a file reads it first and analyses again. */
export interface FileAccess {
  /** URI of the folder that no include may leave; null: the folder of the root file. */
  readonly folder: string | null;
  /** The text of a file; null: there is none. */
  readonly read: (uri: string) => string | null;
}

/** A root that cannot be read counts as empty. `parse` may remember what it parsed: the same text gives the same tree. */
export function analyse(
  root: string,
  files: FileAccess,
  rules: readonly Rule[] = [],
  parse: (uri: string, text: string) => ParsedFile = (uri, text) => parseFile(uri, text),
  memo: AnalysisMemo = createMemo(),
): Analysis {
  const diagnostics: Diagnostic[] = [];
  const report = limitedSink(diagnostics);
  const open = (uri: string): ParsedFile | null => {
    const text = files.read(uri);
    return text === null ? null : parse(uri, text);
  };
  const sources = collectSources(open(root) ?? parse(root, ''), { folder: files.folder, open }, report);
  for (const file of sources.files) diagnostics.push(...file.diagnostics);

  const declared = declareAll(sources, report, memo);
  const bound = bindReferences(sources, declared, report, memo);
  for (const { file, item } of sources.items) checkOnce(file, item, report, memo);

  const { topology, faults } = enumerateOnce(lowerMachine(sources, declared.originOf, memo), memo);
  const doubts = doubtsOf(declared);
  const texts = new Map(sources.files.map((file) => [file.uri, file.text]));
  const misdescribed = new Set<number>();
  for (const fault of faults) {
    if (displaces(fault) || isFaultOfMemory(fault)) misdescribed.add(fault.origin);
    // Either of the two addresses may be the wrong one.
    if (fault.fault === 'bar-overlap') misdescribed.add(fault.by);
    // What comes of a fault that was reported already is not a second one.
    if (involved(fault).some((origin) => doubts.faulty.has(origin))) continue;
    const finding = wordFault(fault, declared.declarations, (uri, range) =>
      (texts.get(uri) ?? '').slice(range.start, range.end),
    );
    if (finding !== null) report(finding);
  }

  const hardware: Hardware = {
    topology,
    declarations: declared.declarations,
    referenceOf: askable(bound.referenceOf, declared.unclosed),
    unreliable: new Set([...doubts.withheld, ...misdescribed]),
    hasSyntaxFaults: sources.files.some((file) => file.diagnostics.length > 0),
  };
  const evaluator = createEvaluator(hardware, report, memo);
  const evaluations = evaluateAll(sources, declared, evaluator, report);
  memo.machines = evaluations.map(({ machine }) => machine);
  memo.compared = null;
  const analysis: Analysis = {
    root,
    files: sources.files,
    declarations: withMisdescribed(declared.declarations, misdescribed),
    references: bound.references,
    hardware,
    evaluations,
    diagnostics: sorted(diagnostics, sources.files),
  };
  return {
    ...analysis,
    diagnostics: sorted(applySuppressions(sources.files, withRules(analysis, rules), codesOf(rules)), sources.files),
  };
}

/** The very list where enumeration found no fault, as on almost every keystroke. */
function withMisdescribed(
  declarations: readonly Declaration[],
  misdescribed: ReadonlySet<number>,
): readonly Declaration[] {
  if (misdescribed.size === 0) return declarations;
  return declarations.map((each): Declaration =>
    each.unreliable || !misdescribed.has(each.index) ? each : unreliably(each),
  );
}

function codesOf(rules: readonly Rule[]): readonly string[] {
  return [...Object.keys(LANGUAGE_CODES), ...rules.map(({ code }) => code)];
}

function withRules(analysis: Analysis, rules: readonly Rule[]): readonly Diagnostic[] {
  const diagnostics = [...analysis.diagnostics];
  const add = limitedByLine(analysis.files, diagnostics);
  for (const { code, defaultSeverity, check } of rules) {
    check(analysis, (finding) => {
      const { message, related = [] } = finding;
      add({
        tags: [],
        severity: defaultSeverity,
        ...finding,
        message: withShownNames(message),
        related: related.map((each) => ({ ...each, message: withShownNames(each.message) })),
        code,
      });
    });
  }
  return diagnostics;
}

/**
 * First the machine, then its scenarios in order. Of several with one name only the first is an evaluation, so that a name
 * stands for one; a scenario that is faulty itself is one without answers.
 */
function evaluateAll(sources: Sources, declared: Declared, evaluator: Evaluator, report: Sink): readonly Evaluation[] {
  const placed = sources.items.flatMap(({ file, item }) => (isSetting(item) ? [{ file, setting: item }] : []));
  const asked = sources.items.flatMap(({ file, item }) => (isQuery(item) ? [{ file, query: item }] : []));
  const machine = collect(placed, null, 'a machine', report);
  const evaluations = [evaluator.evaluate(null, null, lowerSettings(machine), asked)];
  const names = new Set<string>();
  for (const { file, item } of sources.items) {
    if (item.kind !== 'scenario') continue;
    const own = settingsIn(file, item);
    const settings = collect(own, machine, 'a scenario', report);
    if (item.name.value === null || names.has(item.name.value)) continue;
    names.add(item.name.value);
    const lowered = lowerSettings(settings);
    const reliable = lowered.reliable && !item.faulty;
    const origin = declared.originOf.get(item) ?? null;
    evaluations.push(evaluator.evaluate(item.name.value, origin, { ...lowered, reliable }, queriesIn(file, item)));
  }
  return evaluations;
}

function collect(
  placed: readonly PlacedSetting[],
  inherited: SettingSources | null,
  owner: string,
  report: Sink,
): SettingSources {
  for (const { file, setting } of placed) if (setting.kind === 'kernel') checkKernel(file, setting, report);
  return collectSettings(placed, inherited, owner, report);
}

function settingsIn(file: ParsedFile, scenario: ScenarioSyntax): readonly PlacedSetting[] {
  return (scenario.block?.members ?? []).flatMap((member) => (isSetting(member) ? [{ file, setting: member }] : []));
}

function queriesIn(file: ParsedFile, scenario: ScenarioSyntax): readonly Asked[] {
  return (scenario.block?.members ?? []).flatMap((member) => (isQuery(member) ? [{ file, query: member }] : []));
}

function isSetting(item: { readonly kind: string }): item is SettingSyntax {
  return ['kernel', 'arch', 'cpu', 'iommu', 'cmdline'].includes(item.kind);
}

function isQuery(item: { readonly kind: string }): item is QuerySyntax {
  return ['pair', 'map', 'provider', 'nvmet'].includes(item.kind);
}

/** What stands in a construct is the same wherever it moves to, so one that was in order still is. */
function checkOnce(file: ParsedFile, item: Item, report: Sink, memo: AnalysisMemo): void {
  if (memo.sound.has(coreOf(item))) return;
  let findings = 0;
  checkItem(file, item, (finding) => {
    findings++;
    report(finding);
  });
  if (findings === 0 && isKept(item)) memo.sound.add(coreOf(item));
}

type Item = Sources['items'][number]['item'] | QuerySyntax;

function checkItem(file: ParsedFile, item: Item, report: Sink): void {
  if (item.kind === 'host_bridge' || item.kind === 'function') checkHolder(file, item, report);
  if (item.kind === 'sgl' || isQuery(item)) checkSingle(file, item, report);
  if (item.kind === 'nvmet') checkSubsystem(file, item, report);
  if (item.kind !== 'scenario') return;
  for (const member of item.block?.members ?? []) if (isQuery(member)) checkItem(file, member, report);
}

function checkHolder(file: ParsedFile, holder: HostBridgeSyntax | FunctionSyntax, report: Sink): void {
  checkProperties(file, holder, report);
  checkContainment(file, holder, report);
  for (const member of holder.block?.members ?? []) if (member.kind === 'function') checkHolder(file, member, report);
}

/** Every declaration that a fault names. */
function involved(fault: EnumerationFault): readonly number[] {
  const origins = [fault.origin];
  if ('by' in fault) origins.push(fault.by);
  if ('sibling' in fault) origins.push(fault.sibling);
  if ('parent' in fault) origins.push(fault.parent);
  if ('child' in fault) origins.push(fault.child);
  if ('hostBridge' in fault) origins.push(fault.hostBridge);
  return origins;
}

/** In order of file and position; equal places in order of code. */
function sorted(diagnostics: readonly Diagnostic[], files: readonly ParsedFile[]): readonly Diagnostic[] {
  const order = new Map(files.map((file, index) => [file.uri, index]));
  const fileOf = (diagnostic: Diagnostic): number => order.get(diagnostic.file) ?? 0;
  return [...diagnostics].sort(
    (left, right) =>
      fileOf(left) - fileOf(right) || left.range.start - right.range.start || left.code.localeCompare(right.code, 'en'),
  );
}
