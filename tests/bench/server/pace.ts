// Work at a steady rate, and waiting for what comes of it.
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Does something so many times, so many times a second. Late ones are made up for at once.
 *
 * @param mostMs After this it gives up.
 * @returns how many times it did
 */
export async function atRate(
  count: number,
  perSecond: number,
  act: (index: number) => void,
  mostMs = Infinity,
): Promise<number> {
  const startMs = performance.now();
  let done = 0;
  while (done < count && performance.now() - startMs < mostMs) {
    const due = Math.min(count, Math.floor(((performance.now() - startMs) / 1000) * perSecond) + 1);
    while (done < due) {
      act(done);
      done += 1;
    }
    const nextMs = startMs + (done / perSecond) * 1000;
    await sleep(Math.max(1, nextMs - performance.now()));
  }
  return done;
}

/** Waits until nothing more comes: everything is there, or nothing has been added for a while. */
export async function untilStill(count: () => number, expected: number, patienceMs = 3000): Promise<void> {
  let [last, sinceMs] = [count(), performance.now()];
  while (last < expected && performance.now() - sinceMs < patienceMs) {
    await sleep(10);
    const now = count();
    if (now !== last) [last, sinceMs] = [now, performance.now()];
  }
}

/** Looks again and again until something is so. @returns whether it became so in time */
export async function becomes(
  isSo: () => boolean | Promise<boolean>,
  timeoutMs: number,
  everyMs = 20,
): Promise<boolean> {
  const endMs = performance.now() + timeoutMs;
  while (!(await isSo())) {
    if (performance.now() > endMs) return false;
    await sleep(everyMs);
  }
  return true;
}
