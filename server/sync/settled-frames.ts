// Counts the edits of one connection and knows up to which of them all are settled: on disk, or refused. A count can
// answer for deletions and repeats too, of which a state vector says nothing.

/** The edits of one connection, in the order in which they came, from 1. */
export class SettledFrames {
  readonly #acknowledge: (n: number) => void;
  #started = 0;
  #settledUpTo = 0;
  #acknowledgedUpTo = 0;
  /** Settled before an older one was. */
  readonly #early = new Set<number>();
  #isScheduled = false;

  /** @param acknowledge Called once for all that are settled together, with the highest number up to which all are. */
  constructor(acknowledge: (n: number) => void) {
    this.#acknowledge = acknowledge;
  }

  /** An edit has come. Gives its number. */
  start(): number {
    this.#started += 1;
    return this.#started;
  }

  settle(n: number): void {
    this.#early.add(n);
    while (this.#early.delete(this.#settledUpTo + 1)) this.#settledUpTo += 1;
    if (this.#isScheduled || this.#settledUpTo === this.#acknowledgedUpTo) return;
    this.#isScheduled = true;
    // A group of edits that was written together is settled in one go; then all of it is acknowledged by one frame.
    queueMicrotask(() => {
      this.#isScheduled = false;
      this.#acknowledgedUpTo = this.#settledUpTo;
      this.#acknowledge(this.#settledUpTo);
    });
  }
}
