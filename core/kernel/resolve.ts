// From the text after `kernel` to a version's value, and everything that can be wrong with such a text. Versions are
// made of changes.ts; releases and series are made once.

import { rulesAt } from './changes';
import type { ReleaseNumber } from './release';
import {
  formatRelease,
  isKnownRelease,
  nearestRelease,
  orderAfter,
  parseRelease,
  releaseOrder,
  RELEASES,
} from './release';
import type { KernelVersion } from './version';
import { QUEUED_WHITELIST } from './whitelist';

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

/** Every release X.Y from 4.20 to the newest known one, oldest first. */
export const KERNEL_RELEASES: readonly KernelVersion[] = RELEASES.map((release) => ({
  label: formatRelease(release),
  kind: 'release',
  order: releaseOrder(release),
  ...rulesAt(releaseOrder(release)),
}));

const OLDEST_KERNEL = at(KERNEL_RELEASES, 0);

/** The newest released version that the model knows: the default of `kernel`. */
export const NEWEST_KERNEL: KernelVersion = at(KERNEL_RELEASES, KERNEL_RELEASES.length - 1);

/** The 16 patches posted on 8 April 2021, on top of 5.12: patch 2 changes the representative, patch 6 requires 64BIT. */
const MAP_OPS_V1: KernelVersion = variant('p2pdma_map_ops_v1', 'series', '5.12', (base) => ({
  ...base,
  p2pdma: { ...base.p2pdma, representative: 'first-if-00.0', requires64Bit: true },
}));

/** What is queued after the newest release, as far as its conditions are known. */
const NEXT: KernelVersion = variant('pci_p2pdma_next', 'next', NEWEST_KERNEL.label, (base) => ({
  ...base,
  p2pdma: {
    ...base.p2pdma,
    whitelist: [...base.p2pdma.whitelist, ...QUEUED_WHITELIST],
    messages: { ...base.p2pdma.messages, notListedOnQuietQueries: false },
  },
}));

/** Everything that has a label of its own, in order: the releases, the posted series and what is queued. */
export const KERNEL_VERSIONS: readonly KernelVersion[] = [...KERNEL_RELEASES, MAP_OPS_V1, NEXT].sort(
  (left, right) => left.order - right.order,
);

const byLabel: ReadonlyMap<string, KernelVersion> = new Map(KERNEL_VERSIONS.map((kernel) => [kernel.label, kernel]));

/** `6.1`, `6.12.25`, `p2pdma_map_ops_v1`, `pci_p2pdma_next`; never throws. */
export function resolveKernel(text: string): KernelResolution {
  const known = byLabel.get(text);
  if (known !== undefined) return { kernel: known, problem: null };
  const match = /^(\d+\.\d+(?:\.\d+)?)([-+_.~].*)?$/s.exec(text);
  const release = parseRelease(match?.[1] ?? '');
  if (release === null) return { kernel: null, problem: { problem: 'malformed', found: text } };
  const resolution = resolveRelease(release, text);
  if (match?.[2] === undefined || resolution.kernel === null || resolution.problem !== null) return resolution;
  return { kernel: resolution.kernel, problem: { problem: 'suffix', found: text, meant: formatRelease(release) } };
}

function resolveRelease(release: ReleaseNumber, found: string): KernelResolution {
  const order = releaseOrder(release);
  if (order < OLDEST_KERNEL.order) {
    return { kernel: null, problem: { problem: 'too-old', found, oldest: OLDEST_KERNEL.label } };
  }
  if (order > orderAfter(newestRelease())) {
    const newest = NEWEST_KERNEL.label;
    return { kernel: NEWEST_KERNEL, problem: { problem: 'newer-than-known', found, newest } };
  }
  if (!isKnownRelease(release)) {
    const nearest = formatRelease(nearestRelease(release));
    return { kernel: null, problem: { problem: 'no-such-release', found, nearest } };
  }
  return { kernel: stableVersion(release), problem: null };
}

function stableVersion(release: ReleaseNumber): KernelVersion {
  const label = formatRelease(release);
  const order = releaseOrder(release);
  return byLabel.get(label) ?? { label, kind: 'stable', order, ...rulesAt(order) };
}

function newestRelease(): ReleaseNumber {
  return at(RELEASES, RELEASES.length - 1);
}

function variant(
  label: string,
  kind: KernelVersion['kind'],
  after: string,
  change: (base: KernelVersion) => KernelVersion,
): KernelVersion {
  const release = parseRelease(after);
  const base = KERNEL_RELEASES.find((kernel) => kernel.label === after);
  if (release === null || base === undefined) {
    throw new Error(`${label} is based on ${after}, which is no known release`);
  }
  return { ...change(base), label, kind, order: orderAfter(release) };
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error(`the list of kernel releases has no item ${String(index)}`);
  return item;
}
