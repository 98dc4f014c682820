// Where lines leave one node and meet another, and how far a point is from them. Pure; lengths in graph coordinates.
import { corners, type Curve, type Outline } from "../../schema/formats/picture.ts";

/** A node's place and outline. `clearance` is what stands around it, such as a ring. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly outline: Outline;
  readonly clearance: number;
}

export type Point = readonly [number, number];

/** The way of one line, with its arrowhead. */
export interface Route {
  readonly curve: Curve;
  /** Corners of the arrowhead, empty without direction. */
  readonly head: readonly Point[];
}

interface RouteOptions {
  /** How far the middle stands off the straight line, to the left of the way from `from` to `to`. */
  readonly bend: number;
  /** Length of the arrowhead; 0 for none. */
  readonly headSize: number;
}

const gap = 2.5;

/** The way of a line between two nodes, from outline to outline. */
export function routeBetween(from: Spot, to: Spot, { bend, headSize }: RouteOptions): Route {
  if (from.x === to.x && from.y === to.y) return loopAt(from, headSize);
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  const control: Point = [
    (from.x + to.x) / 2 + (dy / length) * bend * 2,
    (from.y + to.y) / 2 - (dx / length) * bend * 2,
  ];
  const start = leave(from, control, gap);
  const tip = leave(to, control, gap);
  return finish(start, control, tip, headSize);
}

/** Distance from a node's centre to its outline in the direction of a unit vector. */
export function reach({ outline, width, height }: Spot, ux: number, uy: number): number {
  const [rx, ry] = [width / 2, height / 2];
  switch (outline) {
    case "circle":
      return rx;
    case "rounded":
      return Math.min(rx / Math.max(Math.abs(ux), 1e-6), ry / Math.max(Math.abs(uy), 1e-6));
    case "hexagon":
    case "clipped":
    case "diamond":
      return reachOfPolygon(corners(outline), rx, ry, ux, uy);
  }
}

/** A point of a curve, `t` from 0 to 1. */
export function pointOn([x1, y1, cx, cy, x2, y2]: Curve, t: number): Point {
  const [a, b, c] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
  return [a * x1 + b * cx + c * x2, a * y1 + b * cy + c * y2];
}

const stepsPerCurve = 12;

/** Distance from a point to a curve, or `limit` where it is farther than that. */
export function distanceTo(curve: Curve, x: number, y: number, limit: number): number {
  const [x1, y1, cx, cy, x2, y2] = curve;
  const isFar =
    x < Math.min(x1, cx, x2) - limit ||
    x > Math.max(x1, cx, x2) + limit ||
    y < Math.min(y1, cy, y2) - limit ||
    y > Math.max(y1, cy, y2) + limit;
  if (isFar) return limit;
  let nearest = limit;
  let last: Point = [x1, y1];
  for (let step = 1; step <= stepsPerCurve; step += 1) {
    const next = pointOn(curve, step / stepsPerCurve);
    nearest = Math.min(nearest, distanceToSegment(last, next, x, y));
    last = next;
  }
  return nearest;
}

function leave(spot: Spot, towards: Point, extra: number): Point {
  const [dx, dy] = [towards[0] - spot.x, towards[1] - spot.y];
  const length = Math.hypot(dx, dy) || 1;
  const far = Math.min(reach(spot, dx / length, dy / length) + spot.clearance + extra, length * 0.96);
  return [spot.x + (dx / length) * far, spot.y + (dy / length) * far];
}

function finish(start: Point, control: Point, tip: Point, headSize: number): Route {
  const direction = unit(tip[0] - control[0], tip[1] - control[1]);
  const base: Point = [tip[0] - direction[0] * headSize * 0.85, tip[1] - direction[1] * headSize * 0.85];
  const curve: Curve = [...start, ...control, ...(headSize > 0 ? base : tip)];
  return { curve, head: headSize > 0 ? arrowHead(tip, direction, headSize) : [] };
}

function arrowHead([x, y]: Point, [ux, uy]: Point, size: number): readonly Point[] {
  const [bx, by] = [x - ux * size, y - uy * size];
  const half = size * 0.4;
  return [
    [x, y],
    [bx - uy * half, by + ux * half],
    [x - ux * size * 0.78, y - uy * size * 0.78],
    [bx + uy * half, by - ux * half],
  ];
}

function loopAt(spot: Spot, headSize: number): Route {
  const size = Math.max(spot.width, spot.height);
  const start = leave(spot, [spot.x - size * 0.5, spot.y - size], gap);
  const tip = leave(spot, [spot.x + size * 0.5, spot.y - size], gap);
  return finish(start, [spot.x, spot.y - size * 2.2], tip, headSize);
}

function reachOfPolygon(polygon: readonly Point[], rx: number, ry: number, ux: number, uy: number): number {
  let farthest = 0;
  for (const [index, [ax, ay]] of polygon.entries()) {
    const [bx, by] = polygon[(index + 1) % polygon.length] ?? [ax, ay];
    const [x, y] = [ax * rx, ay * ry];
    const [ex, ey] = [(bx - ax) * rx, (by - ay) * ry];
    const cross = ux * ey - uy * ex;
    if (Math.abs(cross) < 1e-9) continue;
    const along = (x * ey - y * ex) / cross;
    const share = (x * uy - y * ux) / cross;
    if (along > 0 && share >= -1e-6 && share <= 1 + 1e-6) farthest = Math.max(farthest, along);
  }
  return farthest || Math.min(rx, ry);
}

function distanceToSegment([x1, y1]: Point, [x2, y2]: Point, x: number, y: number): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const square = dx * dx + dy * dy || 1;
  const t = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / square));
  return Math.hypot(x - x1 - t * dx, y - y1 - t * dy);
}

function unit(dx: number, dy: number): Point {
  const length = Math.hypot(dx, dy) || 1;
  return [dx / length, dy / length];
}
