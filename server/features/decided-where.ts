// Where in the text a verdict was decided, so that a map type can be clicked: the first port that redirects, the bridge
// where both sides meet, or the host bridge that was asked. And where a function is declared.

import type { Machine } from '../../core/machine';
import type { Verdict } from '../../core/p2pdma/verdict';
import type { Analysis, Evaluation } from '../language/analysis';
import { functionAt, hostBridgeAt } from '../language/explain/names';
import { steps } from '../language/explain/trace';
import { namePlace, type Place } from './places';

/** null: nothing in the text decided it (the kernel's version alone, or a default). */
export function decidedWhere(analysis: Analysis, { machine, settings }: Evaluation, verdict: Verdict): Place | null {
  const [redirecting] = verdict.acsRedirects;
  if (redirecting !== undefined) return declaredAt(analysis, machine, redirecting);
  if (verdict.rule === 'virtual-dma') return declaredAt(analysis, machine, verdict.client);
  if (verdict.rule === 'architecture') return settingPlace(settings.arch);
  if (verdict.rule === 'cpu') return settingPlace(settings.cpu) ?? hostBridgePlace(analysis, machine, verdict);
  if (verdict.rule === 'unknown') return missingPlace(analysis, machine, verdict, settings);
  if (verdict.commonBridge !== null) return declaredAt(analysis, machine, verdict.commonBridge);
  return hostBridgePlace(analysis, machine, verdict);
}

/** The name (or the opening word) of the declaration that a function comes from. */
export function declaredAt(analysis: Analysis, machine: Machine, functionIndex: number): Place | null {
  return originPlace(analysis, functionAt(machine, functionIndex).origin);
}

export function originPlace(analysis: Analysis, origin: number): Place | null {
  const declaration = analysis.declarations[origin];
  return declaration === undefined ? null : namePlace(declaration);
}

/** The one that refused; else the provider's. */
function hostBridgePlace(analysis: Analysis, machine: Machine, verdict: Verdict): Place | null {
  const refused = steps(verdict, 'whitelist').find(({ accepted }) => accepted === false);
  const index = refused?.hostBridge ?? functionAt(machine, verdict.provider).hostBridge;
  return originPlace(analysis, hostBridgeAt(machine, index).origin);
}

function missingPlace(
  analysis: Analysis,
  machine: Machine,
  verdict: Verdict,
  { cpu }: Evaluation['settings'],
): Place | null {
  const [missing] = verdict.undecidedBy;
  if (missing?.missing === 'CPU family' && cpu !== null) return settingPlace(cpu);
  if (missing !== undefined && 'function' in missing) return declaredAt(analysis, machine, missing.function);
  if (missing !== undefined && 'hostBridge' in missing) {
    return originPlace(analysis, hostBridgeAt(machine, missing.hostBridge).origin);
  }
  return hostBridgePlace(analysis, machine, verdict);
}

function settingPlace(written: Evaluation['settings']['cpu'] | Evaluation['settings']['arch']): Place | null {
  if (written === null) return null;
  return { file: written.file, range: { start: written.syntax.start, end: written.syntax.end } };
}
