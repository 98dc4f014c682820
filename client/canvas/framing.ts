// Which viewport shows which part of the graph. Pure.
import type { EntityId } from "../../schema/ids.ts";
import type { Places } from "./places.ts";
import { nodeBox, placeNames, wordsBox } from "./labels.ts";
import { nameItem } from "./names.ts";
import { zoomMax, zoomMin, type Viewport } from "./viewport.ts";
import type { Scene } from "./scene.ts";

/** CSS px. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

const marginPx = { across: 32, down: 24 };

/** Shows these nodes with their names as large as they fit, but never larger than `zoomLimit`. */
export function viewOf(
  ids: Iterable<EntityId>,
  scene: Scene,
  places: Places,
  size: Size,
  zoomLimit: number,
): Viewport | undefined {
  const list = [...ids];
  // Names keep their size on the screen, so how much room they take depends on the zoom: thrice is close enough.
  const first = fit(frame(list, scene, places, 1), size, zoomLimit);
  const second = first && fit(frame(list, scene, places, first.zoom), size, zoomLimit);
  return second && fit(frame(list, scene, places, second.zoom), size, zoomLimit);
}

/** Below this zoom codes and most names cannot be read. */
export const readableZoom = 0.5;
/** From this zoom on most names can be read, though codes within nodes cannot. */
const namedZoom = 0.42;
const fitZoomMax = 1.25;
const mostConnected = 16;
const edgePx = 40;

/** Shows everything; nothing is larger than it would be in print. */
export function fitView(scene: Scene, places: Places, size: Size): Viewport | undefined {
  return viewOf(scene.nodes.keys(), scene, places, size, fitZoomMax);
}

/**
 * Where a map opens: all of it if that can be read; else what matters most with all that lines join to it, if the
 * names can be read; else what matters most alone. That is the decision being looked at with those who decide it, who
 * wants it and what it is about, or the best connected.
 */
export function openingView(scene: Scene, places: Places, size: Size): Viewport | undefined {
  const all = fitView(scene, places, size);
  if (!all || all.zoom >= readableZoom) return all;
  const ranked = [...scene.nodes.values()].toSorted((one, other) => other.degree - one.degree);
  const wanted = ranked
    .filter((node) => node.isFocus)
    .flatMap(({ entity }) => [entity.subject, entity.object]);
  const involved = ranked.filter((node) => node.isFocus || node.stance || wanted.includes(node.id));
  const core = (involved.length > 0 ? involved : ranked.slice(0, mostConnected)).map((node) => node.id);
  const piece = viewOf(connectedWith(core, scene), scene, places, size, fitZoomMax);
  if (piece && piece.zoom >= namedZoom) return piece;
  const view = viewOf(core, scene, places, size, fitZoomMax);
  if (!view || view.zoom >= readableZoom) return view;
  return zoomed(view, readableZoom / view.zoom, size);
}

/** These nodes and all that lines lead to from them. */
function connectedWith(ids: readonly EntityId[], scene: Scene): ReadonlySet<EntityId> {
  const found = new Set(ids);
  // What is added while it is walked through is walked through too.
  for (const id of found) for (const { from, to } of scene.linesAt.get(id) ?? []) found.add(from).add(to);
  return found;
}

/** The same view, with the middle of the screen kept in place. */
export function zoomed(view: Viewport, factor: number, { width, height }: Size): Viewport {
  const zoom = Math.min(zoomMax, Math.max(zoomMin, view.zoom * factor));
  const share = zoom / view.zoom;
  const [x, y] = [width / 2, height / 2];
  return { zoom, x: x - (x - view.x) * share, y: y - (y - view.y) * share };
}

/** Whether all these nodes are on the screen, clear of its edges. */
export function isInView(
  ids: Iterable<EntityId>,
  places: Places,
  { x, y, zoom }: Viewport,
  size: Size,
): boolean {
  const isInside = (value: number, limit: number) => value >= edgePx && value <= limit - edgePx;
  return [...ids].every((id) => {
    const place = places.get(id);
    return place && isInside(place.x * zoom + x, size.width) && isInside(place.y * zoom + y, size.height);
  });
}

/** Part of the way from one view to another. */
export function between(from: Viewport, to: Viewport, share: number): Viewport {
  const part = (a: number, b: number) => a + (b - a) * share;
  return { x: part(from.x, to.x), y: part(from.y, to.y), zoom: part(from.zoom, to.zoom) };
}

interface Frame {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const nowhere: Frame = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };

/** What these nodes and their names cover at a zoom, in graph coordinates. */
function frame(ids: readonly EntityId[], scene: Scene, places: Places, zoom: number): Frame {
  const items = ids.flatMap((id) => {
    const [node, place] = [scene.nodes.get(id), places.get(id)];
    return node && place ? [nameItem(node, place, zoom, false)] : [];
  });
  const names = placeNames(items, zoom);
  const boxes = items.flatMap((item) => {
    const name = names.get(item.id);
    return name ? [nodeBox(item, zoom), wordsBox(item, zoom, name)] : [nodeBox(item, zoom)];
  });
  const around = boxes.reduce(union, nowhere);
  return {
    left: around.left / zoom,
    top: around.top / zoom,
    right: around.right / zoom,
    bottom: around.bottom / zoom,
  };
}

function union(one: Frame, other: Frame): Frame {
  return {
    left: Math.min(one.left, other.left),
    top: Math.min(one.top, other.top),
    right: Math.max(one.right, other.right),
    bottom: Math.max(one.bottom, other.bottom),
  };
}

function fit(
  { left, top, right, bottom }: Frame,
  { width, height }: Size,
  zoomLimit: number,
): Viewport | undefined {
  if (left > right || width < 2 || height < 2) return undefined;
  const across = Math.max(1, width - 2 * marginPx.across) / Math.max(1, right - left);
  const down = Math.max(1, height - 2 * marginPx.down) / Math.max(1, bottom - top);
  const zoom = Math.min(across, down, zoomLimit);
  return { zoom, x: width / 2 - ((left + right) / 2) * zoom, y: height / 2 - ((top + bottom) / 2) * zoom };
}
