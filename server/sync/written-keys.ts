// What an update writes, while it is judged: which keys, and which write of each would count afterwards.
import { EntenteError } from "../../schema/errors.ts";
import type { Limits } from "../limits.ts";
import type { LastWrite, PlacedItem } from "./checked-update.ts";
import type { ItemRuns } from "./item-runs.ts";
import type { KnownState } from "./known-state.ts";
import { KeyTail, type FindWrites } from "./key-tail.ts";

/** The new writes of one update, beside what is known. */
export class WrittenKeys {
  readonly #known: KnownState;
  readonly #limits: Limits;
  readonly #tails = new Map<string, KeyTail>();
  readonly #knownLengths = new Map<string, number>();
  #searchSteps = 0;
  readonly #find: FindWrites;

  /**
   * @param items The writes, each after those it depends on.
   * @param runs The same.
   * @throws EntenteError `update-invalid` when Yjs would have to search too long for their places
   */
  constructor(items: readonly PlacedItem[], runs: ItemRuns, known: KnownState, limits: Limits) {
    this.#known = known;
    this.#limits = limits;
    this.#find = (id) => runs.find(id.client, id.clock) ?? known.writesAt(id);
    for (const item of items) this.#add(item);
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

  #add(item: PlacedItem): void {
    const tail = this.#tails.get(item.place) ?? this.#openTail(item.place);
    if (!tail.isNext(item) && !followsItsOwn(item)) this.#countSearch(item.place, tail);
    tail.add(item);
  }

  /** Yjs walks past at most all that stands in the list. */
  #countSearch(place: string, tail: KeyTail): void {
    this.#searchSteps += this.#knownLength(place) + tail.addedCount;
    if (this.#searchSteps <= this.#limits.keySearchStepsMax) return;
    throw new EntenteError("update-invalid", { detail: "it writes too much far behind what is there" });
  }

  #knownLength(place: string): number {
    const length = this.#knownLengths.get(place) ?? this.#known.listLength(place);
    this.#knownLengths.set(place, length);
    return length;
  }

  #openTail(place: string): KeyTail {
    const tail = new KeyTail(this.#known.lastOf(place), this.#find);
    this.#tails.set(place, tail);
    return tail;
  }
}

/** Between such a write and the one before it stand only those of others who saw that one: each is walked past once. */
function followsItsOwn({ client, clock, origin }: PlacedItem): boolean {
  return origin?.client === client && origin.clock === clock - 1;
}
