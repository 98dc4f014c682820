// What a room knows: its document, which holds only what is on disk, and the edits on their way there.
import type { Doc } from "yjs";

import { assert } from "../../schema/errors.ts";
import {
  rootOf,
  type CheckedUpdate,
  type LastWrite,
  type PlacedItem,
  type PlacedRange,
} from "./checked-update.ts";
import { overlap, toDisjoint, without } from "./clock-ranges.ts";
import { ItemRuns } from "./item-runs.ts";
import type { DeletedRange, ItemId } from "./prescan.ts";
import {
  isNearStored,
  placeOf,
  storedEnd,
  storedItem,
  storedLast,
  storedListLength,
  storedLiveItems,
  storedTextLength,
} from "./stored-items.ts";

/** Committed state and queued edits together, as far as the guard asks. */
export class KnownState {
  readonly #doc: Doc;
  /** Edits not applied yet, oldest first. */
  readonly #queued: CheckedUpdate[] = [];
  readonly #items = new ItemRuns();
  readonly #ends = new Map<number, number>();
  /** Of keys for which a queued edit brings another last write. */
  readonly #lasts = new Map<string, LastWrite>();
  /** How many queued writes there are of a key. */
  readonly #queuedAt = new Map<string, number>();

  constructor(doc: Doc) {
    this.#doc = doc;
  }

  get isIdle(): boolean {
    return this.#queued.length === 0;
  }

  /** The clock a client's next new write must have. */
  nextClock(client: number): number {
    return this.#ends.get(client) ?? storedEnd(this.#doc, client);
  }

  /** The place a known clock writes. */
  placeAt(id: ItemId): string | undefined {
    const queued = this.#items.find(id.client, id.clock);
    if (queued) return queued.place;
    const item = storedItem(this.#doc, id);
    return item && placeOf(item);
  }

  /** The last write of a key's list, once all that is queued is applied. */
  lastOf(place: string): LastWrite | undefined {
    return this.#lasts.get(place) ?? storedLast(this.#doc, place);
  }

  /** How many writes a key's list has, runs of overwritten ones counted once. Linear in that. */
  listLength(place: string): number {
    return (this.#queuedAt.get(place) ?? 0) + storedListLength(this.#doc, place);
  }

  /** The writes, one after another, that a known clock is among: where they begin, and what they follow. */
  writesAt(id: ItemId): Pick<PlacedItem, "clock" | "origin"> | undefined {
    const queued = this.#items.find(id.client, id.clock);
    if (queued) return queued;
    const item = storedItem(this.#doc, id);
    return item && { clock: item.id.clock, origin: item.origin ?? undefined };
  }

  /** Values in a range of known clocks that are not known to be overwritten, each with its key. */
  *liveValues(range: DeletedRange): Iterable<ItemId & { readonly place: string }> {
    yield* storedLiveItems(this.#doc, range);
    for (const item of this.#queuedIn(range)) if (item.isLive) yield item;
  }

  /** Characters among these known clocks that nobody has deleted yet. Nearly linear in ranges and items. */
  liveCharacters(ranges: readonly DeletedRange[]): readonly PlacedRange[] {
    const queued = this.#queued.flatMap(({ deletes = [] }) => deletes);
    const goneOf = Map.groupBy(queued, ({ client }) => client);
    const disjoint = new Map([...goneOf].map(([client, gone]) => [client, toDisjoint(gone)]));
    return ranges.flatMap((range) =>
      [...this.#undeleted(range)].flatMap(({ place, ...part }) =>
        without(part, disjoint.get(range.client) ?? []).map((left) => ({ ...left, place })),
      ),
    );
  }

  /** Characters in a range, without regard to deletions that are queued. */
  *#undeleted(range: DeletedRange): Iterable<PlacedRange> {
    for (const item of storedLiveItems(this.#doc, range)) {
      const part = overlap(item, range);
      if (part) yield { ...part, place: item.place };
    }
    for (const item of this.#queuedIn(range)) {
      const part = overlap(item, range);
      if (part && item.isLive) yield { ...part, place: item.place };
    }
  }

  /** Characters a text will have when all that is queued is on disk. */
  textLength(place: string): number {
    const queued = this.#queued.reduce((sum, { growth }) => sum + (growth?.get(place) ?? 0), 0);
    return storedTextLength(this.#doc, place) + queued;
  }

  /** How many texts there are, and whether this one is among them. */
  get textCount(): number {
    return this.#doc.share.size;
  }

  hasText(place: string): boolean {
    return this.#doc.share.has(rootOf(place));
  }

  /** Insertions and deletions on their way to the disk. */
  get queuedCount(): number {
    return this.#queued.reduce((sum, { items, deletes = [] }) => sum + items.length + deletes.length, 0);
  }

  /** A character on disk, or on its way there the one on disk it stands behind (`left`) or before (`right`). */
  anchorOf(id: ItemId, side: "left" | "right"): ItemId | undefined {
    const isStored = id.clock < storedEnd(this.#doc, id.client);
    return isStored ? id : this.#items.find(id.client, id.clock)?.[side];
  }

  /**
   * Whether one character on disk stands behind another, or the end behind it, with at most so many items between
   * them. Linear in that number.
   */
  isNear(place: string, left: ItemId | undefined, right: ItemId | undefined, itemsMax: number): boolean {
    return isNearStored(this.#doc, place, left, right, itemsMax);
  }

  queue(update: CheckedUpdate): void {
    this.#queued.push(update);
    for (const [client, end] of update.ends) this.#ends.set(client, end);
    for (const item of update.items) {
      this.#items.add(item);
      this.#queuedAt.set(item.place, (this.#queuedAt.get(item.place) ?? 0) + 1);
    }
    for (const [place, last] of update.lasts ?? []) this.#lasts.set(place, last);
  }

  /** The oldest queued edit is now part of the document. */
  applied(update: CheckedUpdate): void {
    assert(this.#queued.shift() === update, "edits are applied in the order in which they were queued");
    for (const [client, end] of update.ends) {
      if (this.#ends.get(client) === end) this.#ends.delete(client);
      this.#items.dropBefore(client, end);
    }
    for (const { place } of update.items) {
      const left = (this.#queuedAt.get(place) ?? 0) - 1;
      if (left > 0) this.#queuedAt.set(place, left);
      else this.#queuedAt.delete(place);
    }
    for (const [place, last] of update.lasts ?? [])
      if (this.#lasts.get(place) === last) this.#lasts.delete(place);
  }

  #queuedIn({ client, clock, length }: DeletedRange): Iterable<PlacedItem> {
    return this.#items.between(client, Math.max(clock, storedEnd(this.#doc, client)), clock + length);
  }
}
