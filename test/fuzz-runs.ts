// How often a property is tried: a few hundred times in `npm test`, many times more in `npm run fuzz`, from the same files.

/** Number of runs for a property that takes `ordinary` runs in `npm test`; PEERMAP_FUZZ is the factor of a longer search. */
export function fuzzRuns(ordinary: number): number {
  const factor = Number(process.env['PEERMAP_FUZZ'] ?? '1');
  if (!Number.isFinite(factor) || factor <= 0) {
    throw new Error(`PEERMAP_FUZZ: expected a positive number, found ${process.env['PEERMAP_FUZZ'] ?? ''}`);
  }
  return Math.ceil(ordinary * factor);
}
