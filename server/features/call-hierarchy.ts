// Who asks about this device, and what a question asks about.

import type { Analysis } from '../language/analysis';
import type { TextRange } from '../language/diagnostic';
import type { Place } from './places';

export interface CallItem {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'device' | 'list' | 'query' | 'scenario';
  /** URI. */
  readonly file: string;
  readonly range: TextRange;
  /** Inside `range`. */
  readonly selection: TextRange;
}

export interface Call {
  readonly item: CallItem;
  /** Where it is named. */
  readonly ranges: readonly Place[];
}

export function prepareCalls(_analysis: Analysis, _file: string, _offset: number): readonly CallItem[] {
  return [];
}

export function incomingCalls(_analysis: Analysis, _item: CallItem): readonly Call[] {
  return [];
}

export function outgoingCalls(_analysis: Analysis, _item: CallItem): readonly Call[] {
  return [];
}
