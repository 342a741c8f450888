// The hover: what stands at the cursor, as Markdown. One function a kind of thing; each stands in a file of its own.

import type { Analysis } from '../language/analysis';
import type { TextRange } from '../language/diagnostic';
import { thingAt } from './cursor';
import { hoverCommandLineEntry } from './hover-command-line';
import { hoverFunction, hoverHostBridge } from './hover-device';
import { hoverKernel } from './hover-kernel';
import { hoverPair } from './hover-pair';

export interface Hover {
  /** Markdown without any link or HTML; everything from a file is escaped. */
  readonly markdown: string;
  readonly range: TextRange;
}

/** null: nothing to say here. */
export function hover(analysis: Analysis, file: string, offset: number): Hover | null {
  const thing = thingAt(analysis, file, offset);
  if (thing === null) return null;
  const { range } = thing;
  switch (thing.kind) {
    case 'pair':
      return { markdown: hoverPair(thing.evaluation, thing.result, thing.verdicts), range };
    case 'function': {
      const markdown = hoverFunction(analysis, thing.declaration, thing.virtualFunction);
      return markdown === null ? null : { markdown, range };
    }
    case 'host-bridge': {
      const markdown = hoverHostBridge(analysis, thing.declaration);
      return markdown === null ? null : { markdown, range };
    }
    case 'command-line-entry':
      return { markdown: hoverCommandLineEntry(thing.evaluation, thing.option, thing.entry), range };
    case 'kernel':
      return { markdown: hoverKernel(thing.evaluation), range };
    case 'declaration':
      return null;
  }
}
