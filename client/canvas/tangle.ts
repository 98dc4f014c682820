// How hard a layout is to read: lines that cross, lines that run under nodes they do not concern, and its size.
import { footOn } from "./clear-lines.ts";
import { at } from "./numbers.ts";
import type { Boxes } from "./separate.ts";

type Pair = readonly [number, number];

const underCost = 2;
/** What a thousand px more of height, or of width by a screen's shape, are worth in crossings. */
const sizeCost = 60;

/** Smaller is clearer. Costs links squared plus links times nodes. */
export function tangle(boxes: Boxes, links: readonly Pair[], aspect: number): number {
  const { places } = boxes;
  let cost = (sizeCost * Math.max(extent(places, 0) / aspect, extent(places, 1))) / 1000;
  for (const [index, link] of links.entries()) {
    for (let other = index + 1; other < links.length; other += 1) {
      if (doCross(places, link, links[other] ?? link)) cost += 1;
    }
    cost += underCost * nodesUnder(boxes, link);
  }
  return cost;
}

function extent(places: Float64Array, axis: 0 | 1): number {
  const values = places.filter((value, index) => index % 2 === axis && !Number.isNaN(value));
  return values.length === 0 ? 0 : Math.max(...values) - Math.min(...values);
}

function doCross(places: Float64Array, one: Pair, other: Pair): boolean {
  if (one.some((node) => other.includes(node))) return false;
  const [[a, b], [c, d]] = [one, other];
  return (
    isLeft(places, a, b, c) !== isLeft(places, a, b, d) && isLeft(places, c, d, a) !== isLeft(places, c, d, b)
  );
}

function isLeft(places: Float64Array, from: number, to: number, node: number): boolean {
  const [x, y] = [at(places, 2 * from), at(places, 2 * from + 1)];
  const [dx, dy] = [at(places, 2 * to) - x, at(places, 2 * to + 1) - y];
  return dx * (at(places, 2 * node + 1) - y) - dy * (at(places, 2 * node) - x) > 0;
}

function nodesUnder({ places, sizes, fixed }: Boxes, link: Pair): number {
  let found = 0;
  for (let node = 0; node < fixed.length; node += 1) {
    if (link.includes(node)) continue;
    const { along, dx, dy } = footOn(places, link, node);
    if (along > 0 && along < 1 && Math.hypot(dx, dy) < at(sizes, 3 * node + 1) * 0.8) found += 1;
  }
  return found;
}
