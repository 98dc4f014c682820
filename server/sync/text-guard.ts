// Decides about an update of the room of texts. A text is one root per record, of plain characters: no formats, no
// embeds, nothing nested. Notes are prose that is searched and exported as text; formats would need marks in pairs, which
// Yjs tidies up by walking the text, and whatever is nested would need the whole tree to be judged.
//
// Here, and only here, a bare deletion is let through: what is left of a text is its characters, there is no newer
// value that could stand for them.
import { EntenteError } from "../../schema/errors.ts";
import { readTextRoot, textLengthMax } from "../../schema/rooms/texts.ts";
import type { Limits } from "../limits.ts";
import { toPlace, type PlacedItem, type PlacedRange } from "./checked-update.ts";
import { overlap } from "./clock-ranges.ts";
import {
  invalid,
  namesUnknownDeletes,
  newEnds,
  refuseForeignContinuation,
  shorten,
  type Verdict,
} from "./guard.ts";
import { orderItems } from "./item-order.ts";
import { ItemRuns } from "./item-runs.ts";
import type { KnownState } from "./known-state.ts";
import type { Writer } from "./room-rules.ts";
import { scanUpdate, type DeletedRange, type ItemId, type ScannedItem } from "./prescan.ts";

/**
 * Judges an update of the room of texts. Rules TXT-1 to TXT-4.
 *
 * @throws EntenteError `protocol-invalid`, `update-invalid`, `too-large`, `overloaded`
 */
export function judgeText(
  bytes: Uint8Array,
  known: KnownState,
  limits: Limits,
  writer: Writer = "client",
): Verdict {
  if (bytes.byteLength > limits.textFrameBytesMax)
    throw tooLarge(`${bytes.byteLength} bytes of text at once`);
  const scanned = scanUpdate(bytes, limits, "text");
  const ordered = orderItems(scanned, known);
  if (!ordered || namesUnknownDeletes(scanned, known)) return { kind: "gap" };
  const placer = new Placer(known, limits);
  for (const item of ordered) placer.add(item);
  const { items } = placer;
  const deletes = known.liveCharacters(scanned.deletes);
  if (items.length === 0 && deletes.length === 0) return { kind: "repeat" };
  if (writer === "client" && known.queuedCount > limits.textStructsQueuedMax)
    throw new EntenteError("overloaded", { detail: "more is being written than can be stored" });
  const growth = placer.growth(scanned.deletes, deletes);
  refuseTooLong(growth, known, limits);
  return { kind: "new", update: { bytes, items, ends: newEnds(scanned, known), deletes, growth } };
}

/** Finds the text of each new insertion, and where in it that stands. */
class Placer {
  readonly items: PlacedItem[] = [];
  readonly #runs = new ItemRuns();
  readonly #known: KnownState;
  readonly #limits: Limits;
  /** Pairs of neighbours that were found to be near each other. */
  readonly #near = new Set<string>();

  constructor(known: KnownState, limits: Limits) {
    this.#known = known;
    this.#limits = limits;
  }

  add(item: ScannedItem): void {
    const { client, clock, length, valueAt, rightOrigin } = item;
    const next = this.#known.nextClock(client);
    if (clock + length <= next) return;
    const place = this.#placeOf(item);
    const isContinued = clock < next;
    if (isContinued) refuseForeignContinuation(item, next, place, this.#known);
    // What is known of it stands left of the rest.
    const origin = isContinued ? { client, clock: next - 1 } : item.origin;
    const left = origin && this.#anchorOf(origin, "left");
    const right = rightOrigin && this.#anchorOf(rightOrigin, "right");
    this.#refuseFarApart(place, left, right);
    const placed = { client, clock, length, place, isLive: valueAt !== undefined, left, right };
    this.items.push(placed);
    this.#runs.add(placed);
  }

  /**
   * By how many characters each text changes.
   *
   * @param known What of the deleted was there before this update.
   */
  growth(deletes: readonly DeletedRange[], known: readonly PlacedRange[]): ReadonlyMap<string, number> {
    const growth = new Map<string, number>();
    const add = (place: string, count: number) => growth.set(place, (growth.get(place) ?? 0) + count);
    for (const { place, length } of known) add(place, -length);
    for (const item of this.items) if (item.isLive) add(item.place, this.#fresh(item).length);
    for (const range of deletes) {
      const fresh = this.#runs.between(range.client, range.clock, range.clock + range.length);
      for (const item of fresh)
        if (item.isLive) add(item.place, -(overlap(this.#fresh(item), range)?.length ?? 0));
    }
    return growth;
  }

  /** The part of an insertion that is new. */
  #fresh({ client, clock, length }: PlacedItem): DeletedRange {
    const start = Math.max(clock, this.#known.nextClock(client));
    return { client, clock: start, length: clock + length - start };
  }

  #placeOf({ origin, rightOrigin, root = "" }: ScannedItem): string {
    const places = [origin, rightOrigin].flatMap((named) => (named ? [this.#placeAt(named)] : []));
    const [place, other = place] = places;
    if (place !== other) throw invalid("an insertion stands between two texts");
    if (place !== undefined) return place;
    if (readTextRoot(root) === undefined) throw invalid(`"${shorten(root)}" cannot be the name of a text`);
    return toPlace(root, "");
  }

  #placeAt({ client, clock }: ItemId): string {
    const isKnown = clock < this.#known.nextClock(client);
    const place = isKnown ? this.#known.placeAt({ client, clock }) : this.#runs.find(client, clock)?.place;
    if (place === undefined) throw invalid("an insertion stands beside something that is in no text");
    return place;
  }

  #anchorOf(named: ItemId, side: "left" | "right"): ItemId | undefined {
    const isKnown = named.clock < this.#known.nextClock(named.client);
    return isKnown ? this.#known.anchorOf(named, side) : this.#runs.find(named.client, named.clock)?.[side];
  }

  /**
   * An honest insertion names two characters that stood side by side when it was made; only what others wrote at the
   * same place meanwhile can be between them. Yjs walks past all of it for each insertion.
   */
  #refuseFarApart(place: string, left: ItemId | undefined, right: ItemId | undefined): void {
    const pair = JSON.stringify([place, left, right]);
    if (this.#near.has(pair)) return;
    if (!this.#known.isNear(place, left, right, this.#limits.textNeighboursApartMax))
      throw invalid("an insertion names neighbours that are no neighbours");
    this.#near.add(pair);
  }
}

function refuseTooLong(growth: ReadonlyMap<string, number>, known: KnownState, limits: Limits): void {
  const added = [...growth].filter(([place]) => !known.hasText(place)).length;
  if (added > 0 && known.textCount + added > limits.textsMax)
    throw tooLarge(`at most ${limits.textsMax} texts`);
  for (const [place, count] of growth) {
    if (count <= 0 || known.textLength(place) + count <= textLengthMax) continue;
    throw tooLarge(`a text may have ${textLengthMax} characters`);
  }
}

function tooLarge(detail: string): EntenteError {
  return new EntenteError("too-large", { detail });
}
