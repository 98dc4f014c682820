// Notices from beside it that the event loop does not turn any more, and ends the process: nobody can be served, not
// even told, and whoever keeps the process running starts it anew. What is on disk stays, as after any other end.
import { url as debuggerUrl } from "node:inspector";
import { Worker } from "node:worker_threads";

/** What the watching thread is given. */
export interface Watch {
  /** Grows by one with each beat of the event loop. */
  readonly beats: Int32Array<SharedArrayBuffer>;
  readonly beatMs: number;
  /** Beats that may fail to come. */
  readonly missedMax: number;
}

const beatsPerLimit = 10;

/**
 * Watches the event loop of this thread until disposed of.
 *
 * @param stuckMs It is stuck when it has not turned for so long, by the time that this process was given: while the
 *   machine sleeps, neither thread runs.
 */
export function startWatchdog(stuckMs: number): Disposable {
  // A debugger stops the event loop, and wants it to go on.
  if (debuggerUrl() !== undefined) return { [Symbol.dispose]() {} };
  const beats = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const beatMs = stuckMs / beatsPerLimit;
  const watch: Watch = { beats, beatMs, missedMax: beatsPerLimit };
  const worker = new Worker(new URL("./watchdog-thread.ts", import.meta.url), { workerData: watch });
  worker.unref();
  const timer = setInterval(() => Atomics.add(beats, 0, 1), beatMs).unref();
  return {
    [Symbol.dispose]() {
      clearInterval(timer);
      void worker.terminate();
    },
  };
}
