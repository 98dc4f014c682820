// Upright boxes, such as the part of the graph that is seen or the part of a layer that is painted anew.
import type { Route } from "./geometry.ts";

/** In whatever coordinates it is used with. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Holds everything. */
export const everywhere: Box = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };

/** The box around these ways, their curves as thin as they are thought; undefined without any. */
export function boxAround(routes: readonly Route[]): Box | undefined {
  const curves = routes.map(({ curve }) => curve);
  if (curves.length === 0) return undefined;
  const xs = curves.flatMap(([x1, , cx, , x2]) => [x1, cx, x2]);
  const ys = curves.flatMap(([, y1, , cy, , y2]) => [y1, cy, y2]);
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

/** The box with this much more on every side. */
export function grown({ left, top, right, bottom }: Box, by: number): Box {
  return { left: left - by, top: top - by, right: right + by, bottom: bottom + by };
}
