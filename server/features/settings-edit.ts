// Writes a setting where an evaluation reads it: over the one that holds there if it is its own, else as a new line,
// in the scenario at hand or among the machine's settings. A scenario's repair never changes the machine it inherits from.

import type { Analysis, Evaluation, SettingSources } from '../language/analysis';
import type { TextRange } from '../language/diagnostic';
import type { ParsedFile } from '../language/parser';
import { encodeString } from '../language/string';
import type { ScenarioSyntax, SettingSyntax } from '../language/tree';
import type { TextEdit } from './edit';
import { insertAfter, insertBefore, lineEnd } from './line-edit';

type SettingWord = keyof SettingSources;

/** `value` as the file writes it: `6.15`, `on`, `"pci=…"`. */
export function writeSetting(
  analysis: Analysis,
  evaluation: Evaluation,
  word: SettingWord,
  value: string,
): readonly TextEdit[] {
  const held = evaluation.settings[word];
  const scenario = scenarioOf(analysis, evaluation);
  if (held !== null && (scenario === null || isOwn(held, scenario))) {
    const { start, end } = valueRange(held.syntax);
    return [{ file: held.file, range: { start, end }, newText: value }];
  }
  if (scenario !== null) return insertIntoScenario(analysis, scenario, word, value);
  return insertAtTop(analysis, word, value);
}

/** Writes the command line; an empty one that was never written stays unwritten. */
export function writeCommandLine(analysis: Analysis, evaluation: Evaluation, text: string): readonly TextEdit[] {
  return writeSetting(analysis, evaluation, 'cmdline', encodeString(text));
}

interface WrittenScenario {
  readonly file: string;
  readonly syntax: ScenarioSyntax;
}

function scenarioOf(analysis: Analysis, evaluation: Evaluation): WrittenScenario | null {
  const declaration = evaluation.declaration === null ? undefined : analysis.declarations[evaluation.declaration];
  return declaration?.kind === 'scenario' ? { file: declaration.file, syntax: declaration.syntax } : null;
}

function isOwn(held: { readonly file: string; readonly syntax: TextRange }, scenario: WrittenScenario): boolean {
  const { start, end } = scenario.syntax;
  return held.file === scenario.file && start <= held.syntax.start && held.syntax.end <= end;
}

function valueRange(setting: SettingSyntax): TextRange {
  switch (setting.kind) {
    case 'kernel':
      return { start: setting.version.start, end: setting.suffix?.end ?? setting.version.end };
    case 'arch':
      return setting.architecture;
    case 'cpu':
      return { start: setting.vendor.start, end: setting.end };
    case 'iommu':
      return setting.mode;
    case 'cmdline':
      return setting.text;
  }
}

function insertIntoScenario(
  analysis: Analysis,
  scenario: WrittenScenario,
  word: SettingWord,
  value: string,
): readonly TextEdit[] {
  const { block } = scenario.syntax;
  const parsed = analysis.files.find((file) => file.uri === scenario.file);
  if (block === null || parsed === undefined) return [];
  const lastSetting = block.members.filter(isSetting).at(-1);
  const [firstMember] = block.members;
  if (lastSetting !== undefined) return [insertAfter(parsed, lastSetting, `${word} ${value}`)];
  if (firstMember !== undefined) return [insertBefore(parsed, firstMember, `${word} ${value}`)];
  const at = block.start + 1;
  return [{ file: parsed.uri, range: { start: at, end: at }, newText: ` ${word} ${value} ` }];
}

function insertAtTop(analysis: Analysis, word: SettingWord, value: string): readonly TextEdit[] {
  const [root] = analysis.files;
  if (root === undefined) return [];
  const lastSetting = root.root.items.filter(isSetting).at(-1);
  if (lastSetting !== undefined) return [insertAfter(root, lastSetting, `${word} ${value}`)];
  const end = lineEnd(root.text);
  const [firstItem] = root.root.items;
  const start = firstItem === undefined ? root.text.length : startOfDocumented(root, firstItem.start);
  const before = firstItem === undefined && root.text !== '' && !root.text.endsWith('\n') ? end : '';
  return [{ file: root.uri, range: { start, end: start }, newText: `${before}${word} ${value}${end}${end}` }];
}

/** The `///` lines directly before belong to the declaration: nothing may come between. */
function startOfDocumented(parsed: ParsedFile, start: number): number {
  const documentation = /(?:^|\n)((?:[ \t]*\/\/\/[^\r\n]*\r?\n)+[ \t]*)$/.exec(parsed.text.slice(0, start));
  return documentation?.[1] === undefined ? start : start - documentation[1].length;
}

function isSetting<Item extends { readonly kind: string }>(item: Item): item is Item & SettingSyntax {
  return ['kernel', 'arch', 'cpu', 'iommu', 'cmdline'].includes(item.kind);
}
