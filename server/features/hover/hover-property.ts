// Hover on what stands in the block of a device: an `acs` with every bit's origin, a `bar` with its place in memory.

import type { Analysis } from '../../language/analysis';
import type { TextRange } from '../../language/diagnostic';
import { nameWithAddress } from '../../language/explain/names';
import { bitWords, capabilityWords } from '../acs-words';
import { barLine } from './hover-device';
import { acsTooltip } from '../inlay/inlay-acs';
import { code } from '../markdown';
import { baseEvaluation, contains, functionOf } from '../places';

/** null: no `acs` stands there, or its function has a fault. */
export function hoverAcs(
  analysis: Analysis,
  file: string,
  offset: number,
): { readonly markdown: string; readonly range: TextRange } | null {
  for (const declaration of analysis.declarations) {
    if (declaration.kind !== 'function' || declaration.file !== file || !contains(declaration.range, offset)) continue;
    const acs = declaration.syntax.block?.members.find((member) => member.kind === 'acs' && contains(member, offset));
    if (acs === undefined) continue;
    const { machine, reliable } = baseEvaluation(analysis);
    if (!reliable) return null;
    const device = functionOf(machine, declaration.index, null);
    const state = device === null ? null : (machine.acs[device.index] ?? null);
    if (device === null || state === null) return null;
    const head = `ACS control of ${code(nameWithAddress(device))}: **${bitWords(state.control)}**. Capability: ${capabilityWords(state.capability)}`;
    const origin = acsTooltip(analysis, declaration.index) ?? '';
    return { markdown: `${head}\n\n${origin}`, range: { start: acs.start, end: acs.end } };
  }
  return null;
}

/** `index`: of the declaration. null: it is no BAR, or its function has a fault. */
export function hoverBar(analysis: Analysis, index: number): string | null {
  const declaration = analysis.declarations[index];
  if (declaration?.kind !== 'bar' || declaration.parent === null) return null;
  const { machine } = baseEvaluation(analysis);
  const device = functionOf(machine, declaration.parent, null);
  const bar = device?.bars.find(({ origin }) => origin === index);
  if (device === null || bar === undefined) return null;
  return `${code(nameWithAddress(device))}\n\n${barLine(machine, device, bar)}`;
}
