// The ways of all lines for the places the nodes have now, and which line is under a point.
import { ringGap, ringWidth } from "../../schema/formats/picture.ts";
import type { EntityId } from "../../schema/ids.ts";
import { distanceTo, routeBetween, type Spot } from "./geometry.ts";
import type { Place, Places } from "./places.ts";
import { fanStep, headSize, lineLook } from "./line-look.ts";
import type { Palette } from "./palette.ts";
import type { SceneLine, SceneNode } from "./scene.ts";
import type { ShownScene } from "./scene-filter.ts";
import type { DrawnLine } from "./paint-lines.ts";

export interface RoutedLine extends DrawnLine {
  readonly line: SceneLine;
}

export class RouteBook {
  readonly #lines = new Map<string, RoutedLine>();
  #scene: ShownScene | undefined;
  #palette: Palette | undefined;

  /** All lines in painting order. */
  get lines(): Iterable<RoutedLine> {
    return this.#lines.values();
  }

  of(id: string): RoutedLine | undefined {
    return this.#lines.get(id);
  }

  /** Finds the ways again: of all lines, or only of those at nodes that moved. */
  update(scene: ShownScene, places: Places, palette: Palette, moved?: ReadonlySet<EntityId>): void {
    const isSame = scene === this.#scene && palette === this.#palette;
    this.#scene = scene;
    this.#palette = palette;
    if (isSame && moved) {
      for (const id of moved)
        for (const line of scene.linesAt.get(id) ?? []) this.#trace(line, scene, places);
      return;
    }
    this.#lines.clear();
    for (const line of scene.lines) this.#trace(line, scene, places);
  }

  /** The topmost line within `limit` of a point, in graph coordinates. Linear, with a cheap first test for each line. */
  hit(x: number, y: number, limit: number): RoutedLine | undefined {
    let nearest = limit;
    let found: RoutedLine | undefined;
    for (const routed of this.#lines.values()) {
      const distance = distanceTo(routed.route.curve, x, y, nearest);
      if (distance >= nearest) continue;
      nearest = distance;
      found = routed;
    }
    return found;
  }

  #trace(line: SceneLine, scene: ShownScene, places: Places): void {
    const palette = this.#palette;
    const [from, to] = [spotOf(scene.nodes.get(line.from), places), spotOf(scene.nodes.get(line.to), places)];
    if (!from || !to || !palette) return;
    const look = lineLook(line, palette);
    const route = routeBetween(from, to, { bend: bendOf(line, scene), headSize: headSize(line, look) });
    this.#lines.set(line.id, { line, look, route });
  }
}

/** Fans count from the end with the smaller id; bends from where the line starts. */
function bendOf({ id, from, to }: SceneLine, scene: ShownScene): number {
  const fan = scene.fans.get(id) ?? 0;
  return fan === 0 ? 0 : fan * fanStep * (from < to ? 1 : -1);
}

function spotOf(node: SceneNode | undefined, places: Places): Spot | undefined {
  const place: Place | undefined = node && places.get(node.id);
  if (!node || !place) return undefined;
  const { width, height, outline } = node.look;
  return { ...place, width, height, outline, clearance: node.stance?.isElector ? ringGap + ringWidth : 0 };
}
