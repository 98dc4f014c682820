// When changes are shown: one's own in the next frame, those of others in every third. What a change shows is drawn in
// the two frames after it was taken in, so that while many people edit no frame has to do all of it.

/** Frames between two looks at what others do. */
const framesBetween = 2;

/** Collects changes and shows them before a paint, many of them as one. */
export class ChangePace implements Disposable {
  readonly #schedule: (callback: () => void) => void;
  readonly #show: () => void;
  #isScheduled = false;
  #isUrgent = false;
  #framesToWait = 0;
  #isDisposed = false;

  /** @param schedule Calls back before the next paint, once for each call. */
  constructor(schedule: (callback: () => void) => void, show: () => void) {
    this.#schedule = schedule;
    this.#show = show;
  }

  /** @param isUrgent Somebody waits for it: it was their own doing, or there is nothing on the screen yet. */
  changed(isUrgent: boolean): void {
    this.#isUrgent ||= isUrgent;
    if (this.#isScheduled || this.#isDisposed) return;
    this.#isScheduled = true;
    this.#schedule(this.#frame);
  }

  [Symbol.dispose](): void {
    this.#isDisposed = true;
  }

  readonly #frame = (): void => {
    if (this.#isDisposed) return;
    const waits = this.#framesToWait > 0 && !this.#isUrgent;
    this.#framesToWait -= 1;
    if (waits) return this.#schedule(this.#frame);
    this.#isScheduled = false;
    this.#isUrgent = false;
    this.#framesToWait = framesBetween;
    this.#show();
  };
}
