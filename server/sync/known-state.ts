// What a room knows: its document, which holds only what is on disk, and the edits on their way there.
import { findIndexSS, findRootTypeKey, getState, Item, type AbstractType, type Doc } from "yjs";

import { assert } from "../../schema/errors.ts";
import type { Sending } from "./client-ids.ts";
import { firstEndingAfter, overlap, toDisjoint, without } from "./clock-ranges.ts";
import type { DeletedRange, ItemId } from "./prescan.ts";

/** Some clocks of one client, and the key they write. */
export interface PlacedItem extends ItemId {
  readonly length: number;
  readonly place: string;
  /** False in a run of values that were overwritten before they came here. */
  readonly isLive: boolean;
  /** Under a key: the write it follows. */
  readonly origin?: ItemId | undefined;
  /** In a text: between which characters on disk it stands. Undefined: at the text's beginning or end. */
  readonly left?: ItemId | undefined;
  readonly right?: ItemId | undefined;
}

/** The last write of a key's list, which is the one that counts. */
export interface LastWrite extends ItemId {
  /** False where the key has no value: nothing we let in makes it so, but older data may have it. */
  readonly isLive: boolean;
}

/** An update that the guard let through. */
export interface CheckedUpdate {
  readonly bytes: Uint8Array;
  /** Only what was new. */
  readonly items: readonly PlacedItem[];
  /** The clock after the last one, of each client that has something new in it. */
  readonly ends: ReadonlyMap<number, number>;
  /** The last write of each key for which that is another one now. */
  readonly lasts?: ReadonlyMap<string, LastWrite>;
  /** In a room of texts: what it deletes that nobody had deleted before, and by how many characters it makes each text longer. */
  readonly deletes?: readonly DeletedRange[];
  readonly growth?: ReadonlyMap<string, number>;
  /** Where it comes from; undefined for what the server made itself. */
  readonly sending?: Sending | undefined;
}

/** A checked update that is on disk, and its number there. */
export interface StoredUpdate {
  readonly update: CheckedUpdate;
  readonly seq: number | undefined;
}

/** Characters of one text. */
export interface PlacedRange extends DeletedRange {
  readonly place: string;
}

/** Root and key as one word. No key holds a line break; a text has no key. */
export function toPlace(root: string, key: string): string {
  return `${root}\n${key}`;
}

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
    return this.#ends.get(client) ?? getState(this.#doc.store, client);
  }

  /** The place a known clock writes. */
  placeAt({ client, clock }: ItemId): string | undefined {
    return this.#items.find(client, clock)?.place ?? this.#storedPlaceAt(client, clock);
  }

  /** The last write of a key's list, once all that is queued is applied. */
  lastOf(place: string): LastWrite | undefined {
    return this.#lasts.get(place) ?? this.#storedLastOf(place);
  }

  /** How many writes a key's list has, runs of overwritten ones counted once. Linear in that. */
  listLength(place: string): number {
    let length = this.#queuedAt.get(place) ?? 0;
    for (let item = this.#storedLastItemOf(place); item; item = item.left ?? undefined) length += 1;
    return length;
  }

  /** The writes, one after another, that a known clock is among: where they begin, and what they follow. */
  writesAt({ client, clock }: ItemId): Pick<PlacedItem, "clock" | "origin"> | undefined {
    const queued = this.#items.find(client, clock);
    if (queued) return queued;
    const item = this.#storedItem({ client, clock });
    return item && { clock: item.id.clock, origin: item.origin ?? undefined };
  }

  /** Values in a range of known clocks that are not known to be overwritten, each with its key. */
  *liveValues({ client, clock, length }: DeletedRange): Iterable<ItemId & { readonly place: string }> {
    const end = clock + length;
    const stored = getState(this.#doc.store, client);
    for (const item of this.#storedLiveItems(client, clock, Math.min(end, stored)))
      yield { client, clock: item.id.clock, place: placeOf(item) };
    for (const item of this.#items.between(client, Math.max(clock, stored), end)) if (item.isLive) yield item;
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
    const { client, clock } = range;
    const end = clock + range.length;
    const stored = getState(this.#doc.store, client);
    for (const item of this.#storedLiveItems(client, clock, Math.min(end, stored))) {
      const part = overlap({ client, clock: item.id.clock, length: item.length }, range);
      if (part) yield { ...part, place: placeOf(item) };
    }
    for (const item of this.#items.between(client, Math.max(clock, stored), end)) {
      const part = overlap(item, range);
      if (part && item.isLive) yield { ...part, place: item.place };
    }
  }

  /** Characters a text will have when all that is queued is on disk. */
  textLength(place: string): number {
    const queued = this.#queued.reduce((sum, { growth }) => sum + (growth?.get(place) ?? 0), 0);
    return (this.#doc.share.get(rootOf(place))?._length ?? 0) + queued;
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
    const isStored = id.clock < getState(this.#doc.store, id.client);
    return isStored ? id : this.#items.find(id.client, id.clock)?.[side];
  }

  /**
   * Whether one character on disk stands behind another, or the end behind it, with at most so many items between
   * them. Linear in that number.
   */
  isNear(place: string, left: ItemId | undefined, right: ItemId | undefined, itemsMax: number): boolean {
    const first = left && this.#storedItem(left);
    if (first && right && isIn(first, right)) return left.clock < right.clock;
    const next = first ? first.right : (this.#doc.share.get(rootOf(place))?._start ?? null);
    return leadsTo(next, right, itemsMax);
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

  #storedPlaceAt(client: number, clock: number): string | undefined {
    const item = this.#storedItem({ client, clock });
    return item && placeOf(item);
  }

  #storedLastItemOf(place: string): Item | undefined {
    const root = rootOf(place);
    return this.#doc.share.get(root)?._map.get(place.slice(root.length + 1));
  }

  #storedLastOf(place: string): LastWrite | undefined {
    const item = this.#storedLastItemOf(place);
    if (!item) return undefined;
    const { client, clock } = item.lastId;
    return { client, clock, isLive: !item.deleted };
  }

  #storedItem({ client, clock }: ItemId): Item | undefined {
    const structs = this.#doc.store.clients.get(client);
    if (!structs || clock >= getState(this.#doc.store, client)) return undefined;
    const struct = structs[findIndexSS(structs, clock)];
    return struct instanceof Item ? struct : undefined;
  }

  *#storedLiveItems(client: number, from: number, to: number): Iterable<Item> {
    const structs = this.#doc.store.clients.get(client);
    if (!structs || from >= to) return;
    for (let index = findIndexSS(structs, from); index < structs.length; index += 1) {
      const struct = structs[index];
      if (!struct || struct.id.clock >= to) return;
      if (struct instanceof Item && !struct.deleted) yield struct;
    }
  }
}

/** Items of each client by ascending clock, without a gap between the first and the last kept. */
export class ItemRuns {
  readonly #runs = new Map<number, PlacedItem[]>();

  add(item: PlacedItem): void {
    const run = this.#runs.get(item.client);
    if (run) run.push(item);
    else this.#runs.set(item.client, [item]);
  }

  find(client: number, clock: number): PlacedItem | undefined {
    const run = this.#runs.get(client) ?? [];
    const item = run[firstEndingAfter(run, clock)];
    return item && item.clock <= clock ? item : undefined;
  }

  *between(client: number, from: number, to: number): Iterable<PlacedItem> {
    const run = this.#runs.get(client) ?? [];
    for (let index = firstEndingAfter(run, from); index < run.length; index += 1) {
      const item = run[index];
      if (!item || item.clock >= to) return;
      yield item;
    }
  }

  dropBefore(client: number, clock: number): void {
    const run = this.#runs.get(client);
    if (!run) return;
    run.splice(0, firstEndingAfter(run, clock));
    if (run.length === 0) this.#runs.delete(client);
  }
}

function placeOf(item: Item): string {
  return toPlace(findRootTypeKey(item.parent as AbstractType<unknown>), item.parentSub ?? "");
}

function rootOf(place: string): string {
  return place.slice(0, place.indexOf("\n"));
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
