import type { EntityId } from "../../schema/ids.ts";
import type { Peer } from "../session/session-state.ts";
import type { Place, Places } from "./places.ts";

/** Nodes that other people are dragging at this moment, shown where their pointers have them. */
export class PeerDrags {
  #dragged: ReadonlySet<EntityId> = new Set();

  /** Where nodes are to be shown now: those under way, and those let go since the last call, back in their places. */
  update(peers: readonly Peer[], homes: Places): Places {
    const shown = new Map<EntityId, Place>();
    for (const { drag } of peers) {
      for (const id of drag?.ids ?? []) {
        const home = homes.get(id);
        if (home && drag) shown.set(id, { x: home.x + drag.by[0], y: home.y + drag.by[1] });
      }
    }
    const now = new Set(shown.keys());
    for (const id of this.#dragged) {
      const home = homes.get(id);
      if (home && !now.has(id)) shown.set(id, home);
    }
    this.#dragged = now;
    return shown;
  }
}
