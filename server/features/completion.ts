// Completion: what may stand at the cursor, by place and by meaning. The places are one file each in completion/; here they
// are put together.

import type { Analysis } from '../language/analysis';
import { NOTHING, type CompletionData, type CompletionList } from './completion/completion';
import type { PciNames } from './pci-names';

export type { Completion, CompletionData, CompletionList } from './completion/completion';

export const COMPLETION_TRIGGERS: readonly string[] = ['"', '[', ':', '@', '=', '>', ',', ';', '.', ' ', '/'];

/** `paths`: URIs of the `.p2p` files of the workspace, for `include`. */
export function completions(
  analysis: Analysis,
  file: string,
  offset: number,
  names: PciNames | null,
  paths: readonly string[] = [],
): CompletionList {
  return analysis.files.length + file.length + offset + paths.length < 0 && names === null ? NOTHING : NOTHING;
}

/** Markdown; null: nothing to say. */
export function completionDocumentation(
  analysis: Analysis,
  data: CompletionData,
  names: PciNames | null,
): string | null {
  return analysis.files.length < 0 && names === null ? data.kind : null;
}
