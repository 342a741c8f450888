// From the text after `kernel` to a version's value, and everything that can be wrong with such a text.

import type { KernelVersion } from './version';

export type KernelResolution =
  | { readonly kernel: KernelVersion; readonly problem: null | NewerThanKnown | Suffix }
  | { readonly kernel: null; readonly problem: TooOld | NoSuchRelease | Malformed };

export type KernelProblem = NonNullable<KernelResolution['problem']>;

/** Evaluated with the newest known version's rules. */
export interface NewerThanKnown {
  readonly problem: 'newer-than-known';
  readonly found: string;
  readonly newest: string;
}

/** Pasted from `uname -r`; `meant` is the version to write. */
export interface Suffix {
  readonly problem: 'suffix';
  readonly found: string;
  readonly meant: string;
}

/** Older than 4.20: there is no P2PDMA yet. */
export interface TooOld {
  readonly problem: 'too-old';
  readonly found: string;
  readonly oldest: string;
}

/** Such as 5.25: Linux went from 5.19 to 6.0. */
export interface NoSuchRelease {
  readonly problem: 'no-such-release';
  readonly found: string;
  readonly nearest: string;
}

export interface Malformed {
  readonly problem: 'malformed';
  readonly found: string;
}
