// What a document holds, item by item: by client and clock, and by the key or the text that is written. Yjs has no public
// way to ask this, so its insides are read here, and nowhere else in a room.
import { findIndexSS, findRootTypeKey, getState, Item, type AbstractType, type Doc } from "yjs";

import { rootOf, toPlace, type LastWrite, type PlacedRange } from "./checked-update.ts";
import type { DeletedRange, ItemId } from "./prescan.ts";

/** The clock a client's next write in the document would have. */
export function storedEnd(doc: Doc, client: number): number {
  return getState(doc.store, client);
}

/** The item that a clock is in; undefined also where what was written there has been deleted and forgotten. */
export function storedItem(doc: Doc, { client, clock }: ItemId): Item | undefined {
  const structs = doc.store.clients.get(client);
  if (!structs || clock >= storedEnd(doc, client)) return undefined;
  const struct = structs[findIndexSS(structs, clock)];
  return struct instanceof Item ? struct : undefined;
}

/** Whole items that are not deleted and have a clock in the range, those beyond the document's end left out. */
export function* storedLiveItems(doc: Doc, { client, clock, length }: DeletedRange): Iterable<PlacedRange> {
  const structs = doc.store.clients.get(client);
  const end = Math.min(clock + length, storedEnd(doc, client));
  if (!structs || clock >= end) return;
  for (let index = findIndexSS(structs, clock); index < structs.length; index += 1) {
    const struct = structs[index];
    if (!struct || struct.id.clock >= end) return;
    if (struct instanceof Item && !struct.deleted)
      yield { client, clock: struct.id.clock, length: struct.length, place: placeOf(struct) };
  }
}

/** The place that an item writes. */
export function placeOf(item: Item): string {
  return toPlace(findRootTypeKey(item.parent as AbstractType<unknown>), item.parentSub ?? "");
}

/** The last write of a key's list. */
export function storedLast(doc: Doc, place: string): LastWrite | undefined {
  const item = lastItemOf(doc, place);
  if (!item) return undefined;
  const { client, clock } = item.lastId;
  return { client, clock, isLive: !item.deleted };
}

/** How many items a key's list has. Linear in that. */
export function storedListLength(doc: Doc, place: string): number {
  let length = 0;
  for (let item = lastItemOf(doc, place); item; item = item.left ?? undefined) length += 1;
  return length;
}

/** Characters of a text. */
export function storedTextLength(doc: Doc, place: string): number {
  return doc.share.get(rootOf(place))?._length ?? 0;
}

/**
 * Whether one character of a text stands behind another, or the end behind it, with at most so many items between them.
 * Linear in that number.
 */
export function isNearStored(
  doc: Doc,
  place: string,
  left: ItemId | undefined,
  right: ItemId | undefined,
  itemsMax: number,
): boolean {
  const first = left && storedItem(doc, left);
  if (first && right && isIn(first, right)) return left.clock < right.clock;
  const next = first ? first.right : (doc.share.get(rootOf(place))?._start ?? null);
  return leadsTo(next, right, itemsMax);
}

function lastItemOf(doc: Doc, place: string): Item | undefined {
  const root = rootOf(place);
  return doc.share.get(root)?._map.get(place.slice(root.length + 1));
}

function isIn({ id, length }: Item, { client, clock }: ItemId): boolean {
  return id.client === client && id.clock <= clock && clock < id.clock + length;
}

/** Whether walking right reaches a character, or the end where none is given, within so many items. */
function leadsTo(start: Item | null, goal: ItemId | undefined, itemsMax: number): boolean {
  let item = start;
  for (let count = 0; count <= itemsMax; count += 1) {
    if (item === null) return goal === undefined;
    if (goal && isIn(item, goal)) return true;
    item = item.right;
  }
  return false;
}
