// The proof of one pair as text for a terminal: the same facts, in the same order, as the panel and the hover show.

import type { PanelHop, PanelKernelSpan } from '../protocol/panel';
import type { PairProof } from '../protocol/messages';
import { columns, indented } from './columns';

export function proofText(proof: PairProof): string {
  const head = `${proof.provider} -> ${proof.client}: ${proof.mapType}, distance ${proof.distance}, kernel ${proof.kernel}`;
  return [
    head,
    proof.because,
    '',
    ...hopLines(proof.hops),
    ...section('then', proof.steps),
    ...paragraph([...proof.assumes, ...proof.undecidedBy]),
    ...section('the kernel logs', proof.messages),
    ...section('by kernel', proof.since.map(spanText)),
    ...section(
      'to change it',
      proof.fixes.flatMap(({ title, price }) => (price === '' ? [title] : [title, `  price: ${price}`])),
    ),
  ].join('\n');
}

function hopLines(hops: readonly PanelHop[]): readonly string[] {
  const cells = hops.map(({ role, name, address, kind, acs, note }, index) => [
    String(index + 1),
    address,
    name === address ? '' : name,
    kind,
    acs === null ? (role === 'host-bridge' ? '' : 'no ACS') : acs.length === 0 ? 'none' : acs.join(' '),
    note,
  ]);
  const head = ['', 'address', 'name', 'kind', 'ACS control', ''];
  return indented(columns([head, ...cells]));
}

/** These sentences say themselves what they are about. */
function paragraph(sentences: readonly string[]): readonly string[] {
  return sentences.length === 0 ? [] : ['', ...sentences];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];
}

function spanText({ from, to, mapType, current }: PanelKernelSpan): string {
  const span = from === to ? from : `${from}–${to}`;
  return `${span}  ${mapType}${current ? '  (this kernel)' : ''}`;
}
