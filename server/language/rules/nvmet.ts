// What the rules about the NVMe-oF target share: the results of one namespace, and the walks that decide them.

import type { Analysis, Evaluation } from '../analysis';
import type { RelatedInformation } from '../diagnostic';
import type { NvmetPairResult, NvmetQueryResult } from '../results';
import { pairProof } from './answers';

/** The results of each namespace over all ports. */
export function perNamespace({ results }: NvmetQueryResult): readonly (readonly NvmetPairResult[])[] {
  const groups = new Map<unknown, NvmetPairResult[]>();
  for (const result of results) {
    const group = groups.get(result.namespace.syntax);
    if (group === undefined) groups.set(result.namespace.syntax, [result]);
    else group.push(result);
  }
  return [...groups.values()];
}

/** The walk to the drive if enabling fails, else the one to the adapter; from the memory that is chosen, named or claimed. */
export function nvmetProof(
  analysis: Analysis,
  evaluation: Evaluation,
  { namespace, port, stored, expected, result }: NvmetPairResult,
): readonly RelatedInformation[] {
  const client = result.enable.outcome === 'enabled' ? port.function : namespace.function;
  const { controller } = result;
  const chosen = controller?.outcome === 'provider' ? controller.providers[0] : undefined;
  const named = stored.outcome === 'stored' && stored.choice.use ? stored.choice.provider : null;
  const claimed = expected?.value.kind === 'functions' ? expected.value.functions[0] : undefined;
  const provider = claimed ?? named ?? chosen;
  return provider === undefined ? [] : pairProof(analysis, evaluation, provider, client);
}
