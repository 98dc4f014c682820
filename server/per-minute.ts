// Counts what may happen so often in a minute.

const minuteMs = 60_000;

/** One such count. */
export class PerMinute {
  readonly #max: number;
  readonly #now: () => number;
  #since = 0;
  #count = 0;

  /** @param now Milliseconds of a clock that never goes back. */
  constructor(max: number, now: () => number) {
    this.#max = max;
    this.#now = now;
  }

  /** Counts one more, and tells whether that is too many. */
  isOver(): boolean {
    const now = this.#now();
    if (now - this.#since > minuteMs) [this.#since, this.#count] = [now, 0];
    this.#count += 1;
    return this.#count > this.#max;
  }
}
