import type { EntityId } from "../../schema/ids.ts";
import type { Layout } from "../../schema/rooms/layout.ts";
import { firstPlaces, layoutJob } from "./layout-job.ts";
import { at } from "./numbers.ts";
import type { Place, Places } from "./places.ts";
import { LayoutRunner } from "./layout-runner.ts";
import type { Scene } from "./scene.ts";

export type Pins = ReadonlyMap<EntityId, readonly [number, number]>;

/** What an update of the scene asked of the arrangement. */
export type ArrangementChange =
  | { readonly kind: "none" }
  /** Places were found at once; a better one for the same nodes may follow. */
  | { readonly kind: "placed"; readonly ids: readonly EntityId[] }
  /** A whole layout is under way. */
  | { readonly kind: "arranging" };

/** Told later, when a layout is done. */
export interface ArrangementListener {
  /** Nodes have moved; a glide may be shown as motion. */
  placed(ids: readonly EntityId[], isGlide: boolean): void;
  /** The layout to keep: the shared one with what was found now. */
  laidOut(layout: Layout): void;
}

/**
 * Where every node stands in this browser. A place is kept for ever, hidden and retracted nodes included, so that
 * whatever comes back comes back where it was; only a person's pin or command moves a node.
 */
export class Arrangement {
  readonly #places = new Map<EntityId, Place>();
  /** Where the layout has nodes, or would have those that are pinned elsewhere. */
  readonly #laidOut = new Map<EntityId, Place>();
  #pins: Pins = new Map();
  #run = 0;
  #isArranging = false;
  readonly #runner = new LayoutRunner();
  /** As everybody has it; nodes not among them are new. */
  #shared: Layout = new Map();
  readonly #listener: ArrangementListener;

  constructor(listener: ArrangementListener) {
    this.#listener = listener;
  }

  get places(): Places {
    return this.#places;
  }

  /** Whether a whole layout is under way. */
  get isArranging(): boolean {
    return this.#isArranging;
  }

  isPinned(id: EntityId): boolean {
    return this.#pins.has(id);
  }

  /**
   * Takes over pins that others or this person set. A node that is no longer pinned goes back to its place in the
   * layout, so that undoing a move undoes it. Gives the nodes that stand elsewhere now.
   */
  setPins(pins: Pins): readonly EntityId[] {
    const released = [...this.#pins.keys()].filter((id) => !pins.has(id));
    this.#pins = pins;
    const wanted = new Map<EntityId, Place>();
    for (const [id, [x, y]] of pins) wanted.set(id, { x, y });
    for (const id of released) {
      const place = this.#laidOut.get(id);
      if (place) wanted.set(id, place);
    }
    return [...wanted].filter(([id, place]) => this.#moveTo(id, place)).map(([id]) => id);
  }

  /** Takes over the shared layout for nodes that have no place yet; whoever looks at a map keeps it as it is. */
  setLayout(layout: Layout): void {
    if (layout === this.#shared) return;
    this.#shared = layout;
    for (const [id, [x, y]] of layout) if (!this.#laidOut.has(id)) this.#laidOut.set(id, { x, y });
    for (const id of layout.keys()) {
      const place = this.#laidOut.get(id);
      if (place && !this.#places.has(id)) this.#places.set(id, place);
    }
  }

  /** Moves a node by hand; the pin that makes it last comes back from the document. */
  move(id: EntityId, place: Place): void {
    this.#places.set(id, place);
  }

  /** Finds places for nodes that have none. */
  update(scene: Scene): ArrangementChange {
    const fresh = [...scene.nodes.keys()].filter((id) => !this.#places.has(id));
    if (fresh.length === 0) return { kind: "none" };
    // They get theirs when the layout under way is done: starting over with every edit would never end.
    if (this.#isArranging) return { kind: "arranging" };
    const unpinned = [...scene.nodes.keys()].filter((id) => this.#places.has(id) && !this.#pins.has(id));
    // More new than old: nothing that anybody knows by heart is lost, and the whole is better than a patchwork.
    if (fresh.length > unpinned.length) {
      this.#arrange(scene, false);
      return { kind: "arranging" };
    }
    for (const [id, place] of firstPlaces(scene, this.#places, fresh)) this.#setLaidOut(id, place);
    this.#settle(scene, new Set(fresh));
    return { kind: "placed", ids: fresh };
  }

  /** All places anew but the pinned ones. */
  tidy(scene: Scene): void {
    this.#arrange(scene, true);
  }

  [Symbol.dispose](): void {
    this.#run += 1;
    this.#runner[Symbol.dispose]();
  }

  #setLaidOut(id: EntityId, place: Place): void {
    this.#laidOut.set(id, place);
    this.#places.set(id, place);
  }

  /** Whether it was elsewhere. */
  #moveTo(id: EntityId, { x, y }: Place): boolean {
    const place = this.#places.get(id);
    if (place?.x === x && place.y === y) return false;
    this.#places.set(id, { x, y });
    return true;
  }

  #arrange(scene: Scene, isGlide: boolean): void {
    const { ids, job } = layoutJob("arrange", scene, this.#places, (id) => this.#pins.has(id));
    this.#run += 1;
    this.#isArranging = true;
    const run = this.#run;
    void this.#runner.run(job).then((result) => {
      if (run !== this.#run) return;
      this.#isArranging = false;
      this.#take(ids, result, () => true, isGlide);
    });
  }

  #settle(scene: Scene, fresh: ReadonlySet<EntityId>): void {
    const given = new Map([...fresh].map((id) => [id, this.#places.get(id)]));
    const { ids, job } = layoutJob("settle", scene, this.#places, (id) => !fresh.has(id));
    const run = this.#run;
    void this.#runner.run(job).then((result) => {
      if (run !== this.#run) return;
      // A node that somebody took hold of meanwhile stays in their hand.
      this.#take(ids, result, (id) => fresh.has(id) && this.#places.get(id) === given.get(id), true);
    });
  }

  #share(moved: readonly EntityId[]): void {
    const layout = new Map(this.#shared);
    for (const id of moved) {
      const place = this.#laidOut.get(id);
      if (place) layout.set(id, [Math.round(place.x), Math.round(place.y)]);
    }
    if (moved.length > 0) this.#listener.laidOut(layout);
  }

  #take(
    ids: readonly EntityId[],
    result: Float64Array,
    takes: (id: EntityId) => boolean,
    isGlide: boolean,
  ): void {
    const moved: EntityId[] = [];
    for (const [index, id] of ids.entries()) {
      if (this.#pins.has(id) || !takes(id)) continue;
      this.#setLaidOut(id, { x: at(result, 2 * index), y: at(result, 2 * index + 1) });
      moved.push(id);
    }
    this.#listener.placed(moved, isGlide);
    this.#share(moved);
  }
}
