// What a room knows: its document, which holds only what is on disk, and the edits on their way there.
import { findIndexSS, findRootTypeKey, getState, Item, type AbstractType, type Doc } from "yjs";

import { assert } from "../../schema/errors.ts";
import type { DeletedRange, ItemId } from "./prescan.ts";

/** Some clocks of one client, and the key they write. */
export interface PlacedItem extends ItemId {
  readonly length: number;
  readonly place: string;
  /** False in a run of values that were overwritten before they came here. */
  readonly isLive: boolean;
}

/** A value that some update wants deleted. */
export interface LiveValue {
  readonly place: string;
  /** On disk, not on its way. */
  readonly isStored: boolean;
  /** A newer value of its key is on its way to the disk. */
  readonly isSuperseded: boolean;
}

/** An update that the guard let through. */
export interface CheckedUpdate {
  readonly bytes: Uint8Array;
  /** Only what was new. */
  readonly items: readonly PlacedItem[];
  /** The clock after the last one, of each client that has something new in it. */
  readonly ends: ReadonlyMap<number, number>;
}

/** Root and key as one word. No key holds a line break. */
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
  /** The newest queued item of each place. */
  readonly #newest = new Map<string, PlacedItem>();

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

  /** Values in a range of known clocks that nothing on disk has overwritten yet. */
  *liveValues({ client, clock, length }: DeletedRange): Iterable<LiveValue> {
    const end = clock + length;
    const stored = getState(this.#doc.store, client);
    for (const place of this.#storedLivePlaces(client, clock, Math.min(end, stored))) {
      yield { place, isStored: true, isSuperseded: this.#newest.has(place) };
    }
    for (const item of this.#items.between(client, Math.max(clock, stored), end)) {
      const isSuperseded = this.#newest.get(item.place) !== item;
      if (item.isLive) yield { place: item.place, isStored: false, isSuperseded };
    }
  }

  queue(update: CheckedUpdate): void {
    this.#queued.push(update);
    for (const [client, end] of update.ends) this.#ends.set(client, end);
    for (const item of update.items) {
      this.#items.add(item);
      this.#newest.set(item.place, item);
    }
  }

  /** The oldest queued edit is now part of the document. */
  applied(update: CheckedUpdate): void {
    assert(this.#queued.shift() === update, "edits are applied in the order in which they were queued");
    for (const [client, end] of update.ends) {
      if (this.#ends.get(client) === end) this.#ends.delete(client);
      this.#items.dropBefore(client, end);
    }
    for (const item of update.items) {
      if (this.#newest.get(item.place) === item) this.#newest.delete(item.place);
    }
  }

  #storedPlaceAt(client: number, clock: number): string | undefined {
    const structs = this.#doc.store.clients.get(client);
    if (!structs || clock >= getState(this.#doc.store, client)) return undefined;
    const struct = structs[findIndexSS(structs, clock)];
    return struct instanceof Item ? placeOf(struct) : undefined;
  }

  *#storedLivePlaces(client: number, from: number, to: number): Iterable<string> {
    const structs = this.#doc.store.clients.get(client);
    if (!structs || from >= to) return;
    for (let index = findIndexSS(structs, from); index < structs.length; index += 1) {
      const struct = structs[index];
      if (!struct || struct.id.clock >= to) return;
      if (struct instanceof Item && !struct.deleted) yield placeOf(struct);
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

/** Index of the first item that ends after a clock. */
function firstEndingAfter(run: readonly PlacedItem[], clock: number): number {
  let [low, high] = [0, run.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = run[middle];
    assert(item, "the middle of a run is in the run");
    if (item.clock + item.length > clock) high = middle;
    else low = middle + 1;
  }
  return low;
}

function placeOf(item: Item): string {
  assert(item.parentSub !== null, "the guard lets through writes to keys only");
  return toPlace(findRootTypeKey(item.parent as AbstractType<unknown>), item.parentSub);
}
