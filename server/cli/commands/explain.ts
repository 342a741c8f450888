// `peermap explain FILE A B`: the whole proof of one verdict.

import { formatAddress } from '../../../core/pci/address';
import { proofText } from '../../export/proof-text';
import { explainPair } from '../../features/explain/explain-pair';
import { nearest } from '../../language/nearest';
import type { Analysis } from '../../language/analysis';
import { readArguments } from '../arguments';
import type { Command, ExitStatus, Terminal } from '../command';
import { EXIT, UsageError } from '../command';
import { findingLines } from '../findings';
import { loadMachine, statusOf } from '../load';
import { requireScenario } from '../scenario';

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
  const pair = { provider: deviceName(analysis, file, provider), client: deviceName(analysis, file, client) };
  const proof = explainPair(analysis, { scenario, ...pair });
  if (proof === null) throw new UsageError(`${file} gives no verdict for ${provider} and ${client}.`);
  const errors = analysis.diagnostics.filter(({ severity }) => severity === 'error');
  for (const line of findingLines(analysis, errors, fileName)) terminal.err(line);
  terminal.out(proofText(proof));
  return statusOf(analysis);
}

/** By name or by address; an address may leave out domain 0000, as lspci does. */
function deviceName(analysis: Analysis, file: string, word: string): string {
  const functions = analysis.evaluations[0]?.machine.topology.functions ?? [];
  const found = functions.find(({ name, address }) => {
    const full = formatAddress(address);
    return name === word || full === word || full === `0000:${word}`;
  });
  if (found) return found.name;
  const close = nearest(
    word,
    functions.map(({ name }) => name),
  );
  throw new UsageError(`${file} has no device '${word}'${close === null ? '' : `; did you mean '${close}'?`}`);
}
