// What a verdict assumes and what it lacks, always with the line that settles it: an expert who is told `undecided` must
// be able to decide it with one more line.

import type { Machine } from '../../../core/machine';
import type { Missing, Verdict } from '../../../core/p2pdma/verdict';
import { formatId } from '../../../core/pci/id';
import { functionAt, hostBridgeAddress, hostBridgeAt, listWords, nameWithAddress } from './names';
import { steps } from './trace';

/** What is not known, as noun phrases; empty for a decided verdict. */
export function missingThings(machine: Machine, verdict: Verdict): readonly string[] {
  return verdict.undecidedBy.map((missing) => missingThing(machine, verdict, missing));
}

/** One sentence for each thing that is not known, with the line to add. */
export function undecidedSentences(machine: Machine, verdict: Verdict): readonly string[] {
  return verdict.undecidedBy.map(
    (missing) => `Not known: ${missingThing(machine, verdict, missing)}. ${capital(lineToAdd(machine, missing))}.`,
  );
}

/** What to do about the first thing that is not known, as a clause: `add its id: host_bridge pci0 [vvvv:dddd], or [none]`. */
export function whatToAdd(machine: Machine, verdict: Verdict): string | null {
  const [first] = verdict.undecidedBy;
  return first === undefined ? null : lineToAdd(machine, first);
}

/** What was assumed and would change the verdict, at most one sentence. */
export function assumptionSentences(machine: Machine, verdict: Verdict): readonly string[] {
  const names = verdict.assumes.map((assumption) => functionAt(machine, assumption.function).name);
  if (names.length === 0) return [];
  return [`Assumed: firmware left no ACS bits in ${listWords(names)}. If it did, say so: acs auto firmware FLAGS.`];
}

function missingThing(machine: Machine, verdict: Verdict, missing: Missing): string {
  switch (missing.missing) {
    case 'function at 00.0':
      return `the function at 00.0 of host bridge ${hostBridgeAt(machine, missing.hostBridge).name}`;
    case 'CPU family':
      return `the family of the ${machine.settings.cpu.vendor.toUpperCase()} CPU`;
    case 'PCI id':
      return `the PCI id of ${nameWithAddress(functionAt(machine, missing.function))}`;
    case 'whitelist entry':
      return `the condition under which ${machine.settings.kernel.label} lists host bridge ${idOf(verdict, missing.hostBridge, machine)}`;
  }
}

function lineToAdd(machine: Machine, missing: Missing): string {
  switch (missing.missing) {
    case 'function at 00.0': {
      const hostBridge = hostBridgeAt(machine, missing.hostBridge);
      return `add its id: host_bridge ${hostBridge.name} @ ${hostBridgeAddress(hostBridge)} [vvvv:dddd], or [none] if there is none`;
    }
    case 'CPU family': {
      const rule = machine.settings.kernel.p2pdma.cpus.find((cpu) => cpu.vendor === machine.settings.cpu.vendor);
      const family = rule === undefined ? '0x17' : `0x${rule.minimumFamily.toString(16)}`;
      return `add it: cpu ${machine.settings.cpu.vendor} family ${family} (Zen begins there)`;
    }
    case 'PCI id':
      return 'add it after the address: [vvvv:dddd]';
    case 'whitelist entry':
      return 'name a released kernel instead';
  }
}

function idOf(verdict: Verdict, hostBridge: number, machine: Machine): string {
  const step = steps(verdict, 'representative').find((candidate) => candidate.hostBridge === hostBridge);
  const representative = step?.representative;
  const id = representative?.kind === 'unwritten' || representative?.kind === 'function' ? representative.id : null;
  return id === null ? hostBridgeAt(machine, hostBridge).name : formatId(id);
}

function capital(clause: string): string {
  return clause.charAt(0).toUpperCase() + clause.slice(1);
}
