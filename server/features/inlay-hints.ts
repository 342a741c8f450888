// Hints in the text: after every query what the kernel decides, and after what has no address the one that the kernel's
// scan would give it. The kind lets a setting switch each off.

import type { Machine } from '../../core/machine';
import type { Verdict } from '../../core/p2pdma/verdict';
import { formatAddress, formatBus } from '../../core/pci/address';
import type { Analysis, PairResult } from '../language/analysis';
import type { TextRange } from '../language/diagnostic';
import { pairName } from '../language/explain/names';
import { because } from '../language/explain/reason';
import type { InlayHint } from './inlay-hint';
import { queryHints } from './inlay-queries';
import { code, table, text } from './markdown';
import { baseEvaluation, contains, functionOf, hostBridgeOf, overlaps } from './places';
import { mark } from './query-words';

/** The hints of one file of the analysis that lie in a range, in order. */
export function inlayHints(analysis: Analysis, file: string, range: TextRange): readonly InlayHint[] {
  const ofQueries = analysis.evaluations.flatMap((evaluation) => queryHints(evaluation, file));
  return [...verdictHints(analysis, file, range), ...ofQueries, ...addressHints(analysis, file)]
    .filter((hint) => overlaps(range, { start: hint.offset, end: hint.offset }))
    .sort((one, other) => one.offset - other.offset);
}

/** The reason in the tooltip costs more than all the rest, so only for what is on the screen. */
function verdictHints(analysis: Analysis, file: string, range: TextRange): readonly InlayHint[] {
  return analysis.evaluations.flatMap(({ pairs }) =>
    pairs
      .filter((result) => result.file === file && contains(range, result.range.end) && result.verdicts.length > 0)
      .map((result) => ({
        kind: 'verdict',
        offset: result.range.end,
        parts: [{ label: pairLabel(result), target: null }],
        key: `pair ${result.range.end}`,
      })),
  );
}

/** Markdown; null: the labels say all, or what it was about is gone. */
export function inlayHintTooltip(analysis: Analysis, file: string, key: string): string | null {
  const [kind, offset] = key.split(' ');
  if (kind !== 'pair') return null;
  for (const { machine, pairs } of analysis.evaluations) {
    const found = pairs.find((result) => result.file === file && result.range.end === Number(offset));
    if (found !== undefined) return pairTooltip(machine, found);
  }
  return null;
}

/** `✓ BUS_ADDR · 4`; several combinations: `✗ 2 BUS_ADDR, 1 NOT_SUPPORTED · 4–8`. */
function pairLabel(result: PairResult): string {
  const incomplete = result.complete ? '' : ' (incomplete)';
  const [first] = result.verdicts;
  if (first === undefined) return '';
  if (result.verdicts.length === 1) return `${mark(result.holds)}${verdictWords(first)}${incomplete}`;
  return `${mark(result.holds)}${countWords(result.verdicts)}${incomplete}`;
}

export function verdictWords(verdict: Verdict): string {
  const found = verdict.mapType === 'UNKNOWN' ? `UNKNOWN (${verdict.possible.join(' or ')})` : verdict.mapType;
  return `${found} · ${verdict.distance}`;
}

function countWords(verdicts: readonly Verdict[]): string {
  const distances = verdicts.map((verdict) => verdict.distance).sort((one, other) => one - other);
  const [nearest, farthest] = [distances[0] ?? 0, distances.at(-1) ?? 0];
  const distance = nearest === farthest ? ` · ${nearest}` : ` · ${nearest}–${farthest}`;
  const types = [...new Set(verdicts.map((verdict) => verdict.mapType))];
  const counts = types.map((mapType) => {
    const count = verdicts.filter((verdict) => verdict.mapType === mapType).length;
    return `${count} ${mapType}`;
  });
  return `${counts.join(', ')}${distance}`;
}

const TOOLTIP_ROWS = 30;

function pairTooltip(machine: Machine, result: PairResult): string {
  const [first] = result.verdicts;
  if (first !== undefined && result.verdicts.length === 1) return text(because(machine, first));
  const rows = result.verdicts
    .slice(0, TOOLTIP_ROWS)
    .map((verdict) => [code(pairName(machine, verdict)), verdictWords(verdict)]);
  const rest = result.verdicts.length - rows.length;
  const more = rest > 0 ? `\n\n… and ${rest} more` : '';
  return `${table(['pair', 'map type · distance'], rows)}${more}`;
}

function addressHints(analysis: Analysis, file: string): readonly InlayHint[] {
  const { machine } = baseEvaluation(analysis);
  return analysis.declarations.flatMap((declaration) => {
    if (declaration.file !== file) return [];
    const label = assignedAddress(machine, declaration);
    if (label === null) return [];
    const offset = (declaration.nameRange ?? declaration.syntax.keyword).end;
    return [{ kind: 'address', offset, parts: [{ label, target: null }], key: `address ${declaration.index}` }];
  });
}

/** null: the address is written, or the declaration has none. */
function assignedAddress(machine: Machine, declaration: Analysis['declarations'][number]): string | null {
  if (declaration.kind === 'function' && declaration.syntax.address === null) {
    const found = functionOf(machine, declaration.index, null);
    return found === null ? null : `@ ${formatAddress(found.address)}`;
  }
  if (declaration.kind === 'host_bridge' && declaration.syntax.bus === null) {
    const found = hostBridgeOf(machine, declaration.index);
    return found === null ? null : `@ ${formatBus(found.domain, found.bus)}`;
  }
  return null;
}
