// How much of the server's time one sender may take. What a message costs is known only when it has been handled, so
// whoever took more than their share waits afterwards: they are not read for as long as it takes to be even again.
import type { Limits } from "../limits.ts";

type WorkLimits = Pick<Limits, "workMsMax" | "workMsPerSecond">;

/** The share of one sender: one person's sockets together, or one socket where nobody knows whose it is. */
export class WorkShare {
  readonly #limits: WorkLimits;
  readonly #now: () => number;
  #leftMs: number;
  #filledAt: number;
  readonly #sockets = new Set<() => void>();

  /** @param now Milliseconds of a clock that never goes back. */
  constructor(limits: WorkLimits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
    this.#leftMs = limits.workMsMax;
    this.#filledAt = now();
  }

  /** Takes the time that a message took to handle, of the processor, in milliseconds. */
  spend(ms: number): void {
    this.#fill();
    this.#leftMs -= ms;
    if (this.#leftMs < 0) for (const overdrawn of this.#sockets) overdrawn();
  }

  /**
   * Tells each of the sender's sockets when the share is used up, whichever of them did it.
   *
   * @returns what ends the telling
   */
  watch(overdrawn: () => void): () => void {
    this.#sockets.add(overdrawn);
    return () => void this.#sockets.delete(overdrawn);
  }

  /** How long nothing more is to be read, in milliseconds. */
  get waitMs(): number {
    this.#fill();
    return Math.max(0, (-this.#leftMs / this.#limits.workMsPerSecond) * 1000);
  }

  /** How long until nothing of it is used any more, in milliseconds. */
  get fullMs(): number {
    this.#fill();
    const { workMsMax, workMsPerSecond } = this.#limits;
    return ((workMsMax - this.#leftMs) / workMsPerSecond) * 1000;
  }

  #fill(): void {
    const now = this.#now();
    const gained = ((now - this.#filledAt) / 1000) * this.#limits.workMsPerSecond;
    this.#leftMs = Math.min(this.#limits.workMsMax, this.#leftMs + gained);
    this.#filledAt = now;
  }
}

interface Held {
  readonly share: WorkShare;
  count: number;
}

/** The shares of all senders. */
export class WorkShares {
  readonly #limits: WorkLimits;
  readonly #now: () => number;
  readonly #held = new Map<string, Held>();

  constructor(limits: WorkLimits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  /** How many senders have one. */
  get count(): number {
    return this.#held.size;
  }

  /**
   * The share of a sender, until it is given back as often as it was taken.
   *
   * @param owner Undefined: a share of one's own.
   */
  take(owner: string | undefined): { readonly share: WorkShare; readonly giveBack: () => void } {
    if (owner === undefined)
      return { share: new WorkShare(this.#limits, this.#now), giveBack: () => undefined };
    const held = this.#held.get(owner) ?? { share: new WorkShare(this.#limits, this.#now), count: 0 };
    this.#held.set(owner, held);
    held.count += 1;
    return { share: held.share, giveBack: () => this.#giveBack(owner, held) };
  }

  /** What was taken is not given anew by hanging up: who comes back at once finds what is left. */
  #giveBack(owner: string, held: Held): void {
    held.count -= 1;
    if (held.count > 0) return;
    setTimeout(() => {
      if (held.count === 0 && this.#held.get(owner) === held) this.#held.delete(owner);
    }, held.share.fullMs).unref();
  }
}
