// What is on disk becomes part of a room's document, in the order of the log. A long import takes several turns of the
// event loop, so that sockets are served and written to in between.
import { assert } from "../../schema/errors.ts";
import type { Limits } from "../limits.ts";
import type { CheckedUpdate } from "./checked-update.ts";

interface ApplyingParts {
  readonly limits: Limits;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

interface Numbered {
  readonly update: CheckedUpdate;
  readonly seq: number;
}

/** The updates of one room that are stored and not applied yet. */
export class Applying {
  readonly #apply: (update: CheckedUpdate, seq: number) => void;
  readonly #onDone: () => void;
  readonly #parts: ApplyingParts;
  readonly #waiting: (Numbered | (() => void))[] = [];
  #isRunning = false;

  /** @param onDone Called each time that nothing waits any more. */
  constructor(apply: (update: CheckedUpdate, seq: number) => void, onDone: () => void, parts: ApplyingParts) {
    this.#apply = apply;
    this.#onDone = onDone;
    this.#parts = parts;
  }

  /**
   * Begins at once, unless others are before them.
   *
   * @param onApplied Called when the last of them has been handed over.
   */
  add(updates: readonly CheckedUpdate[], seqs: readonly number[], onApplied: () => void): void {
    const numbered = updates.map((update, index) => {
      const seq = seqs[index];
      assert(seq !== undefined, "every stored update has a number");
      return { update, seq };
    });
    this.#waiting.push(...numbered, onApplied);
    if (!this.#isRunning) this.#run();
  }

  #run(): void {
    this.#isRunning = true;
    const { limits, now } = this.#parts;
    const endsAt = now() + limits.appliedMsPerTurn;
    for (let bytes = 0; bytes < limits.appliedBytesPerTurn && now() <= endsAt;) {
      const next = this.#waiting.shift();
      if (next === undefined) {
        this.#isRunning = false;
        return this.#onDone();
      }
      if (typeof next === "function") next();
      else this.#apply(next.update, next.seq);
      bytes += typeof next === "function" ? 0 : next.update.bytes.byteLength;
    }
    setImmediate(() => this.#run());
  }
}
