import type { EntityId } from "../../schema/ids.ts";
import { placeNames, type NameItem, type NamePlace } from "./labels.ts";
import { nameItem } from "./names.ts";
import type { Places } from "./places.ts";
import type { Scene } from "./scene.ts";

type NamePlaces = ReadonlyMap<EntityId, NamePlace>;

/** Which names stand where. What is merely hovered shows its names on top and moves nobody else's. */
export class NameBoard {
  #resting: NamePlaces = new Map();
  #shown: NamePlaces = this.#resting;
  #zoom = 0;

  get zoom(): number {
    return this.#zoom;
  }

  get places(): NamePlaces {
    return this.#shown;
  }

  /**
   * Places all names anew.
   *
   * @param selected Named in any case, with room made for them.
   * @param isMoving While somebody drags, names keep their sides where they can: around the hand they would hop.
   */
  rest(scene: Scene, places: Places, zoom: number, selected: ReadonlySet<string>, isMoving: boolean): void {
    const items = itemsOf(scene.nodes.keys(), scene, places, zoom, selected);
    this.#resting = placeNames(items, zoom, isMoving ? this.#resting : undefined);
    this.#shown = this.#resting;
    this.#zoom = zoom;
  }

  /** Adds the names of what is looked at now. */
  light(lit: ReadonlySet<EntityId> | undefined, scene: Scene, places: Places): void {
    if (!lit) {
      this.#shown = this.#resting;
      return;
    }
    const items = itemsOf(lit, scene, places, this.#zoom, lit);
    this.#shown = new Map([...this.#resting, ...placeNames(items, this.#zoom, this.#resting)]);
  }
}

function itemsOf(
  ids: Iterable<EntityId>,
  scene: Scene,
  places: Places,
  zoom: number,
  forced: ReadonlySet<string>,
): readonly NameItem[] {
  return [...ids].flatMap((id) => {
    const [node, place] = [scene.nodes.get(id), places.get(id)];
    return node && place ? [nameItem(node, place, zoom, forced.has(id))] : [];
  });
}
