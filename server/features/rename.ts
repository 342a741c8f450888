// A new name for a device, list, scenario or subsystem, wherever it is named.

import type { Analysis } from '../language/analysis';
import type { TextRange } from '../language/diagnostic';
import type { TextEdit } from './edit';

export interface Refused {
  /** A sentence for the user. */
  readonly refused: string;
}

export interface Renamable {
  readonly range: TextRange;
  readonly placeholder: string;
}

export interface Renamed {
  readonly edits: readonly TextEdit[];
}

export function prepareRename(_analysis: Analysis, _file: string, _offset: number): Renamable | Refused {
  return { refused: 'There is no name here.' };
}

/** `analyses`: every machine the name may be in. */
export function rename(
  _analyses: readonly Analysis[],
  _file: string,
  _offset: number,
  _newName: string,
): Renamed | Refused {
  return { refused: 'There is no name here.' };
}
