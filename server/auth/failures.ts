// Counts failed attempts to prove who one is, so that nobody can guess on and on. What succeeds costs nothing: many
// people may share one address.
import { EntenteError, type ErrorCode } from "../../schema/errors.ts";
import type { Limits } from "../limits.ts";

interface Count {
  readonly since: number;
  readonly failures: number;
}

const minuteMs = 60_000;

/** Failures of the last minute, by address. */
export class Failures {
  readonly #limits: Limits;
  readonly #now: () => number;
  readonly #counts = new Map<string, Count>();
  #total = 0;

  /** @param now Milliseconds of a clock that never goes back. */
  constructor(limits: Limits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  /** All since the start, for whoever watches. */
  get total(): number {
    return this.#total;
  }

  /** @throws EntenteError `too-many-attempts` */
  refuseWhenMany(key: string): void {
    if (this.#countOf(key).failures >= this.#limits.signInFailuresPerMinuteMax)
      throw new EntenteError("too-many-attempts");
  }

  /**
   * Counts the begin of a sign-in, which takes a little of our memory until it is finished or forgotten.
   *
   * @throws EntenteError `too-many-attempts`
   */
  begin(address: string): void {
    const key = `begin ${address}`;
    if (this.#countOf(key).failures >= this.#limits.signInBeginsPerMinuteMax)
      throw new EntenteError("too-many-attempts");
    this.#note(key);
  }

  /** Notes a failure. */
  add(key: string): void {
    this.#total += 1;
    this.#note(key);
  }

  /**
   * Tries something, and counts it when it fails for want of proof. Whoever has proof gets in, however many others at
   * their address have none.
   *
   * @throws EntenteError `too-many-attempts` in place of a failure, or whatever else the attempt throws
   */
  try<Result>(key: string, attempt: () => Result): Result {
    try {
      return attempt();
    } catch (error) {
      if (!isFailure(error)) throw error;
      this.refuseWhenMany(key);
      this.add(key);
      throw error;
    }
  }

  #note(key: string): void {
    const { since, failures } = this.#countOf(key);
    // The one that failed last is forgotten last.
    this.#counts.delete(key);
    this.#counts.set(key, { since, failures: failures + 1 });
    const [oldest] = this.#counts.keys();
    if (this.#counts.size > this.#limits.signInFailuresKept && oldest !== undefined)
      this.#counts.delete(oldest);
  }

  #countOf(key: string): Count {
    const now = this.#now();
    const count = this.#counts.get(key);
    return count && now - count.since < minuteMs ? count : { since: now, failures: 0 };
  }
}

/** What says that a proof did not count, or, to whoever is invited, who else is here. */
const counted: ReadonlySet<ErrorCode> = new Set(["sign-in-refused", "not-signed-in", "person-exists"]);

/** Whether an error is one that nobody meets often but by trying. */
export function isFailure(error: unknown): boolean {
  return error instanceof EntenteError && counted.has(error.code);
}
