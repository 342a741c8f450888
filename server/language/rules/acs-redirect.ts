// A pair that nobody asserted anything about, and that ACS redirect keeps off the direct way: worth one quiet word,
// because one kernel parameter changes it. Where an entry of the command line was meant to, it is told there.

import type { Machine } from '../../../core/machine';
import type { CommandLine, CommandLineObservation } from '../../../core/kernel/commandline';
import { readsAcsParameters } from '../../../core/kernel/acs-parameters';
import { proposeRepair } from '../../../core/p2pdma/repair';
import type { Verdict } from '../../../core/p2pdma/verdict';
import { formatAddress } from '../../../core/pci/address';
import { pairName } from '../explain/names';
import { detour, REDIRECT_BITS } from '../explain/reason';
import { steps } from '../explain/trace';
import type { Rule } from '../rule';
import { bareOption } from './cmdline-bare-option';
import { endsAtBlank } from './cmdline-blank';
import { writtenCommandLines } from './command-lines';
import { proof, refsRange } from './pairs';
import { isRedirected, vainEntries } from './redirected';
import { shellParameters } from './shell';

export const acsRedirect: Rule = {
  code: 'acs-redirect',
  defaultSeverity: 'information',
  check: (analysis, report) => {
    const told = new Set(vainEntries(analysis).map(({ result }) => result));
    const misread = new Set(
      writtenCommandLines(analysis).flatMap(({ evaluation, commandLine }) =>
        isMisread(commandLine) ? [evaluation] : [],
      ),
    );
    for (const evaluation of analysis.evaluations) {
      if (misread.has(evaluation)) continue;
      for (const result of evaluation.pairs) {
        if (result.expected !== null || told.has(result)) continue;
        const redirected = result.verdicts.filter(isRedirected);
        const [first] = redirected;
        if (first === undefined) continue;
        const { machine } = evaluation;
        const count = redirected.length > 1 ? ` (${redirected.length} of ${result.verdicts.length} pairs)` : '';
        report({
          message: `${pairName(machine, first)} is ${first.mapType}, not BUS_ADDR${count}: ${detour(machine, first)}; ${advice(machine, first)}.`,
          file: result.file,
          range: refsRange(result),
          related: proof(analysis, evaluation, first),
        });
      }
    }
  },
};

/** A list of devices was written and is not read as it was meant: that is told there, and what is left of it once it is read. */
function isMisread(commandLine: CommandLine): boolean {
  const { observations, parameters } = commandLine;
  return (
    observations.some(({ observation }) => MISREAD.has(observation)) ||
    parameters.some(({ name }) => bareOption(name) !== null) ||
    shellParameters(commandLine).length > 0 ||
    endsAtBlank(commandLine)
  );
}

const MISREAD: ReadonlySet<CommandLineObservation['observation']> = new Set([
  ...(['comma-between-devices', 'device-unparsable', 'device-trailing', 'flags-missing', 'flags-invalid'] as const),
]);

const SHOWN_FUNCTIONS = 3;

function advice(machine: Machine, verdict: Verdict): string {
  const plain = plainParameter(machine, verdict);
  if (plain !== null) return parameterWords(plain, 'disable_acs_redir', verdict.acsRedirects.length);
  const { repairs, refusal } = proposeRepair(machine, verdict.provider, verdict.client);
  const [repair] = repairs;
  if (repair !== undefined) {
    const words = parameterWords(repair.parameter, repair.option, repair.functions.length);
    return repair.assumes.length === 0 ? words : `${words}, if firmware left none`;
  }
  const kernel = machine.settings.kernel.label;
  if (refusal?.reason !== 'kernel-cannot') return `no parameter of ${kernel} clears it`;
  return `no parameter of ${kernel} clears it${refusal.firstKernel === null ? '' : `, ${refusal.firstKernel} has one`}`;
}

function parameterWords(parameter: string, option: string, functions: number): string {
  return functions <= SHOWN_FUNCTIONS
    ? `${parameter} clears it`
    : `pci=${option}= with ${functions} functions clears it`;
}

/** Without an ACS option, a pinned function or a kernel that misreads it, the list of the kernel's own hint is the answer. */
function plainParameter({ topology, commandLine, settings }: Machine, verdict: Verdict): string | null {
  if (commandLine.disableAcsRedir !== null || commandLine.configAcs !== null) return null;
  if (!readsAcsParameters(settings.kernel) || restsOnFirmware(verdict)) return null;
  const functions = verdict.acsRedirects
    .map((index) => topology.functions[index])
    .filter((found) => found !== undefined);
  if (functions.some((found) => found.acs.mode !== 'auto')) return null;
  return `pci=disable_acs_redir=${functions.map((found) => formatAddress(found.address)).join(';')}`;
}

/** A function of the path redirects too, if firmware left it a bit that nobody knows of. */
function restsOnFirmware(verdict: Verdict): boolean {
  return steps(verdict, 'hop').some(
    ({ redirects, acs }) => redirects === false && ((acs?.assumed ?? 0) & REDIRECT_BITS) !== 0,
  );
}
