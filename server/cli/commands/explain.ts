// `peermap explain FILE A B`: the whole proof of one verdict.

import { proofText } from '../../export/proof-text';
import { explainPair } from '../../features/explain-pair';
import { nearest } from '../../language/nearest';
import type { Analysis } from '../../language/analysis';
import { readArguments } from '../arguments';
import type { Command, ExitStatus, Terminal } from '../command';
import { EXIT, UsageError } from '../command';
import { findingLines } from '../findings';
import { loadMachine, statusOf } from '../load';

export const explain: Command = {
  name: 'explain',
  usage: 'explain FILE PROVIDER CLIENT [--scenario NAME]',
  summary: 'why the kernel decides as it does for one pair',
  run: (args, terminal) => {
    const { options, words } = readArguments(args, { scenario: { type: 'string' } });
    const [file, provider, client, ...rest] = words;
    if (file === undefined || provider === undefined || client === undefined || rest.length > 0) {
      throw new UsageError(`explain expects FILE, PROVIDER and CLIENT; found ${words.length} words.`);
    }
    return explainFile(file, provider, client, options['scenario'] ?? null, terminal);
  },
};

function explainFile(
  file: string,
  provider: string,
  client: string,
  scenario: string | null,
  terminal: Terminal,
): ExitStatus {
  const loaded = loadMachine(file, terminal.workingDirectory);
  if (!loaded.ok) {
    terminal.err(`${file}: cannot be read: ${loaded.reason}.`);
    return EXIT.broken;
  }
  const { analysis, fileName } = loaded;
  requireScenario(analysis, file, scenario);
  requireDevice(analysis, file, provider);
  requireDevice(analysis, file, client);
  const proof = explainPair(analysis, { scenario, provider, client });
  if (proof === null) throw new UsageError(`${file} gives no verdict for ${provider} and ${client}.`);
  const errors = analysis.diagnostics.filter(({ severity }) => severity === 'error');
  for (const line of findingLines(analysis, errors, fileName)) terminal.err(line);
  terminal.out(proofText(proof));
  return statusOf(analysis);
}

function requireScenario(analysis: Analysis, file: string, scenario: string | null): void {
  const names = analysis.evaluations.map((evaluation) => evaluation.scenario);
  if (names.includes(scenario)) return;
  const known = names.filter((name) => name !== null);
  const hint = known.length === 0 ? 'it has none' : `it has ${known.join(', ')}`;
  throw new UsageError(`${file} has no scenario '${scenario ?? ''}'; ${hint}.`);
}

function requireDevice(analysis: Analysis, file: string, name: string): void {
  const names = analysis.evaluations[0]?.machine.topology.functions.map((device) => device.name) ?? [];
  if (names.includes(name)) return;
  const close = nearest(name, names);
  throw new UsageError(`${file} has no device '${name}'${close === null ? '' : `; did you mean '${close}'?`}`);
}
