// Hover on the kernel setting: what this version changed for peer-to-peer DMA, or which one it behaves like.

import { KERNEL_HISTORY, lastChange } from '../../core/kernel/history';
import type { Evaluation } from '../language/analysis';
import { text } from './markdown';

export function hoverKernel(evaluation: Evaluation): string {
  const { label, order } = evaluation.machine.settings.kernel;
  const own = KERNEL_HISTORY.filter((change) => change.version === label);
  if (own.length > 0) return [`kernel ${label}`, ...own.map((change) => `- ${text(change.text)}`)].join('\n\n');
  const last = lastChange(order);
  if (last === null) return `kernel ${label}`;
  return `kernel ${label}\n\nNothing new for peer-to-peer DMA since ${text(last.version)}: ${text(last.text)}`;
}
