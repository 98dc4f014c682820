// Thread of its own for layouts, so that the page stays at sixty frames while one runs.
import { runLayout, type LayoutJob } from "./force-layout.ts";

/** What crosses to the worker and back; `ticket` tells which question an answer belongs to. */
export interface LayoutRequest {
  readonly ticket: number;
  readonly job: LayoutJob;
}
/** The places found, x and y in turn, for the request with the same ticket. */
export interface LayoutAnswer {
  readonly ticket: number;
  readonly places: Float64Array<ArrayBuffer>;
}

addEventListener("message", ({ data }: MessageEvent<LayoutRequest>) => {
  const places = Float64Array.from(runLayout(data.job));
  const answer: LayoutAnswer = { ticket: data.ticket, places };
  postMessage(answer, { transfer: [places.buffer] });
});
