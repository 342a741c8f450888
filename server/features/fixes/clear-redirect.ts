// ACS redirect stands in the way: the kernel parameter that takes it off the path of every combination of the query, for
// the kernel at hand, with pinned ports made `auto` in the same edit. Offered only where it leaves the rest as it is.

import { bootFunctions } from '../../../core/boot';
import { withComputedAcs } from '../../../core/computed-acs';
import { nextReadingAcsParameters, readsAcsParameters } from '../../../core/kernel/acs-parameters';
import type { AcsOptionName } from '../../../core/kernel/commandline';
import type { KernelVersion } from '../../../core/kernel/version';
import type { Machine } from '../../../core/machine';
import { decidePair } from '../../../core/p2pdma/decide';
import { proposeRepair, type Repair } from '../../../core/p2pdma/repair';
import type { Analysis, Evaluation, PairResult } from '../../language/analysis';
import { repairPrice } from '../../language/explain/price';
import { isRedirected } from '../../language/rules/redirected';
import { meets } from '../../language/rules/pairs';
import type { TextEdit } from '../edit';
import type { FixKind } from './quick-fix';
import { writeCommandLine, writeSetting } from '../settings-edit';
import { autoEdits } from './make-auto';
import { addsNoFinding } from './prove';
import { effectOf, pathFunctions, queryAt } from './queries';

export const clearRedirect: FixKind = {
  codes: ['acs-redirect', 'pair-mismatch'],
  proved: 'itself',
  propose: (analysis, diagnostic) => {
    const found = queryAt(analysis, diagnostic);
    if (found === null) return [];
    return plansFor(analysis, found.evaluation, found.result).map((plan) => ({
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
  /** The command line is right already: `acs auto` is all that is missing. */
  readonly commandLineKept: boolean;
  /** Functions whose pinned bits become `acs auto`. */
  readonly makeAuto: readonly number[];
  readonly option: AcsOptionName;
  /** As one types it after GRUB_CMDLINE_LINUX. */
  readonly parameter: string;
  readonly price: string;
  /** The release to take with it, where the machine's own kernel misreads the option; null: its own kernel. */
  readonly kernel: KernelVersion | null;
  /** The machine with the plan carried out; ACS is computed on the paths of the query only. */
  readonly machine: Machine;
}

export function planTitle(plan: RedirectPlan): string {
  const { length } = plan.makeAuto;
  const pinned =
    length === 0 ? '' : `, with acs auto in ${length === 1 ? 'the pinned port' : `${length} pinned ports`}`;
  const kernel = plan.kernel === null ? '' : `, on kernel ${plan.kernel.label}, the first that reads it right`;
  if (plan.commandLineKept) return `Clear the ACS redirect${pinned}${kernel}`;
  return `Clear the ACS redirect with pci=${plan.option}=${pinned}${kernel}`;
}

export function planEdits(analysis: Analysis, evaluation: Evaluation, plan: RedirectPlan): readonly TextEdit[] {
  return [
    ...(plan.kernel === null ? [] : writeSetting(analysis, evaluation, 'kernel', plan.kernel.label)),
    ...(plan.commandLineKept ? [] : writeCommandLine(analysis, evaluation, plan.commandLine)),
    ...autoEdits(analysis, evaluation.machine, plan.makeAuto),
  ];
}

type Asked = Pick<PairResult, 'verdicts' | 'expected'>;

const OPTIONS: readonly AcsOptionName[] = ['disable_acs_redir', 'config_acs'];

/** One plan for each option that can do it, the best first; none that gives another query or a command line a finding. */
export function plansFor(analysis: Analysis, evaluation: Evaluation, asked: Asked): readonly RedirectPlan[] {
  return possiblePlans(evaluation.machine, asked).filter((plan) => {
    const { commandLine, kernel, machine } = plan;
    const settings = { commandLine, ...(kernel === null ? {} : { kernel }) };
    const found = effectOf(analysis, evaluation, { settings, topology: machine.topology });
    return found.effect === 'not-known'
      ? addsNoFinding(analysis, planEdits(analysis, evaluation, plan), found.unaffected)
      : found.effect === 'nothing';
  });
}

/** The same, whatever else of the file would change by it. */
export function possiblePlans(machine: Machine, asked: Asked): readonly RedirectPlan[] {
  const own = machine.settings.kernel;
  const kernel = readsAcsParameters(own) ? null : nextReadingAcsParameters(own);
  const path = pathFunctions(asked);
  const start = kernel === null ? machine : bootFunctions(machine.topology, { ...machine.settings, kernel }, path);
  return OPTIONS.map((option) => planFor(start, asked, option, kernel))
    .filter((plan) => plan !== null)
    .map((plan) => ({ ...plan, commandLineKept: plan.commandLine === machine.settings.commandLine }));
}

/** Repairs one redirected combination after the other; null: one of them cannot be, or the query would still not hold. */
function planFor(
  start: Machine,
  asked: Asked,
  option: AcsOptionName,
  kernel: KernelVersion | null,
): RedirectPlan | null {
  let plan: RedirectPlan | null = null;
  let machine = start;
  const path = pathFunctions(asked);
  for (const { provider, client } of asked.verdicts) {
    const verdict = decidePair(machine, provider, client);
    if (!isRedirected(verdict) || (asked.expected !== null && meets(verdict, asked.expected.mapType))) continue;
    const repair = proposeRepair(machine, provider, client).repairs.find((candidate) => candidate.option === option);
    if (repair === undefined) return null;
    const { commandLine, parameter } = repair;
    const price: string = repairPrice(machine, repair);
    machine = carriedOut(machine, repair, path);
    const makeAuto: readonly number[] = [...(plan?.makeAuto ?? []), ...repair.makeAuto];
    plan = { commandLine, commandLineKept: false, makeAuto, option, parameter, price, kernel, machine };
  }
  return plan !== null && holds(machine, asked) ? plan : null;
}

function holds(machine: Machine, { verdicts, expected }: Asked): boolean {
  return verdicts.every(({ provider, client }) => {
    const verdict = decidePair(machine, provider, client);
    return expected === null ? !isRedirected(verdict) : meets(verdict, expected.mapType);
  });
}

function carriedOut(machine: Machine, repair: Repair, path: readonly number[]): Machine {
  const topology = withComputedAcs(machine, repair.makeAuto);
  return bootFunctions(topology, { ...machine.settings, commandLine: repair.commandLine }, path);
}
