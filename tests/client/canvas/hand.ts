// A hand on the canvas: real events where a pointer would send them, and the element with a graph on it.
import { vi } from "vitest";

import "../../../client/canvas/graph-canvas.ts";
import { SelectEvent } from "../../../client/app/events.ts";
import type { GraphCanvas } from "../../../client/canvas/graph-canvas.ts";
import type { Graph } from "../../../schema/graph.ts";
import { mount } from "../panels/mount.ts";
import { mapOf } from "./places.ts";

/** A canvas of 900 by 600 that has arranged and drawn its graph. */
export async function canvasWith(graph: Graph, change: Partial<GraphCanvas> = {}): Promise<GraphCanvas> {
  const element = await mount<GraphCanvas>("entente-graph-canvas", { graph, layout: new Map(), ...change });
  Object.assign(element.style, {
    position: "fixed",
    inset: "0 auto auto 0",
    width: "900px",
    height: "600px",
  });
  await drawn(element);
  return element;
}

/** Until every node has a place and the frame is over. */
export async function drawn(element: GraphCanvas): Promise<void> {
  await eventually(() => {
    if (nodesOn(element).size === 0) throw new Error("nothing is drawn yet");
  });
  await frames();
}

/** Waits for something to come true. Layouts run in a worker, which takes its time to start on a busy machine. */
export function eventually<Result>(check: () => Result): Promise<Result> {
  return vi.waitFor(check, { timeout: 10_000 });
}

/** Two frames: one for what was asked, one for what that asked for. */
export async function frames(count = 3): Promise<void> {
  for (let frame = 0; frame < count; frame += 1) await new Promise(requestAnimationFrame);
}

/** Where nodes are in the window, by id, as the exported picture and the view have them. */
export function nodesOn(
  element: GraphCanvas,
): ReadonlyMap<string, { readonly x: number; readonly y: number }> {
  return element.placesOnScreen();
}

type MouseKind = "mousedown" | "mousemove" | "mouseup";

/** Sends one mouse event at a point of the window, to what lies under it there. */
export function mouse(
  element: GraphCanvas,
  kind: MouseKind,
  x: number,
  y: number,
  init: MouseEventInit = {},
): void {
  const target = element.renderRoot.querySelector(".nodes canvas");
  const buttons = kind === "mouseup" ? 0 : 1;
  const common = { bubbles: true, composed: true, cancelable: true, clientX: x, clientY: y, buttons };
  target?.dispatchEvent(new MouseEvent(kind, { ...common, ...init }));
}

export async function click(
  element: GraphCanvas,
  x: number,
  y: number,
  init: MouseEventInit = {},
): Promise<void> {
  mouse(element, "mousemove", x, y, { buttons: 0 });
  mouse(element, "mousedown", x, y, init);
  mouse(element, "mouseup", x, y, init);
  await frames(1);
}

export async function drag(
  element: GraphCanvas,
  from: readonly [number, number],
  to: readonly [number, number],
  init: MouseEventInit = {},
): Promise<void> {
  mouse(element, "mousemove", ...from, { buttons: 0 });
  mouse(element, "mousedown", ...from, init);
  for (let step = 1; step <= 5; step += 1) {
    const at = (axis: 0 | 1) => from[axis] + ((to[axis] - from[axis]) * step) / 5;
    mouse(element, "mousemove", at(0), at(1), init);
    await frames(1);
  }
  mouse(element, "mouseup", ...to, init);
  await frames(1);
}

/** Where one node is. */
export function at(element: GraphCanvas, node: string): [number, number] {
  const place = nodesOn(element).get(node);
  if (!place) throw new Error(`${node} is not on the canvas`);
  return [place.x, place.y];
}

/** Tells the element what the application would after a selection. */
export function follow(element: GraphCanvas): void {
  element.addEventListener(SelectEvent.type, (event) => {
    element.selection = event.ids;
  });
}

/** Three states, two of them related to an agreement. */
export const small = mapOf(
  ["s:AAA", "s:BBB", "s:CCC", "a:X"],
  [
    ["s:AAA", "a:X"],
    ["s:BBB", "a:X"],
  ],
);
