// How often the server ended by itself in the last minutes. A server that ends at once whenever it is started must not be
// started for ever; one that ends now and then may.

export const MINUTES = 3;

/** More ends than this within MINUTES, and it is not started again. */
const MOST = 5;

export class RecentEnds {
  private times: readonly number[] = [];
  /** Of all time. */
  total = 0;

  /** Another one, at `now` in milliseconds: how many there were lately, and whether these are too many. */
  add(now: number): { readonly count: number; readonly isTooOften: boolean } {
    this.total += 1;
    this.times = [...this.times.filter((time) => now - time < MINUTES * 60_000), now];
    return { count: this.times.length, isTooOften: this.times.length > MOST };
  }

  /** Somebody started it by hand: what was before does not count. */
  forget(): void {
    this.times = [];
  }
}
