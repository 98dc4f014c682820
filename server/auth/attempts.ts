// Sign-ins that have begun and are not finished: what was asked of the browser, to be compared with what it answers.
import type { Limits } from "../limits.ts";
import { newSecret } from "./secrets.ts";

interface Kept<Value> {
  readonly value: Value;
  readonly until: number;
}

/** Attempts of one kind. Each can be finished once, within a time. */
export class Attempts<Value> {
  readonly #limits: Limits;
  readonly #now: () => number;
  readonly #kept = new Map<string, Kept<Value>>();

  /** @param now Milliseconds since 1970. */
  constructor(limits: Limits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Begins one and gives its name, which only whoever began it knows. */
  begin(value: Value): string {
    const id = newSecret();
    this.#kept.set(id, { value, until: this.#now() + this.#limits.signInAttemptMs });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.#limits.signInAttemptsMax && oldest !== undefined) this.#kept.delete(oldest);
    return id;
  }

  /** What was kept; undefined where there is nothing, or not any more. */
  finish(id: string): Value | undefined {
    const kept = this.#kept.get(id);
    this.#kept.delete(id);
    return kept && this.#now() < kept.until ? kept.value : undefined;
  }
}
