// Where names stand. They keep their size on the screen while the picture is zoomed, so there is room for more of them
// the closer one looks. Greedy: the most important name chooses first, and one that finds no room is left out.
import type { EntityId } from "../../schema/ids.ts";

/** Best first. Those in a corner begin or end with the node instead of being centred on it. */
export const sides = [
  "below",
  "above",
  "right",
  "left",
  "below-right",
  "below-left",
  "above-right",
  "above-left",
] as const;
export type Side = (typeof sides)[number];

/** A node that wants its name shown. Places and outline in graph coordinates, words in px of the screen. */
export interface NameItem {
  readonly id: EntityId;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly wordsWidth: number;
  readonly wordsHeight: number;
  readonly priority: number;
  /** Shown whether there is room or not: hovered or selected. */
  readonly isForced: boolean;
}

/** Offset of the words' box from the node's centre, in px of the screen: left edge and top. */
export interface NamePlace {
  readonly side: Side;
  readonly dx: number;
  readonly dy: number;
  readonly width: number;
}

/**
 * Chooses a side for every name that has room. No two boxes given back overlap, nor any node, unless forced.
 *
 * @param before Sides chosen last time, kept while they fit, so that names do not hop about.
 */
export function placeNames(
  items: readonly NameItem[],
  zoom: number,
  before: ReadonlyMap<EntityId, NamePlace> = new Map(),
): ReadonlyMap<EntityId, NamePlace> {
  const taken = new TakenBoxes();
  for (const item of items)
    if (Math.max(item.width, item.height) * zoom >= speckPx) taken.add(nodeBox(item, zoom));
  const places = new Map<EntityId, NamePlace>();
  const ordered = items.filter((item) => item.wordsWidth > 0).toSorted(byImportance);
  const tryAll = (some: readonly NameItem[], sidesFor: (item: NameItem) => readonly Side[]) => {
    for (const item of some) {
      const place = places.has(item.id) ? undefined : findPlace(item, zoom, taken, sidesFor(item));
      if (!place) continue;
      places.set(item.id, place);
      taken.add(wordsBox(item, zoom, place));
    }
  };
  const usual = (item: NameItem) => before.get(item.id)?.side ?? sides[0];
  tryAll(ordered.slice(0, Math.ceil(ordered.length * hubShare)), (item) => [usual(item), ...sides]);
  // Layouts keep room below each node. If whoever finds it taken looked elsewhere at once, it would take another's.
  tryAll(ordered, (item) => [usual(item)]);
  tryAll(ordered, () => sides);
  for (const item of ordered) {
    if (item.isForced && !places.has(item.id)) places.set(item.id, placeAt(item, zoom, sides[0]));
  }
  return places;
}

/** Nodes smaller than this on the screen are specks that a name may cover. */
const speckPx = 14;
/** How many of the names choose freely before the rest has its turn. */
const hubShare = 0.25;

/** The room a name takes on the screen, in px. */
export interface LabelBox {
  readonly owner: EntityId;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Half a letter on either side, or two names in a row read as one. */
const clearPx = 3.5;
/** From afar a few names with room around them say more than all that could be squeezed in. */
const overviewZoom = 0.4;
const overviewClearPx = 14;

/** The box of the words in px of the screen, with the picture's origin at 0, 0. */
export function wordsBox(item: NameItem, zoom: number, { dx, dy }: Pick<NamePlace, "dx" | "dy">): LabelBox {
  const [left, top] = [item.x * zoom + dx, item.y * zoom + dy];
  const isOverview = zoom < overviewZoom;
  const [clear, spare] = isOverview ? [overviewClearPx, overviewClearPx / 2] : [clearPx, 0];
  return {
    owner: item.id,
    left: left - clear,
    top: top - spare,
    right: left + item.wordsWidth + clear,
    bottom: top + item.wordsHeight + spare,
  };
}

function byImportance(one: NameItem, other: NameItem): number {
  if (one.isForced !== other.isForced) return one.isForced ? -1 : 1;
  return other.priority - one.priority || one.id.localeCompare(other.id);
}

function findPlace(
  item: NameItem,
  zoom: number,
  taken: TakenBoxes,
  order: readonly Side[],
): NamePlace | undefined {
  for (const side of order) {
    const place = placeAt(item, zoom, side);
    if (!taken.meets(wordsBox(item, zoom, place))) return place;
  }
  return undefined;
}

function placeAt(item: NameItem, zoom: number, side: Side): NamePlace {
  return { side, ...offset(item, zoom, side), width: item.wordsWidth };
}

const distance = 3;

function offset({ width, height, wordsWidth, wordsHeight }: NameItem, zoom: number, side: Side) {
  const [rx, ry] = [(width * zoom) / 2, (height * zoom) / 2];
  const below = ry + distance;
  const above = -ry - distance - wordsHeight;
  const inset = Math.min(rx, wordsWidth / 2);
  switch (side) {
    case "below":
      return { dx: -wordsWidth / 2, dy: below };
    case "below-right":
      return { dx: -inset, dy: below };
    case "below-left":
      return { dx: inset - wordsWidth, dy: below };
    case "above":
      return { dx: -wordsWidth / 2, dy: above };
    case "above-right":
      return { dx: -inset, dy: above };
    case "above-left":
      return { dx: inset - wordsWidth, dy: above };
    case "right":
      return { dx: rx + distance + 2, dy: -wordsHeight / 2 };
    case "left":
      return { dx: -rx - distance - 2 - wordsWidth, dy: -wordsHeight / 2 };
  }
}

/** The box of the node itself, likewise. */
export function nodeBox({ id, x, y, width, height }: NameItem, zoom: number): LabelBox {
  const [rx, ry] = [(width * zoom) / 2, (height * zoom) / 2];
  return { owner: id, left: x * zoom - rx, top: y * zoom - ry, right: x * zoom + rx, bottom: y * zoom + ry };
}

const cellPx = 64;

/** Boxes in a grid, so that asking whether one is free costs a few comparisons. */
class TakenBoxes {
  readonly #cells = new Map<number, LabelBox[]>();

  add(box: LabelBox): void {
    for (const key of cellKeys(box)) {
      const cell = this.#cells.get(key);
      if (cell) cell.push(box);
      else this.#cells.set(key, [box]);
    }
  }

  /** Whether it overlaps another node's box or words. */
  meets(box: LabelBox): boolean {
    return cellKeys(box).some((key) =>
      this.#cells.get(key)?.some((other) => other.owner !== box.owner && overlap(box, other)),
    );
  }
}

function cellKeys({ left, top, right, bottom }: LabelBox): readonly number[] {
  const keys: number[] = [];
  for (let column = Math.floor(left / cellPx); column <= Math.floor(right / cellPx); column += 1) {
    // Two whole numbers in one: rows stay far below the factor.
    for (let row = Math.floor(top / cellPx); row <= Math.floor(bottom / cellPx); row += 1)
      keys.push(column * 100_003 + row);
  }
  return keys;
}

function overlap(one: LabelBox, other: LabelBox): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
