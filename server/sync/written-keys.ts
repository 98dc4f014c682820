// What an update writes, while it is judged: which keys, and which write of each would count afterwards.
import { ItemRuns, type KnownState, type LastWrite, type PlacedItem } from "./known-state.ts";
import { KeyTail } from "./key-tail.ts";
import type { ItemId } from "./prescan.ts";

/** The new writes of one update, beside what is known. */
export class WrittenKeys {
  readonly #known: KnownState;
  readonly #runs = new ItemRuns();
  readonly #tails = new Map<string, KeyTail>();

  constructor(known: KnownState) {
    this.#known = known;
  }

  /** Takes the next new write, after those it depends on. */
  add(item: PlacedItem): void {
    const tail = this.#tails.get(item.place) ?? this.#openTail(item.place);
    tail.add(item);
    this.#runs.add(item);
  }

  /** The place that one of these writes is at. */
  placeAt({ client, clock }: ItemId): string | undefined {
    return this.#runs.find(client, clock)?.place;
  }

  /** The last write of a key, once they are applied. */
  lastOf(place: string): LastWrite | undefined {
    return this.#tails.get(place)?.last ?? this.#known.lastOf(place);
  }

  /** Of the keys for which they bring another last write. */
  lasts(): ReadonlyMap<string, LastWrite> {
    const lasts = new Map<string, LastWrite>();
    for (const [place, { last, isChanged }] of this.#tails) if (last && isChanged) lasts.set(place, last);
    return lasts;
  }

  #openTail(place: string): KeyTail {
    const tail = new KeyTail(this.#known.lastOf(place), (id) => this.#find(id));
    this.#tails.set(place, tail);
    return tail;
  }

  #find(id: ItemId): Pick<PlacedItem, "clock" | "origin"> | undefined {
    return this.#runs.find(id.client, id.clock) ?? this.#known.writesAt(id);
  }
}
