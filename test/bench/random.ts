// A sequence of numbers that looks random and is the same in every run (a 32-bit xorshift generator).

/** Integers from 0 up to, not including, `limit`. */
export function randomIntegers(seed: number): (limit: number) => number {
  let state = seed | 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}
