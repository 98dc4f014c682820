// Moves boxes that overlap away from each other, along the axis where less is in the way.

import { at, shiftPoint } from "./numbers.ts";

/** Boxes around points: x, y; then width, height above and height below the point. */
export interface Boxes {
  readonly places: Float64Array;
  readonly sizes: Float64Array;
  readonly fixed: Uint8Array;
}

/** Clear space asked for between boxes. */
const padding = 6;

/**
 * One round, changing `places`. Sweeps by left edge: about linear where boxes are spread out.
 *
 * @param share How much of each overlap is undone, 0 to 1.
 * @returns the number of overlaps found that could be undone.
 */
export function separate(boxes: Boxes, share: number): number {
  const { places, sizes, fixed } = boxes;
  const order = Array.from(fixed, (_, index) => index);
  const leftOf = (node: number) => at(places, 2 * node) - at(sizes, 3 * node) / 2;
  order.sort((a, b) => leftOf(a) - leftOf(b) || a - b);
  let found = 0;
  let open: number[] = [];
  for (const node of order) {
    const left = leftOf(node);
    open = open.filter((other) => leftOf(other) + at(sizes, 3 * other) + padding > left);
    for (const other of open) if (part(boxes, other, node, share)) found += 1;
    open.push(node);
  }
  return found;
}

function part(boxes: Boxes, one: number, other: number, share: number): boolean {
  const { places, fixed } = boxes;
  const [across, down] = [overlapX(boxes, one, other), overlapY(boxes, one, other)];
  const free = 2 - at(fixed, one) - at(fixed, other);
  if (across <= 0.01 || down <= 0.01 || free === 0) return false;
  const axis = across < down ? 0 : 1;
  // Ties go by number, so that two nodes on one spot part in the same way every time.
  const sign = centre(boxes, one, axis) <= centre(boxes, other, axis) ? 1 : -1;
  const step = (sign * Math.min(across, down) * share) / free;
  const move = (node: number, by: number) =>
    shiftPoint(places, node, axis === 0 ? by : 0, axis === 1 ? by : 0);
  if (fixed[one] !== 1) move(one, -step);
  if (fixed[other] !== 1) move(other, step);
  return true;
}

function overlapX({ places, sizes }: Boxes, one: number, other: number): number {
  const width = (at(sizes, 3 * one) + at(sizes, 3 * other)) / 2 + padding;
  return width - Math.abs(at(places, 2 * one) - at(places, 2 * other));
}

function overlapY(boxes: Boxes, one: number, other: number): number {
  const height = (node: number) => at(boxes.sizes, 3 * node + 1) + at(boxes.sizes, 3 * node + 2);
  const between = Math.abs(centre(boxes, one, 1) - centre(boxes, other, 1));
  return (height(one) + height(other)) / 2 + padding - between;
}

/** Middle of the box: the point itself across, half way between top and bottom down. */
function centre({ places, sizes }: Boxes, node: number, axis: 0 | 1): number {
  const point = at(places, 2 * node + axis);
  return axis === 0 ? point : point + (at(sizes, 3 * node + 2) - at(sizes, 3 * node + 1)) / 2;
}
