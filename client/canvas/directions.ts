// Which node lies next in a direction, for moving about with arrow keys.
import type { EntityId } from "../../schema/ids.ts";
import type { Places } from "./places.ts";

export const arrows = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
} as const;
export type Arrow = keyof typeof arrows;

/** Whether a key is one of the four that lead from node to node. */
export function isArrow(key: string): key is Arrow {
  return Object.hasOwn(arrows, key);
}

/** The nearest node in that direction; what lies aside counts double, what lies behind or too far aside not at all. */
export function nextNode(
  from: EntityId,
  arrow: Arrow,
  shown: Iterable<EntityId>,
  places: Places,
): EntityId | undefined {
  const start = places.get(from);
  if (!start) return undefined;
  const [ux, uy] = arrows[arrow];
  let nearest = Infinity;
  let found: EntityId | undefined;
  for (const id of shown) {
    const place = places.get(id);
    if (!place || id === from) continue;
    const [dx, dy] = [place.x - start.x, place.y - start.y];
    const ahead = dx * ux + dy * uy;
    const aside = Math.abs(dx * uy - dy * ux);
    const cost = ahead + 2 * aside;
    if (ahead <= 0 || aside > ahead * 1.5 || cost >= nearest) continue;
    nearest = cost;
    found = id;
  }
  return found;
}
