// Hover on the kernel setting: what this version changed for peer-to-peer DMA, or which one it behaves like, and what a stable
// version has from a later release.

import { backportOf, KERNEL_HISTORY, lastChange } from '../../../core/kernel/history';
import type { Evaluation } from '../../language/analysis';
import { text } from '../markdown';

export function hoverKernel(evaluation: Evaluation): string {
  const { label, order } = evaluation.machine.settings.kernel;
  const own = KERNEL_HISTORY.filter((change) => change.version === label).map((change) => `- ${text(change.text)}`);
  const backport = backportOf(order);
  const carried =
    backport === null ? [] : [`Since ${backport.version} it has from ${backport.from}: ${text(backport.text)}`];
  return [`kernel ${label}`, ...(own.length > 0 ? own : lastWords(order)), ...carried].join('\n\n');
}

function lastWords(order: number): readonly string[] {
  const last = lastChange(order);
  return last === null ? [] : [`Nothing new for peer-to-peer DMA since ${text(last.version)}: ${text(last.text)}`];
}
