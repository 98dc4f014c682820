// Where people put nodes by hand in a view. Positions are content: they are shared, kept and undone like the rest,
// but in a document of their own, so that moving things never touches what the map says.
import type * as Y from "yjs";

import { collectUpdates } from "../collect-updates.ts";
import { viewRoot } from "../document.ts";
import { write, type Author, type Edit } from "../edits.ts";
import { isId, type EntityId } from "../ids.ts";
import type { SnapshotFile } from "../parse-snapshot.ts";

/** Places in graph coordinates; null lets the layout place the node again. */
export type Pins = ReadonlyMap<EntityId, readonly [number, number] | null>;

/** Fixes nodes at whole-numbered places in one transaction; places that do not change are not written. Rule PIN-1. */
export function writePins(viewDoc: Y.Doc, pins: Pins, author: Author): Edit {
  const map = viewDoc.getMap<unknown>(viewRoot);
  const planned = [...pins]
    .map(([id, place]) => ({ root: viewRoot, key: id, value: place && place.map(Math.round) }) as const)
    .filter(({ key, value }) => JSON.stringify(map.get(key) ?? null) !== JSON.stringify(value));
  return write(viewDoc, planned, author);
}

/** Where nodes were put by hand. Whatever is not a pair of finite numbers is left out. */
export function readPins(viewDoc: Y.Doc): ReadonlyMap<EntityId, readonly [number, number]> {
  const pins = new Map<EntityId, readonly [number, number]>();
  for (const [id, place] of viewDoc.getMap<unknown>(viewRoot)) {
    if (!isId(id) || !Array.isArray(place)) continue;
    const [x, y] = place as unknown[];
    if (Number.isFinite(x) && Number.isFinite(y)) pins.set(id as EntityId, [Number(x), Number(y)]);
  }
  return pins;
}

/** Carries out the part of an import that concerns the main view. Returns its updates. */
export function importPins(viewDoc: Y.Doc, snapshot: SnapshotFile, author: Author): Uint8Array[] {
  const pins = snapshot.views.find(({ id }) => id === "main")?.pins ?? [];
  const places: Pins = new Map(pins.map(({ entity, x, y }) => [entity, [x, y]]));
  return collectUpdates(viewDoc, () => writePins(viewDoc, places, author));
}
