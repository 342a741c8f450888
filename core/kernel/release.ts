// Release numbers: which ones Linux has had since P2PDMA arrived, and their order. `X.Y` is the release, `X.Y.Z` a
// stable version of it that may carry changes of later releases.

export interface ReleaseNumber {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** Minor numbers of each major version: Linux went from 4.20 to 5.0, from 5.19 to 6.0 and from 6.19 to 7.0. */
const MINORS: readonly { readonly major: number; readonly first: number; readonly last: number }[] = [
  { major: 4, first: 20, last: 20 },
  { major: 5, first: 0, last: 19 },
  { major: 6, first: 0, last: 19 },
  { major: 7, first: 0, last: 3 },
];

const PATCHES = 100_000;

/** All known releases X.Y, oldest first. */
export const RELEASES: readonly ReleaseNumber[] = MINORS.flatMap(({ major, first, last }) =>
  Array.from({ length: last - first + 1 }, (_, index) => ({ major, minor: first + index, patch: 0 })),
);

/** A number that ascends in the order of releases; `X.Y` and `X.Y.0` are the same. */
export function releaseOrder(release: ReleaseNumber): number {
  return (release.major * 1000 + release.minor) * PATCHES + release.patch;
}

/** After every stable version of X.Y and before the next release: where what was only posted or queued stands. */
export function orderAfter(release: ReleaseNumber): number {
  return releaseOrder({ ...release, patch: PATCHES - 1 });
}

/** `5.10` or `5.10.70`; anything else is null. */
export function parseRelease(text: string): ReleaseNumber | null {
  const match = /^(\d{1,3})\.(\d{1,3})(?:\.(\d{1,4}))?$/.exec(text);
  if (match === null) return null;
  return { major: Number(match[1]), minor: Number(match[2]), patch: Number(match[3] ?? '0') };
}

export function formatRelease(release: ReleaseNumber): string {
  return `${String(release.major)}.${String(release.minor)}${release.patch === 0 ? '' : `.${String(release.patch)}`}`;
}

/** Whether Linux has had X.Y. */
export function isKnownRelease(release: ReleaseNumber): boolean {
  return MINORS.some(
    ({ major, first, last }) => release.major === major && release.minor >= first && release.minor <= last,
  );
}

/** The known release nearest below (or the oldest one). */
export function nearestRelease(release: ReleaseNumber): ReleaseNumber {
  const below = RELEASES.filter((known) => releaseOrder(known) <= releaseOrder(release));
  return below[below.length - 1] ?? { major: 4, minor: 20, patch: 0 };
}

/** When a change arrived: a release, and the stable versions of earlier releases that carry it. */
export interface Arrival {
  readonly since: string;
  readonly stable?: readonly string[];
}

/** Whether the version at this place in the order has the change. */
export function hasArrived(order: number, arrival: Arrival): boolean {
  if (order >= orderOf(arrival.since)) return true;
  return (arrival.stable ?? []).some((text) => {
    const backport = orderOf(text);
    return order >= backport && Math.floor(order / PATCHES) === Math.floor(backport / PATCHES);
  });
}

function orderOf(text: string): number {
  const release = parseRelease(text);
  return release === null ? Number.POSITIVE_INFINITY : releaseOrder(release);
}
