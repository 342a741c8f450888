// What was pasted from `lspci` becomes what the language has for it: `ACSCap:` and `ACSCtl:` lines a property, a device's lines
// a node. Every line of the paste goes in the same edit, whichever of them the finding stands on.

import type { AcsFlag } from '../../../core/pci/acs';
import type { FunctionKind } from '../../../core/pci/description';
import type { Analysis } from '../../language/analysis';
import type { Declaration } from '../../language/declaration';
import type { TextRange } from '../../language/diagnostic';
import { ENDPOINT_KINDS, RESERVED } from '../../language/keywords';
import type { ParsedFile } from '../../language/parser';
import { lineAt, lineEnd as endOfLine } from '../../language/position';
import { propertiesOf } from '../../language/property';
import type { AcsSyntax } from '../../language/tree';
import type { FunctionDeclaration } from '../device-edit';
import type { TextEdit } from '../edit';
import { lineEnd, takeOut } from '../line-edit';
import { contains } from '../places';
import type { FixKind } from './quick-fix';
import { isDeviceHeader, readAcsLine, readDevice } from './lspci-lines';
import { acsText, flagsText, nodeTexts } from './pasted-node';
import { repairsText } from './prove';
import { firstName } from './repair-name';

export const pasted: FixKind = {
  codes: ['syntax'],
  proved: 'itself',
  propose: (analysis, diagnostic) => {
    const parsed = analysis.files.find(({ uri }) => uri === diagnostic.file);
    if (parsed === undefined) return [];
    const line = lineAt(parsed.lineStarts, diagnostic.range.start);
    const paste = pastedNode(analysis, parsed, line) ?? pastedAcs(analysis, parsed, line);
    if (paste === null) return [];
    const faults = parsed.diagnostics.filter(({ range }) => contains(paste.range, range.start)).length;
    const fix = paste.proposals.find(({ edits }) => repairsText(analysis, { diagnostic, edits }, faults));
    return fix === undefined ? [] : [{ ...fix, diagnostic, price: null }];
  },
};

interface Paste {
  /** Whole lines. */
  readonly range: TextRange;
  /** The best first. */
  readonly proposals: readonly {
    readonly title: string;
    readonly edits: readonly TextEdit[];
    readonly preferred: boolean;
  }[];
}

/** No device prints more lines. */
const MOST_LINES = 500;

function pastedNode(analysis: Analysis, parsed: ParsedFile, line: number): Paste | null {
  let first = line;
  while (first > 0 && line - first < MOST_LINES && isDetail(lineText(parsed, first))) first--;
  if (!isDeviceHeader(lineText(parsed, first))) return null;
  let last = first;
  while (last - first < MOST_LINES && isDetail(lineText(parsed, last + 1))) last++;
  const lines = Array.from({ length: last - first + 1 }, (_, index) => lineText(parsed, first + index));
  const start = parsed.lineStarts[first] ?? 0;
  const device = readDevice(lines, BRIDGE_IN[holderAt(analysis, parsed.uri, start) ?? 'pci_bridge']);
  if (device === null) return null;
  const name = (ENDPOINT_KINDS as readonly string[]).includes(device.kind) ? firstName(analysis, device.kind) : null;
  const range = { start, end: endOfLine(parsed.text, parsed.lineStarts, last) };
  const layout = { lineEnd: lineEnd(parsed.text), ...indentation(parsed, first) };
  const title = `Write it as ${device.kind}${name === null ? '' : ` ${name}`}`;
  const proposals = nodeTexts(device, name, layout).map(({ text, without }) => ({
    title: without === null ? title : `${title}, without ${without}`,
    edits: [{ file: parsed.uri, range, newText: layout.indent + text }],
    // It stands elsewhere than the machine has it.
    preferred: without === null,
  }));
  return { range, proposals };
}

/** A line below a device's first one: indented, and no line of the language. */
function isDetail(line: string): boolean {
  const [word] = /[A-Za-z_]+/.exec(line.trimStart()) ?? [];
  if (!/^\s+\S/.test(line) || /[{}]|\/\//.test(line) || isDeviceHeader(line)) return false;
  return word === undefined || !line.trimStart().startsWith(word) || !RESERVED.has(word);
}

/** `lspci` begins at the edge, or with tabs of its own: such lines go as deep as what stands before them. */
function indentation(parsed: ParsedFile, line: number): { readonly indent: string; readonly unit: string } {
  let before = line - 1;
  while (before >= 0 && lineText(parsed, before).trim() === '') before--;
  const previous = before < 0 ? '' : lineText(parsed, before);
  const own = /^[ \t]*/.exec(lineText(parsed, line))?.[0] ?? '';
  const around = /^[ \t]*/.exec(previous)?.[0] ?? '';
  const opens = /\{[ \t]*(?:\/\/.*)?$/.test(previous);
  const isOfFile = own.startsWith('\t') ? own === around + (opens ? '\t' : '') : own !== '';
  const unit = (isOfFile ? around + own : around).includes('\t') ? '\t' : '  ';
  if (isOfFile) return { indent: own, unit };
  return { indent: opens ? around + unit : around, unit };
}

function pastedAcs(analysis: Analysis, parsed: ParsedFile, line: number): Paste | null {
  if (readAcsLine(lineText(parsed, line)) === null && !isAcsHeading(lineText(parsed, line))) return null;
  let first = line;
  while (isAcs(lineText(parsed, first - 1))) first--;
  let last = line;
  while (isAcs(lineText(parsed, last + 1))) last++;
  const lines = Array.from({ length: last - first + 1 }, (_, index) => lineText(parsed, first + index));
  const registers = lines.flatMap((text) => readAcsLine(text) ?? []);
  const control = registers.find(({ register }) => register === 'control')?.flags ?? null;
  const capability = registers.find(({ register }) => register === 'capability')?.flags ?? null;
  const start = parsed.lineStarts[first] ?? 0;
  const range = { start, end: endOfLine(parsed.text, parsed.lineStarts, last) };
  const edits = acsEdits(analysis, parsed, { range, line: first }, { control, capability });
  if (edits === null || (control === null && capability === null)) return null;
  return { range, proposals: [edits] };
}

interface Registers {
  readonly control: readonly AcsFlag[] | null;
  readonly capability: readonly AcsFlag[] | null;
}

/** Over the `acs` that the function has already, of which only what was pasted changes; null: it cannot be put there. */
function acsEdits(
  analysis: Analysis,
  parsed: ParsedFile,
  { range, line }: { readonly range: TextRange; readonly line: number },
  { control, capability }: Registers,
): Paste['proposals'][number] | null {
  const file = parsed.uri;
  const held = ownerAt(analysis, file, range.start);
  const title = (text: string): string => `Write it as ${text}`;
  if (held === null) {
    const text = acsText(control, capability);
    const newText = indentation(parsed, line).indent + text;
    return { title: title(text), edits: [{ file, range, newText }], preferred: true };
  }
  const removed = takeOut(parsed, range);
  const caps = capability ?? null;
  const bits = control === null ? modeText(parsed, held) : flagsText(control);
  const kept = held.capability === null ? null : parsed.text.slice(held.capability.start, held.capability.end);
  const written = caps === null ? kept : flagsText(caps);
  const text = `acs ${bits}${written === null ? '' : ` caps ${written}`}`;
  if (removed === null) return null;
  const edits = [{ file, range: { start: held.start, end: held.end }, newText: text }, removed];
  return { title: title(text), edits, preferred: true };
}

function modeText({ text }: ParsedFile, { mode, firmware }: AcsSyntax): string {
  return text.slice(mode.start, firmware?.end ?? mode.end);
}

/** The `acs` of the innermost function around a place; null: it has none. */
function ownerAt({ declarations }: Analysis, file: string, offset: number): AcsSyntax | null {
  const owner = declarations
    .filter(
      (each): each is FunctionDeclaration =>
        each.kind === 'function' &&
        each.file === file &&
        each.syntax.block !== null &&
        contains(each.syntax.block, offset),
    )
    .at(-1);
  if (owner === undefined) return null;
  return propertiesOf(owner.syntax).find((each): each is AcsSyntax => each.kind === 'acs' && !each.faulty) ?? null;
}

/** What a bridge is that does not say so, by what it stands in. */
const BRIDGE_IN: Readonly<Record<string, FunctionKind>> = {
  host_bridge: 'root_port',
  root_port: 'switch',
  port: 'switch',
  switch: 'port',
};

function holderAt({ declarations }: Analysis, file: string, offset: number): string | null {
  const holder = declarations
    .filter(
      (each): each is FunctionDeclaration | (Declaration & { readonly kind: 'host_bridge' }) =>
        (each.kind === 'function' || each.kind === 'host_bridge') &&
        each.file === file &&
        each.syntax.block !== null &&
        contains(each.syntax.block, offset),
    )
    .at(-1);
  if (holder === undefined) return null;
  return holder.kind === 'host_bridge' ? 'host_bridge' : holder.syntax.functionKind;
}

function isAcs(line: string): boolean {
  return readAcsLine(line) !== null || isAcsHeading(line);
}

function isAcsHeading(line: string): boolean {
  return /^\s*Capabilities: \[[^\]]*\] Access Control Services\s*$/.test(line);
}

function lineText({ text, lineStarts }: ParsedFile, line: number): string {
  const start = lineStarts[line];
  return start === undefined ? '' : text.slice(start, endOfLine(text, lineStarts, line));
}
