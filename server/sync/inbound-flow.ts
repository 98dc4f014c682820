// How fast one socket may speak. Over its share, or too far ahead of the disk, it is not read for a while: TCP then
// slows the sender down, and nothing is lost.
import type { Limits } from "../limits.ts";
import type { Service } from "../service.ts";

interface Tap {
  pause(): void;
  resume(): void;
}

/** The brake on one socket. */
export class InboundFlow implements Disposable {
  readonly #limits: Limits;
  readonly #now: () => number;
  readonly #tap: Tap;
  readonly #service: Service;
  readonly #stopWatching: () => void;
  #tokens: number;
  #filledAt: number;
  #uncommittedFrames = 0;
  #uncommittedBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #isPaused = false;

  /** @param now Milliseconds of a clock that never goes back. */
  constructor(limits: Limits, now: () => number, tap: Tap, service: Service) {
    this.#limits = limits;
    this.#now = now;
    this.#tap = tap;
    this.#tokens = limits.frameTokensMax;
    this.#filledAt = now();
    this.#service = service;
    this.#stopWatching = service.watch(() => this.#decide());
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  /** Takes tokens for a frame. May go into debt, which is then waited off. */
  spend(tokens: number): void {
    this.#fill();
    this.#tokens -= tokens;
    this.#decide();
  }

  /** An edit is on its way to the disk. Gives what is to be called when it is there. */
  start(bytes: number): () => void {
    this.#uncommittedFrames += 1;
    this.#uncommittedBytes += bytes;
    this.#decide();
    return () => {
      this.#uncommittedFrames -= 1;
      this.#uncommittedBytes -= bytes;
      this.#decide();
    };
  }

  [Symbol.dispose](): void {
    this.#stopWatching();
    clearTimeout(this.#timer);
  }

  #fill(): void {
    const now = this.#now();
    const { frameTokensMax, frameTokensPerSecond } = this.#limits;
    const gained = ((now - this.#filledAt) / 1000) * frameTokensPerSecond;
    this.#tokens = Math.min(frameTokensMax, this.#tokens + gained);
    this.#filledAt = now;
  }

  #decide(): void {
    const { uncommittedBytesMax, uncommittedFramesMax } = this.#limits;
    const isFull =
      this.#uncommittedBytes > uncommittedBytesMax || this.#uncommittedFrames > uncommittedFramesMax;
    const isHeld = this.#service.state === "read-only" && this.#uncommittedFrames > 0;
    if (this.#tokens < 0) this.#waitForTokens();
    const shouldPause = isFull || isHeld || this.#tokens < 0;
    if (shouldPause === this.#isPaused) return;
    this.#isPaused = shouldPause;
    if (shouldPause) this.#tap.pause();
    else this.#tap.resume();
  }

  #waitForTokens(): void {
    const waitMs = (-this.#tokens / this.#limits.frameTokensPerSecond) * 1000;
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        this.#fill();
        this.#decide();
      },
      Math.ceil(waitMs) + 1,
    ).unref();
  }
}
