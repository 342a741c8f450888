// Behind a written `acs auto`, and behind a bridge without `acs` that an entry of the command line changes, the control bits
// that this kernel leaves. Other bridges without `acs` get no hint: with an IOMMU every one of them would have the same.

import type { Machine } from '../../../core/machine';
import type { AcsState } from '../../../core/pci/acs';
import { acsFlags } from '../../../core/pci/acs';
import type { PciFunction } from '../../../core/pci/topology';
import type { Analysis } from '../../language/analysis';
import type { Declaration } from '../../language/declaration';
import { effectsByFunction } from '../../language/explain/hops';
import type { AcsSyntax } from '../../language/tree';
import { acsSources } from '../acs-sources';
import { bitCell, bitWords } from '../acs-words';
import type { InlayHint } from './inlay-hint';
import { code, table, text } from '../markdown';
import { baseEvaluation, functionOf } from '../places';

/** `= SV RR CR UF`; without `acs` in the text `acs auto = SV UF`. null: nothing to say. */
export function acsHint(analysis: Analysis, declaration: Declaration): InlayHint | null {
  if (declaration.kind !== 'function') return null;
  const { machine, reliable } = baseEvaluation(analysis);
  if (!reliable) return null;
  const written = writtenAcs(declaration);
  if (written !== null && written.mode.value !== 'auto') return null;
  const device = functionOf(machine, declaration.index, null);
  const state = device === null ? null : (machine.acs[device.index] ?? null);
  if (device === null || state?.from !== 'auto') return null;
  if (written === null && !isChanged(machine, device)) return null;
  const offset = written === null ? endOfHead(declaration) : written.end;
  const label = `${written === null ? 'acs auto ' : ''}= ${labelWords(state)}`;
  return { kind: 'acs', offset, parts: [{ label, target: null }], key: `acs ${declaration.index}` };
}

/** A bit that hinges on an id stands with a question mark. */
function labelWords({ control, unknown }: AcsState): string {
  const words = acsFlags(control | unknown).map((flag) => {
    return acsFlags(unknown).includes(flag) ? `${flag}?` : flag;
  });
  return words.length === 0 ? 'none' : words.join(' ');
}

function isChanged(machine: Machine, { index }: PciFunction): boolean {
  const effects = effectsByFunction(machine).get(index) ?? [];
  return effects.some(({ outcome, before, after }) => outcome === 'applied' && before !== after);
}

function writtenAcs({ syntax }: Declaration & { readonly kind: 'function' }): AcsSyntax | null {
  return syntax.block?.members.find((member): member is AcsSyntax => member.kind === 'acs') ?? null;
}

/** Behind the last word before the block. */
function endOfHead({ syntax }: Declaration & { readonly kind: 'function' }): number {
  const pieces = [syntax.keyword, syntax.name, syntax.address, syntax.id, syntax.subsystemId];
  return Math.max(...pieces.map((piece) => piece?.end ?? 0));
}

/** null: the declaration is gone. */
export function acsTooltip(analysis: Analysis, index: number): string | null {
  const { machine } = baseEvaluation(analysis);
  const device = functionOf(machine, index, null);
  const state = device === null ? null : (machine.acs[device.index] ?? null);
  if (device === null || state === null) return null;
  const rows = acsSources(machine, device).map(({ flags, from }) => [bitCell(flags), text(from)]);
  const sources =
    rows.length === 0
      ? `Nothing sets a bit on ${machine.settings.kernel.label}.`
      : table(['ACS bits', 'where they come from'], rows);
  return [sources, ...otherScenarios(analysis, device, state)].join('\n\n');
}

const SCENARIOS_SHOWN = 6;

function otherScenarios(analysis: Analysis, { index }: PciFunction, state: AcsState): readonly string[] {
  const lines = analysis.evaluations.flatMap(({ scenario, machine }) => {
    const other = machine.acs[index] ?? null;
    if (scenario === null || other === null || other.control === state.control) return [];
    return [`${code(scenario)}: ${bitWords(other.control)}`];
  });
  if (lines.length === 0) return [];
  const rest = lines.length - SCENARIOS_SHOWN;
  const shown = lines.slice(0, SCENARIOS_SHOWN).join(', ');
  return [`In scenario ${shown}${rest > 0 ? ` and ${rest} more` : ''}.`];
}
