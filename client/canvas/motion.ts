/** Whether the person has asked their system for less motion. */
function isMotionReduced(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Runs `step` with 0 to 1, eased out, once a frame for some milliseconds; with reduced motion at once with 1. */
export class Glide {
  #frame = 0;
  #step: ((share: number) => void) | undefined;

  /** Ends what is running, where it is. */
  start(durationMs: number, step: (share: number) => void): void {
    this.stop();
    if (isMotionReduced()) {
      step(1);
      return;
    }
    const startMs = performance.now();
    this.#step = step;
    const tick = (nowMs: number) => {
      const share = Math.min(1, Math.max(0, (nowMs - startMs) / durationMs));
      if (share < 1) this.#frame = requestAnimationFrame(tick);
      else this.#step = undefined;
      step(1 - (1 - share) ** 3);
    };
    this.#frame = requestAnimationFrame(tick);
  }

  /** Goes to the end at once. */
  finish(): void {
    const step = this.#step;
    this.stop();
    step?.(1);
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#step = undefined;
  }
}

/** Calls at most so many times a second, with the latest value, the last one included. */
export class Throttle<Value> {
  readonly #intervalMs: number;
  readonly #send: (value: Value) => void;
  #lastMs = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: { readonly value: Value } | undefined;

  constructor(perSecond: number, send: (value: Value) => void) {
    this.#intervalMs = 1000 / perSecond;
    this.#send = send;
  }

  push(value: Value): void {
    this.#waiting = { value };
    if (this.#timer !== undefined) return;
    const waitMs = Math.max(0, this.#lastMs + this.#intervalMs - performance.now());
    if (waitMs === 0) this.flush();
    else this.#timer = setTimeout(() => this.flush(), waitMs);
  }

  /** Sends what waits, now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#waiting) return;
    const { value } = this.#waiting;
    this.#waiting = undefined;
    this.#lastMs = performance.now();
    this.#send(value);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = undefined;
  }
}
