// ACS redirect stands in the way: the kernel parameter that takes it off the path of every combination of the query, for
// the kernel at hand, with pinned ports made `auto` in the same edit. Offered only where it leaves the rest as it is.

import { bootMachine } from '../../../core/boot';
import type { AcsOptionName } from '../../../core/kernel/commandline';
import type { Machine } from '../../../core/machine';
import { decidePair } from '../../../core/p2pdma/decide';
import { proposeRepair, type Repair } from '../../../core/p2pdma/repair';
import type { AcsDescription } from '../../../core/pci/acs';
import type { Analysis, Evaluation, PairResult } from '../../language/analysis';
import { repairPrice } from '../../language/explain/price';
import { isRedirected } from '../../language/rules/acs-redirect';
import { meets } from '../../language/rules/pairs';
import type { TextEdit } from '../edit';
import type { FixKind } from '../quick-fix';
import { writeCommandLine } from '../settings-edit';
import { autoEdits } from './make-auto';
import { breaksNothing, queryAt } from './queries';

export const clearRedirect: FixKind = {
  codes: ['acs-redirect', 'pair-mismatch'],
  propose: (analysis, diagnostic) => {
    const found = queryAt(analysis, diagnostic);
    if (found === null) return [];
    return plansFor(found.evaluation, found.result)
      .filter((plan) => changesNothingElse(analysis, found.evaluation, plan))
      .map((plan) => ({
        title: planTitle(plan),
        diagnostic,
        edits: planEdits(analysis, found.evaluation, plan),
        preferred: true,
        price: plan.price === '' ? null : plan.price,
      }));
  },
};

export interface RedirectPlan {
  readonly commandLine: string;
  /** Functions whose pinned bits become `acs auto`. */
  readonly makeAuto: readonly number[];
  readonly option: AcsOptionName;
  /** As one types it after GRUB_CMDLINE_LINUX. */
  readonly parameter: string;
  readonly price: string;
  /** The machine with the plan carried out. */
  readonly machine: Machine;
}

export function planTitle(plan: RedirectPlan): string {
  const pinned =
    plan.makeAuto.length === 0
      ? ''
      : `, with acs auto in ${plan.makeAuto.length === 1 ? 'the pinned port' : `${plan.makeAuto.length} pinned ports`}`;
  return `Clear the ACS redirect with pci=${plan.option}=${pinned}`;
}

export function planEdits(analysis: Analysis, evaluation: Evaluation, plan: RedirectPlan): readonly TextEdit[] {
  const auto = autoEdits(analysis, evaluation.machine, plan.makeAuto);
  if (plan.commandLine === evaluation.machine.settings.commandLine) return auto;
  return [...writeCommandLine(analysis, evaluation, plan.commandLine), ...auto];
}

/** Whether no other query of the machine or of a scenario gets a finding by it. */
export function changesNothingElse(analysis: Analysis, evaluation: Evaluation, plan: RedirectPlan): boolean {
  const change = { settings: { commandLine: plan.commandLine }, topology: plan.machine.topology };
  return breaksNothing(analysis, evaluation, 'cmdline', change);
}

type Asked = Pick<PairResult, 'verdicts' | 'expected'>;

/** One plan for each option that can do it, the best first. */
export function plansFor(evaluation: Evaluation, asked: Asked): readonly RedirectPlan[] {
  const options: readonly AcsOptionName[] = ['disable_acs_redir', 'config_acs'];
  return options.map((option) => planFor(evaluation, asked, option)).filter((plan) => plan !== null);
}

/** Repairs one redirected combination after the other; null: one of them cannot be, or the query would still not hold. */
function planFor(evaluation: Evaluation, asked: Asked, option: AcsOptionName): RedirectPlan | null {
  let plan: RedirectPlan | null = null;
  let machine = evaluation.machine;
  for (const { provider, client } of asked.verdicts) {
    const verdict = decidePair(machine, provider, client);
    if (!isRedirected(verdict) || (asked.expected !== null && meets(verdict, asked.expected.mapType))) continue;
    const repair = proposeRepair(machine, provider, client).repairs.find((candidate) => candidate.option === option);
    if (repair === undefined) return null;
    const price: string = repairPrice(machine, repair);
    machine = carriedOut(machine, repair);
    const makeAuto: readonly number[] = [...(plan?.makeAuto ?? []), ...repair.makeAuto];
    plan = { commandLine: repair.commandLine, makeAuto, option, parameter: repair.parameter, price, machine };
  }
  return plan !== null && holds(machine, asked) ? plan : null;
}

function holds(machine: Machine, { verdicts, expected }: Asked): boolean {
  return verdicts.every(({ provider, client }) => {
    const verdict = decidePair(machine, provider, client);
    return expected === null ? !isRedirected(verdict) : meets(verdict, expected.mapType);
  });
}

function carriedOut(machine: Machine, repair: Repair): Machine {
  const functions = machine.topology.functions.map((candidate) =>
    repair.makeAuto.includes(candidate.index) ? { ...candidate, acs: computed(candidate.acs) } : candidate,
  );
  const topology = repair.makeAuto.length === 0 ? machine.topology : { ...machine.topology, functions };
  return bootMachine(topology, { ...machine.settings, commandLine: repair.commandLine });
}

function computed(acs: AcsDescription): AcsDescription {
  return { mode: 'auto', firmware: null, capability: acs.mode === 'absent' ? null : acs.capability };
}
