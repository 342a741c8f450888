// What the NVMe-oF target makes of each namespace on each port: which memory it uses, or why not, and every line that it
// logs.

import type { PanelNvmet } from '../../../server/protocol/panel-queries';
import type { ReportNvmetResult } from '../../../server/protocol/report-queries';
import { button, element, glyph } from '../dom';
import { alternatives } from '../model/questions';
import type { QuestionActions } from './question-actions';
import { holdsSign } from './questions';

export function nvmetContent({ answer, results }: PanelNvmet, actions: QuestionActions): readonly Node[] {
  const items = answer.results.map((result, at) => {
    const place = results[at];
    const line =
      place === undefined
        ? []
        : [button('link line', `line ${place.line + 1}`, () => actions.reveal({ kind: 'query', query: place.query }))];
    const title = element('h3', 'namespace', [
      element('span', 'asked', `${result.namespace} on ${result.port}`),
      ...line,
      holdsSign(result.holds),
      ...(result.holds === false && typeof place?.expected === 'string'
        ? [element('span', '', `asserted: ${place.expected}`)]
        : []),
    ]);
    const because = place === undefined || place.because === '' ? [] : [element('p', 'because', place.because)];
    const missing = result.undecidedBy.map(({ device, missing: what }) =>
      element('li', 'missing', `Not known: ${what} of ${device}.`),
    );
    return element('li', '', [
      title,
      verdict(result, actions),
      ...because,
      ...(missing.length === 0 ? [] : [element('ul', 'steps', missing)]),
      ...log(result),
    ]);
  });
  if (items.length === 0) return [element('p', 'because', 'It has no namespace on a port.')];
  return [element('ul', 'namespaces', items)];
}

const SHAPES: Readonly<Record<ReportNvmetResult['outcome'], string>> = {
  provider: 'bus',
  'host-memory': 'memory',
  refused: 'none',
  undecided: 'unknown',
};

function verdict(result: ReportNvmetResult, actions: QuestionActions): HTMLElement {
  const peers = result.provider.flatMap((provider) =>
    [result.port, result.namespace]
      .filter((client) => client !== provider)
      .map((client) => button('link', `${provider} → ${client}`, () => actions.selectPair({ provider, client }))),
  );
  return element('p', 'verdict-line', [
    glyph(SHAPES[result.outcome]),
    element('strong', '', verdictWords(result)),
    ...peers.slice(0, 4).map((peer) => element('span', 'fact', [peer])),
  ]);
}

function verdictWords({ outcome, provider, error }: ReportNvmetResult): string {
  switch (outcome) {
    case 'provider':
      return `memory of ${alternatives(provider)}`;
    case 'host-memory':
      return 'host memory';
    case 'refused':
      return `not enabled: -${error ?? 'EINVAL'}`;
    case 'undecided':
      return 'undecided';
  }
}

function log({ messages }: ReportNvmetResult): readonly Node[] {
  if (messages.length === 0) return [];
  const lines = messages.map((message) => element('span', 'message', `${message}\n`));
  return [element('pre', 'log', lines)];
}
