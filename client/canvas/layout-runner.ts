import { runLayout, type LayoutJob } from "./force-layout.ts";
import type { LayoutAnswer, LayoutRequest } from "./layout-worker.ts";

/** Runs layouts in a worker, started with the first one; in the page itself where workers are not to be had. */
export class LayoutRunner {
  #worker: Worker | undefined;
  #isBroken = false;
  #ticket = 0;
  readonly #waiting = new Map<
    number,
    { readonly job: LayoutJob; readonly resolve: (places: Float64Array) => void }
  >();

  run(job: LayoutJob): Promise<Float64Array> {
    const worker = this.#open();
    if (!worker) return Promise.resolve(runLayout(job));
    this.#ticket += 1;
    const request: LayoutRequest = { ticket: this.#ticket, job };
    const { promise, resolve } = Promise.withResolvers<Float64Array>();
    this.#waiting.set(request.ticket, { job, resolve });
    worker.postMessage(request);
    return promise;
  }

  [Symbol.dispose](): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#waiting.clear();
  }

  #open(): Worker | undefined {
    if (this.#worker || this.#isBroken) return this.#worker;
    const worker = new Worker(new URL("./layout-worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<LayoutAnswer>) => {
      this.#waiting.get(data.ticket)?.resolve(data.places);
      this.#waiting.delete(data.ticket);
    });
    worker.addEventListener("error", () => this.#breakDown());
    this.#worker = worker;
    return worker;
  }

  /** The worker could not start: whatever waits for it is computed here. */
  #breakDown(): void {
    this.#isBroken = true;
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const { job, resolve } of this.#waiting.values()) resolve(runLayout(job));
    this.#waiting.clear();
  }
}
