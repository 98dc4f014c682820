// Turns a scene into a layout job, and finds a first place for what is new.
import { ringGap, ringWidth } from "../../schema/formats/picture.ts";
import { textWidth } from "../../schema/formats/text-width.ts";
import type { EntityId } from "../../schema/ids.ts";
import type { LayoutJob } from "./force-layout.ts";
import { nameWords } from "./names.ts";
import type { Place, Places } from "./places.ts";
import type { Scene, SceneNode } from "./scene.ts";

/** Names are set at this zoom's size when space is reserved for them: a full screen of nodes is seen at about it. */
const reservedZoom = 0.54;
const around = 8;

/** A job over all nodes of a scene, in the order of their ids so that the result does not depend on history. */
export function layoutJob(
  kind: LayoutJob["kind"],
  scene: Scene,
  places: Places,
  isFixed: (id: EntityId) => boolean,
): { readonly ids: readonly EntityId[]; readonly job: LayoutJob } {
  const ids = [...scene.nodes.keys()].toSorted((one, other) => (one < other ? -1 : 1));
  const indexOf = new Map(ids.map((id, index) => [id, index]));
  const job: LayoutJob = {
    kind,
    places: Float64Array.from(ids.flatMap((id) => xy(places.get(id)))),
    sizes: Float64Array.from(ids.flatMap((id) => sizeOf(scene.nodes.get(id)))),
    fixed: Uint8Array.from(ids, (id) => (isFixed(id) ? 1 : 0)),
    links: Uint32Array.from(linkPairs(scene, indexOf)),
  };
  return { ids, job };
}

/** Where new nodes start: the middle of their neighbours' places, else beside everything that is there. */
export function firstPlaces(scene: Scene, places: Places, fresh: readonly EntityId[]): Places {
  const found = new Map<EntityId, Place>();
  const bottom = Math.max(0, ...[...places.values()].map((place) => place.y)) + 110;
  let lonely = 0;
  for (const [index, id] of fresh.entries()) {
    const neighbours = (scene.linesAt.get(id) ?? []).flatMap(
      ({ from, to }) => places.get(from === id ? to : from) ?? [],
    );
    if (neighbours.length > 0) found.set(id, beside(mean(neighbours), neighbours.length, index));
    else {
      found.set(id, { x: 120 * lonely, y: bottom });
      lonely += 1;
    }
  }
  return found;
}

/** One step off the mean, in a direction of its own: two new nodes with the same neighbours must not coincide. */
function beside({ x, y }: Place, neighbours: number, index: number): Place {
  const [angle, far] = [index * 2.4, neighbours === 1 ? 90 : 12];
  return { x: x + far * Math.cos(angle), y: y + far * Math.sin(angle) };
}

function mean(places: readonly Place[]): Place {
  const sum = places.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y }), { x: 0, y: 0 });
  return { x: sum.x / places.length, y: sum.y / places.length };
}

function xy(place: Place | undefined): [number, number] {
  return place ? [place.x, place.y] : [Number.NaN, Number.NaN];
}

function sizeOf(node: SceneNode | undefined): [number, number, number] {
  if (!node) return [0, 0, 0];
  const { width, height } = node.look;
  const margin = around + (node.stance?.isElector ? ringGap + ringWidth : 0);
  const words = nameWords(node, reservedZoom);
  const wordsWidth = Math.max(0, ...words.lines.map((line) => textWidth(line, words.size))) / reservedZoom;
  const wordsHeight = (words.lines.length * words.lineHeight) / reservedZoom;
  return [
    Math.max(width + margin * 2, wordsWidth + 8),
    height / 2 + margin,
    height / 2 + margin + wordsHeight,
  ];
}

function linkPairs(scene: Scene, indexOf: ReadonlyMap<EntityId, number>): readonly number[] {
  const pairs = new Set<string>();
  const numbers: number[] = [];
  for (const { from, to } of scene.lines) {
    const [a, b] = [indexOf.get(from) ?? 0, indexOf.get(to) ?? 0];
    const key = a < b ? `${a} ${b}` : `${b} ${a}`;
    if (a === b || pairs.has(key)) continue;
    pairs.add(key);
    numbers.push(Math.min(a, b), Math.max(a, b));
  }
  // The forces add up in the order of the links, so that order must not depend on history either.
  const order = Array.from({ length: numbers.length / 2 }, (_, index) => index).toSorted(
    (p, q) =>
      (numbers[2 * p] ?? 0) - (numbers[2 * q] ?? 0) || (numbers[2 * p + 1] ?? 0) - (numbers[2 * q + 1] ?? 0),
  );
  return order.flatMap((index) => numbers.slice(2 * index, 2 * index + 2));
}
