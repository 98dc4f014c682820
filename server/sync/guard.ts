// Decides about an update before anything is done with it: is it new, is anything missing before it, and does it
// keep the document's rules? What it lets through, Yjs applies at once and completely. SECURITY.md T14 to T19.
import { isKeyOf } from "../../schema/document.ts";
import { EntenteError } from "../../schema/errors.ts";
import type { Limits } from "../limits.ts";
import { ByteReader } from "./byte-reader.ts";
import { toPlace, type CheckedUpdate, type LastWrite, type PlacedItem } from "./checked-update.ts";
import { covers } from "./clock-ranges.ts";
import { ItemRuns } from "./item-runs.ts";
import type { KnownState } from "./known-state.ts";
import { readJsonValue } from "./json-value.ts";
import { orderItems } from "./item-order.ts";
import { WrittenKeys } from "./written-keys.ts";
import type { ItemId, ScannedItem, ScannedUpdate } from "./prescan.ts";
import type { RoomRules } from "./room-rules.ts";

export type Verdict =
  | { readonly kind: "new"; readonly update: CheckedUpdate }
  /** Everything in it is known. Nothing to do. */
  | { readonly kind: "repeat" }
  /** Something before it did not arrive. To be dropped, and asked for again by a sync step 1. */
  | { readonly kind: "gap" };

/**
 * Judges a scanned update of a room with these rules.
 *
 * @throws EntenteError `update-invalid`
 */
export function judge(
  bytes: Uint8Array,
  scanned: ScannedUpdate,
  known: KnownState,
  rules: RoomRules,
  limits: Limits,
): Verdict {
  const ordered = orderItems(scanned, known);
  if (!ordered || namesUnknownDeletes(scanned, known)) return { kind: "gap" };
  const values = new ByteReader(bytes);
  const readValue = (at: number) => {
    values.moveTo(at);
    return readJsonValue(values, limits);
  };
  const runs = new ItemRuns();
  const items = placeItems(ordered, known, runs, rules, readValue);
  // Only then, since it costs most: what breaks a rule is refused before.
  const keys = new WrittenKeys(items, runs, known, limits);
  const lasts = keys.lasts();
  refuseRemoval(scanned, known, keys, lasts);
  if (items.length === 0) return { kind: "repeat" };
  return { kind: "new", update: { bytes, items, ends: newEnds(scanned, known), lasts } };
}

/** The clock after the last one, of each client that has something new in an update. */
export function newEnds({ runs }: ScannedUpdate, known: KnownState): ReadonlyMap<number, number> {
  const fresh = [...runs.values()].filter(({ client, end }) => end > known.nextClock(client));
  return new Map(fresh.map(({ client, end }) => [client, end]));
}

/** Whether an update deletes something that has not arrived. */
export function namesUnknownDeletes({ runs, deletes }: ScannedUpdate, known: KnownState): boolean {
  return deletes.some(({ client, clock, length }) => {
    const end = Math.max(known.nextClock(client), runs.get(client)?.end ?? 0);
    return clock + length > end;
  });
}

/**
 * Finds the key each new item writes, and checks key and value.
 *
 * @param runs Takes them.
 */
function placeItems(
  ordered: readonly ScannedItem[],
  known: KnownState,
  runs: ItemRuns,
  rules: RoomRules,
  readValue: (at: number) => unknown,
): readonly PlacedItem[] {
  const placed: PlacedItem[] = [];
  for (const item of ordered) {
    const next = known.nextClock(item.client);
    if (item.clock + item.length <= next) continue;
    const place = placeOf(item, known, runs, rules.roots);
    const [root = "", key = ""] = place.split("\n");
    refuseReserved(root, key, rules);
    if (item.clock < next) refuseForeignContinuation(item, next, place, known);
    const isLive = item.valueAt !== undefined;
    if (isLive && !rules.fits(root, key, readValue(item.valueAt)))
      throw invalid(`the value at "${shorten(key)}" does not fit`, key);
    const found = { ...toFresh(item, next), place, isLive };
    placed.push(found);
    runs.add(found);
  }
  return placed;
}

/** The part of a write, or of a run of overwritten ones, that is new. */
function toFresh(
  { client, clock, length, origin }: ScannedItem,
  next: number,
): Omit<PlacedItem, "place" | "isLive"> {
  if (clock >= next) return { client, clock, length, origin };
  return { client, clock: next, length: clock + length - next, origin: { client, clock: next - 1 } };
}

function placeOf(item: ScannedItem, known: KnownState, runs: ItemRuns, roots: readonly string[]): string {
  const { origin, root = "", key = "" } = item;
  if (origin) {
    const isKnown = origin.clock < known.nextClock(origin.client);
    const place = isKnown ? known.placeAt(origin) : runs.find(origin.client, origin.clock)?.place;
    if (place === undefined) throw invalid("a write follows something that writes no key");
    return place;
  }
  if (!roots.includes(root)) throw invalid(`root "${shorten(root)}" is not one of ${roots.join(", ")}`);
  if (!isKeyOf(root, key)) throw invalid(`"${shorten(key)}" cannot be a key in root ${root}`, key);
  return toPlace(root, key);
}

/** Whatever stands in an update for such a key, a run of overwritten values too, it would replace what the server wrote. */
function refuseReserved(root: string, key: string, rules: RoomRules): void {
  if (rules.isReserved(root, key))
    throw invalid(`only the server writes "${shorten(key)}" in root ${root}`, key);
}

/** A run that is known in part must go on where the known part is. */
export function refuseForeignContinuation(
  item: ScannedItem,
  next: number,
  place: string,
  known: KnownState,
): void {
  if (known.placeAt({ client: item.client, clock: next - 1 }) === place) return;
  throw invalid("it contradicts what is known of its client");
}

/**
 * Deleting is an ordinary value in this product (`$del`), so every key keeps a value: what Yjs would leave without one,
 * by deleting it or by an overwritten value that comes to stand last, is refused. Otherwise 14 bytes could wipe a map.
 */
function refuseRemoval(
  { deletes }: ScannedUpdate,
  known: KnownState,
  keys: WrittenKeys,
  lasts: ReadonlyMap<string, LastWrite>,
): void {
  for (const value of deletes.flatMap((range) => [...known.liveValues(range)]))
    if (isSameWrite(keys.lastOf(value.place), value)) throw removal(value.place);
  const deleted = Map.groupBy(deletes, ({ client }) => client);
  for (const [place, last] of lasts) {
    if (last.isLive && !covers(deleted.get(last.client) ?? [], last.clock)) continue;
    // A key that had no value before, in data older than this rule, loses none.
    if (known.lastOf(place)?.isLive !== false) throw removal(place);
  }
}

function isSameWrite(a: ItemId | undefined, b: ItemId): boolean {
  return a?.client === b.client && a.clock === b.clock;
}

function removal(place: string): EntenteError {
  const [, key = ""] = place.split("\n");
  return invalid(`it removes "${shorten(key)}" without a newer value; mark a record as deleted instead`, key);
}

/** A text short enough for a message. */
export function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/**
 * The refusal of an update.
 *
 * @param key The key at fault, whole, where there is one: by it a client finds which of its edits was meant.
 */
export function invalid(detail: string, key?: string): EntenteError {
  return new EntenteError("update-invalid", {
    detail,
    ...(key !== undefined && { faults: [{ at: key, message: detail }] }),
  });
}
