// The whole proof of one answer as a Markdown document, for a read-only editor: made from the texts of now each time, so it
// follows every edit. What the hover says in short stands here in full, in the same words.

import type { Analysis, Evaluation } from '../../language/analysis';
import { choiceReason } from '../../language/explain/choice';
import { functionAt } from '../../language/explain/names';
import type { NvmetPairResult } from '../../language/results';
import { explainMap } from './explain-map';
import { explainPairDocument } from './explain-pair-document';
import { findMap, findNvmet, findPair, findProvider } from './explain-question';
import type { ExplainRequest, Question } from './explain-request';
import { hoverNvmet } from '../hover/hover-nvmet';
import { hoverProvider } from '../hover/hover-provider';
import { block, code, text } from '../markdown';
import { pairsSection } from './pair-sections';
import { findEvaluation, functionNamed } from '../places';
import { UNRELIABLE } from '../query-words';
import { sentence } from '../sentence';

export { explainRequestAt } from './explain-question';
export { EXPLAIN_SCHEME, explainUri, readExplainUri } from './explain-request';
export type { ExplainRequest } from './explain-request';

/** null: the request is about another machine. If the question is gone, the document says so. */
export function explainDocument(analysis: Analysis, request: ExplainRequest): string | null {
  if (analysis.root !== request.root) return null;
  const evaluation = findEvaluation(analysis, request.scenario);
  const title = `# ${text(titleOf(request))}`;
  const body = evaluation === null ? goneScenario(request) : answer(analysis, evaluation, request);
  return `${title}\n\n${body}\n`;
}

function titleOf(question: Question): string {
  switch (question.kind) {
    case 'pair':
      return `pair ${question.provider} -> ${question.client}`;
    case 'map':
      return `map ${question.scatterlist} -> ${question.client}`;
    case 'provider':
      return `provider for ${question.clients.join(', ')}`;
    case 'nvmet':
      return `nvmet ${question.subsystem}${question.namespace === null ? '' : `, namespace ${question.namespace}`}`;
  }
}

function goneScenario({ scenario }: ExplainRequest): string {
  return `There is no scenario ${code(scenario ?? '')} any more.`;
}

function answer(analysis: Analysis, evaluation: Evaluation, question: Question): string {
  if (!evaluation.reliable) return UNRELIABLE;
  switch (question.kind) {
    case 'pair':
      return pairAnswer(analysis, evaluation, question);
    case 'map': {
      const found = findMap(analysis, evaluation, question);
      return found?.mapping ? explainMap(evaluation, found, found.mapping) : gone('map');
    }
    case 'provider':
      return providerAnswer(evaluation, question) ?? gone('provider for');
    case 'nvmet':
      return nvmetAnswer(evaluation, question) ?? gone('namespace');
  }
}

function gone(what: string): string {
  return `No ${code(what)} asks this any more, or an error keeps it from being answered.`;
}

/** Any two devices have an answer, whether a `pair` asks for them or not. */
function pairAnswer(
  analysis: Analysis,
  evaluation: Evaluation,
  question: Question & { readonly kind: 'pair' },
): string {
  const { machine } = evaluation;
  const [provider, client] = [question.provider, question.client].map((name) => functionNamed(machine, name));
  if (!provider) return `There is no device ${code(question.provider)} any more.`;
  if (!client) return `There is no device ${code(question.client)} any more.`;
  return explainPairDocument(analysis, evaluation, provider.index, client.index, findPair(evaluation, question));
}

function providerAnswer(evaluation: Evaluation, question: Question & { readonly kind: 'provider' }): string | null {
  const { machine } = evaluation;
  const found = findProvider(evaluation, question);
  const shown = found === null ? null : hoverProvider(evaluation, found);
  if (!found?.answer || shown === null) return null;
  const messages = found.answer.choice.messages.map(({ address, text: line }) => `${address}: ${line}`);
  const logged = messages.length === 0 ? [] : ['## The kernel would log', block(messages)];
  const { clients, choice } = found.answer;
  const pairs = choice.candidates
    .filter(({ outcome }) => outcome !== 'not-published')
    .flatMap(({ provider }) => clients.map((client): readonly [number, number] => [provider, client]));
  return [
    shown,
    text(sentence(machine, choiceReason(machine, found.answer))),
    ...logged,
    ...pairsSection(evaluation, pairs),
  ].join('\n\n');
}

/** Namespace by namespace, each with its steps and what it logs. */
function nvmetAnswer(evaluation: Evaluation, question: Question & { readonly kind: 'nvmet' }): string | null {
  const { machine } = evaluation;
  const found = findNvmet(evaluation, question);
  if (found === null) return null;
  const namespaces = [...new Set(found.results.map(({ namespace }) => namespace.syntax))];
  return namespaces
    .flatMap((syntax) => {
      const results = found.results.filter(({ namespace }) => namespace.syntax === syntax);
      const [first] = results;
      const shown = hoverNvmet(evaluation, found.query, results);
      if (first === undefined || shown === null) return [];
      const heading = `## Namespace ${code(functionAt(machine, first.namespace.function).name)}`;
      return [...(namespaces.length > 1 ? [heading] : []), shown];
    })
    .concat(pairsSection(evaluation, found.results.flatMap(pairsOfNamespace)))
    .join('\n\n');
}

/** The memory that is used or named, with both that have to reach it. */
function pairsOfNamespace({ namespace, port, result }: NvmetPairResult): readonly (readonly [number, number])[] {
  const { controller } = result;
  const used = controller?.outcome === 'provider' ? controller.providers : [];
  const providers = namespace.memory === null ? used : [namespace.memory];
  // Without a controller nobody got as far as the port.
  const clients = controller === null ? [namespace] : [port, namespace];
  return providers.flatMap((provider) =>
    clients.map((client): readonly [number, number] => [provider, client.function]),
  );
}
