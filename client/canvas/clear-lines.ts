// Moves nodes out from under lines that are not theirs, so that no line seems to end where it only passes.
import { at, shiftPoint } from "./numbers.ts";
import type { Boxes } from "./separate.ts";

type Pair = readonly [number, number];

const clearance = 5;
/** Nodes beside the first and last part of a line stand beside its end, not on its way. */
const endShare = 0.04;

/**
 * One round, changing `places`. Costs nodes times links: for graphs that are drawn line by line, not for hairballs.
 *
 * @param links Pairs of node numbers.
 */
export function clearLines(boxes: Boxes, links: readonly Pair[]): void {
  for (const link of links) {
    for (let node = 0; node < boxes.fixed.length; node += 1) {
      if (link.includes(node) || boxes.fixed[node] === 1) continue;
      stepAside(boxes, link, node);
    }
  }
}

/** The foot of a node's perpendicular on a line: how far along it, and from there to the node. */
export interface Foot {
  readonly along: number;
  readonly dx: number;
  readonly dy: number;
}

/** The foot of a node on the straight way of a pair; `along` is 0 at its first end and 1 at its second. */
export function footOn(places: Float64Array, [from, to]: Pair, node: number): Foot {
  const [x, y] = [at(places, 2 * from), at(places, 2 * from + 1)];
  const [dx, dy] = [at(places, 2 * to) - x, at(places, 2 * to + 1) - y];
  const [px, py] = [at(places, 2 * node) - x, at(places, 2 * node + 1) - y];
  const along = (px * dx + py * dy) / (dx * dx + dy * dy || 1);
  return { along, dx: px - along * dx, dy: py - along * dy };
}

function stepAside({ places, sizes }: Boxes, link: Pair, node: number): void {
  const { along, dx, dy } = footOn(places, link, node);
  if (along < endShare || along > 1 - endShare) return;
  const far = Math.hypot(dx, dy);
  const missing = at(sizes, 3 * node + 1) + clearance - far;
  // Right on the line there is no nearer side, and the forces will not have left it there.
  if (missing <= 0 || far < 0.01) return;
  shiftPoint(places, node, (dx / far) * missing * 0.4, (dy / far) * missing * 0.4);
}
