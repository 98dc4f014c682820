// Shares the event loop between those who have much to write: each writes a piece in turn, and after a few milliseconds
// everything else of this process goes first. So two hundred who join at once hold up nobody in another room.

/** Somebody with more to write than goes at once. */
export interface Writer {
  /** Writes one piece. False when there is nothing more to write, or no room for it now. */
  writePiece(): boolean;
}

interface Clock {
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

/** The queue of a process. */
export class Turns {
  readonly #turnMsMax: number;
  readonly #now: () => number;
  #waiting: Writer[] = [];
  #isScheduled = false;

  constructor(turnMsMax: number, { now }: Clock) {
    this.#turnMsMax = turnMsMax;
    this.#now = now;
  }

  /** Calls a writer in its turn until it says that it has nothing more. To be asked for once until then. */
  add(writer: Writer): void {
    this.#waiting.push(writer);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled || this.#waiting.length === 0) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#take();
      this.#schedule();
    });
  }

  #take(): void {
    const endsAt = this.#now() + this.#turnMsMax;
    while (this.#waiting.length > 0) {
      const round = this.#waiting;
      this.#waiting = [];
      for (const [index, writer] of round.entries()) {
        if (writer.writePiece()) this.#waiting.push(writer);
        if (this.#now() < endsAt) continue;
        this.#waiting = [...round.slice(index + 1), ...this.#waiting];
        return;
      }
    }
  }
}
