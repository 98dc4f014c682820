// A clear place for a box among boxes that may not move.
import { at } from "./numbers.ts";
import type { Boxes } from "./separate.ts";

const stepPx = 14;
const ringsMax = 60;
const spare = 4;

/** Moves a node to the nearest place where its box meets no other, changing `places`. Leaves it where there is none. */
export function moveToFreeSpot(boxes: Boxes, node: number): void {
  const { places } = boxes;
  const [x, y] = [at(places, 2 * node), at(places, 2 * node + 1)];
  for (const [dx, dy] of outward()) {
    if (!isFree(boxes, node, x + dx, y + dy)) continue;
    places.set([x + dx, y + dy], 2 * node);
    return;
  }
}

/** Ever wider rings around the middle, the middle first. */
function* outward(): Generator<readonly [number, number]> {
  yield [0, 0];
  for (let ring = 1; ring <= ringsMax; ring += 1) {
    const count = 6 * ring;
    for (let step = 0; step < count; step += 1) {
      const angle = (2 * Math.PI * step) / count;
      yield [Math.cos(angle) * ring * stepPx, Math.sin(angle) * ring * stepPx];
    }
  }
}

function isFree({ places, sizes, fixed }: Boxes, node: number, x: number, y: number): boolean {
  const [width, above, below] = [at(sizes, 3 * node), at(sizes, 3 * node + 1), at(sizes, 3 * node + 2)];
  for (let other = 0; other < fixed.length; other += 1) {
    if (other === node) continue;
    const across = (width + at(sizes, 3 * other)) / 2 + spare - Math.abs(at(places, 2 * other) - x);
    if (across <= 0) continue;
    const otherY = at(places, 2 * other + 1);
    const isClear =
      y + below + spare <= otherY - at(sizes, 3 * other + 1) ||
      y - above - spare >= otherY + at(sizes, 3 * other + 2);
    if (!isClear) return false;
  }
  return true;
}
