// The ways of all lines for the places the nodes have now, and which line is under a point.
import { ringGap, ringWidth } from "../../schema/formats/picture.ts";
import { distanceTo, routeBetween, type Spot } from "./geometry.ts";
import type { Place, Places } from "./places.ts";
import { fanStep, headSize, lineLook } from "./line-look.ts";
import type { Palette } from "./palette.ts";
import type { SceneNode } from "./scene.ts";
import type { SceneLine } from "./scene-lines.ts";
import type { ShownScene } from "./scene-filter.ts";
import type { DrawnLine } from "./paint-lines.ts";

/** A line of the scene that has its way. */
export interface RoutedLine extends DrawnLine {
  readonly line: SceneLine;
}

/** What a way was found from: where all of this is the same, so is the way. Names of nodes, say, are not in it. */
interface Basis {
  readonly start: Spot;
  readonly end: Spot;
  readonly fan: number;
}

interface Entry {
  readonly routed: RoutedLine;
  readonly basis: Basis;
}

/** The ways of all lines, found anew only where the outline of an end or its place has changed. */
export class RouteBook {
  #entries: ReadonlyMap<string, Entry> = new Map();
  #palette: Palette | undefined;

  /** All lines in painting order. A line that did not change is the same object as before. */
  get lines(): readonly RoutedLine[] {
    return Array.from(this.#entries.values(), ({ routed }) => routed);
  }

  of(id: string): RoutedLine | undefined {
    return this.#entries.get(id)?.routed;
  }

  /** Finds the ways of all lines that are new, changed, or whose ends have moved. */
  update(scene: ShownScene, places: Places, palette: Palette): void {
    const old = palette === this.#palette ? this.#entries : new Map<string, Entry>();
    this.#palette = palette;
    const entries = new Map<string, Entry>();
    for (const line of scene.lines) {
      const basis = basisOf(line, scene, places);
      if (!basis) continue;
      const known = old.get(line.id);
      const keeps = known?.routed.line === line && isSame(known.basis, basis);
      entries.set(line.id, keeps ? known : { basis, routed: trace(line, basis, palette) });
    }
    this.#entries = entries;
  }

  /** The topmost line within `limit` of a point, in graph coordinates. Linear, with a cheap first test for each line. */
  hit(x: number, y: number, limit: number): RoutedLine | undefined {
    let nearest = limit;
    let found: RoutedLine | undefined;
    for (const { routed } of this.#entries.values()) {
      const distance = distanceTo(routed.route.curve, x, y, nearest);
      if (distance >= nearest) continue;
      nearest = distance;
      found = routed;
    }
    return found;
  }
}

function basisOf(line: SceneLine, { nodes, fans }: ShownScene, places: Places): Basis | undefined {
  const [from, to] = [nodes.get(line.from), nodes.get(line.to)];
  const [start, end] = [places.get(line.from), places.get(line.to)];
  if (!from || !to || !start || !end) return undefined;
  return { start: spotOf(from, start), end: spotOf(to, end), fan: fans.get(line.id) ?? 0 };
}

function isSame(one: Basis, other: Basis): boolean {
  return one.fan === other.fan && isSameSpot(one.start, other.start) && isSameSpot(one.end, other.end);
}

function isSameSpot(one: Spot, other: Spot): boolean {
  const isSamePlace = one.x === other.x && one.y === other.y;
  const isSameSize = one.width === other.width && one.height === other.height;
  return isSamePlace && isSameSize && one.outline === other.outline && one.clearance === other.clearance;
}

function trace(line: SceneLine, { start, end, fan }: Basis, palette: Palette): RoutedLine {
  const look = lineLook(line, palette);
  // Fans count from the end with the smaller id; bends from where the line starts.
  const bend = fan * fanStep * (line.from < line.to ? 1 : -1);
  const route = routeBetween(start, end, { bend, headSize: headSize(line, look) });
  return { line, look, route };
}

function spotOf({ look, stance }: SceneNode, place: Place): Spot {
  const { width, height, outline } = look;
  return {
    x: place.x,
    y: place.y,
    width,
    height,
    outline,
    clearance: stance?.isElector ? ringGap + ringWidth : 0,
  };
}
