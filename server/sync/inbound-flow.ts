// How fast one socket may speak. Over its share, or too far ahead of the disk, it is not read for a while: TCP then
// slows the sender down, and nothing is lost.
import type { Limits } from "../limits.ts";
import type { Service } from "../service.ts";
import type { WorkShare } from "./work-share.ts";

interface Tap {
  pause(): void;
  resume(): void;
}

interface FlowParts {
  readonly limits: Limits;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Milliseconds of the processor's time that this thread has used. */
  readonly cpu: () => number;
  readonly service: Service;
  /** Of whoever is at the other end. */
  readonly share: WorkShare;
}

/** The brake on one socket. */
export class InboundFlow implements Disposable {
  readonly #parts: FlowParts;
  readonly #tap: Tap;
  readonly #stopWatching: readonly (() => void)[];
  #tokens: number;
  #filledAt: number;
  #uncommittedFrames = 0;
  #uncommittedBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #isPaused = false;
  #factor = 1;
  #isEnded = false;

  constructor(tap: Tap, parts: FlowParts) {
    this.#parts = parts;
    this.#tap = tap;
    this.#tokens = parts.limits.frameTokensMax;
    this.#filledAt = parts.now();
    const decide = () => this.#decide();
    this.#stopWatching = [parts.service.watch(decide), parts.share.watch(decide)];
    // Else whoever has used up their share would have one message more for each new socket.
    decide();
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

  /** Handles something that came, and charges the time that it takes to whoever sent it. */
  handle(work: () => void): void {
    const { cpu, share, limits } = this.#parts;
    const before = cpu();
    this.#factor = 1;
    try {
      work();
    } catch (error) {
      this.chargeMore();
      throw error;
    } finally {
      // Whoever comes first has the whole document built, which is for everybody.
      const ms = Math.min(cpu() - before, limits.workMsMax);
      share.spend(ms * this.#factor);
      this.#decide();
    }
  }

  /** What is handled now is refused. It may be as dear as the dearest edit, and nobody gains by it. */
  chargeMore(): void {
    this.#factor = this.#parts.limits.refusedWorkFactor;
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
    this.#isEnded = true;
    for (const stop of this.#stopWatching) stop();
    clearTimeout(this.#timer);
  }

  #fill(): void {
    const { now: clock, limits } = this.#parts;
    const now = clock();
    const { frameTokensMax, frameTokensPerSecond } = limits;
    const gained = ((now - this.#filledAt) / 1000) * frameTokensPerSecond;
    this.#tokens = Math.min(frameTokensMax, this.#tokens + gained);
    this.#filledAt = now;
  }

  #decide(): void {
    if (this.#isEnded) return;
    const { limits, service } = this.#parts;
    const { uncommittedBytesMax, uncommittedFramesMax } = limits;
    const isFull =
      this.#uncommittedBytes > uncommittedBytesMax || this.#uncommittedFrames > uncommittedFramesMax;
    const isHeld = service.state === "read-only" && this.#uncommittedFrames > 0;
    const waitMs = this.#waitMs;
    if (waitMs > 0) this.#waitFor(waitMs);
    const shouldPause = isFull || isHeld || waitMs > 0;
    if (shouldPause === this.#isPaused) return;
    this.#isPaused = shouldPause;
    if (shouldPause) this.#tap.pause();
    else this.#tap.resume();
  }

  /** Until its share of messages, and its sender's of work, are paid for. */
  get #waitMs(): number {
    const tokensMs = (-this.#tokens / this.#parts.limits.frameTokensPerSecond) * 1000;
    return Math.max(0, tokensMs, this.#parts.share.waitMs);
  }

  #waitFor(waitMs: number): void {
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
